package cells

import (
	"cmp"
	"slices"
	"sync"

	"runde/geo"

	"github.com/paulmach/orb"
)

// CellCount is a cell of a cover with the dwellings it holds after the cover cells
// inside it have been taken away.
type CellCount struct {
	Cell      geo.Cell `json:"cell"`
	Dwellings int      `json:"dwellings"`
}

// Cover is a municipality divided into cells. It is immutable and safe for
// concurrent use. The zero value is not usable: see [New] and [Load].
type Cover struct {
	floor  int
	cells  []CellCount         // sorted by id
	index  map[geo.Cell]int    // cell -> position in cells
	leaves []geo.Cell          // sorted
	of     map[geo.Cell]int    // leaf -> position in cells
	parts  [][]geo.Cell        // leaves of each cell, sorted
	near   func() [][]geo.Cell // neighbours of each cell
}

// Load is the cover that New made, from its stored cells and the municipality's
// leaves, both in any order. A leaf that no cell holds is left out.
func Load(cells []CellCount, leaves []geo.Cell, floor int) *Cover {
	c := &Cover{
		floor: floor,
		cells: slices.Clone(cells),
		index: make(map[geo.Cell]int, len(cells)),
		of:    make(map[geo.Cell]int, len(leaves)),
		parts: make([][]geo.Cell, len(cells)),
	}
	slices.SortFunc(c.cells, func(a, b CellCount) int { return cmp.Compare(a.Cell, b.Cell) })
	for i, k := range c.cells {
		c.index[k.Cell] = i
	}
	for _, l := range geo.NewArea(leaves...) {
		i, ok := c.snap(l)
		if !ok {
			continue
		}
		c.leaves = append(c.leaves, l)
		c.of[l] = i
		c.parts[i] = append(c.parts[i], l)
	}
	c.near = sync.OnceValue(c.adjacency)
	return c
}

// snap finds the finest ancestor of the leaf in the cover, or the rest.
func (c *Cover) snap(leaf geo.Cell) (int, bool) {
	for r := geo.LeafResolution; r >= RootResolution; r-- {
		if i, ok := c.index[leaf.Parent(r)]; ok {
			return i, true
		}
	}
	i, ok := c.index[geo.Rest]
	return i, ok
}

// Floor is the least number of dwellings of a cell.
func (c *Cover) Floor() int { return c.floor }

// Dwellings is the number of dwellings in the municipality.
func (c *Cover) Dwellings() int {
	n := 0
	for _, k := range c.cells {
		n += k.Dwellings
	}
	return n
}

// BelowFloor reports whether the municipality as a whole holds fewer dwellings
// than the floor. It is one cell then, and even that promises less than the floor.
func (c *Cover) BelowFloor() bool { return c.Dwellings() < c.floor }

// Cells are the cells of the cover by ascending id, the rest first.
func (c *Cover) Cells() []CellCount { return slices.Clone(c.cells) }

// Has reports whether the cell is in the cover.
func (c *Cover) Has(cell geo.Cell) bool {
	_, ok := c.index[cell]
	return ok
}

// Of is the cover cell that holds the leaf; false outside the municipality.
func (c *Cover) Of(leaf geo.Cell) (geo.Cell, bool) {
	i, ok := c.of[leaf]
	if !ok {
		return 0, false
	}
	return c.cells[i].Cell, true
}

// At is the cover cell that holds the point; false outside the municipality.
func (c *Cover) At(p orb.Point) (geo.Cell, bool) {
	leaf, ok := Leaf(p)
	if !ok {
		return 0, false
	}
	return c.Of(leaf)
}

// Leaves are the leaves that the cell holds, sorted; nil for a cell that is not in
// the cover.
func (c *Cover) Leaves(cell geo.Cell) []geo.Cell {
	i, ok := c.index[cell]
	if !ok {
		return nil
	}
	return slices.Clone(c.parts[i])
}

// AllLeaves are the leaves of the municipality, sorted.
func (c *Cover) AllLeaves() []geo.Cell { return slices.Clone(c.leaves) }
