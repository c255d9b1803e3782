package tiles

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func randomLine(t *rapid.T) []point {
	n := rapid.IntRange(2, 80).Draw(t, "points")
	line := make([]point, n)
	step := rapid.SampledFrom([]int32{2, 20, 300, 5000}).Draw(t, "step")
	for i := range line {
		if i > 0 {
			line[i] = line[i-1]
		}
		line[i][0] += rapid.Int32Range(-step, step).Draw(t, "dx")
		line[i][1] += rapid.Int32Range(-step, step).Draw(t, "dy")
	}
	return line
}

// At each zoom, what is left out lies within the tolerance of what is drawn;
// the ends are always drawn, and what a zoom draws all later ones do.
func TestSimplifiedLineIsNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := randomLine(t)
		ring := rapid.Bool().Draw(t, "ring")
		if ring {
			line = append(line, line[0])
		}
		zooms := firstZooms(line, ring)
		if zooms[0] != MinZoom || zooms[len(line)-1] != MinZoom {
			t.Fatalf("the ends appear at %d and %d", zooms[0], zooms[len(line)-1])
		}
		for z := MinZoom; z <= MaxZoom; z++ {
			limit := math.Ldexp(tolerance(z), MaxZoom-z) + 1e-6
			last := 0
			for i := 1; i < len(line); i++ {
				if int(zooms[i]) > z {
					continue
				}
				for j := last + 1; j < i; j++ {
					if d := offSegment(line[j], line[last], line[i]); d > limit {
						t.Fatalf("zoom %d: vertex %d is %f off, at most %f", z, j, d, limit)
					}
				}
				last = i
			}
		}
	})
}

// offSegment is the distance of p from the segment a b.
func offSegment(p, a, b point) float64 {
	best := math.Inf(1)
	dx, dy := float64(b[0]-a[0]), float64(b[1]-a[1])
	px, py := float64(p[0]-a[0]), float64(p[1]-a[1])
	if l := dx*dx + dy*dy; l > 0 {
		t := math.Max(0, math.Min(1, (px*dx+py*dy)/l))
		best = math.Hypot(px-t*dx, py-t*dy)
	}
	return math.Min(best, math.Min(math.Hypot(px, py), math.Hypot(px-dx, py-dy)))
}

// A straight street needs its ends alone; a right angle is kept while it can be
// seen.
//
//	0 ── 1 ── 2
//	          │
//	          3      legs of 64 units at zoom 16: 4 at zoom 12
func TestFirstZooms(t *testing.T) {
	got := firstZooms([]point{{0, 0}, {32, 0}, {64, 0}, {64, 64}}, false)
	// 2 stands 45 units off the chord: 5.7 at zoom 13, and 2.8 at zoom 12.
	if got[1] != never || got[2] != 13 {
		t.Errorf("got %v, want the corner from zoom 13 and no vertex on the straight", got)
	}
}
