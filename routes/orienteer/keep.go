package orienteer

import "slices"

// keepPins puts the pinned stops of an earlier plan on their routes, as it visits
// them. Where one of them has its position, or can be reached at all, only because of
// other stops before it, these stand there as well. A route that cannot stand so stays
// empty.
func (s *state) keepPins(start *Solution) {
	s.layAll(start, true) // so that no other stop takes a visit from them
	s.layAll(start, false)
	for i := range s.routes {
		if s.keepsPins(i) {
			s.thin(i)
			s.recountRoute(i)
		}
	}
}

// keepsPins reports whether locks hold stops on a route that is to be planned.
func (s *state) keepsPins(i int) bool {
	return !s.in.shifts[i].shift.Frozen && len(s.in.pins[i]) > 0
}

// layAll puts the visits of a plan, or the pinned ones alone, on the routes with pins,
// as far as the rules about days and the maximum allow.
func (s *state) layAll(start *Solution, alone bool) {
	for i := range s.routes {
		if !s.keepsPins(i) {
			continue
		}
		stops := s.in.stopsOf(i, start.Routes[i].Visits)
		for k := len(stops) - 1; k >= 0; k-- {
			st := stops[k]
			counted := s.routes[i].find(st.place) >= 0
			if twice(stops, k) || alone && !st.pin || !counted && !s.free(i, int(st.place)) {
				stops = without(stops, k)
			}
		}
		s.routes[i].stops = stops
		s.recountRoute(i)
	}
}

// twice reports whether an earlier stop is at the place of stop k.
func twice(stops []stop, k int) bool {
	return slices.ContainsFunc(stops[:k], func(o stop) bool { return o.place == stops[k].place })
}

// stopsOf are the visits of a shift, as far as their places can be visited, with the
// locks on them.
func (in *instance) stopsOf(i int, visits []Visit) (stops []stop) {
	l := &in.shifts[i]
	left := false // the stop where the vehicle stood
	for _, v := range visits {
		if !l.takes(v.Place) {
			left = left || !v.Walked
			continue
		}
		st := stop{place: int32(v.Place), walked: v.Walked && !left && l.walk.n > 0}
		if k := slices.IndexFunc(in.pins[i], func(l Lock) bool { return l.Place == v.Place }); k >= 0 {
			st.pin, st.pos = true, int32(in.pins[i][k].Position)
		}
		stops, left = append(stops, st), false
	}
	return stops
}

// takes reports whether the shift may visit the place.
func (l *leg) takes(place int) bool { return place < len(l.slots) && len(l.slots[place]) > 0 }

// thin takes those stops off a route, from the last, that no lock holds and that it can
// do without; all stops, if what is left cannot stand.
func (s *state) thin(i int) {
	r := &s.routes[i]
	stands := s.stands(i)
	for k := len(r.stops) - 1; k >= 0; k-- {
		if r.stops[k].pin {
			continue
		}
		was := r.stops
		r.stops = without(was, k)
		if now := s.stands(i); stands && !now {
			r.stops = was
		} else {
			stands = now
		}
	}
	if !stands {
		r.stops = r.stops[:0]
	}
}

// stands reports whether a route keeps its times and the positions that are locked.
func (s *state) stands(i int) bool {
	r := &s.routes[i]
	return s.in.update(i, r) && orderly(r.stops)
}

// without are the stops but one. Where the vehicle stood there, the next is driven to.
func without(stops []stop, k int) []stop {
	out := slices.Delete(slices.Clone(stops), k, k+1)
	if k < len(out) && !stops[k].walked {
		out[k].walked = false
	}
	return out
}
