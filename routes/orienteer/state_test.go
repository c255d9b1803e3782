package orienteer

import (
	"math/rand/v2"
	"testing"
)

// built is a state with empty routes, ready for insertions.
func built(p *Problem) *state {
	s := newState(newInstance(p))
	for i := range s.routes {
		s.in.update(i, &s.routes[i])
	}
	s.recount()
	return s
}

// wide is a recreator that neither blinks nor rests.
func wide(s *state, seed uint64) *recreator {
	rc := newRecreator(s.in, rand.New(rand.NewPCG(seed, 0)))
	rc.awake, rc.rests = true, -1
	return rc
}

// The value that the search keeps by counters is the one that Score derives from
// the finished plan, after every insertion and removal.
func TestCountersAgreeWithScore(t *testing.T) {
	for seed := range uint64(80) {
		rng := rand.New(rand.NewPCG(seed, 51))
		p := randomProblem(rng, shape{places: 15, shifts: 4})
		s := built(p)
		rc := wide(s, seed)
		for step := range 30 {
			place := rng.IntN(len(p.Places))
			if x := s.best(place, rc); x.ok && rng.IntN(3) > 0 {
				s.insert(place, x)
			} else if i := rng.IntN(len(s.routes)); len(s.routes[i].stops) > 0 {
				s.remove(i, rng.IntN(len(s.routes[i].stops)))
				s.in.update(i, &s.routes[i])
			}
			s.recount()
			got := s.solution(nil)
			if want := Score(p, got); !nearly(got.Value, want.Total) {
				t.Fatalf("seed %d step %d: counters say %v, Score says %+v", seed, step, got.Value, want)
			}
		}
	}
}

// What an insertion promises to gain is by how much the plan's value grows, where
// the stops behind it may slide without a change of daypart or habit.
func TestAnInsertionGainsWhatItPromises(t *testing.T) {
	inserted := 0
	for seed := range uint64(80) {
		rng := rand.New(rand.NewPCG(seed, 52))
		p := randomProblem(rng, shape{places: 15, shifts: 4, plain: true})
		s := built(p)
		rc := wide(s, seed)
		for range 25 {
			place := rng.IntN(len(p.Places))
			before := s.value()
			x := s.best(place, rc)
			if !x.ok {
				continue
			}
			s.insert(place, x)
			inserted++
			s.recount()
			if grown := s.value() - before; !nearly(grown, x.gain) {
				t.Errorf("seed %d: place %d promised %v and gained %v", seed, place, x.gain, grown)
			}
		}
	}
	if inserted < 200 {
		t.Errorf("only %d insertions tried", inserted)
	}
}

// Counting one insertion gives the counters that counting everything gives.
func TestNoteEqualsRecount(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 53))
		p := randomProblem(rng, shape{places: 12, shifts: 3, plain: true})
		s := built(p)
		rc := wide(s, seed)
		for place := range p.Places {
			if x := s.best(place, rc); x.ok {
				s.insert(place, x)
			}
		}
		stops, explore, value := s.stops, s.explore, s.value()
		s.recount()
		if s.stops != stops || s.explore != explore || !nearly(s.value(), value) {
			t.Errorf("seed %d: noted %d stops, %d exploring, %v; counted %d, %d, %v",
				seed, stops, explore, value, s.stops, s.explore, s.value())
		}
	}
}

// A copy shares nothing: what happens to it leaves the original alone.
func TestACopyStandsAlone(t *testing.T) {
	p := line(6)
	s := built(p)
	rc := wide(s, 1)
	for place := range 4 {
		s.insert(place, s.best(place, rc))
	}
	before := s.solution(nil)
	c := newState(s.in)
	c.copyFrom(s)
	if got := c.solution(nil); got.Value != before.Value || len(got.Routes[0].Visits) != 4 {
		t.Fatalf("the copy is %+v, want %+v", got, before)
	}
	c.insert(5, c.best(5, rc))
	c.remove(0, 0)
	s.recount()
	if got := s.solution(nil); got.Value != before.Value || len(got.Routes[0].Visits) != 4 {
		t.Errorf("the original became %+v, want %+v", got, before)
	}
}

// A place is free again only after its gap, on another shift, below its maximum.
func TestFreeKeepsMaximumGapAndOnceARound(t *testing.T) {
	p := line(1)
	for day := range 5 {
		s := p.Shifts[0]
		s.Day = day
		p.Shifts = append(p.Shifts, s)
	}
	p.Shifts = p.Shifts[1:] // days 0 to 4
	p.Places[0].Max, p.Places[0].GapDays = 2, 2
	s := built(p)
	x := insertion{shift: 2, ok: true}
	s.insert(0, x)
	for shift, want := range []bool{true, false, false, false, true} {
		if got := s.free(shift, 0); got != want {
			t.Errorf("day %d: free %v, want %v", shift, got, want)
		}
	}
	s.insert(0, insertion{shift: 0, ok: true})
	if s.free(4, 0) {
		t.Error("free for a third visit of two")
	}
}
