package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// visitsOf are the places of a plan, walked to or not, by shift.
func visitsOf(s Solution) (out [][]Visit) {
	for _, r := range s.Routes {
		var visits []Visit
		for _, v := range r.Visits {
			visits = append(visits, Visit{Place: v.Place, Walked: v.Walked})
		}
		out = append(out, visits)
	}
	return out
}

// loaded is the plan from which a search begins that starts from another.
func loaded(p *Problem, start *Solution) Solution {
	c := newChain(newInstance(p), newRand(1, 0))
	c.load(start)
	return c.current.solution(start)
}

// A plan that keeps every rule is where the search begins: the same visits in the same
// order, driven to or walked to.
func TestAFeasiblePlanIsTakenAsItIs(t *testing.T) {
	walked := 0
	for seed := range uint64(80) {
		rng := rand.New(rand.NewPCG(seed, 44))
		p := randomProblem(rng, shape{places: 20, shifts: 1 + rng.IntN(6), plain: seed%2 == 0, walks: rng.IntN(2) == 0})
		plan := solve(t, p, seed, 40)
		for _, visits := range visitsOf(plan) {
			if slices.ContainsFunc(visits, func(v Visit) bool { return v.Walked }) {
				walked++
			}
		}
		if diff := cmp.Diff(visitsOf(plan), visitsOf(loaded(p, &plan))); diff != "" {
			t.Errorf("seed %d: the plan is taken otherwise:\n%s", seed, diff)
		}
	}
	if walked < 10 {
		t.Errorf("only %d rounds walk", walked)
	}
}

// The rest of a plan that no longer fits is left out, in order: place 1 has closed, and
// place 3 is forbidden.
func TestWhatNoLongerFitsIsLeftOut(t *testing.T) {
	p := line(5)
	plan := walked(p, 0, 1, 2, 3, 4)
	p.Places[1].Windows = everyDay(Window{0, 3})
	p.Locks = []Lock{{Kind: Forbid, Place: 3, Shift: 0}}
	if got := order(loaded(p, &plan), 0); !slices.Equal(got, []int{0, 2, 4}) {
		t.Errorf("begins with %v, want 0, 2 and 4", got)
	}
}

// A pin that the plan does not visit goes beside the stops that it does.
func TestAPlanIsTakenBesideItsPins(t *testing.T) {
	p := line(5)
	plan := walked(p, 4, 2, 0)
	p.Locks = []Lock{{Kind: Pin, Place: 3, Shift: 0, Position: 1}, {Kind: Pin, Place: 2, Shift: 0}}
	got := order(loaded(p, &plan), 0)
	if len(got) != 4 || got[0] != 3 || slices.Index(got, 4) > slices.Index(got, 0) {
		t.Errorf("begins with %v, want place 3 and then the plan's order", got)
	}
}

// Frozen rounds are as given, to the tick, through begin, steps and end, whoever is
// pinned on them and whatever they cost; no other round takes their places.
func TestFrozenRoundsAreNeverTouched(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 45))
		p := everyRule(rng, 25, 4+rng.IntN(4))
		p.Explore = 0
		plan := solve(t, p, seed, 40)
		p.Shifts[1].Frozen, p.Shifts[2].Frozen = true, true
		for k := range plan.Routes[1].Visits {
			plan.Routes[1].Visits[k].Start += 3
		}
		plan.Routes[1].End += 7
		c := newChain(newInstance(p), newRand(seed, 0))
		c.load(&plan)
		c.begin()
		for range 300 {
			c.step(c.mean)
		}
		c.finish()
		for _, s := range []*state{c.current, c.trial, c.best} {
			for i := 1; i <= 2; i++ {
				l, r := &c.in.shifts[i], &s.routes[i]
				if len(r.stops) != len(plan.Routes[i].Visits) || r.end != l.clock.working(plan.Routes[i].End) {
					t.Fatalf("seed %d: frozen round %d became %+v", seed, i, r.stops)
				}
				for k, v := range plan.Routes[i].Visits {
					if int(r.stops[k].place) != v.Place || r.stops[k].walked != v.Walked || r.start[k] != l.clock.working(v.Start) {
						t.Errorf("seed %d: stop %d of frozen round %d became %+v at %d, was %+v", seed, k, i, r.stops[k], r.start[k], v)
					}
				}
			}
		}
		if got := c.best.solution(&plan); !cmp.Equal(got.Routes[1:3], plan.Routes[1:3]) {
			t.Errorf("seed %d: frozen rounds come back as %+v, were %+v", seed, got.Routes[1:3], plan.Routes[1:3])
		}
	}
}

// A walk whose middle is too far from the vehicle to turn back there is taken whole.
//
//	0 · 1 · 2      on foot there is no way back from 1, and one from 2
func TestAWalkWithoutAWayBackInItsMiddleIsTaken(t *testing.T) {
	p := square(3)
	p.Shifts[0].Walk = cut(p.Shifts[0].Walk, 1, 0)
	plan := walked(p, 0, 1, 2)
	if got := walks(plan.Routes[0]); !slices.Equal(got, []bool{false, true, true}) {
		t.Fatalf("the plan walks %v", got)
	}
	if diff := cmp.Diff(visitsOf(plan), visitsOf(loaded(p, &plan))); diff != "" {
		t.Errorf("the plan is taken otherwise:\n%s", diff)
	}
}
