package orienteer

import (
	"math/rand/v2"
	"testing"
)

// A stop's loss is what the plan is worth less without it, where ways, teams and days
// cost nothing and nothing else moves.
func TestLossIsWhatThePlanIsWorthLess(t *testing.T) {
	soft := 0
	for seed := range uint64(60) {
		p := randomProblem(rand.New(rand.NewPCG(seed, 76)), shape{places: 30, shifts: 5})
		p.Prices.Travel, p.Prices.Handover, p.Before, p.Explore = 0, 0, nil, 0
		for i := range p.Wishes {
			p.Wishes[i].Late = 0
		}
		s := built(p)
		rc := wide(s, seed)
		for place := range p.Places {
			if x := s.best(place, rc); x.ok {
				s.insert(place, x)
			}
		}
		s.recount()
		without := newState(s.in)
		for i := range s.routes {
			for k := range s.routes[i].stops {
				without.copyFrom(s)
				without.take(i, k)
				got, want := s.loss(&s.routes[i].stops[k]), s.value()-without.value()
				if !nearly(got, want) {
					t.Errorf("seed %d: stop %d of round %d loses %v, the plan is worth %v less", seed, k, i, got, want)
				}
				if !nearly(want, s.collected()-without.collected()) {
					soft++
				}
			}
		}
	}
	if soft < 50 {
		t.Errorf("only %d stops keep a habit, a wished visit or a wish", soft)
	}
}
