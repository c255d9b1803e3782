package ch

// Table gives the costs of the cheapest ways from each source to each target, row
// by row, Unreachable where there is none. A source or target has one or more
// doors; one without doors is unreachable. Two may be the same node, at the cost
// of their doors. It works on so many cores, 0 for all.
//
// Each target climbs once and leaves its cost in the bucket of every node that it
// reaches; each source climbs once and looks into the buckets (Knopp et al. 2007).
func (h *Hierarchy) Table(sources, targets [][]Door, cores int) []int32 {
	t := &table{h: h, sources: sources, targets: targets, cores: coresOr(cores)}
	t.fillBuckets()
	return t.rows()
}

type table struct {
	h                *Hierarchy
	sources, targets [][]Door
	cores            int
	first            []int32 // by node: where its bucket begins
	bucket           []deposit
}

// deposit is a target in a node's bucket, with the cost from the node to it.
type deposit struct{ target, cost int32 }

// visit is a node that a climb settled.
type visit struct{ node, cost int32 }

// fillBuckets lets all targets climb and sorts their deposits by node, and within
// a node by target.
func (t *table) fillBuckets() {
	visits := make([][]visit, len(t.targets))
	t.each(len(t.targets), true, func(c *climb, i int) { visits[i] = c.all(t.targets[i], nil) })
	t.first = make([]int32, t.h.Nodes()+1)
	total := 0
	for _, list := range visits {
		total += len(list)
		for _, v := range list {
			t.first[v.node+1]++
		}
	}
	for v := range t.h.Nodes() {
		t.first[v+1] += t.first[v]
	}
	t.bucket = make([]deposit, total)
	next := make([]int32, t.h.Nodes())
	copy(next, t.first)
	for i, list := range visits {
		for _, v := range list {
			t.bucket[next[v.node]] = deposit{int32(i), v.cost}
			next[v.node]++
		}
	}
}

// all climbs from the doors to the end and appends what it settled.
func (c *climb) all(doors []Door, list []visit) []visit {
	c.start(doors)
	for {
		node, cost, ok := c.next()
		if !ok {
			return list
		}
		list = append(list, visit{node, cost})
	}
}

func (t *table) rows() []int32 {
	n := len(t.targets)
	costs := make([]int32, len(t.sources)*n)
	for i := range costs {
		costs[i] = Unreachable
	}
	t.each(len(t.sources), false, func(c *climb, i int) {
		c.start(t.sources[i])
		row := costs[i*n : (i+1)*n]
		for {
			node, cost, ok := c.next()
			if !ok {
				break
			}
			for _, d := range t.bucket[t.first[node]:t.first[node+1]] {
				row[d.target] = min(row[d.target], cost+d.cost)
			}
		}
		for j, cost := range row {
			if cost >= MaxTotal {
				row[j] = Unreachable
			}
		}
	})
	return costs
}

// each calls do for every i below n, on all cores, each with its own climb.
func (t *table) each(n int, backward bool, do func(c *climb, i int)) {
	climbs := make([]*climb, max(1, min(t.cores, n)))
	for i := range climbs {
		climbs[i] = newClimb(t.h, backward)
	}
	parallel(climbs, 1, n, do)
}
