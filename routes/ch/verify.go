package ch

import "fmt"

// Verify returns an error that wraps ErrParts where an arc is neither one of the
// graph nor the sum of the two that it says it stands for, or where an arc of the
// graph is missing. It is for what was just made or comes from elsewhere; a file's
// checksum keeps what was verified.
func (h *Hierarchy) Verify(g *Graph) error {
	node, err := h.order(g.Nodes())
	if err != nil {
		return err
	}
	for _, part := range []*half{&h.up, &h.down} {
		if err := h.verifyHalf(part, part == &h.down, g, node); err != nil {
			return err
		}
	}
	return h.verifyArcs(g)
}

// verifyHalf tells whether each arc is one of the graph or the sum of two.
func (h *Hierarchy) verifyHalf(part *half, backward bool, g *Graph, node []int32) error {
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

// verifyArcs tells whether each arc of the graph is there, or one that costs no
// more.
func (h *Hierarchy) verifyArcs(g *Graph) error {
	for v := range int32(g.Nodes()) {
		for a := g.First[v]; a < g.First[v+1]; a++ {
			low, high, part := h.rank[v], h.rank[g.Head[a]], &h.up
			if low > high {
				low, high, part = high, low, &h.down
			}
			if low == high {
				continue
			}
			if at := part.find(low, high); at < 0 || part.weight[at] > g.Weight[a] {
				return fmt.Errorf("%w: an arc of the graph is missing", ErrParts)
			}
		}
	}
	return nil
}
