package orienteer

// insertion is a feasible way to put a place into a plan.
type insertion struct {
	shift, at    int
	held, walked bool
	start        Tick
	gain         float64 // after travel
	score        float64 // gain less the price of the time it takes
	ok           bool
}

// fit is what a stop costs at one position of a route.
type fit struct {
	start  Tick // of service
	detour Tick // more way
	push   Tick // by how much what follows is pushed back; at its usual time no more than visit and way take
}

// taste is how insertions are judged: prize for a tick.
type taste struct {
	push, detour float64
	// drive is the price of a stop that is driven to where the team may walk: now and
	// then, as a walk back to the vehicle may pay only for two stops or more.
	drive float64
}

// free reports whether one more visit to the place on the shift keeps its
// maximum, its gap and once a round.
func (s *state) free(shift, place int) bool {
	if s.count[place] >= s.in.most[place] {
		return false
	}
	if s.count[place] == 0 {
		return true
	}
	gap := s.in.p.Places[place].GapDays
	for i := range s.routes {
		if s.in.clash(i, shift, gap) && s.routes[i].find(int32(place)) >= 0 {
			return false
		}
	}
	return true
}

// clash reports whether two shifts may not both visit a place with such a gap: they are
// one, or too few days lie between them.
func (in *instance) clash(a, b, gap int) bool {
	apart := in.shifts[a].shift.Day - in.shifts[b].shift.Day
	return a == b || max(apart, -apart) < gap
}

// best is the insertion of the place with the highest score over all shifts but
// those that rest or are known to have no room, each position passed over when rc
// blinks.
func (s *state) best(place int, rc *recreator) insertion {
	var best insertion
	word, bit := place>>6, uint64(1)<<(place&63)
	barred := s.barred(place, rc.bars)
	g := s.gains(place)
	for i := range s.routes {
		if s.routes[i].full[word]&bit != 0 || i == rc.rests || barred && rc.bars[i] {
			continue
		}
		switch l := &s.in.shifts[i]; {
		case l.quick && len(l.bounds) == 1:
			s.bestQuick(i, place, g[l.bounds[0].part], rc, &best)
		case rc.rows != nil && !rc.touched[i] && !rc.awake:
			s.bestKept(i, place, g, rc, &best)
		default:
			s.bestAfresh(i, place, g, rc, &best)
		}
	}
	return best
}

// bestAfresh looks at every position on a shift, freely and at the place's usual time,
// and notes if none is feasible.
func (s *state) bestAfresh(shift, place int, g *[4]float64, rc *recreator, best *insertion) {
	fits := s.bestOn(shift, stop{place: int32(place)}, g, rc, best)
	if len(s.in.shifts[shift].held[place]) > 0 && s.kept[place] == 0 {
		fits = s.bestOn(shift, stop{place: int32(place), held: true}, g, rc, best) || fits
	}
	if !fits {
		s.routes[shift].full[place>>6] |= 1 << (place & 63)
	}
}

// barred marks the shifts on which a place may not be visited once more because of
// its other visits, and reports whether there are any: its maximum, its gap, once a
// round.
func (s *state) barred(place int, bars []bool) bool {
	if s.count[place] == 0 {
		return false
	}
	gap := s.in.p.Places[place].GapDays
	full := s.count[place] >= s.in.most[place]
	for i := range bars {
		bars[i] = full
	}
	for i := range s.routes {
		if s.routes[i].find(int32(place)) < 0 {
			continue
		}
		for j := range bars {
			bars[j] = bars[j] || s.in.clash(i, j, gap)
		}
	}
	return true
}

// bestOn looks at every position on a shift, driven to and walked to, and reports
// whether any is feasible.
func (s *state) bestOn(shift int, st stop, g *[4]float64, rc *recreator, best *insertion) bool {
	l, r := &s.in.shifts[shift], &s.routes[shift]
	extra := s.extra(l, int(st.place), st.held)
	lo, hi := r.lo, r.hi
	fits := false
	need := l.least[st.place]
	if l.walk.n > 0 {
		need = s.in.service[st.place]
	}
	for at := lo; at <= hi; at++ {
		if r.room[at] < need {
			continue
		}
		for _, st.walked = range l.manners(r, at) {
			f, ok := s.in.try(l, r, at, st)
			if !ok {
				continue
			}
			fits = true
			if rc.blink() {
				continue
			}
			gain := g[l.part(f.start)] + extra - s.in.p.Prices.Travel*float64(f.detour)
			score := gain - rc.taste.push*float64(f.push) - rc.taste.detour*float64(f.detour)
			if l.walk.n > 0 && !st.walked {
				score -= rc.taste.drive
			}
			if !best.ok || score > best.score {
				*best = insertion{shift, at, st.held, st.walked, f.start, gain, score, true}
			}
		}
	}
	return fits
}

// bestQuick is bestOn for legs of one span a place, without break, walking or change
// of daypart.
func (s *state) bestQuick(shift, place int, g float64, rc *recreator, best *insertion) {
	l, r := &s.in.shifts[shift], &s.routes[shift]
	g += s.extra(l, place, false)
	lo, hi := r.lo, r.hi
	n := len(r.stops)
	to, on := l.drive.column(place), l.drive.row(place)
	open, closes, service := l.opens[place], l.closes[place], s.in.service[place]
	node, way := r.node[:n+2], r.way[:n+1]
	leave, arrive, start := r.leave[1][:n+1], r.arrive[1][:n+1], r.start[:n+1]
	priced := s.in.p.Prices.Travel
	need, room := l.least[place], r.room[:n+1]
	fits := false
	for at := lo; at <= hi; at++ {
		if room[at] < need {
			continue
		}
		early := leave[at]
		if early > closes {
			break
		}
		there, park := to[node[at]], l.park
		begin := max(early+there+park, open)
		if begin > closes {
			continue
		}
		onward := on[node[at+1]]
		if at < n {
			onward += park
		}
		arrival := begin + service + onward
		if arrival > arrive[at] {
			continue
		}
		fits = true
		if rc.blink() {
			continue
		}
		detour := float64(there + park + onward)
		if n > 0 { // an empty route stays at home
			detour -= float64(way[at])
		}
		push := float64(max(0, arrival-start[at]))
		gain := g - priced*detour
		score := gain - rc.taste.push*push - rc.taste.detour*detour
		if !best.ok || score > best.score {
			*best = insertion{shift: shift, at: at, start: begin, gain: gain, score: score, ok: true}
		}
	}
	if !fits {
		r.full[place>>6] |= 1 << (place & 63)
	}
}

// manners are the ways in which a stop set before stop at may be reached: driven to,
// unless that took the vehicle from a loop on foot, and walked to.
func (l *leg) manners(r *route, at int) []bool {
	switch {
	case l.walk.n == 0 || at == 0:
		return drivenTo
	case at < len(r.stops) && r.stops[at].walked:
		return walkedTo
	}
	return eitherWay
}

var eitherWay = []bool{false, true}
var drivenTo, walkedTo = eitherWay[:1], eitherWay[1:]

// ways are the way to a stop set before stop at of the route, and the way on.
func (l *leg) ways(r *route, at int, st stop) (to, on Tick) {
	last := at == len(r.stops)
	next := r.node[at+1]
	park := l.park
	if last {
		park = 0
	}
	if st.walked {
		to = l.walk.at(r.node[at], st.place)
		if !last && r.stops[at].walked {
			return to, l.walk.at(st.place, next)
		}
		return to, l.driven(st.place, r.stand[at], next) + park
	}
	return l.driven(r.node[at], r.stand[at], st.place) + l.park, l.drive.at(st.place, next) + park
}

// try tests in constant time whether a stop fits before stop at of the route.
func (in *instance) try(l *leg, r *route, at int, st stop) (fit, bool) {
	spans, service := l.spansOf(st), in.service[st.place]
	to, on := l.ways(r, at, st)
	start, ok := never, false
	if taken := r.leave[1][at]; l.pause == 0 {
		start = serve(spans, taken+to, service)
		ok = start+on <= r.arrive[1][at]
	} else {
		start, ok = in.tryBroken(l, r, at, at, spans, service, to, on)
	}
	if !ok {
		return fit{}, false
	}
	f := fit{start: start - service, detour: to + on}
	if len(r.stops) > 0 { // an empty route stays at home
		f.detour -= r.way[at]
	}
	arrival := start + on
	if at < len(r.stops) {
		arrival = earliest(l.spansOf(r.stops[at]), arrival)
	}
	f.push = max(0, arrival-r.start[at])
	if st.held { // what it waits is room for others
		f.push = min(f.push, service+max(0, f.detour))
	}
	return f, true
}

// tryBroken is the leave from a stop between stop at-1 and stop end of a route with a
// break to take.
func (in *instance) tryBroken(l *leg, r *route, at, end int, spans []span, service, to, on Tick) (leave Tick, ok bool) {
	before, taken := r.leave[0][at], r.leave[1][at]
	after := serve(spans, min(taken, l.takeBreak(before))+to, service)
	if after+on <= r.arrive[1][end] {
		leave, ok = after, true
	}
	if !ok || r.pauseK >= at {
		early := serve(spans, before+to, service)
		if early+on <= r.arrive[0][end] || l.takeBreak(early)+on <= r.arrive[1][end] {
			leave, ok = early, true
		}
	}
	return leave, ok
}

// insert carries out an insertion and counts it.
func (s *state) insert(place int, x insertion) {
	r := &s.routes[x.shift]
	r.stops = append(r.stops, stop{})
	copy(r.stops[x.at+1:], r.stops[x.at:])
	r.stops[x.at] = stop{place: int32(place), held: x.held, walked: x.walked}
	s.in.update(x.shift, r)
	s.add(x.shift, &r.stops[x.at], r.start[x.at])
}
