package ch

// prioritise says how soon a node should be contracted: soon where that adds few
// arcs for those that it removes (edge difference, as a quotient), where they
// stand for few arcs of the original graph, and where few nodes below it have been
// contracted, so that the hierarchy grows evenly (Geisberger et al. 2008).
//
// A node with very many neighbours comes last, by the number of its pairs, without
// a search: no street has such a crossing, but a map made for the purpose might.
func (c *contraction) prioritise(w *witness, v int32) int64 {
	if pairs := int64(len(c.in[v])) * int64(len(c.out[v])); pairs > manyPairs {
		return lastPriority + pairs
	}
	w.added = w.shortcuts(w.added[:0], v, false)
	arcs, hops := int64(len(w.added)), int64(0)
	for _, s := range w.added {
		hops += int64(s.hops)
	}
	gone, goneHops := int64(0), int64(0)
	for _, near := range [2][]link{c.out[v], c.in[v]} {
		gone += int64(len(near))
		for _, l := range near {
			goneHops += int64(l.hops)
		}
	}
	if gone == 0 {
		return int64(c.level[v]) * levelWeight
	}
	return int64(c.level[v])*levelWeight + arcWeight*arcs/gone + hopWeight*hops/goneHops
}

const (
	manyPairs    = 10_000
	lastPriority = 1 << 40 // above what any other node gets
)

const (
	levelWeight = 1000
	arcWeight   = 1000
	hopWeight   = 1000
)
