package orienteer

import "math"

// Squeeze takes one more place into a round in a fixed order, before the visit with
// index at or as the last, where that misses no rule about time, the shift ending at
// by, and the round is back earliest. It returns that end: the earliest that [Time]
// gives any of the orders with the place in it. ok is false where none is back by then.
func Squeeze(p *Problem, shift int, places []int, place int, by Tick) (at int, end Tick, ok bool) {
	t := newTiming(p, shift, places)
	t.end = by
	w := newSplitter(t)
	defer w.done()
	w.extra = newExtra(&w.timing, place)
	if w.extra.late(&w.timing, t.shift.Start, w.extra.todo[0]+w.extra.work+int64(t.shift.Break.Length)) {
		return 0, 0, false
	}
	best, _, least := w.best(w.run())
	if best < 0 || least.missed > 0 {
		return 0, 0, false
	}
	return int(w.labels[best].taken), least.now, true
}

// extra is a place to take in, and how little the rest of the round can take.
type extra struct {
	place int
	work  int64   // ticks to reach the place and to stay
	todo  []int64 // by leg: ticks of that and all later legs and visits, without the place
}

func newExtra(t *timing, place int) *extra {
	n := len(t.places)
	x := &extra{place: place, work: math.MaxInt64 / 4, todo: make([]int64, n+1)}
	from := t.shift.From
	for i, next := range t.places {
		x.work = min(x.work, t.shortest(i, from, place, place))
		x.todo[i] = min(t.shortest(i, from, next, place), t.shortest(i, place, next, place)) + int64(t.p.Places[next].Service)
		from = next
	}
	x.work = min(x.work, t.shortest(n, from, place, place)) + int64(t.p.Places[place].Service)
	x.todo[n] = t.homeward(from, place)
	for i := n - 1; i >= 0; i-- {
		x.todo[i] += x.todo[i+1]
	}
	return x
}

// shortest is no more than the way from one visit to the next takes after n visits
// and perhaps one of an extra place, wherever the vehicle stands.
func (t *timing) shortest(n, from, to, extra int) int64 {
	s := t.shift
	if s.Walk.N == 0 {
		return int64(s.Travel.At(from, to)) + int64(s.Park)
	}
	return min(int64(s.Walk.At(from, to)), t.fetched(n, from, to, extra)+int64(s.Park))
}

// fetched is no more than the way by the vehicle takes, which is fetched from where it
// stands after n visits and perhaps one of an extra place.
func (t *timing) fetched(n, from, to, extra int) int64 {
	s := t.shift
	way := min(int64(s.Travel.At(from, to)), int64(s.Walk.At(from, extra))+int64(s.Travel.At(extra, to)))
	for _, v := range t.places[:n] {
		way = min(way, int64(s.Walk.At(from, v))+int64(s.Travel.At(v, to)))
	}
	return way
}

// homeward is no more than the way home takes from the last visit or the extra place.
func (t *timing) homeward(last, extra int) int64 {
	s := t.shift
	if s.Walk.N == 0 {
		return int64(min(s.Travel.At(last, s.To), s.Travel.At(extra, s.To)))
	}
	n := len(t.places)
	return min(t.fetched(n, last, s.To, extra), t.fetched(n, extra, s.To, last))
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
	return x.late(t, l.now, work)
}

// late reports whether so many ticks of work from now end after the shift.
func (x *extra) late(t *timing, now Tick, work int64) bool {
	return work > maxTick || t.after(now, Tick(work)) > t.end
}
