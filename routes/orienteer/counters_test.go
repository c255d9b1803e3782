package orienteer

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// counters is everything that a state counts, its routes as counted and their times.
type counters struct {
	Count, Kept, StopsAt, ByDay []int32
	Cover                       []int64
	Rest                        []float64
	Stops, Explore              int
	Bonus                       []float64
	Routes                      []Route
}

func countersOf(s *state) counters {
	var c counters
	copied := newState(s.in)
	copied.copyFrom(s)
	c.Count, c.Kept, c.StopsAt, c.ByDay = copied.count, copied.kept, copied.stopsAt, copied.byDay
	c.Cover, c.Rest, c.Stops, c.Explore = copied.cover, copied.rest, s.stops, s.explore
	for i := range s.routes {
		c.Bonus = append(c.Bonus, s.routes[i].bonus)
	}
	c.Routes = s.solution(nil).Routes
	return c
}

// After thousands of steps the counters are, to the last bit, those that counting the
// routes from scratch gives, and current and trial are the same plan.
func TestStepsCountExactly(t *testing.T) {
	for seed := range uint64(16) {
		rng := rand.New(rand.NewPCG(seed, 43))
		c := started(everyRule(rng, 25, 2+rng.IntN(7)), seed)
		for range 2000 {
			c.step(c.mean * 0.5)
		}
		got := countersOf(c.current)
		if diff := cmp.Diff(got, countersOf(c.trial)); diff != "" {
			t.Fatalf("seed %d: trial is not current:\n%s", seed, diff)
		}
		for i := range c.current.routes {
			if !c.in.update(i, &c.current.routes[i]) {
				t.Errorf("seed %d: round %d is infeasible", seed, i)
			}
		}
		c.current.recount()
		if diff := cmp.Diff(countersOf(c.current), got); diff != "" {
			t.Errorf("seed %d: counted anew and by steps:\n%s", seed, diff)
		}
		if worth := c.value(c.current); worth != c.worth {
			t.Errorf("seed %d: the chain takes its plan to be worth %v, it is worth %v", seed, c.worth, worth)
		}
		for _, s := range []*state{c.current, c.best} {
			if got := s.solution(nil); !nearly(got.Value, Score(c.in.p, got).Total) {
				t.Errorf("seed %d: counters say %v, Score says %v", seed, got.Value, Score(c.in.p, got).Total)
			}
		}
	}
}
