package street

import "math"

// query is the memory of one Dijkstra search; it belongs to one goroutine at a
// time.
type query struct {
	g       *Graph
	dist    []int32
	parent  []int32 // the arc by which a node was reached, -1 at a start
	seen    []uint32
	settled []uint32
	round   uint32
	heap    []uint64 // distance << 32 | node, a 4-ary heap
}

func newQuery(r *Router) *query {
	n := r.graph.Nodes()
	return &query{
		g: &r.graph, dist: make([]int32, n), parent: make([]int32, n),
		seen: make([]uint32, n), settled: make([]uint32, n),
	}
}

// begin forgets the search before.
func (q *query) begin() {
	q.round++
	if q.round == 0 {
		clear(q.seen)
		clear(q.settled)
		q.round = 1
	}
	q.heap = q.heap[:0]
}

// reach offers a way to a node.
func (q *query) reach(node, dist, arc int32) {
	if q.seen[node] == q.round && q.dist[node] <= dist {
		return
	}
	q.seen[node], q.dist[node], q.parent[node] = q.round, dist, arc
	q.push(uint64(dist)<<32 | uint64(uint32(node)))
}

// next settles the nearest open node and relaxes its arcs; false when none is left.
func (q *query) next() (node int32, ok bool) {
	for len(q.heap) > 0 {
		top := q.pop()
		node, dist := int32(uint32(top)), int32(top>>32)
		if q.settled[node] == q.round {
			continue
		}
		q.settled[node] = q.round
		for a := q.g.First[node]; a < q.g.First[node+1]; a++ {
			if d := dist + q.g.Weight[a]; d < maxTotal {
				q.reach(q.g.Head[a], d, a)
			}
		}
		return node, true
	}
	return 0, false
}

// at is the distance of a settled node, MaxInt32 if it is none.
func (q *query) at(node int32) int32 {
	if q.settled[node] != q.round {
		return math.MaxInt32
	}
	return q.dist[node]
}

func (q *query) push(x uint64) {
	q.heap = append(q.heap, x)
	i := len(q.heap) - 1
	for i > 0 {
		up := (i - 1) / 4
		if q.heap[up] <= x {
			break
		}
		q.heap[i] = q.heap[up]
		i = up
	}
	q.heap[i] = x
}

func (q *query) pop() uint64 {
	top := q.heap[0]
	last := len(q.heap) - 1
	x := q.heap[last]
	q.heap = q.heap[:last]
	i := 0
	for {
		child := 4*i + 1
		if child >= last {
			break
		}
		for c := child + 1; c < min(4*i+5, last); c++ {
			if q.heap[c] < q.heap[child] {
				child = c
			}
		}
		if q.heap[child] >= x {
			break
		}
		q.heap[i] = q.heap[child]
		i = child
	}
	if last > 0 {
		q.heap[i] = x
	}
	return top
}
