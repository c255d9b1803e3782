package cells

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"runde/geo"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/uber/h3-go/v4"
)

// Outline is the union of the cell's leaf hexagons in longitude and latitude:
// what is drawn is exactly what is counted. Outer rings run counter-clockwise,
// holes clockwise, every ring is closed. Nil for a cell that is not in the cover.
func (c *Cover) Outline(cell geo.Cell) orb.MultiPolygon {
	return outline(c.Leaves(cell))
}

// OutlineOf is the union of several cells, as [Cover.Outline] is of one: without the
// borders between them. Cells that are not in the cover add nothing.
func (c *Cover) OutlineOf(area geo.Area) orb.MultiPolygon {
	var leaves []geo.Cell
	for _, cell := range area {
		if i, ok := c.index[cell]; ok {
			leaves = append(leaves, c.parts[i]...)
		}
	}
	return outline(leaves)
}

// outline cancels the edges that two leaves share, in opposite directions, and
// chains what remains. Three hexagons meet at a corner, so a corner of the border
// starts exactly one remaining edge and the chains are unambiguous.
func outline(leaves []geo.Cell) orb.MultiPolygon {
	b := newBorder(leaves)
	var outer, holes []orb.Ring
	for _, start := range slices.Sorted(maps.Keys(b.next)) {
		if _, open := b.next[start]; !open {
			continue
		}
		r := b.chain(start)
		if r.Orientation() == orb.CCW {
			outer = append(outer, r)
		} else {
			holes = append(holes, r)
		}
	}
	return nest(outer, holes)
}

type edge struct{ from, to h3.Vertex }

// border is the edges that no second leaf shares.
type border struct {
	next map[h3.Vertex]h3.Vertex // start of an edge -> its end
	bend map[edge]orb.Point      // where an edge is not straight
}

func newBorder(leaves []geo.Cell) border {
	open := make(map[edge]bool)
	b := border{next: make(map[h3.Vertex]h3.Vertex), bend: make(map[edge]orb.Point)}
	for _, l := range leaves {
		corners, err := h3.Cell(l).Vertexes()
		if err != nil {
			continue
		}
		for i, from := range corners {
			e := edge{from, corners[(i+1)%len(corners)]}
			if twin := (edge{e.to, e.from}); open[twin] {
				delete(open, twin)
			} else {
				open[e] = true
			}
		}
		b.bends(l, corners)
	}
	for e := range open {
		b.next[e.from] = e.to
	}
	return b
}

// bends notes where the leaf's edges cross from one face of the icosahedron to
// the next: there the boundary has a point more than the leaf has corners.
func (b border) bends(l geo.Cell, corners []h3.Vertex) {
	boundary, err := h3.Cell(l).Boundary()
	if err != nil || len(boundary) == len(corners) {
		return
	}
	last := len(corners) - 1
	for _, p := range boundary {
		if i := cornerAt(corners, p); i >= 0 {
			last = i
			continue
		}
		b.bend[edge{corners[last], corners[(last+1)%len(corners)]}] = orb.Point{p.Lng, p.Lat}
	}
}

// cornerAt is the corner at the point, or -1. Points of a leaf's boundary lie
// farther apart than a millionth of a degree, and equal ones far closer.
func cornerAt(corners []h3.Vertex, p h3.LatLng) int {
	return slices.IndexFunc(corners, func(v h3.Vertex) bool {
		q, err := v.LatLng()
		return err == nil && math.Abs(p.Lat-q.Lat) < 1e-6 && math.Abs(p.Lng-q.Lng) < 1e-6
	})
}

// chain takes the ring that begins at start out of the border.
func (b border) chain(start h3.Vertex) orb.Ring {
	var r orb.Ring
	for v, ok := start, true; ok; {
		if p, err := v.LatLng(); err == nil {
			r = append(r, orb.Point{p.Lng, p.Lat})
		}
		to := b.next[v]
		if p, bent := b.bend[edge{v, to}]; bent {
			r = append(r, p)
		}
		delete(b.next, v)
		v = to
		_, ok = b.next[v]
	}
	return append(r, r[0])
}

// nest gives each hole to the smallest outer ring around it.
func nest(outer, holes []orb.Ring) orb.MultiPolygon {
	slices.SortStableFunc(outer, func(a, b orb.Ring) int {
		return cmp.Compare(planar.Area(a), planar.Area(b))
	})
	out := make(orb.MultiPolygon, len(outer))
	for i, r := range outer {
		out[i] = orb.Polygon{r}
	}
	for _, h := range holes {
		for i, r := range outer {
			if planar.RingContains(r, h[0]) {
				out[i] = append(out[i], h)
				break
			}
		}
	}
	return out
}
