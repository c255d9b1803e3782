package release

import (
	"slices"

	"runde/geo"
)

// Node is a part of the lattice: ground that a figure may be about.
type Node struct {
	Name  string
	Depth int      // steps below the municipality, which has 0
	Cells geo.Area // cells of the cover
}

// Nodes are all parts of the lattice, in the order of a walk from the municipality
// down.
func (t *Tree) Nodes() []Node {
	var out []Node
	var walk func(n *node, depth int)
	walk = func(n *node, depth int) {
		cells := slices.Concat(t.leaves[n.lo:n.hi]...)
		slices.Sort(cells)
		out = append(out, Node{n.name, depth, cells})
		for _, c := range n.children {
			walk(c, depth+1)
		}
	}
	walk(t.root, 0)
	return out
}
