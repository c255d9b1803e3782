package release

import (
	"slices"
	"strings"
)

// rollup cuts a part of the lattice into rows that are each empty or large enough.
type rollup struct {
	k     float64
	prf   func(id string) string
	weigh func(leaves []int) (n, eff float64) // the plain count, and the one that thresholds look at
	emit  func(name string, n *node, leaves []int)
}

// limit is the least count of a node that stands for itself: an inner node needs
// twice a leaf's, so that what it consists of cannot be told from its size.
func (r *rollup) limit(n *node) float64 {
	if n.leaf() {
		return r.k
	}
	return 2 * r.k
}

// run emits rows for the leaves that a node has in some part of the municipality.
// The row of all of them has the given name.
func (r *rollup) run(n *node, name string, leaves []int) {
	if _, eff := r.weigh(leaves); len(leaves) == 1 || eff < 2*r.k || n.leaf() {
		r.emit(name, n, leaves)
		return
	}
	big, small := r.divide(n, leaves)
	if len(big) == 0 {
		r.emit(name, n, leaves)
		return
	}
	if len(small) > 0 {
		r.emit(n.name+"-rest", n, small)
	}
	for _, c := range big {
		r.run(c, c.name, within(c, leaves))
	}
}

// divide parts the children of n into those that stand for themselves and the
// leaves of the others, which are none, empty or at least 2k together. Children
// join the others in the order of the keyed hash.
func (r *rollup) divide(n *node, leaves []int) (big []*node, small []int) {
	for _, c := range n.children {
		own := within(c, leaves)
		if len(own) == 0 {
			continue
		}
		if _, eff := r.weigh(own); eff >= r.limit(c) {
			big = append(big, c)
		} else {
			small = append(small, own...)
		}
	}
	slices.SortFunc(big, func(a, b *node) int { return strings.Compare(r.prf(b.name), r.prf(a.name)) })
	for n, eff := r.weigh(small); n > 0 && eff < 2*r.k && len(big) > 0; n, eff = r.weigh(small) {
		small = append(small, within(big[len(big)-1], leaves)...)
		big = big[:len(big)-1]
	}
	slices.Sort(small)
	return big, small
}

// within is the leaves of a sorted list that a node covers.
func within(n *node, leaves []int) []int {
	i, _ := slices.BinarySearch(leaves, n.lo)
	j, _ := slices.BinarySearch(leaves, n.hi)
	return leaves[i:j]
}
