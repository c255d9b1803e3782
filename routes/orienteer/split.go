package orienteer

import "sync"

// label is one way to have come as far as a visit of a round in a fixed order.
type label struct {
	stage
	stands int32   // the visit at which the vehicle stands, counted from 1; 0: the base
	rested int32   // the leg before which the break was taken, -1: not yet
	taken  int32   // the leg before which the extra place is taken in, -1: not yet
	kept   float64 // the price of the habits kept so far, where they count
	walked bool
	waits  bool  // for the usual time of the place
	beaten bool  // by another of its kind
	from   int32 // the label before it
	next   int32 // another of its kind in its layer, -1: none
}

// splitter finds where a round in a fixed order leaves its vehicle. Layer i of its
// labels holds, for each place where the vehicle may stand after i visits and the
// break taken or not, those ways that no other beats in time, rules missed and habits
// kept. What comes later depends on nothing else and is never better for being late, so
// that the best round is among them. For [Squeeze] it also chooses before which visit
// an extra place is taken in, for [Settle] which visits wait for their usual times.
type splitter struct {
	*timing
	labels []label
	kinds  []int32 // the first label of each kind in the layer being filled, -1: none
	extra  *extra
	usual  bool // habits count, and no way that misses a rule
}

// splitters hold memory for labels; every round of a week needs it in turn.
var splitters = sync.Pool{New: func() any { return new(splitter) }}

// newSplitter is ready to run. Give it back with done.
func newSplitter(t *timing, x *extra) *splitter {
	s := splitters.Get().(*splitter)
	s.timing, s.extra, s.usual = t, x, false
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
	s.timing, s.extra = nil, nil
	splitters.Put(s)
}

// split chooses the visits that are walked to and the leg before which the break is
// taken: the fewest rules missed, and then back earliest.
func (t *timing) split() (walked []bool, k int) {
	s := newSplitter(t, nil)
	defer s.done()
	at, k, _ := s.best(s.run())
	walked = make([]bool, len(t.places))
	for i := len(walked) - 1; i >= 0; i-- {
		walked[i], at = s.labels[at].walked, int(s.labels[at].from)
	}
	return walked, k
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
}

// fill makes a hop from each label of a range.
func (s *splitter) fill(begin, end int, h hop) {
	for k := range s.kinds {
		s.kinds[k] = -1
	}
	for from := begin; from < end; from++ {
		l := s.labels[from]
		if l.beaten || h.takes && l.taken >= 0 {
			continue
		}
		mayWalk := s.shift.Walk.N > 0 && (h.leg > 0 || l.taken >= 0)
		l.from = int32(from)
		if h.takes {
			l.taken = int32(h.leg)
		}
		s.reach(&l, &h, mayWalk)
		if l.rested < 0 {
			s.pause(&l.stage)
			l.rested = int32(h.leg)
			s.reach(&l, &h, mayWalk)
		}
	}
}

// reach goes on to a place by vehicle, and on foot if one may.
func (s *splitter) reach(l *label, h *hop, mayWalk bool) {
	driven := *l
	driven.walked, driven.stands = false, int32(h.stands)
	s.travel(&driven.stage, driven.journey.visit(s.shift, h.place, false))
	s.stay(&driven, h)
	if mayWalk {
		walked := *l
		walked.walked = true
		s.travel(&walked.stage, walked.journey.visit(s.shift, h.place, true))
		s.stay(&walked, h)
	}
}

// stay is the visit, at once and, where habits count, at the usual time.
func (s *splitter) stay(l *label, h *hop) {
	service := s.p.Places[h.place].Service
	if s.usual {
		held := *l
		if start, ok := s.start(l.now, s.timing.usual(h.place), service); ok {
			held.now, held.waits, held.kept = start+service, true, l.kept+s.p.Places[h.place].Habit.Price
			s.keep(&held, h)
		}
	}
	l.waits = false
	s.spend(&l.stage, s.hours(h.place), service)
	s.keep(l, h)
}

// keep adds a label to its layer, unless another of its kind is as good, and strikes
// out those that it beats.
func (s *splitter) keep(l *label, h *hop) {
	if s.usual && l.missed > 0 || s.extra != nil && s.extra.hopeless(s.timing, l, h) {
		return
	}
	kind := 4 * l.stands
	if l.rested >= 0 {
		kind += 2
	}
	if l.taken >= 0 {
		kind++
	}
	at := int32(-1)
	for i := s.kinds[kind]; i >= 0; i = s.labels[i].next {
		o := &s.labels[i]
		if !o.beaten && o.missed <= l.missed && o.now <= l.now && o.kept >= l.kept {
			return
		}
		if l.missed <= o.missed && l.now <= o.now && l.kept >= o.kept {
			o.beaten, at = true, i
		}
	}
	if at >= 0 {
		l.next = s.labels[at].next
		s.labels[at] = *l
		return
	}
	l.next, s.kinds[kind] = s.kinds[kind], int32(len(s.labels))
	s.labels = append(s.labels, *l)
}

// best is the label of the last layer from which the round ends best, with the leg of
// its break and its end; at is -1 where there is none.
func (s *splitter) best(begin int) (at, leg int, least stage) {
	at, least.missed = -1, maxTick
	kept := 0.0
	try := func(i int, end stage, k int) {
		if s.finish(&end); s.usual && end.missed > 0 {
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
