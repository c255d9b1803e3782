package ch

// Dijkstra is the plain search (Dijkstra 1959) over a graph: the slow obvious
// answer that proves a hierarchy's. It owns its memory and belongs to one
// goroutine at a time.
type Dijkstra struct {
	g       *Graph
	cost    []int32
	parent  []int32 // the arc by which a node was reached, -1 at a start
	seen    []uint32
	settled []uint32
	round   uint32
	open    heap
}

// NewDijkstra makes the memory for searches of g, which must not change.
func NewDijkstra(g *Graph) *Dijkstra {
	n := g.Nodes()
	return &Dijkstra{g: g, cost: make([]int32, n), parent: make([]int32, n), seen: make([]uint32, n), settled: make([]uint32, n)}
}

// Begin forgets the search before.
func (d *Dijkstra) Begin() {
	d.round++
	if d.round == 0 {
		clear(d.seen)
		clear(d.settled)
		d.round = 1
	}
	d.open = d.open[:0]
}

// Start lets the search begin at a node too, which costs so much to reach.
func (d *Dijkstra) Start(node, cost int32) { d.reach(node, cost, -1) }

func (d *Dijkstra) reach(node, cost, arc int32) {
	if d.seen[node] == d.round && d.cost[node] <= cost {
		return
	}
	d.seen[node], d.cost[node], d.parent[node] = d.round, cost, arc
	d.open.push(entry(cost, node))
}

// Next settles the nearest open node, whose Cost is then final; false when none is
// left.
func (d *Dijkstra) Next() (node int32, ok bool) {
	for len(d.open) > 0 {
		cost, node := split(d.open.pop())
		if d.settled[node] == d.round {
			continue
		}
		d.settled[node] = d.round
		for a := d.g.First[node]; a < d.g.First[node+1]; a++ {
			if c := cost + d.g.Weight[a]; c < MaxTotal {
				d.reach(d.g.Head[a], c, a)
			}
		}
		return node, true
	}
	return 0, false
}

// Settle searches until all the nodes are settled or nothing is left.
func (d *Dijkstra) Settle(nodes []int32) {
	for _, v := range nodes {
		for d.settled[v] != d.round {
			if _, ok := d.Next(); !ok {
				return
			}
		}
	}
}

// Cost is what it costs to reach a settled node, Unreachable for any other.
func (d *Dijkstra) Cost(node int32) int32 {
	if d.settled[node] != d.round {
		return Unreachable
	}
	return d.cost[node]
}
