package plans

import (
	"math/rand/v2"
	"slices"
	"testing"

	"runde/routes"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// lockedTown is a town of a random size, with a plan of it and locks on some of its
// stops that can all be kept: where places are forbidden, none is locked to a position
// that it may only reach with them.
func lockedTown(t *rapid.T) (town, Plan) {
	seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
	rng := rand.New(rand.NewPCG(seed, 3))
	w := newTown(seed, size{5 + rng.IntN(20), 5 + rng.IntN(25), 1 + rng.IntN(4)})
	w.Iterations = 40
	for i := range w.Shifts {
		if rng.IntN(3) == 0 {
			w.Shifts[i].Mode = routes.Car
		}
	}
	p, err := Propose(t.Context(), w.Input, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range p.Rounds {
		for k, s := range r.Stops {
			lock := Lock{PlaceID: s.PlaceID, ShiftID: w.Shifts[i].ID}
			switch n := rng.IntN(8); {
			case n < 2:
				w.Locks = append(w.Locks, lock)
			case n == 2 && seed%2 == 0:
				lock.Position = k + 1
				w.Locks = append(w.Locks, lock)
			case n == 2 && len(byPlace(p, s.PlaceID)) == 1: // else another lock may pin it
				w.Locks = append(w.Locks, Lock{PlaceID: s.PlaceID})
			}
		}
	}
	return w, p
}

// byPlace are a plan's stops at a place.
func byPlace(p Plan, place uuid.UUID) []Stop {
	return slices.DeleteFunc(stops(p), func(s Stop) bool { return s.PlaceID != place })
}

// Locks that a plan keeps survive planning the week again: forbidden places stay out,
// pinned ones on their shift and in their place. The share still explores, as far as
// locks leave room to.
func TestLocksSurviveReplanning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, from := lockedTown(t)
		p, err := Replan(t.Context(), w.Input, from, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, v, err := Evaluate(w.Input, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range v {
			if v.Rule == RuleExplore && len(w.Locks) > 0 {
				continue
			}
			t.Errorf("seed %d: %+v", w.Seed, v)
		}
	})
}
