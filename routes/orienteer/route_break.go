package orienteer

// updateBroken is the passes of a route with a break to take. Every pass keeps two
// states, break taken or not.
func (in *instance) updateBroken(l *leg, r *route) bool {
	n := len(r.stops)
	r.leave[0] = resize(r.leave[0], n+1)
	r.arrive[0] = resize(r.arrive[0], n+1)
	r.from = resize(r.from, n)
	in.forwardBroken(l, r)
	in.backwardBroken(l, r)
	for k := range r.room {
		taken := r.arrive[1][k] - min(r.leave[1][k], r.leave[0][k]+l.pause)
		r.room[k] = max(taken, r.arrive[0][k]-r.leave[0][k])
	}
	return in.choose(l, r)
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

func (in *instance) forwardBroken(l *leg, r *route) {
	r.leave[0][0], r.leave[1][0] = l.start, never
	for k, st := range r.stops {
		d, service, spans := r.way[k], in.service[st.place], l.spansOf(st)
		before, taken := r.leave[0][k], r.leave[1][k]
		rest := l.takeBreak(before)
		r.from[k] = rest < taken
		r.leave[0][k+1] = serve(spans, before+d, service)
		r.leave[1][k+1] = serve(spans, min(rest, taken)+d, service)
	}
}

func (in *instance) backwardBroken(l *leg, r *route) {
	n := len(r.stops)
	r.arrive[1][n], r.arrive[0][n] = l.end, l.latestBreak(l.end)
	for k := n - 1; k >= 0; k-- {
		st := r.stops[k]
		d, service, spans := r.way[k+1], in.service[st.place], l.spansOf(st)
		taken := r.arrive[1][k+1] - d
		before := max(r.arrive[0][k+1]-d, l.latestBreak(taken))
		r.arrive[1][k] = arriveBy(spans, taken, service)
		r.arrive[0][k] = arriveBy(spans, before, service)
	}
}

// choose places the break where the route is back earliest and fills start and end.
func (in *instance) choose(l *leg, r *route) bool {
	n := len(r.stops)
	d := r.way[n]
	before, taken := r.leave[0][n], r.leave[1][n]
	r.pauseK = -1
	end := taken + d
	if rest := l.takeBreak(before); rest+d < end {
		r.pauseK, end = n, rest+d
	}
	if rest := l.takeBreak(before + d); rest < end {
		r.pauseK, end = n+1, rest
	}
	r.end, r.start[n] = end, end
	if end > l.end {
		return false
	}
	state := 1
	if r.pauseK >= 0 {
		state = 0
	}
	for k := n - 1; k >= 0; k-- {
		r.start[k] = r.leave[state][k+1] - in.service[r.stops[k].place]
		if state == 1 && r.from[k] {
			state, r.pauseK = 0, k
		}
	}
	ready := r.leave[0][min(r.pauseK, n)]
	if r.pauseK == n+1 {
		ready += d
	}
	r.pause = earliest(l.pauses, ready)
	return true
}
