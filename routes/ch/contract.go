package ch

import "slices"

// link is an arc of the graph that remains, seen from one of its ends.
type link struct {
	node   int32 // the other end
	weight int32
	hops   int32 // arcs of the original graph that it stands for
	via    int32 // the node that a shortcut bypasses, or ^arc of the original graph
}

// shortcut is a link that the contraction of a node adds.
type shortcut struct {
	tail int32
	link
}

// contraction is the state of a graph that loses its nodes one after the other.
// A contracted node's lists stay as they were then: its arcs to higher nodes.
type contraction struct {
	out, in  [][]link
	rank     []int32 // of contracted nodes, -1 else
	level    []int32 // one more than that of the highest contracted neighbour
	priority []int64 // who is contracted first, the least
	outdated []bool  // a neighbour was contracted since the priority was found
	chosen   []bool  // to be contracted in this round
	workers  []*witness
	ranked   int32
}

// batch is how many nodes a core takes at a time: most take microseconds.
const batch = 16

// newContraction takes the arcs of a graph, of parallel ones the cheapest.
func newContraction(g *Graph, workers int) *contraction {
	n := g.Nodes()
	c := &contraction{
		out: rows(g, false), in: rows(g, true),
		rank: make([]int32, n), level: make([]int32, n), priority: make([]int64, n), outdated: make([]bool, n), chosen: make([]bool, n),
	}
	for v := range c.rank {
		c.rank[v] = -1
	}
	for range coresOr(workers) {
		c.workers = append(c.workers, newWitness(c, n))
	}
	return c
}

// rows are each node's links out of it, or into it, without loops and doubles.
func rows(g *Graph, backward bool) [][]link {
	n := g.Nodes()
	size := make([]int32, n)
	each := func(f func(at int32, l link)) {
		for v := range int32(n) {
			for a := g.First[v]; a < g.First[v+1]; a++ {
				w := g.Head[a]
				if v == w {
					continue
				}
				if backward {
					f(w, link{v, g.Weight[a], 1, ^a})
				} else {
					f(v, link{w, g.Weight[a], 1, ^a})
				}
			}
		}
	}
	each(func(at int32, _ link) { size[at]++ })
	all := make([]link, g.Arcs())
	out := make([][]link, n)
	for v, s := range size {
		out[v], all = all[:0:s], all[s:]
	}
	each(func(at int32, l link) { out[at] = insert(out[at], l) })
	return out
}

// insert adds a link, or betters the one to the same node.
func insert(list []link, l link) []link {
	for i := range list {
		if list[i].node == l.node {
			if l.weight < list[i].weight {
				list[i] = l
			}
			return list
		}
	}
	return append(list, l)
}

// run contracts all nodes, in rounds. A round contracts every node whose priority
// is the least in its neighbourhood: such nodes are no neighbours of each other,
// so that each is contracted on the graph as the round found it, on any core, and
// the result is the same on any number of them. Priorities are brought up to date
// lazily: a neighbour of a contracted node keeps its own until that is the least,
// and waits for the next round then.
func (c *contraction) run() {
	left := make([]int32, len(c.rank))
	for v := range left {
		left[v] = int32(v)
	}
	parallel(c.workers, batch, len(left), func(w *witness, i int) { c.priority[left[i]] = c.prioritise(w, left[i]) })
	var now, again []int32
	var added [][]shortcut
	for len(left) > 0 {
		now, again = c.choose(now[:0], again[:0], left)
		for len(added) < len(now) {
			added = append(added, nil)
		}
		parallel(c.workers, batch, len(now), func(w *witness, i int) { added[i] = w.shortcuts(added[i][:0], now[i], true) })
		parallel(c.workers, batch, len(again), func(w *witness, i int) { c.priority[again[i]] = c.prioritise(w, again[i]) })
		for _, v := range again {
			c.outdated[v] = false
		}
		for i, v := range now {
			c.remove(v, added[i])
			c.chosen[v] = false
		}
		left = slices.DeleteFunc(left, func(v int32) bool { return c.rank[v] >= 0 })
	}
}

// choose collects the nodes to contract in this round, and those to prioritise
// again, in the order of the graph, so that what lies close together there has
// ranks close together.
func (c *contraction) choose(now, again, left []int32) (contract, prioritise []int32) {
	parallel(c.workers, batch, len(left), func(_ *witness, i int) { c.chosen[left[i]] = c.least(left[i]) })
	for _, v := range left {
		switch {
		case !c.chosen[v]:
		case c.outdated[v]:
			c.chosen[v] = false
			again = append(again, v)
		default:
			now = append(now, v)
		}
	}
	return now, again
}

// least tells whether a node comes before all its neighbours.
func (c *contraction) least(v int32) bool {
	for _, near := range [2][]link{c.out[v], c.in[v]} {
		for _, l := range near {
			if c.before(l.node, v) {
				return false
			}
		}
	}
	return true
}

// before orders nodes by priority. Equal ones are ordered at random, but always
// the same way: by their numbers, long chains would lose one node a round.
func (c *contraction) before(a, b int32) bool {
	if c.priority[a] != c.priority[b] {
		return c.priority[a] < c.priority[b]
	}
	return scatter(a) < scatter(b)
}

// scatter is a fixed permutation of 32 bits (the finaliser of MurmurHash3).
func scatter(v int32) uint32 {
	x := uint32(v)
	x = (x ^ x>>16) * 0x85ebca6b
	x = (x ^ x>>13) * 0xc2b2ae35
	return x ^ x>>16
}

// remove takes a node out and links its neighbours by the shortcuts.
func (c *contraction) remove(v int32, added []shortcut) {
	c.rank[v] = c.ranked
	c.ranked++
	for _, l := range c.out[v] {
		c.in[l.node] = without(c.in[l.node], v)
		c.touch(l.node, v)
	}
	for _, l := range c.in[v] {
		c.out[l.node] = without(c.out[l.node], v)
		c.touch(l.node, v)
	}
	for _, s := range added {
		c.out[s.tail] = insert(c.out[s.tail], s.link)
		head := s.node
		s.node = s.tail
		c.in[head] = insert(c.in[head], s.link)
	}
}

// touch notes that a neighbour of a node was contracted.
func (c *contraction) touch(v, contracted int32) {
	c.level[v] = max(c.level[v], c.level[contracted]+1)
	c.outdated[v] = true
}

func without(list []link, node int32) []link {
	for i := range list {
		if list[i].node == node {
			last := len(list) - 1
			list[i] = list[last]
			return list[:last]
		}
	}
	return list
}
