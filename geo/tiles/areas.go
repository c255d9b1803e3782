package tiles

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// ring is an outline without width: closed, with at least four points.
type ring struct {
	points []point
	hole   bool
}

// rings projects polygons. An outer ring that is nothing takes its holes with it.
func rings(mp []orb.Polygon) []ring {
	var out []ring
	for _, p := range mp {
		for i, r := range p {
			ps := project(orb.LineString(r))
			if len(ps) >= 4 {
				out = append(out, ring{ps, i > 0})
			} else if i == 0 {
				break
			}
		}
	}
	return out
}

// size in square units of MaxZoom, of the outer rings.
func size(rs []ring) float64 {
	sum := 0.0
	for _, r := range rs {
		if !r.hole {
			sum += math.Abs(ringArea(r.points))
		}
	}
	return sum
}

// addAreas adds polygons as one shape, from a zoom on, or from the one at which
// they are large enough to be seen where zoom is 0.
func (b *builder) addAreas(a attr, zoom int, mp []orb.Polygon) {
	rs := rings(mp)
	if len(rs) == 0 {
		return
	}
	if zoom == 0 {
		zoom = areaZoom(a.layer, a.class, size(rs))
	}
	b.sheet.addShape(b.attr(a), zoom, areas)
	for _, r := range rs {
		b.addVertices(r.points, true, r.hole)
	}
}

// baseArea adds an area cut to what was read, and remembers its name.
func (b *builder) baseArea(a attr, name string, mp orb.MultiPolygon) {
	var kept []orb.Polygon
	for _, p := range mp {
		if len(p) > 0 && !within(p[0].Bound(), b.area) {
			p = clip.Polygon(b.area, p.Clone())
		}
		if len(p) > 0 {
			kept = append(kept, p)
		}
	}
	b.addAreas(a, 0, kept)
	if name != "" {
		b.name(a.layer, name, rings(kept))
	}
}

func within(a, b orb.Bound) bool { return b.Contains(a.Min) && b.Contains(a.Max) }

// areaZoom is the first zoom at which an area is large enough to be seen.
func areaZoom(layer, class string, size float64) int {
	zoom, minArea := firstAreaZoom(layer, class)
	for ; zoom < MaxZoom; zoom++ {
		scale := float64(uint64(1) << (2 * (MaxZoom - zoom)))
		if size/scale >= minArea {
			break
		}
	}
	return zoom
}

// label is the name of an area, where it has the most room.
type label struct {
	attr attr
	at   point
	zoom int
	size float64
}

// name remembers the name of an area for the zooms at which it has room inside.
func (b *builder) name(layer, name string, rs []ring) {
	at, width := widest(rs)
	zoom := labelZoom(width, name)
	if zoom > MaxZoom {
		return
	}
	b.named = append(b.named, label{attr{layer: "names", class: layer, name: name}, at, zoom, size(rs)})
}

// labels adds the names of areas, the largest first.
func (b *builder) labels() {
	slices.SortStableFunc(b.named, func(x, y label) int { return cmp.Compare(y.size, x.size) })
	for _, l := range b.named {
		b.addPoint(l.attr, l.zoom, l.at)
	}
}

// labelZoom is the first zoom at which so many units of MaxZoom are room for a
// name: a third of it may stand over. Past MaxZoom there is none.
func labelZoom(width float64, name string) int {
	const letter = 6 * 8 // units: six pixels, where a tile fills 512
	need := letter * float64(min(len([]rune(name)), 15)) * 2 / 3
	for z := MinZoom; z <= MaxZoom; z++ {
		if math.Ldexp(width, z-MaxZoom) >= need {
			return max(z, 10)
		}
	}
	return MaxZoom + 1
}

// widest is the middle of the widest level stretch inside an area, of those at
// some heights, and its width: where a name is written.
func widest(rs []ring) (at point, width float64) {
	bound := boxOf(nil)
	for _, r := range rs {
		bound = bound.join(boxOf(r.points))
	}
	const heights = 15
	score := -1.0
	for i := 1; i < heights; i++ {
		y := float64(bound.lo[1]) + float64(bound.hi[1]-bound.lo[1])*float64(i)/heights + 0.5
		xs := levelCrossings(rs, y)
		for j := 0; j+1 < len(xs); j += 2 {
			w := xs[j+1] - xs[j]
			// Of equals, the one nearest to the middle.
			s := w * (1 - math.Abs(float64(2*i-heights))/heights/4)
			if s > score {
				score, width = s, w
				at = point{int32((xs[j] + xs[j+1]) / 2), int32(y)}
			}
		}
	}
	return at, width
}

// levelCrossings are where outlines cross a height, sorted.
func levelCrossings(rs []ring, y float64) []float64 {
	var xs []float64
	for _, r := range rs {
		for i := 1; i < len(r.points); i++ {
			ax, ay := float64(r.points[i-1][0]), float64(r.points[i-1][1])
			bx, by := float64(r.points[i][0]), float64(r.points[i][1])
			if (ay > y) != (by > y) {
				xs = append(xs, ax+(y-ay)/(by-ay)*(bx-ax))
			}
		}
	}
	slices.Sort(xs)
	return xs
}
