package orienteer

import (
	"math"
	"slices"
)

// Time gives the visits of one shift in a fixed order their earliest times and
// chooses where the break is taken: the order as a person made it. Where a rule
// about time cannot be kept, the visit starts on arrival, and ok is false: the
// route is what would happen, and [Check] names each rule that it breaks. Way
// that does not exist takes no time here.
func Time(p *Problem, shift int, places []int) (r Route, ok bool) {
	missed := math.MaxInt
	for k := 0; k <= len(places)+1; k++ {
		t := timing{p: p, shift: p.Shifts[shift]}
		t.walk(places, k)
		if t.missed < missed || t.missed == missed && t.route.End < r.End {
			missed, r = t.missed, t.route
		}
		if p.Shifts[shift].Break.Length == 0 {
			break
		}
	}
	return r, missed == 0
}

// timing walks a route once, with the break before leg k, or at the base after
// all of them.
type timing struct {
	p      *Problem
	shift  Shift
	route  Route
	now    Tick
	missed int // rules missed
}

func (t *timing) walk(places []int, k int) {
	t.now = t.shift.Start
	at := t.shift.From
	for i, place := range places {
		if i == k {
			t.pause()
		}
		t.travel(at, place)
		t.visit(place)
		at = place
	}
	if k == len(places) {
		t.pause()
	}
	t.travel(at, t.shift.To)
	if k > len(places) {
		t.pause()
	}
	t.route.End = t.now
	if t.now > t.shift.End {
		t.missed++
	}
}

func (t *timing) pause() {
	if t.shift.Break.Length == 0 {
		return
	}
	start, ok := t.start([]Window{t.shift.Break.Window}, t.shift.Break.Length)
	if !ok {
		t.missed++
	}
	t.route.Break = start
	t.now = start + t.shift.Break.Length
}

func (t *timing) visit(place int) {
	pl := t.p.Places[place]
	windows := pl.Windows[t.shift.Weekday]
	if !keepsHours(pl) {
		windows = []Window{{t.shift.Start, math.MaxInt32 / 2}}
	}
	start, ok := t.start(windows, pl.Service)
	if !ok {
		t.missed++
	}
	t.route.Visits = append(t.route.Visits, Visit{Place: place, Start: start})
	t.now = start + pl.Service
}

// start is the first moment from now in a window at which something of the given
// length fits beside the blocks; without one, the first beside the blocks. Nobody
// waits beyond the shift for a window to open.
func (t *timing) start(windows []Window, length Tick) (Tick, bool) {
	for _, w := range byOpening(windows) {
		s := t.clearOfBlocks(max(t.now, w.Open), length)
		if s <= w.Close && (s <= t.shift.End || w.Open <= t.now) {
			return s, true
		}
	}
	return t.clearOfBlocks(t.now, length), false
}

func (t *timing) clearOfBlocks(s, length Tick) Tick {
	for moved := true; moved; {
		moved = false
		for _, b := range t.shift.Blocks {
			if s < b.Close && s+max(length, 1) > b.Open {
				s, moved = b.Close, true
			}
		}
	}
	return s
}

// travel goes from node to node; blocks interrupt the way.
func (t *timing) travel(from, to int) {
	way := t.shift.Travel.At(from, to)
	if way > maxTick {
		t.missed++
		return
	}
	arrive := t.now + way
	for _, b := range byOpening(t.shift.Blocks) {
		if b.Close > t.now && b.Open < arrive {
			arrive += b.Close - max(b.Open, t.now)
		}
	}
	t.now = arrive
}

func byOpening(windows []Window) []Window {
	before := func(a, b Window) int { return int(a.Open) - int(b.Open) }
	if slices.IsSortedFunc(windows, before) {
		return windows
	}
	return slices.SortedFunc(slices.Values(windows), before)
}
