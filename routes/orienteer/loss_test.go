package orienteer

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A stop's loss is what the plan is worth less without it, where ways and teams cost
// nothing, nothing else moves, and no other stop in its cell is late for a wish.
func TestLossIsWhatThePlanIsWorthLess(t *testing.T) {
	var soft softLosses
	for seed := range uint64(180) {
		p := randomProblem(rand.New(rand.NewPCG(seed, 76)), shape{places: 30, shifts: 5})
		p.Prices.Travel, p.Prices.Handover, p.Before, p.Explore = 0, 0, nil, 0
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
				cell := p.Places[s.routes[i].stops[k].place].Cell
				if cell >= 0 && s.stopsAt[cell] > 1 && len(s.in.worth.wishes[cell]) > 0 {
					continue
				}
				if !nearly(got, want) {
					t.Errorf("seed %d: stop %d of round %d loses %v, the plan is worth %v less", seed, k, i, got, want)
				}
				soft.note(s, without, cell)
			}
		}
	}
	if soft.habits < 50 || soft.visits < 50 || soft.wishes < 50 || soft.late < 5 {
		t.Errorf("too few stops keep something: %+v", soft)
	}
}

// softLosses counts stops that alone keep something.
type softLosses struct{ habits, visits, wishes, late int }

func (n *softLosses) note(s, without *state, cell int) {
	for i := range s.count {
		pl := &s.in.p.Places[i]
		if s.kept[i] == 1 && without.kept[i] == 0 {
			n.habits++
		}
		if s.count[i] > without.count[i] && int(s.count[i]) <= pl.Min {
			n.visits++
		}
	}
	if cell < 0 {
		return
	}
	for _, w := range s.in.worth.wishes[cell] {
		n.wishes++
		if c := s.in.wishCost(&w, s.firstDay(cell)); 0 < c && c < w.Price {
			n.late++
		}
	}
}

// What is left of a prize grows without a visit as the coverage says, for weak visits and
// for those after which hardly anything is left.
func TestLossOfWeakAndStrongVisits(t *testing.T) {
	for _, amount := range []float64{0, 1, 7.9, 8.1, 40, 1000} {
		for _, beside := range []float64{0, 1, 5, 10} {
			p := line(2)
			p.Places[0].Cover = []Coverage{{Cell: 0, Amount: amount}}
			p.Places[1].Cover = []Coverage{{Cell: 0, Amount: beside}}
			s := built(p)
			s.insert(0, insertion{})
			s.insert(1, insertion{at: 1})
			want := 10 * (math.Exp(-beside) - math.Exp(-beside-amount))
			if got := s.loss(&s.routes[0].stops[0]); math.Abs(got-want) > 1e-9 {
				t.Errorf("a visit of %v beside %v loses %v, want %v", amount, beside, got, want)
			}
		}
	}
}
