package cells_test

import (
	"math"
	"testing"

	"runde/geo"
	"runde/geo/cells"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
	"github.com/paulmach/orb/planar"
	"github.com/uber/h3-go/v4"
	"pgregory.net/rapid"
)

// middle is the centre of a leaf.
func middle(t interface{ Fatal(...any) }, l geo.Cell) orb.Point {
	p, err := h3.Cell(l).LatLng()
	if err != nil {
		t.Fatal(err)
	}
	return orb.Point{p.Lng, p.Lat}
}

// The outlines of a cover's cells hold the middles of their own leaves and of no
// others: holes where finer cells lie, and islands in holes, are right.
func TestOutlineHoldsItsOwnLeavesOnly(t *testing.T) {
	dwellings := town(t)
	c := cells.New(dwellings, 50)
	holes, islands := 0, 0
	for _, k := range c.Cells() {
		shape := c.Outline(k.Cell)
		islands += len(shape) - 1
		for _, p := range shape {
			holes += len(p) - 1
			checkRings(t, k.Cell, p)
		}
		for _, l := range c.Leaves(k.Cell) {
			if !planar.MultiPolygonContains(shape, middle(t, l)) {
				t.Errorf("outline of %v leaves out its leaf %v", k.Cell, l)
			}
		}
		for _, n := range c.Neighbours(k.Cell) {
			for _, l := range c.Leaves(n) {
				if planar.MultiPolygonContains(shape, middle(t, l)) {
					t.Fatalf("outline of %v holds leaf %v of its neighbour %v", k.Cell, l, n)
				}
			}
		}
	}
	if holes == 0 || islands == 0 {
		t.Errorf("%d holes and %d islands: the world is too simple to test them", holes, islands)
	}
}

// The outline of several cells holds the middles of their leaves and of no others, with
// the area of all; what is not in the cover adds nothing.
func TestOutlineOfSeveralCells(t *testing.T) {
	c := cells.New(town(t), 50)
	list := c.Cells()
	area := geo.NewArea(append(c.Neighbours(list[1].Cell), list[1].Cell, geo.Cell(0x891f262ec03ffff))...)
	shape, km2 := c.OutlineOf(area), 0.0
	for _, k := range list {
		inside := area.Contains(k.Cell)
		if inside {
			km2 += c.AreaKM2(k.Cell)
		}
		for _, l := range c.Leaves(k.Cell) {
			if planar.MultiPolygonContains(shape, middle(t, l)) != inside {
				t.Fatalf("leaf %v of %v, in the area %v: the outline says otherwise", l, k.Cell, inside)
			}
		}
	}
	if got := orbgeo.Area(shape) / 1e6; km2 == 0 || math.Abs(got-km2) > 0.01*km2 {
		t.Errorf("%.3f km², want %.3f", got, km2)
	}
	if got := c.OutlineOf(nil); len(got) != 0 {
		t.Errorf("no cells: %v", got)
	}
}

func checkRings(t *testing.T, c geo.Cell, p orb.Polygon) {
	t.Helper()
	for i, r := range p {
		want := orb.CW
		if i == 0 {
			want = orb.CCW
		}
		if r.Orientation() != want || r[0] != r[len(r)-1] || len(r) < 7 {
			t.Errorf("%v: ring %d of %d points turns %v and closes: %v", c, i, len(r), r.Orientation(), r[0] == r[len(r)-1])
		}
	}
}

// An outline's area is the sum of its leaves' areas, for any shape and at pentagons.
func TestOutlineAreaIsTheSumOfLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := cells.New(small(t), 50)
		for _, k := range c.Cells() {
			got := orbgeo.Area(c.Outline(k.Cell)) / 1e6
			want := c.AreaKM2(k.Cell)
			// The ellipsoid-free area of orb uses another earth radius, and its
			// edges are not great circles.
			if math.Abs(got-want) > 0.005*want {
				t.Fatalf("%v: outline %.5f km², leaves %.5f km²", k.Cell, got, want)
			}
		}
	})
}

// Neighbours are mutual, never the cell itself, and are found by the slow way too:
// two leaves whose middles are one leaf apart.
func TestNeighboursAreMutualAndTouch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := cells.New(small(t), 50)
		want := map[geo.Cell]map[geo.Cell]bool{}
		all := c.AllLeaves()
		for _, a := range all {
			want[first(c.Of(a))] = map[geo.Cell]bool{}
		}
		for i, a := range all {
			for _, b := range all[i+1:] {
				x, y := first(c.Of(a)), first(c.Of(b))
				touch, err := h3.Cell(a).IsNeighbor(h3.Cell(b))
				if err == nil && touch && x != y {
					want[x][y], want[y][x] = true, true
				}
			}
		}
		for x, ys := range want {
			got := map[geo.Cell]bool{}
			for _, y := range c.Neighbours(x) {
				got[y] = true
			}
			if diff := cmp.Diff(ys, got); diff != "" {
				t.Fatalf("neighbours of %v:\n%s", x, diff)
			}
		}
	})
}

func first(c geo.Cell, _ bool) geo.Cell { return c }

// The compact form expands to exactly the municipality's leaves, in fewer cells.
func TestCompactExpandsToTheLeaves(t *testing.T) {
	c := cells.New(town(t), 50)
	var in []h3.Cell
	for _, k := range c.Compact() {
		in = append(in, h3.Cell(k))
	}
	out, err := h3.UncompactCells(in, 9)
	if err != nil {
		t.Fatal(err)
	}
	var got []geo.Cell
	for _, o := range out {
		got = append(got, geo.Cell(o))
	}
	if diff := cmp.Diff(geo.Area(c.AllLeaves()), geo.NewArea(got...)); diff != "" {
		t.Errorf("expanded (-want +got):\n%.500s", diff)
	}
	if len(in)*3 > len(got) {
		t.Errorf("%d cells for %d leaves", len(in), len(got))
	}
}

// The middle of a cell lies in the cell, also where finer cells have eaten its
// centre, so that a stop can be looked for around it.
func TestMiddleLiesInTheCell(t *testing.T) {
	c := cells.New(town(t), 50)
	for _, k := range c.Cells() {
		p, ok := c.Middle(k.Cell)
		if !ok {
			t.Fatalf("%v has no middle", k.Cell)
		}
		if at, ok := c.At(p); !ok || at != k.Cell {
			t.Errorf("the middle of %v lies in %v", k.Cell, at)
		}
	}
	if _, ok := c.Middle(cell(t, "8900000000bffff")); ok {
		t.Error("a cell outside the cover has a middle")
	}
}

// What is not in the cover has no shape, and asking is no error.
func TestForeignCellHasNothing(t *testing.T) {
	c := cells.New(town(t), 50)
	alien := cell(t, "8900000000bffff")
	if c.Has(alien) || c.Leaves(alien) != nil || c.Neighbours(alien) != nil || len(c.Outline(alien)) > 0 || c.AreaKM2(alien) != 0 {
		t.Error("a cell outside the cover has leaves, neighbours or an outline")
	}
}
