package plans

import (
	"math/rand/v2"
	"slices"
	"testing"

	"runde/routes"
	"runde/routes/orienteer"

	"pgregory.net/rapid"
)

// fitsIn reports whether a shift of so many minutes more takes a place in at some
// position, trying one after the other.
func fitsIn(w *world, order []int, shift, place, more int) (orders [][]int) {
	p := w.problem
	p.Shifts = slices.Clone(p.Shifts)
	p.Shifts[shift].End += int32(more * minute)
	for k := range len(order) + 1 {
		with := slices.Insert(slices.Clone(order), k, place)
		if _, ok := orienteer.Time(&p, shift, with); ok {
			orders = append(orders, with)
		}
	}
	return orders
}

// What a plan says of a place left out is so: with the minutes that a round lacks it
// fits, with one less it fits nowhere; where a round has room the plan is worth more
// with it; where another stop stands in its way, no hour more helps.
func TestWhyNotIsSo(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 7))
		w := newTown(seed, size{5 + rng.IntN(20), 5 + rng.IntN(25), 1 + rng.IntN(4)})
		w.Iterations = 20
		made, err := Propose(t.Context(), w.Input, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range w.Shifts {
			if rng.IntN(2) == 0 {
				w.Shifts[i].Mode = routes.Car
			}
			w.Shifts[i].End -= 30 * rng.IntN(5)
			if r := &made.Rounds[i]; len(r.Stops) > 0 { // by hand
				k := rng.IntN(len(r.Stops))
				r.Stops = slices.Delete(r.Stops, k, min(len(r.Stops), k+rng.IntN(3)))
			}
		}
		p, _, err := Evaluate(w.Input, made)
		if err != nil {
			t.Fatal(err)
		}
		in, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range p.LeftOut {
			seen[l.WhyNot.Code]++
			in.judge(t, p, l)
		}
	})
	for _, code := range []string{WhyNotNeedsMinutes, WhyNotFits} {
		if seen[code] == 0 {
			t.Errorf("no place is left out for %s: the towns test too little: %v", code, seen)
		}
	}
}

func (w *world) judge(t *rapid.T, p Plan, l LeftOut) {
	s, err := w.solution(p)
	if err != nil {
		t.Fatal(err)
	}
	e := newExplainer(w, &w.problem, s)
	place, why := w.places[l.PlaceID], l.WhyNot
	shifts, _ := e.eligible(place)
	anywhere := func(more int) bool {
		return slices.ContainsFunc(shifts, func(i int) bool {
			_, alone := orienteer.Time(&w.problem, i, []int{place})
			return alone && len(fitsIn(w, e.orders[i], i, place, more)) > 0
		})
	}
	shift, named := w.shifts[why.ShiftID]
	switch why.Code {
	case WhyNotNeedsMinutes:
		if !named || len(fitsIn(w, e.orders[shift], shift, place, why.N)) == 0 || anywhere(why.N-1) {
			t.Errorf("%d minutes more are not what place %d lacks", why.N, place)
		}
	case WhyNotFits:
		better := func(order []int) bool { return e.with(shift, order).Total > e.worth.Total }
		if !named || !slices.ContainsFunc(fitsIn(w, e.orders[shift], shift, place, 0), better) {
			t.Errorf("place %d does not fit, or gains nothing", place)
		}
	case WhyNotShare, WhyNotWeak:
		if !anywhere(0) {
			t.Errorf("place %d fits nowhere, and %s is said", place, why.Code)
		}
	case WhyNotBlocked:
		if !named || anywhere(later) {
			t.Errorf("place %d fits with more time", place)
		}
	}
}

// The round that lacks fewest minutes, and of several the first, is the one that asking
// one after the other finds.
func TestTheLeastIsWhatAskingInTurnFinds(t *testing.T) {
	longer, shared := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 8))
		w := newTown(seed, size{5 + rng.IntN(20), 30, 2 + rng.IntN(6)})
		for i := range w.Shifts {
			w.Shifts[i].End = w.Shifts[i].Start + 60 + 30*rng.IntN(4)
			w.Shifts[i].Mode = routes.Car
		}
		in, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		orders := make([][]int, len(w.Shifts))
		for k, place := range rng.Perm(30)[:4*len(orders)] {
			orders[k%len(orders)] = append(orders[k%len(orders)], place)
		}
		e, shifts := newExplainer(in, &in.problem, in.settled(orders)), rng.Perm(len(orders))
		for place := range w.Places {
			want, at, ties := later+1, -1, 0
			for _, i := range shifts {
				end := in.problem.Shifts[i].End
				if _, back, ok := e.into(i).Squeeze(place, end+later*minute); ok {
					switch n := max(0, minutes(back-end)); {
					case n < want:
						want, at, ties = n, i, 0
					case n == want:
						ties++
					}
				}
			}
			if got, by := e.least(place, shifts, later); got != want || by != at {
				t.Errorf("seed %d: place %d takes %d minutes on shift %d, want %d on %d", seed, place, got, by, want, at)
			}
			if want > 0 && want <= later {
				longer++
			}
			shared += ties
		}
	})
	if longer == 0 || shared == 0 {
		t.Errorf("%d places need more minutes, %d ties: the towns test too little", longer, shared)
	}
}
