package osm

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"
)

// The rows find a point in a polygon where looking at each point does.
func TestRowsEqualScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coord := rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(-60, 60).Draw(t, "grid")) / 10_000 })
		var points []Dwelling
		for range rapid.IntRange(0, 40).Draw(t, "points") {
			points = append(points, Dwelling{orb.Point{coord.Draw(t, "x"), coord.Draw(t, "y")}, 1})
		}
		a, b := orb.Point{coord.Draw(t, "x"), coord.Draw(t, "y")}, orb.Point{coord.Draw(t, "x"), coord.Draw(t, "y")}
		c := orb.Point{coord.Draw(t, "x"), coord.Draw(t, "y")}
		triangle := orb.Polygon{{a, b, c, a}}
		want := slices.ContainsFunc(points, func(d Dwelling) bool { return planar.PolygonContains(triangle, d.Point) })
		if got := newRows(points).anyIn(triangle); got != want {
			t.Fatalf("%v in %v: got %v, want %v", points, triangle, got, want)
		}
	})
}

// A list holds what was added, in order, whatever its length.
func TestList(t *testing.T) {
	for _, n := range []int{0, 1, 16, 17, 4096, 20_000} {
		var l list[int]
		for i := range n {
			l.add(i)
		}
		if l.count != n {
			t.Errorf("count %d, want %d", l.count, n)
		}
		got := l.appendTo([]int{-1})
		if len(got) != n+1 || !slices.IsSorted(got) || got[n] != n-1 {
			t.Errorf("%d elements: got %d, the last %d", n, len(got), got[len(got)-1])
		}
	}
}

// What a slab hands out has room for what was asked, and never grows into what
// it hands out next.
func TestSlab(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s slab[int]
		var all [][]int
		for i := range rapid.IntRange(1, 50).Draw(t, "slices") {
			n := rapid.SampledFrom([]int{0, 1, 5, 1000, 1024, 1025, 5000}).Draw(t, "length")
			cut := s.make(n)
			if len(cut) != 0 || cap(cut) != n {
				t.Fatalf("length %d, room for %d, want %d", len(cut), cap(cut), n)
			}
			for range n {
				cut = append(cut, i)
			}
			all = append(all, append(cut, -1)) // grows away
			all = append(all, cut)
		}
		for i, cut := range all {
			for _, v := range cut[:len(cut)-(1-i%2)] {
				if v != i/2 {
					t.Fatalf("slice %d holds %d", i/2, v)
				}
			}
		}
	})
}

// A node takes few bytes where ids and places are near each other, as in a map.
func TestPositionsAreSmall(t *testing.T) {
	const n = 1_000_000
	var p positions
	for i := range int64(n) {
		p.add(spot{1e10 + 3*i, int32(120_000_000 + 900*(i%50)), int32(560_000_000 + 700*(i%30))})
	}
	size := 16 * len(p.firsts)
	for _, c := range p.chunks {
		size += cap(c)
	}
	if perNode := float64(size) / n; perNode > 9 {
		t.Errorf("%.1f bytes a node", perNode)
	}
}
