package osm

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"
)

// Land lies on the left of the coastline.
//
//	0       5       10
//	┌───────┬───────┐ 10
//	│ land  │  sea  │
//	│       ▲   ○   │      ○ an island
//	└───────┴───────┘ 0
func TestLandIsLeftOfTheCoast(t *testing.T) {
	box := orb.Bound{Max: orb.Point{10, 10}}
	north := orb.LineString{{5, 5}, {5, 11}}
	south := orb.LineString{{5, -1}, {5, 5}}
	island := orb.LineString{{7, 5}, {8, 5}, {8, 6}, {7, 6}, {7, 5}}
	g := newRegion(land([]orb.LineString{north, island, south}, box))
	for _, c := range []struct {
		p    orb.Point
		want bool
	}{
		{orb.Point{2, 2}, true}, {orb.Point{2, 8}, true}, {orb.Point{9, 2}, false},
		{orb.Point{6, 9}, false}, {orb.Point{7.5, 5.5}, true},
	} {
		if got := g.contains(c.p); got != c.want {
			t.Errorf("%v: got land %v, want %v", c.p, got, c.want)
		}
	}
}

// A coast that ends inside the box is led to its edge.
func TestLandOfACoastCutShort(t *testing.T) {
	box := orb.Bound{Max: orb.Point{10, 10}}
	g := newRegion(land([]orb.LineString{{{5, 1}, {5, 9}}}, box))
	if !g.contains(orb.Point{2, 5}) || g.contains(orb.Point{8, 5}) {
		t.Error("land must be on the left, sea on the right")
	}
}

func TestLandWithoutCoast(t *testing.T) {
	box := orb.Bound{Min: orb.Point{1, 2}, Max: orb.Point{3, 4}}
	if diff := cmp.Diff(orb.MultiPolygon{box.ToPolygon()}, land(nil, box)); diff != "" {
		t.Error(diff)
	}
	far := orb.LineString{{20, 0}, {20, 5}, {25, 5}}
	if diff := cmp.Diff(orb.MultiPolygon{box.ToPolygon()}, land([]orb.LineString{far}, box)); diff != "" {
		t.Errorf("a coast elsewhere must not matter:\n%s", diff)
	}
	lagoon := orb.LineString{{1.5, 2.5}, {1.5, 3}, {2, 3}, {2, 2.5}, {1.5, 2.5}}
	if newRegion(land([]orb.LineString{lagoon}, box)).contains(orb.Point{1.7, 2.7}) {
		t.Error("a coastline that runs clockwise encloses sea")
	}
}

// An island of any shape, its coast cut into ways in any order, gives the same
// land in any box as the island itself.
func TestLandOfAnIsland(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		island := star(t)
		for i, p := range island[0] {
			island[0][i] = onGrid(p)
		}
		corner := orb.Point{rapid.Float64Range(-1, 0.5).Draw(t, "x"), rapid.Float64Range(-1, 0.5).Draw(t, "y")}
		box := orb.Bound{Min: onGrid(corner), Max: onGrid(orb.Point{corner[0] + 0.7, corner[1] + 0.6})}
		if !island.Bound().Intersects(box) {
			t.Skip("a coast elsewhere tells nothing")
		}
		got := newRegion(land(cutUp(t, island[0]), box))
		edges := orb.MultiLineString{orb.LineString(island[0]), orb.LineString(box.ToRing())}
		for range 40 {
			p := orb.Point{
				rapid.Float64Range(box.Min[0], box.Max[0]).Draw(t, "px"),
				rapid.Float64Range(box.Min[1], box.Max[1]).Draw(t, "py"),
			}
			if planar.DistanceFrom(edges, p) < 1e-7 {
				continue
			}
			if want := planar.PolygonContains(island, p); got.contains(p) != want {
				t.Fatalf("%v: land %v, want %v", p, !want, want)
			}
		}
	})
}

// onGrid rounds to the map's grid.
func onGrid(p orb.Point) orb.Point {
	return orb.Point{float64(grid(p[0])) / 1e7, float64(grid(p[1])) / 1e7}
}

// cutUp cuts a ring into lines that keep its direction, in any order.
func cutUp(t *rapid.T, ring orb.Ring) []orb.LineString {
	var lines []orb.LineString
	piece := orb.LineString{ring[0]}
	for i := 1; i < len(ring); i++ {
		piece = append(piece, ring[i])
		if i == len(ring)-1 || rapid.Bool().Draw(t, "cut") {
			lines = append(lines, piece)
			piece = orb.LineString{ring[i]}
		}
	}
	return rapid.Permutation(lines).Draw(t, "order")
}
