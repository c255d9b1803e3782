package orienteer

import "math"

// state is a plan being changed, with the counters that gains are read from.
type state struct {
	in      *instance
	routes  []route
	count   []int     // visits by place
	cover   []float64 // coverage by cell
	rest    []float64 // share of a cell's prize not yet collected, 1 − g(cover)
	stopsAt []int     // stops that stand in the cell
	first   []int     // first day (index) with a stop in the cell
	stops   int
	explore int    // stops that explore
	kept    []bool // habit kept, by place
}

func newState(in *instance) *state {
	n, c := len(in.p.Places), len(in.p.Cells)
	return &state{
		in: in, routes: make([]route, len(in.shifts)),
		count: make([]int, n), kept: make([]bool, n),
		cover: make([]float64, c), rest: make([]float64, c),
		stopsAt: make([]int, c), first: make([]int, c),
	}
}

// copyFrom makes s equal to o, reusing s's memory.
func (s *state) copyFrom(o *state) {
	for i := range o.routes {
		a, b := &s.routes[i], &o.routes[i]
		a.stops = append(a.stops[:0], b.stops...)
		a.start = append(a.start[:0], b.start...)
		a.slack = append(a.slack[:0], b.slack...)
		a.from = append(a.from[:0], b.from...)
		for k := range 2 {
			a.leave[k] = append(a.leave[k][:0], b.leave[k]...)
			a.arrive[k] = append(a.arrive[k][:0], b.arrive[k]...)
		}
		a.pause, a.pauseK, a.end = b.pause, b.pauseK, b.end
	}
	s.stops, s.explore = o.stops, o.explore
	copy(s.count, o.count)
	copy(s.kept, o.kept)
	copy(s.cover, o.cover)
	copy(s.rest, o.rest)
	copy(s.stopsAt, o.stopsAt)
	copy(s.first, o.first)
}

// recount derives every counter from the routes.
func (s *state) recount() {
	clear(s.count)
	clear(s.kept)
	clear(s.cover)
	clear(s.stopsAt)
	s.stops, s.explore = 0, 0
	for c := range s.first {
		s.first[c] = math.MaxInt
	}
	for i := range s.routes {
		r := &s.routes[i]
		for k, st := range r.stops {
			s.add(i, int(st.place), r.start[k])
		}
	}
	for c, x := range s.cover {
		s.rest[c] = 1 - s.in.p.Saturation.Of(x)
	}
}

// add counts one stop; it leaves rest of the covered cells to the caller.
func (s *state) add(shift, place int, start Tick) {
	l, pl := &s.in.shifts[shift], &s.in.p.Places[place]
	s.count[place]++
	s.stops++
	part := s.in.daypart(l, start)
	for j, c := range pl.Cover {
		s.cover[c.Cell] += s.in.factor[place][j][part]
	}
	if keeps(pl.Habit, l, start) {
		s.kept[place] = true
	}
	if pl.Cell < 0 {
		return
	}
	if s.stopsAt[pl.Cell]++; s.stopsAt[pl.Cell] <= s.in.p.Cells[pl.Cell].Explorers {
		s.explore++
	}
	s.first[pl.Cell] = min(s.first[pl.Cell], l.day)
}

// note counts an inserted stop and refreshes the cells it covers.
func (s *state) note(shift, place int, start Tick) {
	s.add(shift, place, start)
	for _, c := range s.in.p.Places[place].Cover {
		s.rest[c.Cell] = 1 - s.in.p.Saturation.Of(s.cover[c.Cell])
	}
}

func keeps(h *Habit, l *leg, start Tick) bool {
	if h == nil || h.Weekday != l.shift.Weekday {
		return false
	}
	t := l.clock.begin(start)
	return h.Window.Open <= t && t <= h.Window.Close
}

// value is what the plan is worth; the counters must be fresh.
func (s *state) value() float64 {
	p, v := s.in.p, 0.0
	for c := range p.Cells {
		v += p.Cells[c].Prize * (1 - s.rest[c])
	}
	for i := range p.Places {
		pl := &p.Places[i]
		if pl.Habit != nil && !s.kept[i] {
			v -= pl.Habit.Price
		}
		v -= p.Prices.MinVisit * float64(max(0, pl.Min-s.count[i]))
	}
	for _, w := range p.Wishes {
		v -= s.in.wishCost(w, s.first[w.Cell])
	}
	for i := range s.routes {
		v -= s.routeCost(i)
	}
	return v
}

// wishCost is the price of a wish whose cell has its first stop on a day (index).
func (in *instance) wishCost(w Wish, first int) float64 {
	if first == math.MaxInt {
		return w.Price
	}
	return math.Min(w.Price, w.Late*float64(max(0, in.days[first]-w.Day)))
}

func (s *state) routeCost(i int) float64 {
	l, r, p := &s.in.shifts[i], &s.routes[i], s.in.p
	if len(r.stops) == 0 {
		return 0
	}
	travel, handed := 0.0, 0
	for k := 0; k <= len(r.stops); k++ {
		travel += float64(l.travel(r.node(l, k-1), r.node(l, k)))
		if k < len(r.stops) && s.in.foreign(l, int(r.stops[k].place)) {
			handed++
		}
	}
	return p.Prices.Travel*travel + p.Prices.Handover*float64(handed)
}

func (in *instance) foreign(l *leg, place int) bool {
	t := in.p.Places[place].Team
	return t != 0 && t != l.shift.Team
}

// shortfall is how many exploring stops are missing.
func (s *state) shortfall() int { return max(0, s.in.mustExplore(s.stops)-s.explore) }

// explores reports whether one more stop at the place would explore.
func (s *state) explores(place int) bool {
	c := s.in.p.Places[place].Cell
	return c >= 0 && s.stopsAt[c] < s.in.p.Cells[c].Explorers
}
