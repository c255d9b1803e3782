package osm

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"
)

// star draws a polygon around the origin that does not cross itself.
func star(t *rapid.T) orb.Polygon {
	n := rapid.IntRange(3, 40).Draw(t, "corners")
	var r orb.Ring
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		d := rapid.Float64Range(0.1, 1).Draw(t, "radius")
		r = append(r, orb.Point{d * math.Cos(a), d * math.Sin(a)})
	}
	return orb.Polygon{append(r, r[0])}
}

// The bands give the same answer as a walk along every edge.
func TestRegionEqualsScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := star(t)
		if rapid.Bool().Draw(t, "turned around") {
			p[0].Reverse()
		}
		g := newRegion(orb.MultiPolygon{p})
		for range 50 {
			q := orb.Point{rapid.Float64Range(-1.2, 1.2).Draw(t, "x"), rapid.Float64Range(-1.2, 1.2).Draw(t, "y")}
			want := planar.PolygonContains(p, q)
			if got := g.contains(q); got != want && !onEdge(p, q) {
				t.Fatalf("%v: got %v, want %v", q, got, want)
			}
		}
	})
}

func onEdge(p orb.Polygon, q orb.Point) bool { return planar.DistanceFrom(p[0], q) < 1e-9 }

// Overlapping polygons stand for their union, holes stay holes.
//
//	0    1    2    3    4
//	┌─────────┐
//	│    ┌────┼─────────┐
//	│    │    │   hole  │
//	└────┼────┘    □    │
//	     └──────────────┘
func TestRegionIsTheUnion(t *testing.T) {
	box := func(x0, y0, x1, y1 float64) orb.Ring {
		return orb.Bound{Min: orb.Point{x0, y0}, Max: orb.Point{x1, y1}}.ToRing()
	}
	g := newRegion(orb.MultiPolygon{{box(0, 1, 2, 3)}, {box(1, 0, 4, 2), box(3, 0.5, 3.5, 1)}})
	for _, c := range []struct {
		p    orb.Point
		want bool
	}{
		{orb.Point{0.5, 2.5}, true}, {orb.Point{1.5, 1.5}, true}, {orb.Point{2.5, 1.5}, true},
		{orb.Point{3.2, 0.7}, false}, {orb.Point{0.5, 0.5}, false}, {orb.Point{3, 2.5}, false},
	} {
		if got := g.contains(c.p); got != c.want {
			t.Errorf("%v: got %v, want %v", c.p, got, c.want)
		}
	}
}

// The point of an area lies on it, also where the centroid does not.
func TestPointInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := star(t)
		if q := pointInside(p); !planar.PolygonContains(p, q) && !onEdge(p, q) {
			t.Fatalf("%v lies outside %v", q, p)
		}
	})
	horseshoe := orb.Polygon{{{0, 0}, {3, 0}, {3, 3}, {2, 3}, {2, 1}, {1, 1}, {1, 3}, {0, 3}, {0, 0}}}
	if q := pointInside(horseshoe); !planar.PolygonContains(horseshoe, q) {
		t.Errorf("%v lies outside the horseshoe", q)
	}
	flat := orb.Polygon{{{1, 1}, {2, 2}, {1, 1}, {1, 1}}}
	if q := pointInside(flat); q != (orb.Point{1, 1}) {
		t.Errorf("an area without a surface: got %v, want its first point", q)
	}
}

// Cut in any pieces, turned any way, in any order: a ring comes back.
func TestJoinRings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring := star(t)[0]
		cuts := rapid.SliceOfNDistinct(rapid.IntRange(1, len(ring)-2), 1, len(ring)-2, rapid.ID).Draw(t, "cuts")
		isCut := map[int]bool{}
		for _, c := range cuts {
			isCut[c] = true
		}
		var lines []orb.LineString
		piece := orb.LineString{ring[0]}
		for i := 1; i < len(ring); i++ {
			piece = append(piece, ring[i])
			if isCut[i] || i == len(ring)-1 {
				if rapid.Bool().Draw(t, "reverse") {
					piece.Reverse()
				}
				lines = append(lines, piece)
				piece = orb.LineString{ring[i]}
			}
		}
		lines = rapid.Permutation(lines).Draw(t, "order")
		rings, open := joinRings(lines)
		if open != 0 || len(rings) != 1 || math.Abs(math.Abs(planar.Area(rings[0]))-planar.Area(ring)) > 1e-12 {
			t.Fatalf("got %d rings and %d lines left over", len(rings), open)
		}
	})
}

func TestJoinRingsLeavesOpenLines(t *testing.T) {
	rings, open := joinRings([]orb.LineString{{{0, 0}, {1, 0}}, {{1, 0}, {1, 1}}})
	if len(rings) != 0 || open != 2 {
		t.Errorf("got %v and %d, want no ring and 2 lines", rings, open)
	}
}

// Positions come back exactly, sorted file or not.
func TestPositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := map[int64]orb.Point{}
		var p positions
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			id := rapid.Int64Range(-100, 100).Draw(t, "id")
			at := orb.Point{float64(rapid.Int32Range(-1.8e9, 1.8e9).Draw(t, "x")) / 1e7, float64(rapid.Int32Range(-9e8, 9e8).Draw(t, "y")) / 1e7}
			if _, ok := want[id]; !ok {
				want[id] = at
			}
			p.add(spotOf(id, at))
		}
		p.seal()
		find := finder{of: &p}
		for id := int64(-100); id <= 100; id++ {
			got, ok := find.find(id)
			if w, there := want[id]; ok != there || got != w {
				t.Fatalf("node %d: got %v %v, want %v %v", id, got, ok, w, there)
			}
		}
	})
}

func TestFlats(t *testing.T) {
	for s, want := range map[string]int{
		"": 1, "3": 1, "1-6": 6, "1;2;5-8": 6, "1,2": 2, "A-C": 1, "6-1": 1, "1-9999999": 1, "1-999;1-999": maxHomes,
	} {
		if got := flats(s); got != want {
			t.Errorf("%q: got %d, want %d", s, got, want)
		}
	}
}

func TestPopulation(t *testing.T) {
	for s, want := range map[string]int{"1250": 1250, "1.250": 1250, "1 250": 1250, "ca. 30": 0, "-5": 0, "": 0} {
		if got := population(s); got != want {
			t.Errorf("%q: got %d, want %d", s, got, want)
		}
	}
}
