package orienteer

// stop is a visit on a route being built.
type stop struct {
	place  int32
	pos    int32 // locked position, 0 for none
	held   bool  // only at its usual time
	pin    bool  // removal passes over it
	walked bool  // reached on foot from the stop before
	part   uint8 // as counted: the daypart of its start
	keeps  bool  // as counted: it keeps the place's habit
}

// route is one shift's order with the times that make insertion constant-time.
// Node 0 is the base where it starts, node k+1 stop k, the last node the base where
// it ends. Index k of the forward passes is the state after the first k stops,
// index k of the backward passes is the arrival at stop k, or at the base for
// k = len(stops).
type route struct {
	stops  []stop
	node   []int32
	way    []Tick    // from node k to node k+1
	stand  []int32   // the node where the vehicle stands when the team leaves node k
	start  []Tick    // start of service at the chosen break, working clock; last: back at the base
	leave  [2][]Tick // earliest leave: before the break, after it
	arrive [2][]Tick // latest arrival: break still to take, taken
	room   []Tick    // from leaving node k at the earliest to reaching the next at the latest, break or not
	full   []uint64  // the places that cannot be visited, and those of which it is known that they do not fit
	bonus  float64   // what the stops are worth beside their cells, less travel
	pause  Tick      // start of the break, working clock
	pauseK int       // the break is taken after so many stops
	end    Tick      // back at the base
	lo, hi int       // free stops may be inserted at these indices
	placed bool      // a stop is locked to a position
	from   []bool    // the taken state came from taking the break just before the stop
}

// copyFrom makes r equal to o, reusing r's memory.
func (r *route) copyFrom(o *route) {
	r.stops = copied(r.stops, o.stops)
	r.node = copied(r.node, o.node)
	r.way = copied(r.way, o.way)
	r.stand = copied(r.stand, o.stand)
	r.start = copied(r.start, o.start)
	for b := range 2 {
		r.leave[b] = copied(r.leave[b], o.leave[b])
		r.arrive[b] = copied(r.arrive[b], o.arrive[b])
	}
	r.from = copied(r.from, o.from)
	r.room = copied(r.room, o.room)
	r.full = copied(r.full, o.full)
	r.bonus, r.pause, r.pauseK, r.end = o.bonus, o.pause, o.pauseK, o.end
	r.lo, r.hi, r.placed = o.lo, o.hi, o.placed
}

// spansOf are the allowed starts of a stop on the leg.
func (l *leg) spansOf(s stop) []span {
	if s.held {
		return l.held[s.place]
	}
	return l.slots[s.place]
}

// layout writes the nodes and the ways between them. The first stop is always
// driven to.
func (l *leg) layout(r *route) {
	n := len(r.stops)
	r.node, r.stand = resize(r.node, n+2), resize(r.stand, n+2)
	r.way = resize(r.way, n+1)
	r.node[0], r.node[n+1] = int32(l.shift.From), int32(l.shift.To)
	r.stand[0] = r.node[0]
	for k := range r.stops {
		st := &r.stops[k]
		r.node[k+1] = st.place
		if st.walked = st.walked && k > 0; st.walked {
			r.stand[k+1] = r.stand[k]
			r.way[k] = l.walk.at(r.node[k], st.place)
			continue
		}
		r.stand[k+1] = st.place
		r.way[k] = l.driven(r.node[k], r.stand[k], st.place) + l.park
	}
	r.way[n] = l.driven(r.node[n], r.stand[n], r.node[n+1])
}

// driven is the way from a node to another by the vehicle, which stands at the first
// or is walked to, without parking.
func (l *leg) driven(from, stand, to int32) Tick {
	if from == stand {
		return l.drive.at(from, to)
	}
	return min(never, l.walk.at(from, stand)+l.drive.at(stand, to))
}

// update runs both passes and reports whether the route is feasible.
func (in *instance) update(s int, r *route) bool {
	l := &in.shifts[s]
	l.layout(r)
	n := len(r.stops)
	r.start = resize(r.start, n+1)
	r.leave[1] = resize(r.leave[1], n+1)
	r.arrive[1] = resize(r.arrive[1], n+1)
	r.room = resize(r.room, n+1)
	r.bonus = in.bonusOf(l, r)
	r.lo, r.hi = r.bounds()
	r.placed = r.lo > 0 || r.hi < n
	if l.shift.Frozen {
		return true // its times are given
	}
	if l.pause > 0 {
		return in.updateBroken(l, r)
	}
	if l.quick {
		return in.updateQuick(l, r)
	}
	in.forward(l, r)
	in.backward(l, r)
	r.end = r.leave[1][n] + r.way[n]
	r.start[n] = r.end
	for k := range r.room {
		r.room[k] = r.arrive[1][k] - r.leave[1][k]
	}
	return r.end <= l.end
}

// copied makes to equal to from, in to's memory or in more of it than is asked: rounds
// that grow by a stop now and then are not to allocate each time.
func copied[T any](to, from []T) []T {
	to = resize(to, len(from))
	copy(to, from)
	return to
}

func resize[T any](t []T, n int) []T {
	if cap(t) < n {
		return make([]T, n, 2*n+8)
	}
	return t[:n]
}

// updateQuick is the passes for one span a place and no break.
func (in *instance) updateQuick(l *leg, r *route) bool {
	n := len(r.stops)
	leave, arrive, start, way, node := r.leave[1], r.arrive[1], r.start, r.way, r.node
	at, ok := l.start, true
	leave[0] = at
	for k := range n {
		p := node[k+1]
		at = max(at+way[k], l.opens[p])
		ok = ok && at <= l.closes[p]
		start[k] = at
		at += in.service[p]
		leave[k+1] = at
	}
	r.end = at + way[n]
	start[n] = r.end
	late := l.end
	arrive[n] = late
	for k := n - 1; k >= 0; k-- {
		p := node[k+1]
		late = min(late-way[k+1]-in.service[p], l.closes[p])
		arrive[k] = late
	}
	for k := range r.room {
		r.room[k] = arrive[k] - leave[k]
	}
	return ok && r.end <= l.end
}

func (in *instance) forward(l *leg, r *route) {
	leave := r.leave[1]
	leave[0] = l.start
	for k, st := range r.stops {
		service := in.service[st.place]
		leave[k+1] = serve(l.spansOf(st), leave[k]+r.way[k], service)
		r.start[k] = leave[k+1] - service
	}
}

func (in *instance) backward(l *leg, r *route) {
	n := len(r.stops)
	r.arrive[1][n] = l.end
	for k := n - 1; k >= 0; k-- {
		st := r.stops[k]
		r.arrive[1][k] = arriveBy(l.spansOf(st), r.arrive[1][k+1]-r.way[k+1], in.service[st.place])
	}
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

// bounds are the range of indices at which a free stop may be inserted without
// moving a stop from its locked position: after the last stop that stands where
// it is locked, not after the first that still stands too early.
func (r *route) bounds() (lo, hi int) {
	hi = len(r.stops)
	for k := range r.stops {
		pos := r.stops[k].pos
		switch {
		case pos == 0:
		case int(pos) == k+1:
			lo = k + 1
		case hi == len(r.stops):
			hi = k
		}
	}
	return lo, hi
}
