package cells_test

import (
	"testing"

	"runde/geo"
	"runde/geo/cells"

	"github.com/google/go-cmp/cmp"
	"github.com/uber/h3-go/v4"
	"pgregory.net/rapid"
)

func around(t interface{ Fatal(...any) }, origin geo.Cell, radius int) []geo.Cell {
	disk, err := h3.Cell(origin).GridDisk(radius)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]geo.Cell, len(disk))
	for i, d := range disk {
		out[i] = geo.Cell(d)
	}
	return out
}

// The cover of a synthetic municipality of 29,541 dwellings is, leaf by leaf, the
// one worked out independently in another language.
func TestCoverEqualsTheReference(t *testing.T) {
	dwellings := town(t)
	c := cells.New(dwellings, 50)
	wrong := 0
	for _, r := range rows(t, "cover_P50.csv.gz") {
		want := cell(t, r["cover_safe"])
		got, ok := c.Of(cell(t, r["leaf"]))
		if !ok || got != want {
			wrong++
			t.Errorf("leaf %s: %v, want %v", r["leaf"], got, want)
		}
		if wrong > 5 {
			t.Fatal("and more")
		}
	}
	if n := len(c.Cells()); n != 285 {
		t.Errorf("%d cells, want 285", n)
	}
	if n := c.Dwellings(); n != 29541 {
		t.Errorf("%d dwellings, want 29541", n)
	}
}

// No cell of the safe cover holds fewer dwellings than the floor. The negative
// control: of the naive cover's cells 42 do, the smallest with 2, so the checker
// can tell.
func TestNoRemainderBelowTheFloor(t *testing.T) {
	dwellings := town(t)
	naive := map[geo.Cell]geo.Cell{}
	for _, r := range rows(t, "cover_P50.csv.gz") {
		naive[cell(t, r["leaf"])] = cell(t, r["cover_naive"])
	}
	bad := violations(dwellings, naive, 50)
	least := 50
	for _, n := range bad {
		least = min(least, n)
	}
	if len(bad) != 42 || least != 2 {
		t.Errorf("naive cover: %d cells below the floor, the smallest %d; want 42 and 2", len(bad), least)
	}
	for _, floor := range []int{10, 25, 50, 100, 500} {
		c := cells.New(dwellings, floor)
		if bad := violations(dwellings, assigned(t, c, dwellings), floor); len(bad) > 0 {
			t.Errorf("floor %d: %v", floor, bad)
		}
	}
}

// For any municipality: every leaf is in exactly one cell, the counts add up, each
// cell holds the floor, no cell is empty of leaves, and the stored form reads back
// as the same cover.
func TestCoverHoldsEveryLeafOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dwellings := small(t)
		floor := rapid.SampledFrom([]int{1, 10, 50, 120}).Draw(t, "floor")
		c := cells.New(dwellings, floor)
		where := assigned(t, c, dwellings)
		seen := map[geo.Cell]geo.Cell{}
		for _, k := range c.Cells() {
			held := 0
			for _, l := range c.Leaves(k.Cell) {
				if other, twice := seen[l]; twice {
					t.Fatalf("leaf %v in %v and %v", l, other, k.Cell)
				}
				seen[l] = k.Cell
				held += dwellings[l]
			}
			if held != k.Dwellings {
				t.Fatalf("cell %v says %d dwellings and holds %d", k.Cell, k.Dwellings, held)
			}
			if len(c.Leaves(k.Cell)) == 0 {
				t.Fatalf("cell %v holds no leaf", k.Cell)
			}
		}
		if diff := cmp.Diff(where, seen); diff != "" {
			t.Fatalf("Of and Leaves differ:\n%s", diff)
		}
		if bad := violations(dwellings, where, floor); len(bad) > 0 && !c.BelowFloor() {
			t.Fatalf("below the floor of %d: %v", floor, bad)
		}
		again := cells.Load(c.Cells(), c.AllLeaves(), floor)
		if diff := cmp.Diff(where, assigned(t, again, dwellings)); diff != "" {
			t.Fatalf("loaded cover differs:\n%s", diff)
		}
	})
}

// A cell of the cover is never inside the hexagons of another unless the other id
// stands for its remainder: the finest ancestor wins, for every leaf.
func TestTheFinestAncestorHoldsALeaf(t *testing.T) {
	dwellings := town(t)
	c := cells.New(dwellings, 50)
	for leaf := range dwellings {
		got, _ := c.Of(leaf)
		want := geo.Rest
		for r := 9; r >= 5; r-- {
			if c.Has(leaf.Parent(r)) {
				want = leaf.Parent(r)
				break
			}
		}
		if got != want {
			t.Fatalf("leaf %v: %v, want %v", leaf, got, want)
		}
	}
}

// One cell p of resolution 8, floor 50, the dwellings of its seven leaves by id:
//
//	90  60  0  70  60  80  90
//
// Alone, p's remainder would be the one empty leaf. It takes in the smallest leaf:
// of the two with 60 the one with the lower id, and that is enough.
func TestEqualChildrenJoinByLowestID(t *testing.T) {
	p := cell(t, "881f262eedfffff")
	kids, err := h3.Cell(p).Children(9)
	if err != nil {
		t.Fatal(err)
	}
	dwellings := map[geo.Cell]int{}
	for i, n := range []int{90, 60, 0, 70, 60, 80, 90} {
		dwellings[geo.Cell(kids[i])] = n
	}
	c := cells.New(dwellings, 50)
	// Leaf 2 is empty and takes leaf 1 (60, lower id than leaf 4). p's other
	// ancestors have one child each and so no remainder.
	want := []geo.Cell{geo.Cell(kids[0]), p, p, geo.Cell(kids[3]), geo.Cell(kids[4]), geo.Cell(kids[5]), geo.Cell(kids[6])}
	for i, k := range kids {
		if got, _ := c.Of(geo.Cell(k)); got != want[i] {
			t.Errorf("leaf %d: %v, want %v", i, got, want[i])
		}
	}
}

// A municipality with fewer dwellings than the floor is one cell, the rest.
func TestBelowFloor(t *testing.T) {
	dwellings := map[geo.Cell]int{}
	for _, l := range around(t, cell(t, "891f262eed7ffff"), 2) {
		dwellings[l] = 2
	}
	c := cells.New(dwellings, 50)
	if !c.BelowFloor() {
		t.Error("BelowFloor is false for 38 dwellings and a floor of 50")
	}
	want := []cells.CellCount{{Cell: geo.Rest, Dwellings: 38}}
	if diff := cmp.Diff(want, c.Cells()); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if cells.New(dwellings, 38).BelowFloor() {
		t.Error("BelowFloor is true for 38 dwellings and a floor of 38")
	}
	empty := cells.New(nil, 50)
	if len(empty.Cells()) != 0 || !empty.BelowFloor() {
		t.Error("a municipality without leaves has cells, or is not below the floor")
	}
}

func BenchmarkNew(b *testing.B) {
	dwellings := town(b)
	for b.Loop() {
		cells.New(dwellings, 50)
	}
}
