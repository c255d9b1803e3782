package tiles

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// Joining keeps every segment exactly once, and never joins at a crossing of
// three or more.
//
//	a ── b ── c ── d      one line from a to d with c where e joins? no:
//	          │           a─b─c, c─d and c─e stay apart at c
//	          e
func TestJoinLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vertex := rapid.Custom(func(t *rapid.T) point {
			return point{rapid.Int32Range(0, 4).Draw(t, "x"), rapid.Int32Range(0, 4).Draw(t, "y")}
		})
		var pieces [][]point
		for range rapid.IntRange(1, 12).Draw(t, "pieces") {
			l := rapid.SliceOfN(vertex, 2, 4).Draw(t, "line")
			pieces = append(pieces, l)
		}
		want, got := segments(pieces), segments(joinLines(pieces))
		for s, n := range want {
			if got[s] != n {
				t.Fatalf("segment %v: %d times, want %d", s, got[s], n)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%d segments, want %d", len(got), len(want))
		}
	})
}

// segments counts each segment, whichever way it runs.
func segments(lines [][]point) map[[2]point]int {
	m := map[[2]point]int{}
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			a, b := l[i-1], l[i]
			if a[0] > b[0] || a[0] == b[0] && a[1] > b[1] {
				a, b = b, a
			}
			m[[2]point{a, b}]++
		}
	}
	return m
}

func TestJoinLinesStopsAtCrossings(t *testing.T) {
	a, b, c, d, e := point{0, 0}, point{1, 0}, point{2, 0}, point{3, 0}, point{2, 1}
	got := joinLines([][]point{{a, b}, {c, b}, {c, d}, {c, e}})
	if len(got) != 3 {
		t.Errorf("got %v, want a–c, c–d and c–e", got)
	}
}

// The projection is Web Mercator: north is up, the equator in the middle.
func TestToWorld(t *testing.T) {
	const size = 1 << worldBits
	for _, c := range []struct {
		p    orb.Point
		want point
	}{
		{orb.Point{0, 0}, point{size / 2, size / 2}},
		{orb.Point{-180, 0}, point{0, size / 2}},
		{orb.Point{180, 0}, point{size - 1, size / 2}},
		{orb.Point{0, 85.05112878}, point{size / 2, int32(math.Round((1 - math.Asinh(math.Tan(85.05*math.Pi/180))/math.Pi) / 2 * size))}},
	} {
		if got := toWorld(c.p); got != c.want {
			t.Errorf("%v: got %v, want %v", c.p, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		lat := rapid.Float64Range(-85, 84).Draw(t, "lat")
		if toWorld(orb.Point{0, lat})[1] < toWorld(orb.Point{0, lat + 1})[1] {
			t.Fatal("north must be up")
		}
	})
}
