package orienteer

import "slices"

// load puts the pinned stops and the stops of an earlier plan on the routes, the
// latter in their order as far as the rules allow. Frozen routes stand as they are.
func (c *chain) load(start *Solution) {
	s := c.current
	for i := range s.routes {
		if start != nil && s.in.shifts[i].shift.Frozen {
			s.freeze(i, &start.Routes[i])
		}
		s.in.update(i, &s.routes[i])
	}
	s.recount()
	s.in.countFrozen(start)
	s.placePins(start, c.rng)
	if start == nil {
		return
	}
	for i := range s.routes {
		if visits := start.Routes[i].Visits; !s.in.shifts[i].shift.Frozen && !s.lay(i, visits) {
			s.follow(i, visits)
		}
	}
}

// freeze writes a route as it was given.
func (s *state) freeze(i int, given *Route) {
	l, r := &s.in.shifts[i], &s.routes[i]
	r.stops, r.start = r.stops[:0], r.start[:0]
	for k, v := range given.Visits {
		r.stops = append(r.stops, stop{place: int32(v.Place), walked: v.Walked && k > 0 && l.walk.n > 0, pin: true})
		r.start = append(r.start, l.clock.working(v.Start))
	}
	r.end = l.clock.working(given.End)
	r.start = append(r.start, r.end)
}

// countFrozen lets the visits of frozen rounds count among the exploring stops that
// can be made. They are known with the plan to start from, before any search begins.
func (in *instance) countFrozen(start *Solution) {
	frozen, found := make([]int, len(in.p.Places)), false
	for i := range in.shifts {
		if !in.shifts[i].shift.Frozen || start == nil {
			continue
		}
		for _, v := range start.Routes[i].Visits {
			frozen[v.Place]++
			found = true
		}
	}
	if found {
		in.countExplorers(frozen)
	}
}

// lay puts the visits on a route as they are, if that keeps every rule and the stops that
// the route holds. A walk may be feasible as a whole, with the way back to the vehicle
// shorter from its end than from where one stands before.
func (s *state) lay(i int, visits []Visit) bool {
	r := &s.routes[i]
	held, stops := r.stops, s.in.stopsOf(i, visits)
	for k, st := range stops {
		if twice(stops, k) || r.find(st.place) < 0 && !s.free(i, int(st.place)) {
			return false
		}
	}
	r.stops = stops
	all := !slices.ContainsFunc(held, func(st stop) bool { return r.find(st.place) < 0 })
	if !all || !s.stands(i) {
		r.stops, all = held, false
	}
	s.recountRoute(i)
	return all
}

// follow inserts visits in their order beside the stops that the route holds.
func (s *state) follow(i int, visits []Visit) {
	l, r := &s.in.shifts[i], &s.routes[i]
	at := 0
	for _, v := range visits {
		if k := r.find(int32(v.Place)); k >= 0 {
			at = max(at, k+1)
			continue
		}
		if !l.takes(v.Place) || !s.free(i, v.Place) {
			continue
		}
		at = max(at, r.lo)
		if at > r.hi {
			continue
		}
		if st, ok := s.in.standing(l, r, at, v); ok {
			s.insert(v.Place, insertion{shift: i, at: at, held: st.held, walked: st.walked})
			at++
		}
	}
	s.retime(i)
}

// standing is a visit as a stop that fits before stop at of a route: at its place's usual
// time if it can be, and reached as it was.
func (in *instance) standing(l *leg, r *route, at int, v Visit) (stop, bool) {
	for _, held := range [2]bool{true, false} {
		if held && len(l.held[v.Place]) == 0 {
			continue
		}
		for _, walked := range [2]bool{v.Walked, !v.Walked} {
			st := stop{place: int32(v.Place), held: held, walked: walked}
			if !slices.Contains(l.manners(r, at), walked) {
				continue
			}
			if _, ok := in.try(l, r, at, st); ok {
				return st, true
			}
		}
	}
	return stop{}, false
}

// find is the index of the stop at a place, -1 if there is none.
func (r *route) find(place int32) int {
	for k := range r.stops {
		if r.stops[k].place == place {
			return k
		}
	}
	return -1
}
