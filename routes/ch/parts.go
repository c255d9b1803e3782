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

// FromParts is the hierarchy that Parts gave, of a graph of so many nodes and arcs.
// It refuses, with an error that wraps ErrParts, ranks that are no order and arcs
// that lead down or stand for nothing, so that no question to it can leave its
// arrays or run for ever; Verify tells whether its answers are right. It keeps the
// arrays.
func FromParts(parts [][]int32, nodes, arcs int) (*Hierarchy, error) {
	if len(parts) != PartCount {
		return nil, fmt.Errorf("%w: %d arrays", ErrParts, len(parts))
	}
	h := &Hierarchy{
		rank: parts[0],
		up:   half{parts[1], parts[2], parts[3], parts[4]},
		down: half{parts[5], parts[6], parts[7], parts[8]},
	}
	if _, err := h.order(nodes); err != nil {
		return nil, err
	}
	for _, part := range []*half{&h.up, &h.down} {
		if err := part.check(nodes, arcs); err != nil {
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
