package cells_test

import (
	"math"
	"testing"

	"runde/geo"
	"runde/geo/cells"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/uber/h3-go/v4"
	"pgregory.net/rapid"
)

// harbour is a square of about 2 km with a pond of 500 m, and a small island.
var harbour = orb.MultiPolygon{
	{
		{{12.58, 55.66}, {12.62, 55.66}, {12.62, 55.68}, {12.58, 55.68}, {12.58, 55.66}},
		{{12.598, 55.668}, {12.606, 55.668}, {12.606, 55.673}, {12.598, 55.673}, {12.598, 55.668}},
	},
	{{{12.63, 55.66}, {12.64, 55.66}, {12.64, 55.67}, {12.63, 55.67}, {12.63, 55.66}}},
}

// The leaves of an area are those whose centre lies in it, none in the hole: found
// the slow way by asking each leaf around.
func TestLeavesByCentre(t *testing.T) {
	origin, _ := cells.Leaf(orb.Point{12.61, 55.67})
	var want geo.Area
	for _, l := range around(t, origin, 30) {
		if planar.MultiPolygonContains(harbour, middle(t, l)) {
			want = append(want, l)
		}
	}
	want = geo.NewArea(want...)
	if len(want) < 30 {
		t.Fatalf("only %d leaves: the world is too small", len(want))
	}
	if diff := cmp.Diff([]geo.Cell(want), cells.Leaves(harbour)); diff != "" {
		t.Errorf("leaves (-want +got):\n%s", diff)
	}
}

// Counting keeps empty leaves, sums points of one leaf, and drops what lies outside.
func TestCount(t *testing.T) {
	leaves := cells.Leaves(harbour)
	here := middle(t, leaves[3])
	outside := orb.Point{11, 55}
	got := cells.Count(leaves, []orb.Point{here, outside, here, {math.NaN(), 55}}, []int{2, 100, 5, 9})
	if len(got) != len(leaves) {
		t.Errorf("%d entries for %d leaves", len(got), len(leaves))
	}
	sum := 0
	for _, n := range got {
		sum += n
	}
	if got[leaves[3]] != 7 || sum != 7 {
		t.Errorf("leaf has %d, all have %d; want 7 and 7", got[leaves[3]], sum)
	}
}

// A point is held by the cell of its leaf, also where a coarse cell would index it
// differently. The world must hold such points, or the test says nothing.
func TestAtGoesThroughTheLeaf(t *testing.T) {
	dwellings := town(t)
	c := cells.New(dwellings, 50)
	differ := 0
	for leaf := range dwellings {
		b, err := h3.Cell(leaf).Boundary()
		if err != nil {
			t.Fatal(err)
		}
		m := middle(t, leaf)
		for _, corner := range b {
			// Nine tenths of the way to a corner.
			p := orb.Point{m[0] + 0.9*(corner.Lng-m[0]), m[1] + 0.9*(corner.Lat-m[1])}
			got, ok := c.At(p)
			want, _ := c.Of(leaf)
			if !ok || got != want {
				t.Fatalf("%v: %v, want %v", p, got, want)
			}
			direct, err := h3.LatLngToCell(h3.LatLng{Lat: p[1], Lng: p[0]}, 7)
			if err != nil {
				t.Fatal(err)
			}
			if geo.Cell(direct) != leaf.Parent(7) {
				differ++
			}
		}
	}
	if differ == 0 {
		t.Error("no point is indexed differently at resolution 7")
	}
}

// Points outside the municipality and numbers that are no position have no cell.
func TestAtRefusesPointsOutside(t *testing.T) {
	c := cells.New(town(t), 50)
	for _, p := range []orb.Point{{0, 0}, {math.NaN(), 56}, {9, math.Inf(1)}, {500, 56}, {9, -91}} {
		if got, ok := c.At(p); ok {
			t.Errorf("%v lies in %v", p, got)
		}
	}
}

// No polygon, however odd, makes Leaves fail: at worst it holds nothing.
func TestLeavesOfOddPolygons(t *testing.T) {
	if n := len(cells.Leaves(orb.MultiPolygon{{}, {{}}, {{{12, 55}}}, {{{math.NaN(), 55}, {12, 55}, {12, 56}}}})); n != 0 {
		t.Errorf("%d leaves", n)
	}
	rapid.Check(t, func(t *rapid.T) {
		var r orb.Ring
		for range rapid.IntRange(0, 8).Draw(t, "points") {
			r = append(r, orb.Point{12 + rapid.Float64Range(0, 0.02).Draw(t, "x"), 55 + rapid.Float64Range(0, 0.02).Draw(t, "y")})
		}
		got := cells.Leaves(orb.MultiPolygon{{r}, {r}})
		if diff := cmp.Diff([]geo.Cell(geo.NewArea(got...)), got); len(got) > 0 && diff != "" {
			t.Fatalf("not sorted and unique:\n%s", diff)
		}
	})
}
