package ch

// The reach of a witness search: it gives up after so many settled nodes or links
// in a row. A witness that is missed costs a shortcut too many, never a wrong
// answer.
const (
	witnessNodes  = 500
	estimateNodes = 100
	witnessHops   = 16
)

// witness searches for ways around a node, in the graph that remains.
type witness struct {
	c     *contraction
	nodes []sight
	round uint32
	open  heap
	added []shortcut
}

// sight is what a search knows of a node; it holds in the rounds that it names.
type sight struct {
	seen, target uint32
	cost, hops   int32
}

func newWitness(c *contraction, n int) *witness {
	return &witness{c: c, nodes: make([]sight, n)}
}

// shortcuts appends to list what must be added where v is contracted: for each way
// u–v–w that is cheaper than all others found. Where others are contracted in the
// same round, the ways must not lead over those either.
func (s *witness) shortcuts(list []shortcut, v int32, last bool) []shortcut {
	out, limit := s.c.out[v], witnessNodes
	if !last {
		limit = estimateNodes
	}
	for _, from := range s.c.in[v] {
		dearest, targets := int32(0), 0
		for _, to := range out {
			if to.node != from.node {
				dearest = max(dearest, to.weight)
				targets++
			}
		}
		if targets == 0 {
			continue
		}
		s.search(from.node, v, from.weight+dearest, limit, out, last)
		for _, to := range out {
			w := from.weight + to.weight
			end := &s.nodes[to.node]
			if to.node == from.node || end.seen == s.round && end.cost <= w || w >= MaxTotal {
				continue
			}
			list = append(list, shortcut{from.node, link{to.node, w, from.hops + to.hops, v}})
		}
	}
	return list
}

// search reaches out from a node, but not over the one that is taken out, as far
// as a bound, until all targets are settled or so many nodes.
func (s *witness) search(from, without, bound int32, limit int, targets []link, last bool) {
	s.round++
	if s.round == 0 {
		clear(s.nodes)
		s.round = 1
	}
	left := 0
	for _, t := range targets {
		if t.node != from {
			s.nodes[t.node].target = s.round
			left++
		}
	}
	s.open = s.open[:0]
	start := &s.nodes[from]
	start.seen, start.cost, start.hops = s.round, 0, 0
	s.open.push(entry(0, from))
	for settled := 0; len(s.open) > 0 && settled < limit; {
		cost, v := split(s.open.pop())
		at := &s.nodes[v]
		if cost > at.cost {
			continue
		}
		settled++
		if at.target == s.round {
			if left--; left == 0 {
				return
			}
		}
		if at.hops == witnessHops {
			continue
		}
		for _, l := range s.c.out[v] {
			c := cost + l.weight
			if c > bound || l.node == without || last && s.c.chosen[l.node] {
				continue
			}
			next := &s.nodes[l.node]
			if next.seen == s.round && next.cost <= c {
				continue
			}
			next.seen, next.cost, next.hops = s.round, c, at.hops+1
			s.open.push(entry(c, l.node))
		}
	}
}
