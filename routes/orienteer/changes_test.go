package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// placesByShift are the places of each round of a plan.
func placesByShift(s Solution) (out [][]int) {
	for i := range s.Routes {
		places := order(s, i)
		slices.Sort(places)
		out = append(out, places)
	}
	return out
}

// again plans from the plan before, whose changes have a price.
func again(t *testing.T, p *Problem, before Solution, price float64) Solution {
	t.Helper()
	q := *p
	q.Before, q.Prices.Change = placesByShift(before), price
	s, err := Solve(t.Context(), &q, Options{Seed: 8, Iterations: 150, Start: &before})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range Check(&q, s) {
		t.Errorf("price %v: %v", price, v)
	}
	return s
}

// At a price above every prize a plan keeps its visits where they are. Free changes
// give the plan that is made without one before.
func TestThePriceOfAChange(t *testing.T) {
	moved := 0
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 46))
		p := randomProblem(rng, shape{places: 20, shifts: 2 + rng.IntN(5), walks: rng.IntN(2) == 0})
		p.Explore = 0
		before := solve(t, p, seed, 5)
		for c := range p.Cells {
			p.Cells[c].Prize = float64(rng.IntN(20))
		}
		dear := again(t, p, before, 1000)
		if diff := cmp.Diff(placesByShift(before), placesByShift(dear)); diff != "" {
			t.Errorf("seed %d: the plan changed at 1000 a change:\n%s", seed, diff)
		}
		free := again(t, p, before, 0)
		without, err := Solve(t.Context(), p, Options{Seed: 8, Iterations: 150, Start: &before})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(without, free); diff != "" {
			t.Errorf("seed %d: a plan before whose changes are free matters:\n%s", seed, diff)
		}
		if !cmp.Equal(placesByShift(free), placesByShift(before)) {
			moved++
		}
	}
	if moved < 10 {
		t.Errorf("only %d plans change when that is free", moved)
	}
}
