package orienteer

import "slices"

// recombine makes trial the best plan that can be put together from the pool's
// routes, if it is worth more than the chain's best, and reports whether it did. It
// is for problems in which every place has cells of its own, so that the worth of
// routes adds up.
func (c *chain) recombine(p *pool) bool {
	order := c.in.exchange
	if !c.in.adds() {
		return false
	}
	slices.SortFunc(p.columns, better)
	lists := make([][]*column, len(order))
	like := make([]bool, len(order))
	floor := 0.0
	for k, i := range order {
		if like[k] = k > 0 && c.in.kinds[order[k-1]] == c.in.kinds[i]; like[k] {
			lists[k] = lists[k-1]
		} else {
			lists[k] = p.of(c.in.kinds[i])
		}
		floor += c.best.worthOf(i)
	}
	chosen := pack(lists, like, c.fixed(), floor)
	if chosen == nil {
		return false
	}
	c.trial.copyFrom(c.best)
	for k, i := range order {
		r := &c.trial.routes[i]
		r.stops = r.stops[:0]
		if chosen[k] >= 0 {
			r.stops = append(r.stops, lists[k][chosen[k]].stops...)
		}
		c.trial.reopen(i)
		c.in.update(i, r)
	}
	c.trial.recount()
	c.recreate.complete(c.trial)
	c.trial.recount() // what was inserted may have moved others off their usual time
	return true
}

// of are the columns of a kind.
func (p *pool) of(kind int32) (out []*column) {
	for i := range p.columns {
		if p.columns[i].kind == kind {
			out = append(out, &p.columns[i])
		}
	}
	return out
}

// fixed is the set of places on routes that are not exchanged.
func (c *chain) fixed() []uint64 {
	out := make([]uint64, c.in.words)
	for i := range c.best.routes {
		if c.in.kinds[i] >= 0 {
			continue
		}
		for _, st := range c.best.routes[i].stops {
			out[st.place>>6] |= 1 << (st.place & 63)
		}
	}
	return out
}
