package orienteer

import "slices"

// label is one way to have come as far as a visit.
type label struct {
	stage
	rested int // the leg before which the break was taken, -1: not yet
	walked bool
	from   int // the label before it
}

// splitter finds where a round in a fixed order leaves its vehicle. Layer i of its
// labels holds, for each place where the vehicle may stand after i visits and the
// break taken or not, those ways that no other beats in both time and rules missed.
// What comes later depends on nothing else and is never better for being late, so
// that the best round is among them.
type splitter struct {
	*timing
	labels []label
	layer  int // where the layer being filled begins
}

// split chooses the visits that are walked to and the leg before which the break is
// taken: the fewest rules missed, and then back earliest.
func (t *timing) split() (walked []bool, k int) {
	s := splitter{timing: t, labels: []label{{stage: t.begin(), rested: -1}}}
	if t.shift.Break.Length == 0 {
		s.labels[0].rested = 0
	}
	for i := range t.places {
		last := s.layer
		s.layer = len(s.labels)
		for from := last; from < s.layer; from++ {
			s.extend(i, from)
		}
	}
	at, k := s.best()
	walked = make([]bool, len(t.places))
	for i := len(walked) - 1; i >= 0; i-- {
		walked[i], at = s.labels[at].walked, s.labels[at].from
	}
	return walked, k
}

// extend goes on to visit i in each way that there is.
func (s *splitter) extend(i, from int) {
	l := s.labels[from]
	l.from = from
	s.reach(i, l)
	if l.rested < 0 {
		s.pause(&l.stage)
		l.rested = i
		s.reach(i, l)
	}
}

func (s *splitter) reach(i int, l label) {
	driven := l
	driven.walked = false
	s.timing.visit(&driven.stage, s.places[i], false)
	s.keep(driven)
	if canWalk(s.shift, i) {
		l.walked = true
		s.timing.visit(&l.stage, s.places[i], true)
		s.keep(l)
	}
}

// keep adds the label to its layer, unless another is as good, and drops what it
// beats.
func (s *splitter) keep(l label) {
	layer := s.labels[s.layer:]
	if slices.ContainsFunc(layer, func(o label) bool { return o.beats(l) }) {
		return
	}
	s.labels = s.labels[:s.layer+len(slices.DeleteFunc(layer, l.beats))]
	s.labels = append(s.labels, l)
}

// beats reports whether l is as good as o whatever follows.
func (l label) beats(o label) bool {
	return l.parked == o.parked && (l.rested < 0) == (o.rested < 0) && l.missed <= o.missed && l.now <= o.now
}

// best is the label from which the round ends best, with its leg of the break.
func (s *splitter) best() (at, leg int) {
	least := stage{missed: maxTick}
	try := func(i int, end stage, k int) {
		if s.finish(&end); end.before(least) {
			at, leg, least = i, k, end
		}
	}
	for i := s.layer; i < len(s.labels); i++ {
		l := s.labels[i]
		if l.rested >= 0 {
			s.leg(&l.stage, len(s.places))
			try(i, l.stage, l.rested)
			continue
		}
		end := l.stage
		s.pause(&end)
		s.leg(&end, len(s.places))
		try(i, end, len(s.places))
		s.leg(&l.stage, len(s.places))
		s.pause(&l.stage)
		try(i, l.stage, len(s.places)+1)
	}
	return at, leg
}
