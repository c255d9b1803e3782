package orienteer

import (
	"math"
	"slices"
)

// Time gives the visits of one shift in a fixed order their earliest times and
// chooses where the break is taken and, on a shift that may walk, where the vehicle
// is left: the order as a person made it. Of all these ways the round misses the
// fewest rules and then is back earliest, and of those that are back as early it waits
// least for the break, as far as it drives to every visit. Where a rule about time cannot
// be kept, the visit starts on arrival, and ok is false: the route is what would happen,
// and [Check] names each rule that it breaks. Way that does not exist takes no time here.
func Time(p *Problem, shift int, places []int) (r Route, ok bool) {
	t := newTiming(p, shift, places)
	if t.shift.Walk.N > 0 {
		return split(t)
	}
	return t.write(nil, t.pauseLeg())
}

// Alone reports whether a shift can visit a place and nothing else without missing a rule
// about time, as [Time] does.
func Alone(p *Problem, shift, place int) bool {
	t := newTiming(p, shift, nil)
	hours := t.hours(place)
	breaks := 3 // before the visit, before the way home, or after it
	if t.shift.Break.Length == 0 {
		breaks = 1
	}
	for k := range breaks {
		s := t.begin()
		if k == 0 {
			t.pause(&s)
		}
		t.travel(&s, s.journey.visit(t.shift, place, false))
		t.spend(&s, hours, p.Places[place].Service)
		if k == 1 {
			t.pause(&s)
		}
		t.travel(&s, s.home(t.shift))
		if k == 2 {
			t.pause(&s)
		}
		if t.finish(&s); s.missed == 0 {
			return true
		}
	}
	return false
}

// timing times one order of places. Leg i of the round is the way to places[i] and
// the visit; the last leg is the way home.
type timing struct {
	p      *Problem
	shift  *Shift
	end    Tick     // of the shift, or what is taken for it
	blocks []Window // of the shift, by opening
	places []int
	held   []bool // by visit: it waits for its place's usual time; nil: none does
}

func newTiming(p *Problem, shift int, places []int) timing {
	s := &p.Shifts[shift]
	return timing{p: p, shift: s, end: s.End, blocks: byOpening(s.Blocks), places: places}
}

// stage is how far a round has come.
type stage struct {
	journey
	now    Tick
	missed int32 // rules missed
}

func (t *timing) begin() stage { return stage{journey: setOut(t.shift), now: t.shift.Start} }

// write is the round with the break before leg k, or at the base after all of them,
// walking to the visits that are marked; walked may be nil.
func (t *timing) write(walked []bool, k int) (r Route, ok bool) {
	s := t.begin()
	for i, place := range t.places {
		if i == k {
			r.Break = t.pause(&s)
		}
		v := Visit{Place: place, Walked: walked != nil && walked[i]}
		t.travel(&s, s.journey.visit(t.shift, place, v.Walked))
		hours := t.hours(place)
		if t.held != nil && t.held[i] {
			hours = t.usual(place)
		}
		v.Start = t.spend(&s, hours, t.p.Places[place].Service)
		if r.Visits == nil {
			r.Visits = make([]Visit, 0, len(t.places))
		}
		r.Visits = append(r.Visits, v)
	}
	if k == len(t.places) {
		r.Break = t.pause(&s)
	}
	t.travel(&s, s.home(t.shift))
	if k > len(t.places) {
		r.Break = t.pause(&s)
	}
	t.finish(&s)
	r.End = s.now
	return r, s.missed == 0
}

// pauseLeg is the leg before which the break is best taken when every visit is
// driven to; of several that are as good one that nobody waits for, and the first.
func (t *timing) pauseLeg() int {
	if t.shift.Break.Length == 0 {
		return 0
	}
	best, least, wait := 0, stage{missed: maxTick}, Tick(0)
	before := t.begin()
	for k := 0; k <= len(t.places)+1; k++ {
		s, idle := before, Tick(0)
		if k <= len(t.places) {
			idle = t.await(&s)
		}
		for i := k; i <= len(t.places) && !least.before(s); i++ {
			t.leg(&s, i)
		}
		if k > len(t.places) {
			idle = t.await(&s)
		}
		t.finish(&s)
		if s.before(least) || !least.before(s) && idle < wait {
			best, least, wait = k, s, idle
		}
		if k <= len(t.places) {
			t.leg(&before, k)
		}
	}
	return best
}

// await takes the break and returns how long it was waited for.
func (t *timing) await(s *stage) Tick {
	ready := s.now
	return t.pause(s) - ready
}

// before reports whether s misses fewer rules than o, or as many and is earlier.
func (s *stage) before(o stage) bool {
	return s.missed < o.missed || s.missed == o.missed && s.now < o.now
}

// leg drives leg i.
func (t *timing) leg(s *stage, i int) {
	if i < len(t.places) {
		t.visit(s, t.places[i], false)
	} else {
		t.travel(s, s.home(t.shift))
	}
}

// finish counts a late return.
func (t *timing) finish(s *stage) {
	if s.now > t.end {
		s.missed++
	}
}

// pause takes the break and returns when it starts.
func (t *timing) pause(s *stage) Tick {
	b := t.shift.Break
	if b.Length == 0 {
		return 0
	}
	return t.spend(s, []Window{b.Window}, b.Length)
}

// visit goes to the place, stays there, and returns when the visit starts.
func (t *timing) visit(s *stage, place int, walked bool) Tick {
	t.travel(s, s.journey.visit(t.shift, place, walked))
	return t.spend(s, t.hours(place), t.p.Places[place].Service)
}

// hours are the windows in which a visit to the place may start, by opening.
func (t *timing) hours(place int) []Window {
	pl := &t.p.Places[place]
	windows := pl.Windows[t.shift.Weekday]
	if len(windows) == 0 && !keepsHours(pl) {
		return always
	}
	return byOpening(windows)
}

// always is when a place without windows is open.
var always = []Window{{math.MinInt32 / 2, math.MaxInt32 / 2}}

// spend takes a length of time that starts in one of the windows, which are sorted by
// opening, and returns when it starts: at the first moment from now at which it fits
// beside the blocks; without one in a window, at the first beside the blocks, as a rule
// missed.
func (t *timing) spend(s *stage, windows []Window, length Tick) Tick {
	start, ok := t.start(s.now, windows, length)
	if !ok {
		s.missed++
	}
	s.now = start + length
	return start
}

func (t *timing) start(now Tick, windows []Window, length Tick) (Tick, bool) {
	for _, w := range windows {
		s := t.clearOfBlocks(max(now, w.Open), length)
		if s <= w.Close && t.awaits(w, now, s) {
			return s, true
		}
	}
	return t.clearOfBlocks(now, length), false
}

// awaits reports whether one waits from now for a start at s in the window: nobody
// waits beyond the shift. Where splits are compared, one that is late must not find a
// place open that opens after the shift: earlier is never worse.
func (t *timing) awaits(w Window, now, s Tick) bool {
	if t.shift.Walk.N > 0 {
		return w.Open <= t.end
	}
	return s <= t.end || w.Open <= now
}

func (t *timing) clearOfBlocks(s, length Tick) Tick {
	for moved := true; moved; {
		moved = false
		for _, b := range t.blocks {
			if s < b.Close && s+max(length, 1) > b.Open {
				s, moved = b.Close, true
			}
		}
	}
	return s
}

// travel takes a way; blocks interrupt it.
func (t *timing) travel(s *stage, way int64) {
	if way > maxTick {
		s.missed++
		return
	}
	s.now = t.after(s.now, Tick(way))
}

// after is when so many ticks from now are over, beside the blocks.
func (t *timing) after(now, ticks Tick) Tick {
	end := now + ticks
	for _, b := range t.blocks {
		if b.Close > now && b.Open < end {
			end += b.Close - max(b.Open, now)
		}
	}
	return end
}

func byOpening(windows []Window) []Window {
	before := func(a, b Window) int { return int(a.Open) - int(b.Open) }
	if slices.IsSortedFunc(windows, before) {
		return windows
	}
	sorted := slices.Clone(windows)
	slices.SortStableFunc(sorted, before)
	return sorted
}
