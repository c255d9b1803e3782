package orienteer

import (
	"math/rand/v2"
	"testing"
)

// optimum is the value of the best plan of a plain world, by trying every plan. Of the
// orders of the same places only the shortest counts: the others are worth no more.
func optimum(p *Problem) float64 {
	orders := make([][]Route, len(p.Shifts))
	for i := range p.Shifts {
		orders[i] = shortestOrders(p, i)
	}
	s := Solution{Routes: make([]Route, len(p.Shifts))}
	best := Score(p, s).Total
	var choose func(i int)
	choose = func(i int) {
		if i == len(p.Shifts) {
			if s.Value = Score(p, s).Total; s.Value > best && len(Check(p, s)) == 0 {
				best = s.Value
			}
			return
		}
		for _, r := range orders[i] {
			s.Routes[i] = r
			choose(i + 1)
		}
	}
	choose(0)
	return best
}

// shortestOrders is the feasible route with the least travel of each set of places.
func shortestOrders(p *Problem, shift int) (out []Route) {
	bySet := map[int]int{}
	for _, r := range everyOrder(p, shift) {
		set := 0
		for _, v := range r.Visits {
			set |= 1 << v.Place
		}
		i, seen := bySet[set]
		switch {
		case !seen:
			bySet[set] = len(out)
			out = append(out, r)
		case travelOf(&p.Shifts[shift], r) < travelOf(&p.Shifts[shift], out[i]):
			out[i] = r
		}
	}
	return out
}

// Each ruin alone, with recreate, finds the best plan of nearly every small world, and
// never one that is worth more. A forced place only takes the room of others: alone it
// is for worlds in which the ways and the days of visits cost nothing.
func TestEachRuinFindsTheOptimum(t *testing.T) {
	const worlds = 60
	for _, c := range []struct {
		name  string
		apply func(*state, *rand.Rand, []bool)
		spare func(*Problem)
	}{
		{"string", ruinString, func(*Problem) {}},
		{"route", ruinRoute, func(*Problem) {}},
		{"move", ruinMove, func(*Problem) {}},
		{"force", ruinForce, func(p *Problem) { p.Prices, p.Wishes, p.Explore = Prices{MinVisit: 4}, nil, 0 }},
	} {
		found := 0
		for seed := range uint64(worlds) {
			rng := rand.New(rand.NewPCG(seed, 31))
			sh := shape{places: 4 + rng.IntN(5), shifts: 1, plain: true}
			if seed%2 == 1 {
				sh = shape{places: 3 + rng.IntN(4), shifts: 2, plain: true}
			}
			p := randomProblem(rng, sh)
			c.spare(p)
			want, got := optimum(p), searchWith(p, seed, 400, c.apply)
			for _, v := range Check(p, got) {
				t.Errorf("%s, seed %d: %v", c.name, seed, v)
			}
			if got.Value > want+1e-6 {
				t.Errorf("%s, seed %d: found %.6f, more than the best plan, %.6f: %+v", c.name, seed, got.Value, want, got.Routes)
			}
			if nearly(got.Value, want) {
				found++
			}
		}
		if found < worlds*95/100 {
			t.Errorf("%s finds the best plan of %d of %d worlds", c.name, found, worlds)
		}
	}
}

// searchWith plans with one ruin alone.
func searchWith(p *Problem, seed uint64, steps int, apply func(*state, *rand.Rand, []bool)) Solution {
	c := started(p, seed)
	c.ruins = []ruin{{100, apply}}
	for k := range steps {
		c.step(c.temperature(float64(k) / float64(steps)))
	}
	c.finish()
	return c.best.solution(nil)
}

// started is a chain with its first plan.
func started(p *Problem, seed uint64) *chain {
	c := newChain(newInstance(p), newRand(seed, 0))
	c.load(nil)
	c.begin()
	return c
}
