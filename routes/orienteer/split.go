package orienteer

import "sync"

// label is one way to have come as far as a visit of a round in a fixed order.
type label struct {
	stage
	kept   float64 // the price of the habits kept so far, where they count
	stands int32   // the visit at which the vehicle stands, counted from 1; 0: the base
	rested int32   // the leg before which the break was taken, -1: not yet
	taken  int32   // the leg before which the extra place is taken in, -1: not yet
	from   int32   // the label before it
	next   int32   // another of its kind in its layer, -1: none
	walked bool
	waits  bool // for the usual time of the place
	beaten bool // by another of its kind
}

// splitter finds where a round in a fixed order leaves its vehicle. Layer i of its
// labels holds, for each place where the vehicle may stand after i visits and the
// break taken or not, those ways that no other beats in time, rules missed and habits
// kept. What comes later depends on nothing else and is never better for being late, so
// that the best round is among them. For a [Squeezer] it also chooses before which visit
// an extra place is taken in, for [Settle] which visits wait for their usual times.
type splitter struct {
	timing
	labels  []label
	kinds   []int32 // after the first label of each kind in the layer being filled, 0: none
	walked  []bool  // by visit, once traced
	extra   *extra  // nil: none
	settles bool    // habits count, and no way that misses a rule
}

// splitters hold memory for labels; every round of a week needs it in turn.
var splitters = sync.Pool{New: func() any { return new(splitter) }}

// newSplitter is ready to run. Give it back with done.
func newSplitter(t timing) *splitter {
	s := splitters.Get().(*splitter)
	s.timing, s.extra, s.settles = t, nil, false
	s.kinds = resize(s.kinds, 4*(len(t.places)+2))
	first := label{stage: t.begin(), rested: -1, taken: -1, next: -1}
	if t.shift.Break.Length == 0 {
		first.rested = 0
	}
	s.labels = append(s.labels[:0], first)
	return s
}

// done lets another use the splitter's memory.
func (s *splitter) done() {
	s.timing = timing{}
	splitters.Put(s)
}

// split times a round that may walk: it chooses the visits that are walked to and the
// leg before which the break is taken, for the fewest rules missed, and then to be back
// earliest.
func split(t timing) (r Route, ok bool) {
	s := newSplitter(t)
	defer s.done()
	at, k, _ := s.best(s.run())
	s.trace(at)
	return s.write(s.walked, k)
}

// trace reads from the last label of a round which visits are walked to and which wait.
func (s *splitter) trace(at int) {
	s.walked = resize(s.walked, len(s.places))
	for i := len(s.places) - 1; i >= 0; i-- {
		l := &s.labels[at]
		s.walked[i], at = l.walked, int(l.from)
		if s.held != nil {
			s.held[i] = l.waits
		}
	}
}

// run fills the layers and returns where the last one begins.
func (s *splitter) run() (begin int) {
	for i, place := range s.places {
		s.takeIn(begin, i)
		end := len(s.labels)
		s.fill(begin, end, hop{leg: i, place: place, stands: i + 1})
		begin = end
	}
	s.takeIn(begin, len(s.places))
	return begin
}

// takeIn adds to a layer its labels that visit the extra place next.
func (s *splitter) takeIn(begin, leg int) {
	if s.extra != nil {
		s.fill(begin, len(s.labels), hop{leg: leg, place: s.extra.place, stands: len(s.places) + 1, takes: true})
	}
}

// hop is one step from a layer's labels: to the visit of a leg, or to the extra place
// before that leg.
type hop struct {
	leg, place, stands int
	takes              bool
	hours, usual       []Window // of the place
	driven, walked     int64    // the ways from a label, walked -1: none
}

// fill makes a hop from each label of a range.
func (s *splitter) fill(begin, end int, h hop) {
	clear(s.kinds)
	if h.hours = s.hours(h.place); s.settles {
		h.usual = s.usual(h.place)
	}
	for from := begin; from < end; from++ {
		l := s.labels[from]
		if l.beaten || h.takes && l.taken >= 0 {
			continue
		}
		s.measure(&l, &h)
		l.from, l.waits = int32(from), false
		if h.takes {
			l.taken = int32(h.leg)
		}
		s.reach(&l, &h)
		if l.rested < 0 {
			s.pause(&l.stage)
			l.rested = int32(h.leg)
			s.reach(&l, &h)
		}
	}
}

// measure finds the ways of a hop from a label.
func (s *splitter) measure(l *label, h *hop) {
	j := l.journey
	h.driven, h.walked = j.visit(s.shift, h.place, false), -1
	if s.shift.Walk.N > 0 && (h.leg > 0 || l.taken >= 0) {
		j = l.journey
		h.walked = j.visit(s.shift, h.place, true)
	}
}

// reach goes on to a place by vehicle, and on foot if one may, and leaves the label as
// far as it was.
func (s *splitter) reach(l *label, h *hop) {
	was, stands, place := l.stage, l.stands, int32(h.place)
	l.walked, l.stands, l.at, l.parked = false, int32(h.stands), place, place
	s.travel(&l.stage, h.driven)
	s.stay(l, h)
	l.now, l.missed, l.stands, l.parked = was.now, was.missed, stands, was.parked
	if h.walked >= 0 {
		l.walked = true
		s.travel(&l.stage, h.walked)
		s.stay(l, h)
	}
	l.stage = was
}

// stay is the visit, at the usual time where habits count, and at once.
func (s *splitter) stay(l *label, h *hop) {
	service := s.p.Places[h.place].Service
	if len(h.usual) > 0 {
		now, kept := l.now, l.kept
		if start, ok := s.start(now, h.usual, service); ok {
			l.now, l.waits, l.kept = start+service, true, kept+s.p.Places[h.place].Habit.Price
			s.keep(l, h)
			l.now, l.waits, l.kept = now, false, kept
		}
	}
	start, ok := s.start(l.now, h.hours, service)
	if !ok {
		l.missed++
	}
	l.now = start + service
	s.keep(l, h)
}

// keep adds a label to its layer, unless another of its kind is as good, and strikes
// out those that it beats.
func (s *splitter) keep(l *label, h *hop) {
	if s.settles && l.missed > 0 || s.extra != nil && s.extra.hopeless(&s.timing, l, h) {
		return
	}
	kind := &s.kinds[l.kind()]
	at := int32(-1)
	for i := *kind - 1; i >= 0; i = s.labels[i].next {
		o := &s.labels[i]
		if !o.beaten && o.missed <= l.missed && o.now <= l.now && o.kept >= l.kept {
			return
		}
		if l.missed <= o.missed && l.now <= o.now && l.kept >= o.kept {
			o.beaten, at = true, i
		}
	}
	if at >= 0 {
		s.labels[at].become(l)
		return
	}
	if at = int32(len(s.labels)); int(at) == cap(s.labels) {
		s.labels = append(s.labels, label{})
	}
	s.labels = s.labels[:at+1]
	s.labels[at].become(l)
	s.labels[at].next = *kind - 1
	*kind = at + 1
}

// become copies all but the place among others of the kind: field by field, as a label
// that was written in parts is slow to read as a whole.
func (l *label) become(o *label) {
	l.at, l.parked, l.now, l.missed = o.at, o.parked, o.now, o.missed
	l.stands, l.rested, l.taken, l.from = o.stands, o.rested, o.taken, o.from
	l.kept, l.walked, l.waits, l.beaten = o.kept, o.walked, o.waits, false
}

// kind tells apart the labels of a layer that cannot be compared.
func (l *label) kind() int32 {
	k := 4 * l.stands
	if l.rested >= 0 {
		k += 2
	}
	if l.taken >= 0 {
		k++
	}
	return k
}

// best is the label of the last layer from which the round ends best, with the leg of
// its break and its end; at is -1 where there is none.
func (s *splitter) best(begin int) (at, leg int, least stage) {
	at, least.missed = -1, maxTick
	kept := 0.0
	try := func(i int, end stage, k int) {
		if s.finish(&end); s.settles && end.missed > 0 {
			return
		}
		if l := &s.labels[i]; at < 0 || l.kept > kept || l.kept == kept && end.before(least) {
			at, leg, least, kept = i, k, end, l.kept
		}
	}
	home := len(s.places)
	for i := begin; i < len(s.labels); i++ {
		l := s.labels[i]
		if l.beaten || s.extra != nil && l.taken < 0 {
			continue
		}
		if l.rested >= 0 {
			s.leg(&l.stage, home)
			try(i, l.stage, int(l.rested))
			continue
		}
		end := l.stage
		s.pause(&end)
		s.leg(&end, home)
		try(i, end, home)
		s.leg(&l.stage, home)
		s.pause(&l.stage)
		try(i, l.stage, home+1)
	}
	return at, leg, least
}
