package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A stop that makes two others late for their daypart costs more than it collects.
//
//	base  0  1  2      0 can only be visited first; then 1 and 2 fall into the second part
func TestAStopThatDelaysOthersIsTakenOut(t *testing.T) {
	p := line(3)
	p.Day = 40 // parts of ten ticks
	p.Places[0].Windows = everyDay(Window{8, 8})
	for i := 1; i < 3; i++ {
		p.Cells[i].Dayparts = [4]float64{1, 0.1, 0.1, 0.1}
	}
	c := newChain(newInstance(p), newRand(1, 0))
	plan := walked(p, 0, 1, 2)
	c.load(&plan)
	c.adopt()
	c.prune()
	if got := order(c.best.solution(nil), 0); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("left %v, want 1 and 2", got)
	}
}

// What a search ends with is worth no less without any one stop that no lock holds, and
// pruning leaves best and trial the same plan, counted as it stands.
func TestNoStopCostsMoreThanItCollects(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 48))
		c := started(everyRule(rng, 20, 1+rng.IntN(7)), seed)
		before := c.bestWorth
		c.finish()
		worth := c.value(c.best)
		if worth < before-1e-9 || c.value(c.trial) != worth {
			t.Errorf("seed %d: best fell from %v to %v, trial is worth %v", seed, before, worth, c.value(c.trial))
		}
		c.best.recount()
		if !nearly(c.value(c.best), worth) {
			t.Errorf("seed %d: counted anew the plan is worth %v, not %v", seed, c.value(c.best), worth)
		}
		without := newState(c.in)
		for i := range c.best.routes {
			for k, st := range c.best.routes[i].stops {
				without.copyFrom(c.best)
				if without.remove(i, k) && without.retime(i) && c.value(without) > worth+1e-6 {
					t.Errorf("seed %d: without place %d round %d is worth %v more", seed, st.place, i, c.value(without)-worth)
				}
			}
		}
	}
}
