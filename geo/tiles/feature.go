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

// extent is the side of a tile in units.
const extent = 4096

// worldBits is the side of the world as a power of two, in units of MaxZoom.
const worldBits = MaxZoom + 12

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

// geometry says what the parts of a feature are.
type geometry uint8

const (
	points geometry = iota
	lines           // each part is one line
	areas           // each part is a ring; a ring that is a hole follows its outer ring
)

// feature is something to draw, from a zoom on.
type feature struct {
	layer, class, name string
	minZoom            int
	geometry           geometry
	parts              [][]point
	holes              []bool // areas only: whether the ring of the same index is a hole
}

// newFeature projects a geometry. ok is false for one that is nothing to draw.
func newFeature(layer, class, name string, g orb.Geometry) (f feature, ok bool) {
	f = feature{layer: layer, class: class, name: name}
	switch g := g.(type) {
	case orb.Point:
		f.geometry = points
		f.parts = [][]point{{toWorld(g)}}
	case orb.LineString:
		f.geometry = lines
		f.addLine(g)
	case orb.MultiLineString:
		f.geometry = lines
		for _, l := range g {
			f.addLine(l)
		}
	case orb.Polygon:
		f.geometry = areas
		f.addPolygon(g)
	case orb.MultiPolygon:
		f.geometry = areas
		for _, p := range g {
			f.addPolygon(p)
		}
	}
	return f, len(f.parts) > 0
}

func (f *feature) addLine(l orb.LineString) {
	if part := project(l); len(part) >= 2 {
		f.parts = append(f.parts, part)
	}
}

func (f *feature) addPolygon(p orb.Polygon) {
	for i, r := range p {
		part := project(orb.LineString(r))
		if len(part) < 4 {
			if i == 0 {
				return
			}
			continue
		}
		f.parts = append(f.parts, part)
		f.holes = append(f.holes, i > 0)
	}
}

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

// bound is the feature's box in the world.
func (f *feature) bound() (lo, hi point) {
	lo, hi = point{math.MaxInt32, math.MaxInt32}, point{}
	for _, part := range f.parts {
		for _, p := range part {
			lo = point{min(lo[0], p[0]), min(lo[1], p[1])}
			hi = point{max(hi[0], p[0]), max(hi[1], p[1])}
		}
	}
	return lo, hi
}

// area of the outer rings in square units of MaxZoom.
func (f *feature) area() float64 {
	sum := 0.0
	for i, ring := range f.parts {
		if !f.holes[i] {
			sum += math.Abs(ringArea(ring))
		}
	}
	return sum
}

// ringArea is positive for a ring that runs clockwise on the screen.
func ringArea(ring []point) float64 {
	sum := 0.0
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		sum += float64(a[0])*float64(b[1]) - float64(b[0])*float64(a[1])
	}
	return sum / 2
}
