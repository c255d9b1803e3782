package plans

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Without locks the share explores in every plan of a week, made from nothing or from
// another plan of a week that was known less.
func TestTheShareHoldsInEveryPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 5))
		w := newTown(seed, size{5 + rng.IntN(25), 5 + rng.IntN(30), 1 + rng.IntN(5)})
		w.Iterations, w.Share = 40, 0.1+rng.Float64()*0.5
		p, err := Propose(t.Context(), w.Input, nil)
		if err != nil {
			t.Fatal(err)
		}
		explores(t, w, p)
		for i := range w.Estimates {
			w.Estimates[i].Known = w.Estimates[i].Known || rng.IntN(2) == 0
		}
		if p, err = Replan(t.Context(), w.Input, p, nil); err != nil {
			t.Fatal(err)
		}
		explores(t, w, p)
	})
}

// explores fails where fewer stops are marked than the share of them, or as many as
// there can be.
func explores(t *rapid.T, w town, p Plan) {
	marked := 0
	for _, s := range stops(p) {
		if s.Exploration {
			marked++
		}
	}
	_, v, err := Evaluate(w.Input, p)
	if err != nil {
		t.Fatal(err)
	}
	if short := slices.ContainsFunc(v, func(v Violation) bool { return v.Rule == RuleExplore }); short {
		t.Errorf("seed %d: %d of %d stops explore, the share is %.2f: %+v", w.Seed, marked, len(stops(p)), w.Share, v)
	}
}
