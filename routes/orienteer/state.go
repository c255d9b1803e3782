package orienteer

import "slices"

// state is a plan being changed, with the counters that gains are read from.
type state struct {
	in      *instance
	routes  []route
	count   []int32      // visits by place
	kept    []int32      // visits that keep the place's habit
	cover   []int64      // coverage by cell, in units of 1/whole
	rest    []float64    // share of a cell's prize not yet collected, 1 − g(cover)
	gained  [][4]float64 // by place: see gains
	fresh   []uint64     // the places whose gains are known
	stopsAt []int32      // stops that stand in the cell
	byDay   []int32      // stops by row of a wished cell and day (index)
	stops   int
	explore int       // stops that explore
	losses  []float64 // by stop of one route: see fillLosses
}

func newState(in *instance) *state {
	n, c := len(in.p.Places), len(in.p.Cells)
	s := &state{
		in: in, routes: make([]route, len(in.shifts)),
		count: make([]int32, n), kept: make([]int32, n),
		cover: make([]int64, c), rest: make([]float64, c), stopsAt: make([]int32, c),
		gained: make([][4]float64, n), fresh: make([]uint64, in.words),
		byDay: make([]int32, in.worth.wished*len(in.days)),
	}
	for i := range s.routes {
		s.routes[i].full = slices.Clone(in.shifts[i].closed)
	}
	for i := range s.rest {
		s.rest[i] = 1
	}
	return s
}

// reopen forgets which places do not fit into a route.
func (s *state) reopen(i int) { copy(s.routes[i].full, s.in.shifts[i].closed) }

// copyFrom makes s equal to o, reusing s's memory.
func (s *state) copyFrom(o *state) {
	for i := range o.routes {
		s.routes[i].copyFrom(&o.routes[i])
	}
	s.copyCounters(o)
}

// copyTouched does the same where only the marked routes differ.
func (s *state) copyTouched(o *state, touched []bool) {
	for i, yes := range touched {
		if yes {
			s.routes[i].copyFrom(&o.routes[i])
		}
	}
	s.copyCounters(o)
}

func (s *state) copyCounters(o *state) {
	s.stops, s.explore = o.stops, o.explore
	copy(s.count, o.count)
	copy(s.kept, o.kept)
	copy(s.cover, o.cover)
	copy(s.rest, o.rest)
	if s.in.worth.single == nil {
		copy(s.gained, o.gained)
		copy(s.fresh, o.fresh)
	}
	copy(s.stopsAt, o.stopsAt)
	copy(s.byDay, o.byDay)
}

// retime runs the passes of a route whose stops changed and counts them as they
// stand: a start may have moved to another daypart, or off its habit. It reports
// whether the route is feasible.
func (s *state) retime(i int) bool {
	r := &s.routes[i]
	if !s.in.update(i, r) {
		return false
	}
	l := &s.in.shifts[i]
	for k := range r.stops {
		st := &r.stops[k]
		part, keeps := l.part(r.start[k]), s.keeps(l, int(st.place), r.start[k])
		if part != st.part || keeps != st.keeps {
			s.uncountCover(st)
			st.part, st.keeps = part, keeps
			s.countCover(st)
		}
	}
	return true
}

// add counts a stop that now stands on a route.
func (s *state) add(shift int, st *stop, start Tick) {
	l := &s.in.shifts[shift]
	st.part, st.keeps = l.part(start), s.keeps(l, int(st.place), start)
	s.countCover(st)
	s.count[st.place]++
	s.stops++
	cell := s.in.p.Places[st.place].Cell
	if cell < 0 {
		return
	}
	if s.stopsAt[cell]++; int(s.stopsAt[cell]) <= s.in.p.Cells[cell].Explorers {
		s.explore++
	}
	if row := s.in.worth.slot[cell]; row >= 0 {
		s.byDay[int(row)*len(s.in.days)+l.day]++
	}
}

// drop is the reverse of add.
func (s *state) drop(shift int, st *stop) {
	l := &s.in.shifts[shift]
	s.uncountCover(st)
	s.count[st.place]--
	s.stops--
	cell := s.in.p.Places[st.place].Cell
	if cell < 0 {
		return
	}
	if s.stopsAt[cell]--; int(s.stopsAt[cell]) < s.in.p.Cells[cell].Explorers {
		s.explore--
	}
	if row := s.in.worth.slot[cell]; row >= 0 {
		s.byDay[int(row)*len(s.in.days)+l.day]--
	}
}

func (s *state) countCover(st *stop) {
	w := &s.in.worth
	covers := w.covers[w.first[st.place]:w.first[st.place+1]]
	for j := range covers {
		c := &covers[j]
		s.cover[c.cell] += c.amount[st.part&3]
		s.refresh(c.cell)
	}
	if st.keeps {
		s.kept[st.place]++
	}
}

func (s *state) uncountCover(st *stop) {
	w := &s.in.worth
	covers := w.covers[w.first[st.place]:w.first[st.place+1]]
	for j := range covers {
		c := &covers[j]
		s.cover[c.cell] -= c.amount[st.part&3]
		s.refresh(c.cell)
	}
	if st.keeps {
		s.kept[st.place]--
	}
}

func (s *state) refresh(cell int32) {
	s.rest[cell] = 1 - s.in.p.Saturation.Of(float64(s.cover[cell])/whole)
	if s.in.worth.single != nil {
		return // what a visit gains never changes
	}
	for _, p := range s.in.worth.users[cell] {
		s.fresh[p>>6] &^= 1 << (p & 63)
	}
}

// recount derives every counter from the routes.
func (s *state) recount() {
	clear(s.count)
	clear(s.kept)
	clear(s.cover)
	clear(s.stopsAt)
	clear(s.byDay)
	clear(s.fresh)
	s.stops, s.explore = 0, 0
	for c := range s.rest {
		s.rest[c] = 1
	}
	for i := range s.routes {
		r := &s.routes[i]
		for k := range r.stops {
			s.add(i, &r.stops[k], r.start[k])
		}
	}
}

func (s *state) keeps(l *leg, place int, start Tick) bool {
	h := s.in.p.Places[place].Habit
	if h == nil || h.Weekday != l.shift.Weekday {
		return false
	}
	t := l.clock.begin(start)
	return h.Window.Open <= t && t <= h.Window.Close
}

// firstDay is the day (index) of the first stop in a wished cell, the number of
// days where there is none.
func (s *state) firstDay(cell int) int {
	n := len(s.in.days)
	row := int(s.in.worth.slot[cell]) * n
	for d := range n {
		if s.byDay[row+d] > 0 {
			return d
		}
	}
	return n
}

// shortfall is how many exploring stops are missing.
func (s *state) shortfall() int { return max(0, s.in.mustExplore(s.stops)-s.explore) }

// explores reports whether one more stop at the place would explore.
func (s *state) explores(place int) bool {
	c := s.in.p.Places[place].Cell
	return c >= 0 && int(s.stopsAt[c]) < s.in.p.Cells[c].Explorers
}
