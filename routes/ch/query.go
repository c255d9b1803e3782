package ch

import "slices"

// Query answers for one way at a time. It owns its memory and belongs to one
// goroutine at a time.
type Query struct {
	h         *Hierarchy
	from, to  *climb
	climbed   []int32 // arcs from the top back to the source
	shortcuts []span  // still to unpack, the next one last
	steps     int     // that unpacking may still take
}

// NewQuery makes the memory for queries.
func (h *Hierarchy) NewQuery() *Query {
	return &Query{h: h, from: newClimb(h, false), to: newClimb(h, true)}
}

// Way is the cheapest way between two sets of doors.
type Way struct {
	Cost   int32   // doors included; Unreachable where there is no way
	Arcs   []int32 // of the graph, in order
	Source int     // the index of the door by which it begins
	Target int     // and of the one by which it ends
}

// Path is the cheapest way from one of the sources to one of the targets. Its arcs
// are appended to arcs.
func (q *Query) Path(sources, targets []Door, arcs []int32) Way {
	q.from.start(sources)
	q.to.start(targets)
	for more := true; more; {
		_, _, more = q.from.next()
	}
	cost, top := Unreachable, int32(-1)
	for {
		node, back, ok := q.to.next()
		if !ok {
			break
		}
		if m := q.from.reached[node]; m.round == q.from.round && m.cost+back < min(cost, MaxTotal) {
			cost, top = m.cost+back, node
		}
	}
	if top < 0 {
		return Way{Unreachable, arcs, -1, -1}
	}
	q.steps = 2 * q.h.Nodes() // no cheapest way meets a node twice
	arcs, first := q.down(arcs, top)
	arcs, last := q.up(arcs, top)
	return Way{cost, arcs, q.from.door(sources, first), q.to.door(targets, last)}
}

// down unpacks the way from the source up to the top, and returns its first node.
func (q *Query) down(arcs []int32, top int32) ([]int32, int32) {
	q.climbed = q.climbed[:0]
	node := top
	for a := q.from.reached[node].parent; a >= 0; a = q.from.reached[node].parent {
		q.climbed = append(q.climbed, a)
		node = q.h.up.tail(a)
	}
	for _, a := range slices.Backward(q.climbed) {
		low, high := q.h.up.tail(a), q.h.up.head[a]
		arcs = q.unpack(arcs, span{low, high, q.h.up.via[a]})
	}
	return arcs, node
}

// up unpacks the way from the top down to the target, and returns its last node.
func (q *Query) up(arcs []int32, top int32) ([]int32, int32) {
	node := top
	for a := q.to.reached[node].parent; a >= 0; a = q.to.reached[node].parent {
		high := node
		node = q.h.down.tail(a)
		arcs = q.unpack(arcs, span{high, node, q.h.down.via[a]})
	}
	return arcs, node
}

// span is an arc of the hierarchy, from rank to rank.
type span struct{ from, to, via int32 }

// unpack appends the arcs of the graph that an arc stands for. What a shortcut
// bypasses ranks below both its ends, so that this comes to an end; a hierarchy
// that would not pass Verify could double its arcs at every rank on the way there,
// which the bound on steps prevents.
func (q *Query) unpack(arcs []int32, s span) []int32 {
	q.shortcuts = append(q.shortcuts[:0], s)
	for ; len(q.shortcuts) > 0 && q.steps > 0; q.steps-- {
		last := len(q.shortcuts) - 1
		s, q.shortcuts = q.shortcuts[last], q.shortcuts[:last]
		if s.via < 0 {
			arcs = append(arcs, ^s.via)
			continue
		}
		in, out := q.h.halves(s)
		if in < 0 || out < 0 {
			continue // a hierarchy that would not pass Verify
		}
		q.shortcuts = append(q.shortcuts, span{s.via, s.to, q.h.up.via[out]}, span{s.from, s.via, q.h.down.via[in]})
	}
	return arcs
}

// halves are the two arcs of a shortcut: of down into the node that it bypasses,
// and of up out of it, -1 where there is none.
func (h *Hierarchy) halves(s span) (in, out int32) {
	return h.down.find(s.via, s.from), h.up.find(s.via, s.to)
}

// find is the arc that is kept at one node and has the other as its head, or -1.
func (h *half) find(low, high int32) int32 {
	for a := h.first[low]; a < h.first[low+1]; a++ {
		if h.head[a] == high {
			return a
		}
	}
	return -1
}

// tail is the node at which an arc is kept.
func (h *half) tail(arc int32) int32 {
	row, _ := slices.BinarySearch(h.first, arc+1) // the first row that begins behind it
	return int32(row) - 1
}

// door is the index of the door by which a climb reached the node it began at.
func (c *climb) door(doors []Door, node int32) int {
	return slices.IndexFunc(doors, func(d Door) bool {
		return c.rank[d.Node] == node && d.Cost == c.reached[node].cost
	})
}
