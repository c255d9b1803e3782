package orienteer

import (
	"math/rand/v2"
	"testing"
)

// bruteForce tries every plan of at most the given places in every order, as Time
// schedules it, and returns the best value of those that Check lets pass. It is
// exact where an earlier visit is never worth less than a later one.
func bruteForce(p *Problem) (best Solution, plans int) {
	orders := make([][]Route, len(p.Shifts))
	for i := range p.Shifts {
		orders[i] = everyOrder(p, i)
	}
	best.Value = -1e18
	var walk func(i int, s Solution)
	walk = func(i int, s Solution) {
		if i == len(p.Shifts) {
			plans++
			s.Value = Score(p, s).Total
			if s.Value > best.Value && len(Check(p, s)) == 0 {
				best = Solution{Routes: append([]Route(nil), s.Routes...), Value: s.Value}
			}
			return
		}
		for _, r := range orders[i] {
			s.Routes = append(s.Routes[:i], r)
			walk(i+1, s)
		}
	}
	walk(0, Solution{})
	return best, plans
}

// everyOrder is each feasible route of a shift. Where ways keep the triangle
// inequality, as all but those on foot do, a route without a break that misses its times
// misses them with more stops as well.
func everyOrder(p *Problem, shift int) []Route {
	var out []Route
	used := make([]bool, len(p.Places))
	var grow func(order []int)
	grow = func(order []int) {
		if r, ok := Time(p, shift, order); ok {
			out = append(out, r)
		} else if p.Shifts[shift].Walk.N == 0 && p.Shifts[shift].Break.Length == 0 {
			return
		}
		for i := range p.Places {
			if !used[i] {
				used[i] = true
				grow(append(order, i))
				used[i] = false
			}
		}
	}
	grow(nil)
	return out
}

// On worlds small enough to try every plan, the search finds the best one.
func TestFindsTheOptimumOfSmallWorlds(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 5))
		sh := shape{places: 6, shifts: 1, plain: true}
		if seed%2 == 1 {
			sh = shape{places: 4, shifts: 2, plain: true}
		}
		p := randomProblem(rng, sh)
		want, plans := bruteForce(p)
		got := solve(t, p, seed, 1500)
		if !nearly(got.Value, want.Value) {
			t.Errorf("seed %d: search found %.4f, the best of %d plans is worth %.4f\nsearch %+v\nbest %+v",
				seed, got.Value, plans, want.Value, got.Routes, want.Routes)
		}
	}
}

// With habits, dayparts, blocks and a break, waiting may pay: the search is never
// worse than the best plan that never waits.
func TestWaitingForAHabitIsNeverWorse(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 6))
		p := randomProblem(rng, shape{places: 5, shifts: 1})
		want, plans := bruteForce(p)
		got := solve(t, p, seed, 1500)
		if got.Value < want.Value-1e-6 {
			t.Errorf("seed %d: search found %.4f, the best of %d plans that never wait is worth %.4f\nsearch %+v\nbest %+v",
				seed, got.Value, plans, want.Value, got.Routes, want.Routes)
		}
	}
}
