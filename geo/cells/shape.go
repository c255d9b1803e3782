package cells

import (
	"cmp"
	"math"
	"slices"

	"runde/geo"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
)

// AreaKM2 is the area of the cell's leaves in square kilometres; 0 for a cell that
// is not in the cover.
func (c *Cover) AreaKM2(cell geo.Cell) float64 {
	sum := 0.0
	for _, l := range c.Leaves(cell) {
		a, err := h3.CellAreaKm2(h3.Cell(l))
		if err == nil {
			sum += a
		}
	}
	return sum
}

// Middle is the centre of the leaf nearest to the mean of the cell's leaves, so it
// lies inside the cell whatever its shape. False for a cell that holds no leaf.
func (c *Cover) Middle(cell geo.Cell) (orb.Point, bool) {
	leaves := c.Leaves(cell)
	if len(leaves) == 0 {
		return orb.Point{}, false
	}
	var mean orb.Point
	centres := make([]orb.Point, len(leaves))
	for i, l := range leaves {
		centres[i] = centre(l)
		mean[0] += centres[i][0] / float64(len(leaves))
		mean[1] += centres[i][1] / float64(len(leaves))
	}
	shrink := math.Cos(mean.Lat() * math.Pi / 180)
	best := slices.MinFunc(centres, func(p, q orb.Point) int {
		return cmp.Compare(distance2(p, mean, shrink), distance2(q, mean, shrink))
	})
	return best, true
}

// distance2 is the squared distance in degrees of latitude.
func distance2(p, q orb.Point, shrink float64) float64 {
	dx, dy := (p[0]-q[0])*shrink, p[1]-q[1]
	return dx*dx + dy*dy
}

// centre is the middle of a valid leaf.
func centre(l geo.Cell) orb.Point {
	p, err := h3.Cell(l).LatLng()
	if err != nil {
		return orb.Point{}
	}
	return orb.Point{p.Lng, p.Lat}
}

// Compact is the municipality as cells of mixed resolution, sorted: seven leaves
// (six of a pentagon) that fill their parent are written as the parent, and so on
// up. A browser expands it to tell whether a leaf lies in the municipality.
func (c *Cover) Compact() []geo.Cell {
	in := make([]h3.Cell, len(c.leaves))
	for i, l := range c.leaves {
		in[i] = h3.Cell(l)
	}
	compacted, err := h3.CompactCells(in)
	if err != nil {
		return c.AllLeaves()
	}
	out := make([]geo.Cell, len(compacted))
	for i, k := range compacted {
		out[i] = geo.Cell(k)
	}
	slices.Sort(out)
	return out
}
