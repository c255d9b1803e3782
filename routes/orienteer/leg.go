package orienteer

import (
	"math"
	"slices"
)

// leg is a shift made ready: the shape of its route and what fits in it.
type leg struct {
	shift       *Shift
	clock       clock
	drive, walk matrix // walk.n = 0: the vehicle is never left
	park        Tick
	start, end  Tick // working clock
	pause       Tick
	pauses      []span
	day         int      // index in instance.days
	slots       [][]span // by place: every allowed start; nil: cannot be visited
	held        [][]span // by place: the starts that keep its habit
	bounds      []bound  // where the daypart changes

	// What the quick scan reads, by place: the ends of its one span, and the service.
	opens, closes []Tick
	least         []Tick   // visit and ways take at least so long, wherever it stands
	quick         bool     // one span a place, no break, no walking
	closed        []uint64 // the places that cannot be visited
	bias          []float64
}

// bound is a working time from which a start falls in the daypart.
type bound struct {
	from Tick
	part uint8
}

func (in *instance) newLeg(i int, m matrices) leg {
	s := &in.p.Shifts[i]
	c := newClock(s.Blocks)
	l := leg{
		shift: s, clock: c, drive: m.of(s.Travel), walk: m.of(s.Walk), park: s.Park,
		start: c.working(s.Start), end: c.working(s.End),
		pause: s.Break.Length, day: slices.Index(in.days, s.Day),
	}
	if l.pause > 0 {
		l.pauses = c.spans([]Window{s.Break.Window}, l.pause, s.Start, s.End)
	}
	l.slots = make([][]span, len(in.p.Places))
	l.held = make([][]span, len(in.p.Places))
	for k := range in.p.Places {
		if s.Frozen {
			break
		}
		l.fillSlots(k, &in.p.Places[k])
	}
	l.fillBounds(in.p.Day)
	l.fillBias(in.p, i)
	return l
}

func (l *leg) fillSlots(i int, pl *Place) {
	s := l.shift
	if pl.TwoWorkers && s.Workers < 2 {
		return
	}
	for _, d := range pl.Previous {
		if gap := s.Day - d; max(gap, -gap) < pl.GapDays {
			return
		}
	}
	windows := pl.Windows[s.Weekday]
	if pl.alwaysOpen() {
		windows = []Window{{s.Start, s.End}}
	}
	l.slots[i] = l.reachable(i, pl, windows)
	if h := pl.Habit; h != nil && h.Weekday == s.Weekday && len(l.slots[i]) > 0 {
		l.held[i] = l.reachable(i, pl, intersect(windows, h.Window))
	}
}

// reachable are the starts within windows from which the way back still fits.
func (l *leg) reachable(i int, pl *Place, windows []Window) []span {
	s := l.shift
	first, last := l.start, l.end-pl.Service
	if l.walk.n == 0 {
		first += l.drive.at(int32(s.From), int32(i)) + l.park
		last -= l.drive.at(int32(i), int32(s.To))
	}
	var out []span
	for _, sp := range l.clock.spans(windows, pl.Service, s.Start, s.End) {
		sp.open, sp.close = max(sp.open, first), min(sp.close, last)
		if sp.open <= sp.close {
			out = append(out, sp)
		}
	}
	return out
}

func intersect(windows []Window, h Window) []Window {
	var out []Window
	for _, w := range windows {
		if lo, hi := max(w.Open, h.Open), min(w.Close, h.Close); lo <= hi {
			out = append(out, Window{lo, hi})
		}
	}
	return out
}

func (pl *Place) alwaysOpen() bool {
	for _, w := range pl.Windows {
		if len(w) > 0 {
			return false
		}
	}
	return true
}

// fillBounds finds where the daypart of a start changes, on the working clock.
func (l *leg) fillBounds(day Tick) {
	if day == 0 {
		l.bounds = []bound{{past, 0}}
		return
	}
	at := func(w Tick) uint8 {
		t := l.clock.begin(w) % day
		if t < 0 {
			t += day
		}
		return uint8(int64(t) * 4 / int64(day))
	}
	l.bounds = []bound{{past, at(l.start)}}
	for w := l.start; ; {
		next := l.nextBound(w, day)
		if next > l.end {
			return
		}
		l.bounds = append(l.bounds, bound{next, at(next)})
		w = next
	}
}

// nextBound is the first working time after w whose clock time lies in a later
// daypart.
func (l *leg) nextBound(w, day Tick) Tick {
	clock := int64(l.clock.begin(w))
	k := clock * 4 / int64(day)
	if clock < 0 && clock*4%int64(day) != 0 {
		k--
	}
	edge := Tick(((k+1)*int64(day) + 3) / 4)
	// Within a block the working clock stands at the block's start: what begins
	// there begins after the block.
	return max(l.clock.working(edge), w+1)
}

// part is the daypart of a start of service.
func (l *leg) part(start Tick) uint8 {
	k := len(l.bounds) - 1
	for start < l.bounds[k].from {
		k--
	}
	return l.bounds[k].part
}

// fillBias adds up what a visit is worth beside its cells: nothing, less a handover,
// and what a change against the plan before costs.
func (l *leg) fillBias(p *Problem, i int) {
	l.bias = make([]float64, len(p.Places))
	for k := range p.Places {
		if t := p.Places[k].Team; t != 0 && t != l.shift.Team {
			l.bias[k] -= p.Prices.Handover
		}
		if p.Before != nil {
			l.bias[k] -= p.Prices.Change
		}
	}
	if p.Before == nil {
		return
	}
	for _, k := range p.Before[i] {
		l.bias[k] += 2 * p.Prices.Change
	}
}

// close ends the preparation once the spans are final.
func (l *leg) close(words int, service []Tick) {
	n := len(l.slots)
	l.opens, l.closes, l.least = make([]Tick, n), make([]Tick, n), make([]Tick, n)
	l.closed = slices.Repeat([]uint64{math.MaxUint64}, words)
	l.quick = l.pause == 0 && l.walk.n == 0
	for i, spans := range l.slots {
		l.least[i] = service[i] + l.drive.least[i]
		if i == l.shift.From || i == l.shift.To {
			l.least[i] = service[i] // it lies at the base
		}
		l.opens[i], l.closes[i] = never, past
		if len(spans) > 0 {
			l.opens[i], l.closes[i] = spans[0].open, spans[len(spans)-1].close
			l.closed[i>>6] &^= 1 << (i & 63)
		}
		l.quick = l.quick && len(spans) <= 1 && len(l.held[i]) == 0
	}
}
