package tiles

import (
	"math"

	"github.com/paulmach/orb"
)

// The zooms that tiles exist for.
const (
	MinZoom = 6
	MaxZoom = 16
)

// extent is the side of a tile in units, extentBits the same as a power of two.
const (
	extentBits = 12
	extent     = 1 << extentBits
)

// worldBits is the side of the world as a power of two, in units of MaxZoom.
const worldBits = MaxZoom + extentBits

// point is a place on the world in units of MaxZoom, as finely as any tile
// shows it; y grows southwards.
type point [2]int32

// toWorld projects longitude and latitude (Web Mercator).
func toWorld(p orb.Point) point {
	const size = 1 << worldBits
	lat := math.Max(-85.05, math.Min(85.05, p[1])) * math.Pi / 180
	x := (p[0] + 180) / 360
	y := (1 - math.Asinh(math.Tan(lat))/math.Pi) / 2
	return point{clampWorld(x * size), clampWorld(y * size)}
}

func clampWorld(v float64) int32 { return int32(math.Max(0, math.Min(1<<worldBits-1, math.Round(v)))) }

// project leaves out points that fall together.
func project(l orb.LineString) []point {
	out := make([]point, 0, len(l))
	for _, p := range l {
		if w := toWorld(p); len(out) == 0 || out[len(out)-1] != w {
			out = append(out, w)
		}
	}
	return out
}

// box holds every point from lo to hi, both included.
type box struct{ lo, hi point }

// boxOf is the box of points; that of none holds nothing.
func boxOf(points []point) box {
	b := box{point{math.MaxInt32, math.MaxInt32}, point{math.MinInt32, math.MinInt32}}
	for _, p := range points {
		b.lo = point{min(b.lo[0], p[0]), min(b.lo[1], p[1])}
		b.hi = point{max(b.hi[0], p[0]), max(b.hi[1], p[1])}
	}
	return b
}

func (b box) join(c box) box {
	return box{
		point{min(b.lo[0], c.lo[0]), min(b.lo[1], c.lo[1])},
		point{max(b.hi[0], c.hi[0]), max(b.hi[1], c.hi[1])},
	}
}

// within reports whether all of b lies in c.
func (b box) within(c box) bool {
	return b.lo[0] >= c.lo[0] && b.lo[1] >= c.lo[1] && b.hi[0] <= c.hi[0] && b.hi[1] <= c.hi[1]
}

// beside reports whether b and c have no point in common: then b lies wholly
// beyond one side of c.
func (b box) beside(c box) bool {
	return b.hi[0] < c.lo[0] || b.lo[0] > c.hi[0] || b.hi[1] < c.lo[1] || b.lo[1] > c.hi[1]
}

// ringArea is positive for a ring that runs clockwise on the screen. The ring
// may be closed or not. Points are taken from the first, so that nothing is
// lost to rounding far from the origin.
func ringArea(ring []point) float64 {
	sum := 0.0
	for i := 2; i < len(ring); i++ {
		ax, ay := float64(ring[i-1][0]-ring[0][0]), float64(ring[i-1][1]-ring[0][1])
		bx, by := float64(ring[i][0]-ring[0][0]), float64(ring[i][1]-ring[0][1])
		sum += ax*by - bx*ay
	}
	return sum / 2
}
