package ch

// Door is a node by which a search begins or ends, with what it costs to get to
// it, or from it, at least 0 and less than MaxTotal.
type Door struct{ Node, Cost int32 }

// climb is a search that only goes up. It belongs to one goroutine at a time.
type climb struct {
	rank        []int32 // by node of the graph
	there, back *half   // the arcs to climb, and those to look back along
	reached     []mark
	round       uint32
	open        heap
}

// mark is how a node was reached in which round.
type mark struct {
	round  uint32
	cost   int32
	parent int32 // the arc of there, -1 at a start
}

func newClimb(h *Hierarchy, backward bool) *climb {
	c := &climb{rank: h.rank, there: &h.up, back: &h.down, reached: make([]mark, h.Nodes())}
	if backward {
		c.there, c.back = c.back, c.there
	}
	return c
}

// start forgets the climb before and begins at the doors.
func (c *climb) start(doors []Door) {
	c.round++
	if c.round == 0 {
		clear(c.reached)
		c.round = 1
	}
	c.open = c.open[:0]
	for _, d := range doors {
		c.reach(c.rank[d.Node], d.Cost, -1)
	}
}

func (c *climb) reach(node, cost, parent int32) {
	m := &c.reached[node]
	if m.round == c.round && m.cost <= cost {
		return
	}
	*m = mark{c.round, cost, parent}
	c.open.push(entry(cost, node))
}

// next settles the nearest open node and climbs from it. One that is reached more
// cheaply from above is stalled: no cheapest way leads over it, so it is neither
// returned nor climbed from (stall-on-demand, Geisberger et al. 2008).
func (c *climb) next() (node, cost int32, ok bool) {
	for len(c.open) > 0 {
		cost, node := split(c.open.pop())
		if cost > c.reached[node].cost || c.stalled(node, cost) {
			continue
		}
		for a := c.there.first[node]; a < c.there.first[node+1]; a++ {
			if w := cost + c.there.weight[a]; w < MaxTotal {
				c.reach(c.there.head[a], w, a)
			}
		}
		return node, cost, true
	}
	return 0, 0, false
}

func (c *climb) stalled(node, cost int32) bool {
	for a := c.back.first[node]; a < c.back.first[node+1]; a++ {
		if m := &c.reached[c.back.head[a]]; m.round == c.round && m.cost+c.back.weight[a] < cost {
			return true
		}
	}
	return false
}
