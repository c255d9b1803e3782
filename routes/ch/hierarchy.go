package ch

// Hierarchy is a contraction hierarchy: every node has a rank, and each arc, of the
// graph or a shortcut, is kept at its lower end. It never changes and may be used
// by any number of goroutines, each with its own Query or Table.
type Hierarchy struct {
	rank []int32 // by node of the graph
	up   half    // arcs from the lower node to the higher
	down half    // arcs from the higher node to the lower, kept at the lower
}

// half is the arcs of one direction in compressed rows. Nodes are ranks here.
type half struct {
	first  []int32
	head   []int32 // the higher end
	weight []int32
	via    []int32 // the rank of the node that a shortcut bypasses, or ^arc of the graph
}

// Build contracts a graph, which must be one that passes Check, on so many cores,
// 0 for all. The same graph gives the same hierarchy on any number of them.
func Build(g Graph, cores int) *Hierarchy {
	c := newContraction(&g, cores)
	c.run()
	return &Hierarchy{rank: c.rank, up: c.half(c.out), down: c.half(c.in)}
}

// half lists the arcs that nodes had when they were contracted, by rank.
func (c *contraction) half(lists [][]link) half {
	n, arcs := len(lists), 0
	node := make([]int32, n) // by rank
	for v, list := range lists {
		node[c.rank[v]] = int32(v)
		arcs += len(list)
	}
	h := half{
		first: make([]int32, 1, n+1), head: make([]int32, 0, arcs),
		weight: make([]int32, 0, arcs), via: make([]int32, 0, arcs),
	}
	for _, v := range node {
		for _, l := range lists[v] {
			via := l.via
			if via >= 0 {
				via = c.rank[via]
			}
			h.head, h.weight, h.via = append(h.head, c.rank[l.node]), append(h.weight, l.weight), append(h.via, via)
		}
		h.first = append(h.first, int32(len(h.head)))
	}
	return h
}

// Nodes counts the nodes, those of the graph.
func (h *Hierarchy) Nodes() int { return len(h.rank) }

// Upward counts the arcs that lead up, shortcuts included.
func (h *Hierarchy) Upward() int { return len(h.up.head) }

// Shortcuts counts the arcs, up and down, that stand for a way over another node.
func (h *Hierarchy) Shortcuts() int {
	n := 0
	for _, part := range [][]int32{h.up.via, h.down.via} {
		for _, v := range part {
			if v >= 0 {
				n++
			}
		}
	}
	return n
}
