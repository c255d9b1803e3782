package orienteer

// cacheFrom is how many routes make it worth to remember insertions: with a few, most
// are touched in each step.
const cacheFrom = 6

// row remembers, for one route of the current plan, the best insertion of each place,
// freely and at its usual time. It holds until a step that changes the route is
// accepted.
type row struct {
	known []uint64 // places whose entries are filled
	entry [][2]remembered
}

// remembered is an insertion with what it costs; what it gains depends on the plan.
type remembered struct {
	fit
	at     int32
	part   uint8
	walked bool
	ok     bool
}

func newRows(in *instance) []row {
	rows := make([]row, len(in.shifts))
	for i := range rows {
		rows[i] = row{make([]uint64, in.words), make([][2]remembered, len(in.most))}
	}
	return rows
}

// forget drops what is remembered of the marked routes.
func (rc *recreator) forget(touched []bool) {
	for i, yes := range touched {
		if yes && rc.rows != nil {
			clear(rc.rows[i].known)
		}
	}
}

// forgetAll drops everything.
func (rc *recreator) forgetAll() {
	for i := range rc.rows {
		clear(rc.rows[i].known)
	}
}

// bestKept compares the remembered insertions of a place on a route that this step has
// not touched with the best so far.
func (s *state) bestKept(shift, place int, g *[4]float64, rc *recreator, best *insertion) {
	word, bit := place>>6, uint64(1)<<(place&63)
	w, l := &rc.rows[shift], &s.in.shifts[shift]
	if w.known[word]&bit == 0 {
		s.remember(shift, place, w)
		w.known[word] |= bit
	}
	fits := false
	for h := range w.entry[place] {
		e := &w.entry[place][h]
		if !e.ok || h == 1 && s.kept[place] > 0 {
			continue
		}
		fits = true
		if rc.blink() {
			continue
		}
		gain := g[e.part] + s.extra(l, place, h == 1) - s.in.p.Prices.Travel*float64(e.detour)
		score := gain - rc.taste.push*float64(e.push) - rc.taste.detour*float64(e.detour)
		if !best.ok || score > best.score {
			*best = insertion{shift, int(e.at), h == 1, e.walked, e.start, gain, score, true}
		}
	}
	if !fits && !w.entry[place][1].ok {
		s.routes[shift].full[word] |= bit
	}
}

// remember finds the insertions of a place on a route that cost least time.
func (s *state) remember(shift, place int, w *row) {
	l, r := &s.in.shifts[shift], &s.routes[shift]
	for h := range w.entry[place] {
		e := &w.entry[place][h]
		e.ok = false
		if h == 1 && len(l.held[place]) == 0 {
			return
		}
		st, cost := stop{place: int32(place), held: h == 1}, Tick(0)
		for at := r.lo; at <= r.hi; at++ {
			for _, st.walked = range l.manners(r, at) {
				f, ok := s.in.try(l, r, at, st)
				if c := f.push + f.detour + f.detour/2; ok && (!e.ok || c < cost) {
					cost = c
					*e = remembered{f, int32(at), l.part(f.start), st.walked, true}
				}
			}
		}
	}
}
