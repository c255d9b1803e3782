package cells

import (
	"slices"

	"runde/geo"

	"github.com/uber/h3-go/v4"
)

// Neighbours are the other cells of the cover that share a leaf's edge with the
// cell, sorted. Two cells of different size, and a cell and one inside it, may be
// neighbours; so may cells far apart by id.
func (c *Cover) Neighbours(cell geo.Cell) []geo.Cell {
	i, ok := c.index[cell]
	if !ok {
		return nil
	}
	return slices.Clone(c.near()[i])
}

func (c *Cover) adjacency() [][]geo.Cell {
	out := make([][]geo.Cell, len(c.cells))
	for i, part := range c.parts {
		for _, l := range part {
			for _, n := range ring(l) {
				j, ok := c.of[n]
				if ok && j != i {
					out[i] = append(out[i], c.cells[j].Cell)
				}
			}
		}
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}

// ring is the six leaves around a leaf, or the five around a pentagon.
func ring(l geo.Cell) []geo.Cell {
	disk, err := h3.GridDisk(h3.Cell(l), 1)
	if err != nil {
		return nil
	}
	out := make([]geo.Cell, 0, 6)
	for _, d := range disk {
		if geo.Cell(d) != l {
			out = append(out, geo.Cell(d))
		}
	}
	return out
}
