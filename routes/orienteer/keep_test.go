package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// planAgain plans from a plan and fails where the result breaks a rule.
func planAgain(t *testing.T, p *Problem, from Solution) Solution {
	t.Helper()
	s, err := Solve(t.Context(), p, Options{Seed: 3, Iterations: 50, Start: &from})
	if err != nil {
		t.Fatal(err)
	}
	if v := Check(p, s); len(v) > 0 {
		t.Errorf("%v breaks %v", s.Routes, v)
	}
	return s
}

// A stop that no lock holds stays where another has its position only behind it.
//
//	base  0  1  2      place 1 is locked to position 2, and closes before one comes to it
//	order 0, 1, 2      from 2, which is locked to the round: place 0 must go before it
func TestAStopThatHoldsAPositionStays(t *testing.T) {
	p := line(3)
	p.Places[1].Windows = everyDay(Window{0, 7})
	p.Cells[0].Prize, p.Cells[2].Prize, p.Prices.Travel = 0, 0, 1
	p.Locks = []Lock{{Kind: Pin, Place: 1, Shift: 0, Position: 2}, {Kind: Pin, Place: 2, Shift: 0}}
	if got := order(planAgain(t, p, walked(p, 0, 1, 2)), 0); !slices.Equal(got, []int{0, 1, 2}) {
		t.Errorf("round is %v", got)
	}
}

// A place where no vehicle comes is reached on foot, from a stop that no lock holds.
//
//	base ——10—— 0 · 1      place 1 is locked to the round
func TestAStopFromWhichOneWalksStays(t *testing.T) {
	p := square(2)
	p.Cells[0].Prize, p.Prices.Travel = 0, 1
	for from := range 3 {
		p.Shifts[0].Travel = cut(p.Shifts[0].Travel, from, 1)
	}
	p.Locks = []Lock{{Kind: Pin, Place: 1, Shift: 0}}
	s := planAgain(t, p, walked(p, 0, 1))
	if got := walks(s.Routes[0]); !slices.Equal(got, []bool{false, true}) {
		t.Errorf("walks %v to %v", got, order(s, 0))
	}
}

// Of two visits of a plan that may not both be, the one that a lock holds stays,
// whichever comes first.
func TestAPinnedVisitComesBeforeOthers(t *testing.T) {
	for shift := range 2 {
		p := twoDays(1)
		p.Locks = []Lock{{Kind: Pin, Place: 0, Shift: shift}}
		s := planAgain(t, p, both(p, 0))
		if len(s.Routes[shift].Visits) != 1 || len(s.Routes[1-shift].Visits) != 0 {
			t.Errorf("locked to shift %d: %v", shift, s.Routes)
		}
	}
}

// A place that is locked to a round anew goes beside the stops locked before, in
// whatever order they are listed, and takes the room of one that is not.
//
//	base  0  1  2      0 closes at 2: it goes first; three fit, not four
func TestANewPinGoesBesideTheOthers(t *testing.T) {
	p := line(4)
	p.Shifts[0].End = 23
	p.Places[0].Windows = everyDay(Window{0, 2})
	p.Locks = []Lock{{Kind: Pin, Place: 3, Shift: 0}, {Kind: Pin, Place: 1, Shift: 0}, {Kind: Pin, Place: 0, Shift: 0}}
	got := order(planAgain(t, p, walked(p, 0, 1, 2)), 0)
	if slices.Sort(got); !slices.Equal(got, []int{0, 1, 3}) {
		t.Errorf("round visits %v, want 0, 1 and 3", got)
	}
}

// Where more pins fit together without it, one that the plan kept is not given up.
//
//	base  0  1  2      2 closes at 3, when one comes to it straight from the base; 0 and 1
//	                   fit together, and close before one comes to them from 2
func TestNoKeptPinIsGivenUpForTwo(t *testing.T) {
	p := line(3)
	for i, closes := range []Tick{2, 8, 3} {
		p.Places[i].Windows = everyDay(Window{0, closes})
		p.Locks = append(p.Locks, Lock{Kind: Pin, Place: i, Shift: 0})
	}
	from := walked(p, 2)
	s, err := Solve(t.Context(), p, Options{Start: &from})
	if got := order(s, 0); err != nil || !slices.Equal(got, []int{2}) {
		t.Errorf("round is %v (%v), want place 2 alone", got, err)
	}
}

// A stop that can be reached in time, but not as the second, is the first.
//
//	base  0  1      place 1 is locked to position 2, and closes before one comes to it from 0
func TestAPinThatMissesItsPositionStandsElsewhere(t *testing.T) {
	p := line(2)
	p.Places[0].Windows, p.Places[1].Windows = everyDay(Window{0, 50}), everyDay(Window{0, 6})
	p.Locks = []Lock{{Kind: Pin, Place: 0, Shift: 0}, {Kind: Pin, Place: 1, Shift: 0, Position: 2}}
	s := solve(t, p, 1, 50)
	want(t, p, s, RulePosition)
	if got := order(s, 0); !slices.Equal(got, []int{1, 0}) {
		t.Errorf("round is %v, want place 1 first", got)
	}
}

// Locks on stops of a plan that keeps every rule, some with their positions, are all
// kept when the week is planned from it.
func TestLocksSurvivePlanningFromAPlan(t *testing.T) {
	pins := 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 10))
		p := randomProblem(rng, shape{places: 5 + rng.IntN(25), shifts: 1 + rng.IntN(5), plain: rng.IntN(3) == 0, walks: rng.IntN(2) == 0})
		p.Explore = 0
		for i := range p.Shifts {
			p.Shifts[i].End += 150
		}
		first, err := Solve(t.Context(), p, Options{Seed: seed, Iterations: 30})
		if err != nil {
			t.Fatal(err)
		}
		for i := range first.Routes {
			for k, place := range order(first, i) {
				lock := Lock{Kind: Pin, Place: place, Shift: i}
				switch rng.IntN(4) {
				case 0:
					lock.Position = k + 1
					fallthrough
				case 1:
					p.Locks = append(p.Locks, lock)
					pins++
				}
			}
		}
		rng.Shuffle(len(p.Locks), func(a, b int) { p.Locks[a], p.Locks[b] = p.Locks[b], p.Locks[a] })
		again, err := Solve(t.Context(), p, Options{Seed: seed + 1, Iterations: 60, Start: &first})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range Check(p, again) {
			t.Errorf("seed %d: %v\nlocks %+v\nfirst %+v\nagain %+v", seed, v, p.Locks, first.Routes, again.Routes)
		}
	})
	if pins == 0 {
		t.Error("nothing is locked: the worlds test too little")
	}
}
