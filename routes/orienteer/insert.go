package orienteer

// insertion is a feasible way to put a place into a plan.
type insertion struct {
	shift, at int
	held      bool
	start     Tick
	gain      float64 // after travel
	score     float64 // gain less the price of the time it takes
	ok        bool
}

// free reports whether one more visit to the place on the shift keeps its
// maximum, its gap and once a round.
func (s *state) free(shift, place int) bool {
	pl := &s.in.p.Places[place]
	if s.count[place] >= pl.Max {
		return false
	}
	if s.count[place] == 0 {
		return true
	}
	for i := range s.routes {
		for _, st := range s.routes[i].stops {
			if int(st.place) != place {
				continue
			}
			gap := s.in.shifts[i].shift.Day - s.in.shifts[shift].shift.Day
			if i == shift || max(gap, -gap) < pl.GapDays {
				return false
			}
		}
	}
	return true
}

// best is the insertion of the place with the highest score over all shifts but
// the one that rests, each shift and position passed over when rc blinks.
func (s *state) best(place int, rc *recreator) insertion {
	var best insertion
	g := s.gains(place)
	for i := range s.routes {
		l := &s.in.shifts[i]
		if i == rc.rests || len(l.slots[place]) == 0 || rc.blink() || !s.free(i, place) {
			continue
		}
		s.bestOn(i, place, false, &g, rc, &best)
		if len(l.held[place]) > 0 && !s.kept[place] {
			s.bestOn(i, place, true, &g, rc, &best)
		}
	}
	return best
}

func (s *state) bestOn(shift, place int, held bool, g *[4]float64, rc *recreator, best *insertion) {
	l, r := &s.in.shifts[shift], &s.routes[shift]
	extra := s.extra(l, place, held)
	lo, hi := r.room()
	service := s.in.p.Places[place].Service
	for at := lo; at <= hi; at++ {
		if service > r.slack[at] || rc.blink() {
			continue
		}
		start, detour, push, ok := s.in.try(l, r, at, place, held)
		if !ok {
			continue
		}
		gain := g[s.in.daypart(l, start)] + extra - s.in.p.Prices.Travel*float64(detour)
		score := gain - rc.hour*(float64(push)+float64(detour)/2)
		if !best.ok || score > best.score {
			*best = insertion{shift: shift, at: at, held: held, start: start, gain: gain, score: score, ok: true}
		}
	}
}

// try tests in constant time whether the place fits before stop at of the route.
// It returns the start of service, the detour, and by how much what follows is
// pushed back.
func (in *instance) try(l *leg, r *route, at, place int, held bool) (start, detour, push Tick, ok bool) {
	spans, service := l.spansOf(stop{place: int32(place), held: held}), in.p.Places[place].Service
	prev, next := r.node(l, at-1), r.node(l, at)
	to, on := l.travel(prev, place), l.travel(place, next)
	if to+service+on > r.slack[at] {
		return 0, 0, 0, false
	}
	before, taken := r.leave[0][at], r.leave[1][at]

	after := serve(spans, min(taken, l.takeBreak(before))+to, service)
	if after+on <= r.arrive[1][at] {
		start, ok = after, true
	}
	if l.pause > 0 && (!ok || r.pauseK >= at) {
		early := serve(spans, before+to, service)
		if early+on <= r.arrive[0][at] || l.takeBreak(early)+on <= r.arrive[1][at] {
			start, ok = early, true
		}
	}
	if !ok {
		return 0, 0, 0, false
	}
	detour = to + on
	if len(r.stops) > 0 { // an empty route stays at home
		detour -= l.travel(prev, next)
	}
	if at == len(r.stops) {
		return start - service, detour, max(0, start+on-r.end), true
	}
	arrival := earliest(l.spansOf(r.stops[at]), start+on)
	return start - service, detour, max(0, arrival-r.start[at]), true
}

// insert carries out an insertion and counts it.
func (s *state) insert(place int, x insertion) {
	r := &s.routes[x.shift]
	r.stops = append(r.stops, stop{})
	copy(r.stops[x.at+1:], r.stops[x.at:])
	r.stops[x.at] = stop{place: int32(place), held: x.held}
	s.in.update(x.shift, r)
	s.note(x.shift, place, r.start[x.at])
}
