package cells

import (
	"cmp"
	"maps"
	"slices"

	"runde/geo"
)

// RootResolution is the resolution of the root's children, the coarsest cells
// that a cover may hold besides the rest.
const RootResolution = 5

// New is the safe cover of the municipality whose leaves (cells of
// geo.LeafResolution) are the map's keys; the values are their dwellings, 0 for
// empty land. Every cell of the cover holds at least floor dwellings, unless the
// whole municipality holds fewer: then its only cell is geo.Rest, and BelowFloor
// reports true. Without leaves the cover is empty.
//
// The result depends on nothing but the arguments.
func New(dwellings map[geo.Cell]int, floor int) *Cover {
	leaves := slices.Sorted(maps.Keys(dwellings))
	b := builder{dwellings: dwellings, floor: floor}
	if len(leaves) > 0 {
		b.cover(b.node(geo.Rest, leaves), RootResolution)
	}
	return Load(b.cells, leaves, floor)
}

type builder struct {
	dwellings map[geo.Cell]int
	floor     int
	cells     []CellCount
}

// node is a cell with the sorted leaves under it that are in the municipality.
type node struct {
	cell   geo.Cell
	leaves []geo.Cell
	count  int
}

func (b *builder) node(cell geo.Cell, leaves []geo.Cell) node {
	n := node{cell: cell, leaves: leaves}
	for _, l := range leaves {
		n.count += b.dwellings[l]
	}
	return n
}

// cover adds the cells of n's part of the cover. The children of n have the
// resolution res.
func (b *builder) cover(n node, res int) {
	if res > geo.LeafResolution {
		b.cells = append(b.cells, CellCount{n.cell, n.count})
		return
	}
	keep, count, left := b.split(n, res)
	if left {
		b.cells = append(b.cells, CellCount{n.cell, count})
	}
	for _, q := range keep {
		b.cover(q, res+1)
	}
}

// split decides which children of n stand for themselves. The others stay with n:
// left reports whether there are any, count is their dwellings.
func (b *builder) split(n node, res int) (keep []node, count int, left bool) {
	for _, c := range b.children(n, res) {
		if c.count >= b.floor {
			keep = append(keep, c)
			continue
		}
		count += c.count
		left = true
	}
	slices.SortFunc(keep, func(p, q node) int {
		return cmp.Or(cmp.Compare(p.count, q.count), cmp.Compare(p.cell, q.cell))
	})
	for left && count < b.floor && len(keep) > 0 {
		count += keep[0].count
		keep = keep[1:]
	}
	return keep, count, left
}

// children groups n's leaves by their ancestor at resolution res. Sorted leaves
// of one ancestor lie side by side: an H3 index holds the coarse digits first.
func (b *builder) children(n node, res int) []node {
	var out []node
	for i := 0; i < len(n.leaves); {
		parent := n.leaves[i].Parent(res)
		j := i + 1
		for j < len(n.leaves) && n.leaves[j].Parent(res) == parent {
			j++
		}
		out = append(out, b.node(parent, n.leaves[i:j]))
		i = j
	}
	return out
}
