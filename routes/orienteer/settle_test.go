package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// keptOn is the price of the habits that a round keeps.
func keptOn(p *Problem, shift int, r Route) (price float64) {
	for _, v := range r.Visits {
		h := p.Places[v.Place].Habit
		if h != nil && h.Weekday == p.Shifts[shift].Weekday && h.Window.Open <= v.Start && v.Start <= h.Window.Close {
			price += h.Price
		}
	}
	return price
}

// everyWait settles an order by timing it with every choice of visits whose hours are
// narrowed to their usual times, one after the other.
func everyWait(p *Problem, places []int) (best Route, kept float64, ok bool) {
	for choice := range 1 << len(places) {
		narrow := *p
		narrow.Places = slices.Clone(p.Places)
		t := newTiming(p, 0, nil)
		closed := false
		for i, place := range places {
			if choice>>i&1 == 1 {
				usual := t.usual(place)
				narrow.Places[place].Windows[p.Shifts[0].Weekday] = usual
				closed = closed || len(usual) == 0
			}
		}
		if closed {
			continue
		}
		r, fits := Time(&narrow, 0, places)
		if k := keptOn(p, 0, r); fits && (!ok || k > kept+1e-9 || k > kept-1e-9 && r.End < best.End) {
			best, kept, ok = r, k, true
		}
	}
	return best, kept, ok
}

// No choice of visits that wait keeps dearer habits than Settle, and none that keeps as
// much is back earlier.
func TestSettleTriesEveryWait(t *testing.T) {
	kept, waited, late := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 91))
		p := randomProblem(rng, shape{places: 7, shifts: 1, walks: rng.IntN(2) == 0})
		for i := range p.Places {
			if rng.IntN(3) > 0 {
				p.Places[i].Windows = [7][]Window{}
			}
			if open := Tick(rng.IntN(250)); rng.IntN(2) == 0 {
				p.Places[i].Habit = &Habit{Weekday: time.Monday, Window: Window{open, open + 30}, Price: float64(1 + rng.IntN(3))}
			}
		}
		p.Shifts[0].End += 100
		order := rng.Perm(7)[:1+rng.IntN(6)]
		want, price, fits := everyWait(p, order)
		got, ok := Settle(p, 0, order)
		if ok != fits || ok && (keptOn(p, 0, got) < price-1e-9 || got.End != want.End) {
			t.Errorf("seed %d: %v keeps %v and ends at %d (%v), trying every wait %v and %d (%v)",
				seed, order, keptOn(p, 0, got), got.End, ok, price, want.End, fits)
		}
		if !ok {
			late++
			return
		}
		if price > 0 {
			kept++
		}
		if r, _ := Time(p, 0, order); keptOn(p, 0, r) < price {
			waited++
		}
		s := Solution{Routes: []Route{got}}
		for _, v := range Check(p, s) {
			if v.Rule == RuleWindow || v.Rule == RuleShift || v.Rule == RuleBreak || v.Rule == RuleBlock || v.Rule == RuleWalk {
				t.Errorf("seed %d: %v breaks %v", seed, got, v)
			}
		}
	})
	if kept == 0 || waited == 0 || late == 0 {
		t.Errorf("%d keep a habit, %d wait for it, %d are late: the worlds test too little", kept, waited, late)
	}
}

// Of two habits that cannot both be kept the dearer is, and of times that keep as much
// the earliest.
//
//	base  0  1      from 0 at 1; 1 is usual from 20 to 22, 0 from 30 to 40
func TestSettleKeepsTheDearerHabit(t *testing.T) {
	for _, c := range []struct {
		first, second float64
		want          []Tick
	}{{1, 2, []Tick{1, 20, 27}}, {2, 1, []Tick{30, 36, 43}}} {
		p := line(2)
		p.Places[0].Habit = &Habit{Weekday: time.Monday, Window: Window{30, 40}, Price: c.first}
		p.Places[1].Habit = &Habit{Weekday: time.Monday, Window: Window{20, 22}, Price: c.second}
		if r, ok := Settle(p, 0, []int{0, 1}); !ok || !slices.Equal(starts(r), c.want) {
			t.Errorf("prices %v and %v: starts and end %v (%v), want %v", c.first, c.second, starts(r), ok, c.want)
		}
	}
}

// A label that takes another's place goes on with the others of its layer, not with
// those of the layer that it was copied from.
func TestALabelStaysInItsLayer(t *testing.T) {
	p := line(2)
	s := newSplitter(newTiming(p, 0, []int{0, 1}))
	defer s.done()
	clear(s.kinds)
	late, early := s.labels[0], s.labels[0]
	late.now, early.now, early.next = 9, 5, 0
	s.keep(&late, &hop{})
	s.keep(&early, &hop{})
	if at := s.kinds[2] - 1; at != 1 || s.labels[at].now != 5 || s.labels[at].next != -1 {
		t.Errorf("the layer begins with label %d of %+v, want the early one alone", at, s.labels)
	}
}
