package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func order(s Solution, shift int) (out []int) {
	for _, v := range s.Routes[shift].Visits {
		out = append(out, v.Place)
	}
	return out
}

// A pinned place is visited though it is worth nothing; a forbidden one is not
// though it is worth most.
func TestLocksOutweighPrizes(t *testing.T) {
	p := line(4)
	p.Cells[0].Prize, p.Cells[3].Prize = 0, 1000
	p.Locks = []Lock{{Kind: Pin, Place: 0, Shift: 0}, {Kind: Forbid, Place: 3, Shift: -1}}
	got := order(solve(t, p, 1, 100), 0)
	if !slices.Contains(got, 0) || slices.Contains(got, 3) {
		t.Errorf("round is %v, want place 0 in and place 3 out", got)
	}
}

// A stop locked to a position stands there, even where another order is shorter.
//
//	base  0  1  2  3      place 3 is locked to position 1
func TestALockedPositionHolds(t *testing.T) {
	p := line(4)
	p.Locks = []Lock{{Kind: Pin, Place: 3, Shift: 0, Position: 1}}
	if got := order(solve(t, p, 1, 100), 0); len(got) != 4 || got[0] != 3 {
		t.Errorf("round is %v, want all four with place 3 first", got)
	}
}

// A round too short for a locked position ends with the stop.
func TestARoundTooShortEndsWithItsLockedStop(t *testing.T) {
	p := line(3)
	p.Locks = []Lock{{Kind: Pin, Place: 0, Shift: 0, Position: 9}}
	s := solve(t, p, 1, 100)
	if got := order(s, 0); len(got) != 3 || got[2] != 0 {
		t.Errorf("round is %v, want all three with place 0 last", got)
	}
	if v := Check(p, s); len(v) > 0 {
		t.Errorf("Check found %v", v)
	}
}

// A pin that no time window allows is left out, the rest is planned, and Check
// names it.
func TestAnImpossiblePinIsReported(t *testing.T) {
	p := line(3)
	p.Places[1].Windows = everyDay(Window{200, 300})
	p.Locks = []Lock{{Kind: Pin, Place: 1, Shift: 0}}
	s := solve(t, p, 1, 100)
	want(t, p, s, RulePinned)
	if got := order(s, 0); len(got) != 2 {
		t.Errorf("round is %v, want the other two", got)
	}
}

// Pins taken from a plan survive planning again with another seed, in their order,
// and no lock is broken. Without a break: it may be in time only at a stop that no lock
// holds, which planning from nothing does not know of.
func TestLocksSurvivePlanningAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		positions := rapid.Bool().Draw(t, "positions")
		rng := rand.New(rand.NewPCG(seed, 9))
		p := randomProblem(rng, shape{places: 5 + rng.IntN(15), shifts: 1 + rng.IntN(5), plain: rng.IntN(2) == 0})
		p.Explore = 0
		for i := range p.Shifts {
			p.Shifts[i].Break = Break{}
		}
		first, err := Solve(t.Context(), p, Options{Seed: seed, Iterations: 30})
		if err != nil {
			t.Fatal(err)
		}
		for i := range first.Routes {
			for k, place := range order(first, i) {
				switch lock := (Lock{Kind: Pin, Place: place, Shift: i}); rng.IntN(3) {
				case 0:
					if positions {
						lock.Position = k + 1
					}
					p.Locks = append(p.Locks, lock)
				case 1:
					p.Locks = append(p.Locks, Lock{Kind: Forbid, Place: rng.IntN(len(p.Places)), Shift: rng.IntN(len(p.Shifts))})
				}
			}
		}
		p.Locks = withoutContradiction(p.Locks)
		again, err := Solve(t.Context(), p, Options{Seed: seed + 1, Iterations: 60})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range Check(p, again) {
			t.Errorf("seed %d: %v\nlocks %+v\nfirst %+v\nagain %+v", seed, v, p.Locks, first.Routes, again.Routes)
		}
	})
}

// withoutContradiction drops what forbids a pin.
func withoutContradiction(locks []Lock) []Lock {
	return slices.DeleteFunc(locks, func(l Lock) bool {
		return l.Kind == Forbid && slices.ContainsFunc(locks, func(o Lock) bool {
			return o.Kind == Pin && o.Place == l.Place && o.Shift == l.Shift
		})
	})
}
