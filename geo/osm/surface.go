package osm

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// pointInside is a point on the surface of a polygon: its centroid where that
// lies inside, else the middle of the widest stretch of the polygon on the
// centroid's latitude. For a polygon without a surface it is its first point.
func pointInside(p orb.Polygon) orb.Point {
	centre, area := planar.CentroidArea(p)
	if area == 0 {
		return p[0][0]
	}
	if planar.PolygonContains(p, centre) {
		return centre
	}
	xs := crossings(p, centre[1])
	best, width := p[0][0], 0.0
	for i := 0; i+1 < len(xs); i += 2 {
		if w := xs[i+1] - xs[i]; w > width {
			best, width = orb.Point{(xs[i] + xs[i+1]) / 2, centre[1]}, w
		}
	}
	return best
}

// crossings are the longitudes at which the rings cross a latitude, sorted.
func crossings(p orb.Polygon, lat float64) []float64 {
	var xs []float64
	for _, r := range p {
		for i := range r {
			a, b := r[i], r[(i+1)%len(r)]
			if (a[1] > lat) != (b[1] > lat) {
				xs = append(xs, a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]))
			}
		}
	}
	slices.Sort(xs)
	return xs
}

// pointOf is a point on a line or inside an area.
func pointOf(g orb.Geometry) orb.Point {
	switch g := g.(type) {
	case orb.LineString:
		return g[len(g)/2]
	case orb.Polygon:
		return pointInside(g)
	case orb.MultiPolygon:
		largest := slices.MaxFunc(g, func(a, b orb.Polygon) int {
			return int(sign(planar.Area(a) - planar.Area(b)))
		})
		return pointInside(largest)
	case orb.Point:
		return g
	}
	return g.Bound().Center()
}

func sign(v float64) float64 {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}
