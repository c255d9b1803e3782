package tiles

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"pgregory.net/rapid"
)

var tileBox = orb.Bound{Min: orb.Point{low, low}, Max: orb.Point{high, high}}

func randomPoints(t *rapid.T, least int) []point {
	at := rapid.Custom(func(t *rapid.T) point {
		c := rapid.Int32Range(low-3000, high+3000)
		return point{c.Draw(t, "x"), c.Draw(t, "y")}
	})
	return rapid.SliceOfN(at, least, 30).Draw(t, "points")
}

// A cut ring covers the same ground as the one that orb cuts, to within
// rounding along its outline, and stays in the tile.
func TestClipRingCoversTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring := randomPoints(t, 3)
		var o orb.Ring
		for _, p := range append(slices.Clone(ring), ring[0]) {
			o = append(o, orb.Point{float64(p[0]), float64(p[1])})
		}
		want := turn(clip.Ring(tileBox, o))
		got, _ := clipRing(slices.Clone(ring), nil)
		for _, p := range got {
			if !inside(p) {
				t.Fatalf("%v leaves the tile", p)
			}
		}
		limit := float64(len(ring)) * extent * 2
		if math.Abs(ringArea(got)-want) > limit {
			t.Fatalf("area %f, want %f", ringArea(got), want)
		}
	})
}

// What is cut has no two equal neighbours, and no run or spike along an edge.
func TestClippedRingIsTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got, _ := clipRing(randomPoints(t, 3), nil)
		n := len(got)
		if n < 3 {
			return
		}
		for i := range got {
			a, b, c := got[i], got[(i+1)%n], got[(i+2)%n]
			if a == b || inLine(a, b, c) {
				t.Fatalf("%v, %v, %v follow each other in %v", a, b, c, got)
			}
		}
	})
}

// A comb whose back lies in the tile keeps its teeth apart:
//
//	  ┌─┐ ┌─┐
//	──┘ └─┘ └──   the tile's upper edge
//
// the line along the buffer's edge is drawn once, not to and fro.
func TestTeethBeyondTheEdge(t *testing.T) {
	ring := []point{{0, 100}, {0, -500}, {10, -500}, {10, 50}, {20, 50}, {20, -500}, {30, -500}, {30, 100}}
	got, _ := clipRing(slices.Clone(ring), nil)
	want := []point{{0, 100}, {0, low}, {10, low}, {10, 50}, {20, 50}, {20, low}, {30, low}, {30, 100}}
	if !sameRing(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func sameRing(a, b []point) bool {
	if len(a) != len(b) {
		return false
	}
	for shift := range b {
		if slices.Equal(a, slices.Concat(b[shift:], b[:shift])) {
			return true
		}
	}
	return false
}

// The pieces of a cut line are those that orb cuts, rounded.
func TestClipLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := randomPoints(t, 2)
		var o orb.LineString
		for _, p := range line {
			o = append(o, orb.Point{float64(p[0]), float64(p[1])})
		}
		want := 0.0
		for _, l := range clip.LineString(tileBox, o) {
			for i := 1; i < len(l); i++ {
				want += math.Hypot(l[i][0]-l[i-1][0], l[i][1]-l[i-1][1])
			}
		}
		got := 0.0
		clipLine(line, nil, func(piece []point) {
			for _, p := range piece {
				if !inside(p) {
					t.Fatalf("%v leaves the tile", p)
				}
			}
			got += length(piece)
		})
		if math.Abs(got-want) > 2*float64(len(line)) {
			t.Fatalf("length %f, want %f", got, want)
		}
	})
}

// A line that only passes a corner, or runs outside, gives nothing.
func TestClipLineOutside(t *testing.T) {
	for _, line := range [][]point{
		{{-500, -400}, {-400, -500}},
		{{-500, 0}, {-500, extent}},
		{{high + 1, 0}, {high + 1, high + 1}, {0, high + 1}},
	} {
		clipLine(line, nil, func(piece []point) { t.Errorf("%v: got %v", line, slices.Clone(piece)) })
	}
}
