package hotspot

import (
	"math"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// graph draws symmetric neighbours.
func graph(t *rapid.T, n int) [][]int {
	near := make([][]int, n)
	for i := range n {
		for j := range i {
			if rapid.IntRange(0, 3).Draw(t, "edge") == 0 {
				near[i], near[j] = append(near[i], j), append(near[j], i)
			}
		}
	}
	return near
}

// Where all are alike, in whatever number, nothing stands out.
func TestAllEqualIsNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "cells")
		v := rapid.Float64Range(0, 1e6).Draw(t, "value")
		x := make([]float64, n)
		for i := range x {
			x[i] = v
		}
		near := graph(t, n)
		for _, w := range []Weights{Binary, RowStandardised} {
			for i, s := range append(GiStar(x, near, w), Gi(x, near, w)...) {
				if !math.IsNaN(s.Z) || !math.IsNaN(s.P) || !math.IsNaN(s.Adjusted) {
					t.Fatalf("cell %d: %+v", i%n, s)
				}
			}
		}
	})
}

// A cell without neighbours has no Gi, and with itself a Gi*; a cell whose neighbours
// are the highest stands out.
//
//	0 - 1 - 2 - 3 - 4 - 5   6
func TestIsolatedCell(t *testing.T) {
	near := [][]int{{1}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4}, nil}
	x := []float64{1, 2, 1, 2, 8, 9, 4}
	without, with := Gi(x, near, Binary), GiStar(x, near, Binary)
	if s := without[6]; !math.IsNaN(s.Z) || !math.IsNaN(s.Adjusted) || s.G != 0 {
		t.Errorf("Gi: %+v", s)
	}
	if s := with[6]; math.IsNaN(s.Z) || math.Abs(s.G-4.0/27) > 1e-15 {
		t.Errorf("Gi*: %+v", s)
	}
	for i, s := range with {
		if i != 5 && s.Z >= with[5].Z {
			t.Errorf("cell %d has z %v, cell 5 %v", i, s.Z, with[5].Z)
		}
	}
}

// The standard score does not depend on the unit or the zero of the values, nor, with
// the cell itself, on the style of weights.
func TestScoreHasNoUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 25).Draw(t, "cells")
		near := graph(t, n)
		x, other := make([]float64, n), make([]float64, n)
		unit, zero := rapid.Float64Range(0.5, 3).Draw(t, "unit"), rapid.Float64Range(0, 5).Draw(t, "zero")
		for i := range x {
			x[i] = float64(rapid.IntRange(0, 20).Draw(t, "value"))
			other[i] = unit*x[i] + zero
		}
		a, b, c := GiStar(x, near, Binary), GiStar(other, near, Binary), GiStar(x, near, RowStandardised)
		for i := range a {
			if math.IsNaN(a[i].Z) != math.IsNaN(b[i].Z) || math.Abs(a[i].Z-b[i].Z) > 1e-9 || math.Abs(a[i].Z-c[i].Z) > 1e-9 {
				t.Fatalf("cell %d: z %v, in another unit %v, row-standardised %v", i, a[i].Z, b[i].Z, c[i].Z)
			}
		}
	})
}

// An adjusted p-value is the least m·p/rank of all p-values that are as large or
// larger, and at most 1, where m counts those that are tests.
func TestAdjust(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := make([]float64, rapid.IntRange(0, 20).Draw(t, "tests"))
		m := 0.0
		for i := range p {
			if p[i] = float64(rapid.IntRange(0, 50).Draw(t, "p")) / 50; rapid.IntRange(0, 9).Draw(t, "none") == 0 {
				p[i] = math.NaN()
			} else {
				m++
			}
		}
		for i, got := range Adjust(p) {
			want := 1.0
			for _, q := range p {
				rank := 0.0
				for _, r := range p {
					if r <= q {
						rank++
					}
				}
				if q >= p[i] {
					want = min(want, m*q/rank)
				}
			}
			if math.IsNaN(p[i]) {
				want = p[i]
			}
			if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-12 {
				t.Fatalf("of %v, %v is adjusted to %v, want %v", p, p[i], got, want)
			}
		}
	})
}

// A block of cells with much need is hot, ground that is not known never is, and
// neither is any cell where all hold the same.
func TestHotCells(t *testing.T) {
	cover, ids, _ := grid(t)
	estimates := make([]need.Estimate, len(ids))
	for i, c := range ids {
		estimates[i] = need.Estimate{Cell: c, Mean: 0.2, Known: true}
	}
	if hot := HotCells(estimates, cover.Neighbours); len(hot) != 0 {
		t.Errorf("all alike: %v", hot)
	}
	block := geo.NewArea(append(cover.Neighbours(ids[0]), ids[0])...)
	for i := range estimates {
		estimates[i].Mean += 0.01 * float64(i%3)
		if block.Contains(estimates[i].Cell) {
			estimates[i].Mean = 3
		}
	}
	estimates[100] = need.Estimate{Cell: ids[100], Mean: 50}
	hot := HotCells(estimates, cover.Neighbours)
	for _, c := range block {
		if !hot.Contains(c) {
			t.Errorf("%s of the block is not hot", c)
		}
	}
	if len(hot) > 19 || hot.Contains(ids[100]) || hot.Contains(ids[127]) {
		t.Errorf("%d cells are hot, the block with its ring has 19: %v", len(hot), hot)
	}
	if diff := cmp.Diff(geo.NewArea(hot...), hot); diff != "" {
		t.Errorf("not sorted:\n%s", diff)
	}
	if hot := HotCells(nil, cover.Neighbours); len(hot) != 0 {
		t.Errorf("no cells: %v", hot)
	}
}
