package orienteer

import "math"

// Squeezer takes one more place into a round in a fixed order, one place after another.
// It is not safe for concurrent use.
type Squeezer struct {
	timing
	fetched []int64 // by leg: the shortest way by the vehicle, wherever it is fetched from
	extra   extra
}

// NewSqueezer is ready for the round of a shift. The problem must not change while it is
// used.
func NewSqueezer(p *Problem, shift int, places []int) *Squeezer {
	s := &Squeezer{timing: newTiming(p, shift, places)}
	s.extra = extra{place: -1, todo: make([]int64, len(places)+1)}
	if s.shift.Walk.N == 0 {
		return s
	}
	s.fetched = make([]int64, len(places)+1)
	from := s.shift.From
	for i := range s.fetched {
		to := s.node(i)
		s.fetched[i] = min(int64(s.shift.Travel.At(from, to)), s.beside(i, from, to))
		from = to
	}
	return s
}

// Squeeze takes a place in before the visit with index at or as the last, where that
// misses no rule about time, the shift ending at by, and the round is back earliest. It
// returns that end: the earliest that [Time] gives any of the orders with the place in
// it. ok is false where none is back by then.
func (s *Squeezer) Squeeze(place int, by Tick) (at int, end Tick, ok bool) {
	if s.Soonest(place) > by {
		return 0, 0, false
	}
	s.end = by
	w := newSplitter(s.timing)
	defer w.done()
	w.extra = &s.extra
	best, _, least := w.best(w.run())
	if best < 0 || least.missed > 0 {
		return 0, 0, false
	}
	return int(w.labels[best].taken), least.now, true
}

// Soonest is no later than any end with the place taken in.
func (s *Squeezer) Soonest(place int) Tick {
	if s.extra.place != place {
		s.prepare(place)
	}
	return s.extra.home(&s.timing, s.shift.Start, s.extra.all+int64(s.shift.Break.Length))
}

// extra is a place to take in, and how little time it and the rest of the round can take,
// wherever it is taken in.
type extra struct {
	place int
	work  int64   // ticks to reach the place and to stay
	todo  []int64 // by leg: ticks of that and all later legs and visits, without the place
	all   int64   // ticks of the whole round with the place, less the break
}

// prepare adds up how little a place and the rest of the round can take: each leg as if
// the vehicle stood where that is best for it.
func (s *Squeezer) prepare(place int) {
	x, n, from := &s.extra, len(s.places), s.shift.From
	x.place, x.work = place, math.MaxInt64/4
	all, detour := int64(0), int64(math.MaxInt64/4)
	for i, next := range s.places {
		there, past, on := s.reach(i, from, place), s.pass(i, from, next), s.reach(i, place, next)
		service := int64(s.p.Places[next].Service)
		x.work = min(x.work, there)
		x.todo[i] = min(past, on) + service
		all += past + service
		detour = min(detour, there+on-past)
		from = next
	}
	there, past, on := s.reach(n, from, place), s.homeward(from, place), s.homeward(place, from)
	service := int64(s.p.Places[place].Service)
	x.work = min(x.work, there) + service
	x.todo[n] = min(past, on)
	x.all = all + past + min(detour, there+on-past) + service
	for i := n - 1; i >= 0; i-- {
		x.todo[i] += x.todo[i+1]
	}
}

// node is where leg i ends.
func (s *Squeezer) node(i int) int {
	if i < len(s.places) {
		return s.places[i]
	}
	return s.shift.To
}

// beside is the shortest way by a vehicle that stands at one of the first n visits.
func (s *Squeezer) beside(n, from, to int) int64 {
	least := int64(math.MaxInt64 / 4)
	for _, v := range s.places[:n] {
		least = min(least, int64(s.shift.Walk.At(from, v))+int64(s.shift.Travel.At(v, to)))
	}
	return least
}

// viaExtra is the way by a vehicle that stands at the extra place.
func (s *Squeezer) viaExtra(from, to int) int64 {
	x := s.extra.place
	return int64(s.shift.Walk.At(from, x)) + int64(s.shift.Travel.At(x, to))
}

// pass is the shortest way of leg i from its own visit to the next, wherever the vehicle
// stands.
func (s *Squeezer) pass(i, from, to int) int64 {
	if s.shift.Walk.N == 0 {
		return int64(s.shift.Travel.At(from, to)) + int64(s.shift.Park)
	}
	return min(int64(s.shift.Walk.At(from, to)), min(s.fetched[i], s.viaExtra(from, to))+int64(s.shift.Park))
}

// reach is the shortest way to or from the extra place after n visits, wherever the
// vehicle stands.
func (s *Squeezer) reach(n, from, to int) int64 {
	way := int64(s.shift.Travel.At(from, to))
	if s.shift.Walk.N == 0 {
		return way + int64(s.shift.Park)
	}
	way = min(way, s.viaExtra(from, to), s.beside(n, from, to))
	return min(int64(s.shift.Walk.At(from, to)), way+int64(s.shift.Park))
}

// homeward is the shortest way home from the last visit or the extra place, the other of
// the two being visited somewhere before.
func (s *Squeezer) homeward(from, other int) int64 {
	way := int64(s.shift.Travel.At(from, s.shift.To))
	if s.shift.Walk.N == 0 {
		return way
	}
	via := int64(s.shift.Walk.At(from, other)) + int64(s.shift.Travel.At(other, s.shift.To))
	return min(way, via, s.beside(len(s.places), from, s.shift.To))
}

// hopeless reports whether a label misses a rule or cannot be home by the shift's end.
func (x *extra) hopeless(t *timing, l *label, h *hop) bool {
	if l.missed > 0 {
		return true
	}
	work := x.todo[h.leg]
	if !h.takes {
		work = x.todo[h.leg+1]
	}
	if l.taken < 0 {
		work += x.work
	}
	if l.rested < 0 {
		work += int64(t.shift.Break.Length)
	}
	return x.home(t, l.now, work) > t.end
}

// home is when so many ticks of work from now are over.
func (x *extra) home(t *timing, now Tick, work int64) Tick {
	if work > maxTick {
		return math.MaxInt32
	}
	return t.after(now, Tick(work))
}
