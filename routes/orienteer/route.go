package orienteer

// stop is a visit on a route being built.
type stop struct {
	place int32
	held  bool  // only at its usual time
	pin   bool  // removal passes over it
	pos   int32 // locked position, 0 for none
}

// route is one shift's order with the times that make insertion constant-time.
// Index k of the forward passes is the state after the first k stops, index k of
// the backward passes is the arrival at stop k, or at the base for k = len(stops).
type route struct {
	stops  []stop
	start  []Tick    // start of service at the chosen break, working clock
	leave  [2][]Tick // earliest leave: before the break, after it
	arrive [2][]Tick // latest arrival: break still to take, taken
	slack  []Tick    // most time from leaving stop k-1 to arriving at stop k: a cheap bound
	from   []bool    // the taken state came from taking the break just before the stop
	pause  Tick      // start of the break, working clock
	pauseK int       // the break is taken after so many stops
	end    Tick      // back at the base
}

// spansOf are the allowed starts of a stop on the leg.
func (l *leg) spansOf(s stop) []span {
	if s.held {
		return l.held[s.place]
	}
	return l.slots[s.place]
}

// takeBreak is the end of a break taken as early as possible from t, never if it
// no longer can be.
func (l *leg) takeBreak(t Tick) Tick {
	if t >= never {
		return never
	}
	s := earliest(l.pauses, t)
	if s >= never {
		return never
	}
	return s + l.pause
}

// latestBreak is the last moment to be ready for a break that ends by t.
func (l *leg) latestBreak(t Tick) Tick {
	if t <= past {
		return past
	}
	return latest(l.pauses, t-l.pause)
}

// serve is the leave after arriving at t, never if the place is closed from then.
func serve(spans []span, t, service Tick) Tick {
	if t >= never {
		return never
	}
	s := earliest(spans, t)
	if s >= never {
		return never
	}
	return s + service
}

// arriveBy is the latest arrival that leaves the place by t.
func arriveBy(spans []span, t, service Tick) Tick {
	if t <= past {
		return past
	}
	return latest(spans, t-service)
}

func (r *route) node(l *leg, k int) int {
	switch {
	case k < 0:
		return l.shift.From
	case k >= len(r.stops):
		return l.shift.To
	}
	return int(r.stops[k].place)
}

// update runs both passes and reports whether the route is feasible.
func (in *instance) update(s int, r *route) bool {
	l := &in.shifts[s]
	n := len(r.stops)
	for b := range 2 {
		r.leave[b] = resize(r.leave[b], n+1)
		r.arrive[b] = resize(r.arrive[b], n+1)
	}
	r.start, r.slack = resize(r.start, n), resize(r.slack, n+1)
	if cap(r.from) < n {
		r.from = make([]bool, n, 2*n+8)
	}
	r.from = r.from[:n]
	in.forward(l, r)
	in.backward(l, r)
	for k := range r.slack {
		taken := r.arrive[1][k] - min(r.leave[1][k], r.leave[0][k]+l.pause)
		r.slack[k] = max(taken, r.arrive[0][k]-r.leave[0][k])
	}
	return in.choose(l, r)
}

func resize(t []Tick, n int) []Tick {
	if cap(t) < n {
		return make([]Tick, n, 2*n+8)
	}
	return t[:n]
}

func (in *instance) forward(l *leg, r *route) {
	r.leave[0][0], r.leave[1][0] = l.start, never
	if l.pause == 0 {
		r.leave[0][0], r.leave[1][0] = never, l.start
	}
	for k, st := range r.stops {
		d, service, spans := l.travel(r.node(l, k-1), int(st.place)), in.p.Places[st.place].Service, l.spansOf(st)
		before, taken := r.leave[0][k], r.leave[1][k]
		rest := l.takeBreak(before)
		r.from[k] = rest < taken
		r.leave[0][k+1] = serve(spans, before+d, service)
		r.leave[1][k+1] = serve(spans, min(rest, taken)+d, service)
	}
}

func (in *instance) backward(l *leg, r *route) {
	n := len(r.stops)
	r.arrive[1][n], r.arrive[0][n] = l.end, past
	if l.pause > 0 {
		r.arrive[0][n] = l.latestBreak(l.end)
	}
	for k := n - 1; k >= 0; k-- {
		st := r.stops[k]
		d, service, spans := l.travel(int(st.place), r.node(l, k+1)), in.p.Places[st.place].Service, l.spansOf(st)
		taken := r.arrive[1][k+1] - d
		before := max(r.arrive[0][k+1]-d, l.latestBreak(taken))
		r.arrive[1][k] = arriveBy(spans, taken, service)
		r.arrive[0][k] = arriveBy(spans, before, service)
	}
}

// choose places the break where the route is back earliest and fills start and end.
func (in *instance) choose(l *leg, r *route) bool {
	n := len(r.stops)
	d := l.travel(r.node(l, n-1), l.shift.To)
	before, taken := r.leave[0][n], r.leave[1][n]
	r.pauseK = -1
	end := taken + d
	if rest := l.takeBreak(before); rest+d < end {
		r.pauseK, end = n, rest+d
	}
	if rest := l.takeBreak(before + d); rest < end {
		r.pauseK, end = n+1, rest
	}
	r.end = end
	if end > l.end {
		return false
	}
	state := 1
	if r.pauseK >= 0 {
		state = 0
	}
	for k := n - 1; k >= 0; k-- {
		r.start[k] = r.leave[state][k+1] - in.p.Places[r.stops[k].place].Service
		if state == 1 && l.pause > 0 && r.from[k] {
			state, r.pauseK = 0, k
		}
	}
	if l.pause > 0 {
		ready := r.leave[0][min(r.pauseK, n)]
		if r.pauseK == n+1 {
			ready += d
		}
		r.pause = earliest(l.pauses, ready)
	}
	return true
}

// room is the range of indices at which a free stop may be inserted without
// moving a stop from its locked position: after the last stop that stands where
// it is locked, not after the first that still stands too early.
func (r *route) room() (lo, hi int) {
	hi = len(r.stops)
	for k, st := range r.stops {
		switch {
		case st.pos == 0:
		case int(st.pos) == k+1:
			lo = k + 1
		case hi == len(r.stops):
			hi = k
		}
	}
	return lo, hi
}
