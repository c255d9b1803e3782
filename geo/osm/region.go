package osm

import (
	"math"

	"github.com/paulmach/orb"
)

// region answers whether a point lies inside a multipolygon. Edges are sorted
// into bands of latitude, so that a boundary of thousands of points costs a
// query only the few edges of one band.
type region struct {
	bound orb.Bound
	bands [][]edge
	step  float64
}

type edge struct{ a, b orb.Point }

// newRegion indexes the rings of m. Polygons may touch or overlap, as those of
// neighbouring parishes do where each was simplified alone: the region is their
// union.
func newRegion(m orb.MultiPolygon) *region {
	edges := 0
	for _, p := range m {
		for _, r := range p {
			edges += len(r)
		}
	}
	n := max(1, min(edges/4, 4096))
	g := &region{bound: m.Bound(), bands: make([][]edge, n)}
	g.step = (g.bound.Max[1] - g.bound.Min[1]) / float64(n)
	for _, p := range m {
		for i, r := range p {
			g.addRing(r, i == 0)
		}
	}
	return g
}

// addRing turns outer rings counter-clockwise and holes clockwise, whatever the
// file says, so that windings can be added up.
func (g *region) addRing(r orb.Ring, outer bool) {
	ccw := r.Orientation() == orb.CCW
	for i := range r {
		a, b := r[i], r[(i+1)%len(r)]
		if ccw != outer {
			a, b = b, a
		}
		g.add(edge{a, b})
	}
}

func (g *region) add(e edge) {
	if e.a[1] == e.b[1] {
		return
	}
	lo, hi := g.band(min(e.a[1], e.b[1])), g.band(max(e.a[1], e.b[1]))
	for i := lo; i <= hi; i++ {
		g.bands[i] = append(g.bands[i], e)
	}
}

func (g *region) band(lat float64) int {
	if g.step == 0 {
		return 0
	}
	i := int((lat - g.bound.Min[1]) / g.step)
	return max(0, min(i, len(g.bands)-1))
}

// contains reports whether p lies inside: the rings wind around it. An edge to
// the east of p counts up where it runs north and down where it runs south.
func (g *region) contains(p orb.Point) bool {
	if !g.bound.Contains(p) {
		return false
	}
	winding := 0
	for _, e := range g.bands[g.band(p[1])] {
		if (e.a[1] > p[1]) == (e.b[1] > p[1]) {
			continue
		}
		if p[0] < e.a[0]+(p[1]-e.a[1])/(e.b[1]-e.a[1])*(e.b[0]-e.a[0]) {
			if e.b[1] > e.a[1] {
				winding++
			} else {
				winding--
			}
		}
	}
	return winding > 0
}

// metresPerDegree of latitude, on the mean sphere.
const metresPerDegree = 111_195

// pad grows a box by metres on every side.
func pad(b orb.Bound, metres float64) orb.Bound {
	lat := metres / metresPerDegree
	lon := lat / math.Max(0.05, math.Cos(b.Center()[1]*math.Pi/180))
	return orb.Bound{
		Min: orb.Point{b.Min[0] - lon, b.Min[1] - lat},
		Max: orb.Point{b.Max[0] + lon, b.Max[1] + lat},
	}
}
