package ch

import (
	"errors"
	"fmt"
)

// ErrParts is wrapped by the error for arrays that are no hierarchy of the graph.
var ErrParts = errors.New("ch: not a hierarchy of the graph")

// PartCount is how many arrays a hierarchy is saved as.
const PartCount = 9

// Parts are the arrays that a hierarchy consists of, to be saved. Treat them as
// read-only.
func (h *Hierarchy) Parts() [][]int32 {
	return [][]int32{
		h.rank,
		h.up.first, h.up.head, h.up.weight, h.up.via,
		h.down.first, h.down.head, h.down.weight, h.down.via,
	}
}

// FromParts is the hierarchy that Parts gave, which must be one of the graph: it
// refuses, with an error that wraps ErrParts, ranks that are no order, arcs that
// lead down, and every arc that is not one of the graph nor the sum of two others.
// It keeps the arrays.
func FromParts(parts [][]int32, g *Graph) (*Hierarchy, error) {
	if len(parts) != PartCount {
		return nil, fmt.Errorf("%w: %d arrays", ErrParts, len(parts))
	}
	h := &Hierarchy{
		rank: parts[0],
		up:   half{parts[1], parts[2], parts[3], parts[4]},
		down: half{parts[5], parts[6], parts[7], parts[8]},
	}
	node, err := h.order(g.Nodes())
	if err != nil {
		return nil, err
	}
	for _, part := range []*half{&h.up, &h.down} {
		if err := part.check(g.Nodes(), g.Arcs()); err != nil {
			return nil, err
		}
	}
	for _, part := range []*half{&h.up, &h.down} {
		if err := h.checkSums(part, part == &h.down, g, node); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// order is the node of each rank.
func (h *Hierarchy) order(n int) ([]int32, error) {
	if len(h.rank) != n {
		return nil, fmt.Errorf("%w: %d ranks of %d nodes", ErrParts, len(h.rank), n)
	}
	node := make([]int32, n)
	for i := range node {
		node[i] = -1
	}
	for v, r := range h.rank {
		if r < 0 || int(r) >= n || node[r] >= 0 {
			return nil, fmt.Errorf("%w: the ranks are no order", ErrParts)
		}
		node[r] = int32(v)
	}
	return node, nil
}

// check tells whether the arrays fit each other and all arcs lead up.
func (h *half) check(nodes, arcs int) error {
	if err := checkRows(h.first, len(h.head)); err != nil || len(h.first) != nodes+1 {
		return fmt.Errorf("%w: the rows don't hold the arcs", ErrParts)
	}
	if len(h.weight) != len(h.head) || len(h.via) != len(h.head) {
		return fmt.Errorf("%w: arrays of different lengths", ErrParts)
	}
	for v := range int32(nodes) {
		for a := h.first[v]; a < h.first[v+1]; a++ {
			switch {
			case h.head[a] <= v || int(h.head[a]) >= nodes:
				return fmt.Errorf("%w: an arc does not lead up", ErrParts)
			case h.weight[a] < 1 || h.weight[a] >= MaxTotal:
				return fmt.Errorf("%w: a weight out of range", ErrParts)
			case h.via[a] >= v || int(^h.via[a]) >= arcs:
				return fmt.Errorf("%w: an arc stands for nothing", ErrParts)
			}
		}
	}
	return nil
}

// checkSums tells whether each arc is one of the graph or the sum of two.
func (h *Hierarchy) checkSums(part *half, backward bool, g *Graph, node []int32) error {
	for v := range int32(len(node)) {
		for a := part.first[v]; a < part.first[v+1]; a++ {
			s := span{v, part.head[a], part.via[a]}
			if backward {
				s.from, s.to = s.to, s.from
			}
			if !h.adds(s, part.weight[a], g, node) {
				return fmt.Errorf("%w: an arc is not what it stands for", ErrParts)
			}
		}
	}
	return nil
}

func (h *Hierarchy) adds(s span, weight int32, g *Graph, node []int32) bool {
	if s.via < 0 {
		a, from := ^s.via, node[s.from]
		return g.First[from] <= a && a < g.First[from+1] && g.Head[a] == node[s.to] && g.Weight[a] == weight
	}
	in, out := h.halves(s)
	return in >= 0 && out >= 0 && h.down.weight[in]+h.up.weight[out] == weight
}
