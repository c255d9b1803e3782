package release

import (
	"fmt"
	"slices"

	"runde/geo"
)

const (
	rootName      = "R" // the municipality
	topResolution = 5   // of the root's children
	leafRes       = 8   // finest resolution of the lattice
)

// Tree is the lattice of a cover: every node that a figure may be about. Its
// leaves are the hexagons of resolution 8 that the cover reaches or refines, and
// for each coarser cover cell the ground that it holds beside the cells inside it.
// It is immutable.
type Tree struct {
	root   *node
	leaves []geo.Area       // cells of the cover, by leaf
	leafOf map[geo.Cell]int // cell of the cover -> leaf
	byName map[string]*node
}

// node covers the leaves lo to hi, which lie side by side.
type node struct {
	name     string
	children []*node
	lo, hi   int
}

func (n *node) leaf() bool { return len(n.children) == 0 }

// NewTree is the lattice of the cover with these cells, in any order.
func NewTree(cells []geo.Cell) *Tree {
	t := newTree()
	t.grow(t.root, geo.NewArea(cells...), topResolution)
	return t.number(t.root)
}

func newTree() *Tree {
	return &Tree{root: &node{name: rootName}, leafOf: map[geo.Cell]int{}, byName: map[string]*node{}}
}

// number gives every node its name in the index and its span of leaves.
func (t *Tree) number(n *node) *Tree {
	t.byName[n.name] = n
	for i, c := range n.children {
		t.number(c)
		if i == 0 {
			n.lo = c.lo
		}
		n.hi = c.hi
	}
	return t
}

// grow hangs the cells at or under n below it; the children of n have the
// resolution res. The leaves are made in the order of a walk through the tree.
func (t *Tree) grow(n *node, cells geo.Area, res int) {
	own, under := split(cells, res)
	if len(under) == 0 || res > leafRes {
		t.makeLeaf(n, cells)
		return
	}
	if len(own) > 0 {
		rest := &node{name: n.name + "-remainder"}
		n.children = append(n.children, rest)
		t.makeLeaf(rest, own)
	}
	for len(under) > 0 {
		parent := under[0].Parent(res)
		i := slices.IndexFunc(under, func(c geo.Cell) bool { return c.Parent(res) != parent })
		if i < 0 {
			i = len(under)
		}
		child := &node{name: parent.String()}
		n.children = append(n.children, child)
		t.grow(child, under[:i], res+1)
		under = under[i:]
	}
}

// split parts cells into those coarser than res and the others, ordered by their
// ancestors at res.
func split(cells geo.Area, res int) (own, under geo.Area) {
	for _, c := range cells {
		if c.Resolution() < res {
			own = append(own, c)
		} else {
			under = append(under, c)
		}
	}
	slices.SortStableFunc(under, func(a, b geo.Cell) int {
		return int(int64(a.Parent(res)) - int64(b.Parent(res)))
	})
	return own, under
}

func (t *Tree) makeLeaf(n *node, cells geo.Area) {
	n.lo, n.hi = len(t.leaves), len(t.leaves)+1
	t.leaves = append(t.leaves, slices.Sorted(slices.Values(cells)))
	for _, c := range cells {
		t.leafOf[c] = n.lo
	}
}

// all is every leaf.
func (t *Tree) all() []int {
	out := make([]int, len(t.leaves))
	for i := range out {
		out[i] = i
	}
	return out
}

// cells is the ground of some leaves.
func (t *Tree) cells(leaves []int) geo.Area {
	var a geo.Area
	for _, l := range leaves {
		a = append(a, t.leaves[l]...)
	}
	slices.Sort(a)
	return a
}

// leavesOf is the leaves that hold the cells. An error wraps ErrUnknownCell.
func (t *Tree) leavesOf(cells geo.Area) ([]int, error) {
	var out []int
	for _, c := range cells {
		l, ok := t.leafOf[c]
		if !ok {
			return nil, fmt.Errorf("leaves of an area: %w", ErrUnknownCell)
		}
		out = append(out, l)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Leaves is the finest grounds that a figure may be about.
func (t *Tree) Leaves() []geo.Area { return slices.Clone(t.leaves) }
