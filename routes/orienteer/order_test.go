package orienteer

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// Whatever the key, an order holds each place once, and by gain the order is that of the
// gains.
func TestAnOrderHoldsEachPlaceOnce(t *testing.T) {
	p := randomProblem(rand.New(rand.NewPCG(1, 76)), shape{places: 20, shifts: 3})
	s := built(p)
	places := []int32{}
	for i := range p.Places {
		places = append(places, int32(i))
	}
	for seed := range uint64(40) {
		rc := newRecreator(s.in, rand.New(rand.NewPCG(seed, 77)))
		rc.awake = seed%2 == 0
		rc.rank(s, places)
		got := []int32{}
		for i := 0; ; i++ {
			v, ok := rc.ranked.at(i)
			if !ok {
				break
			}
			got = append(got, v)
		}
		byGain := func(a, b int32) int {
			return cmp.Or(cmp.Compare(float32(s.promise(int(b))), float32(s.promise(int(a)))), cmp.Compare(a, b))
		}
		if rc.awake && !slices.IsSortedFunc(got, byGain) {
			t.Errorf("seed %d: not by gain and number: %v", seed, got)
		}
		slices.Sort(got)
		if !slices.Equal(got, places) {
			t.Errorf("seed %d: order of %v", seed, got)
		}
	}
}

// An order is the same whichever places of it are asked for first.
func TestAnOrderIsTheSameFromTheMiddle(t *testing.T) {
	p := randomProblem(rand.New(rand.NewPCG(2, 76)), shape{places: 20, shifts: 3})
	s := built(p)
	var places []int32
	for i := range p.Places {
		places = append(places, int32(i))
	}
	for seed := range uint64(20) {
		one, other := newRecreator(s.in, newRand(seed, 77)), newRecreator(s.in, newRand(seed, 77))
		one.rank(s, places)
		other.rank(s, places)
		for _, i := range []int{7, 0, 19, 3, 20, 12} {
			for k := range i {
				one.ranked.at(k)
			}
			a, okA := one.ranked.at(i)
			b, okB := other.ranked.at(i)
			if a != b || okA != okB || okA != (i < 20) {
				t.Fatalf("seed %d: place %d of the order is %d (%v) or %d (%v)", seed, i, a, okA, b, okB)
			}
		}
	}
}

// Remembered gains are what they would be if they were reckoned again.
func TestGainsAreNeverStale(t *testing.T) {
	known, lower := 0, 0
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 78))
		c := started(everyRule(rng, 30, 2+rng.IntN(fewRoutes)), seed)
		first := newState(c.in)
		check := func(s *state) {
			for place := range c.in.most {
				g := *s.gains(place)
				for d := range c.in.parts {
					known++
					if want := s.gain(place, uint8(d)); g[d] != want {
						t.Fatalf("seed %d: place %d gains %v, remembered is %v", seed, place, want, g[d])
					}
					if g[d] < first.gain(place, uint8(d)) {
						lower++
					}
				}
			}
		}
		for range 30 {
			c.step(c.mean * 0.3)
			check(c.trial)
			check(c.current)
		}
		for i := range c.trial.routes {
			c.trial.routes[i].stops = nil
			c.in.update(i, &c.trial.routes[i])
		}
		c.trial.recount()
		check(c.trial)
	}
	if lower < known/10 {
		t.Errorf("%d of %d gains are lower than in an empty plan", lower, known)
	}
}

// A place that may be visited twice is inserted twice by one fill.
func TestAFillInsertsAPlaceAsOftenAsItMay(t *testing.T) {
	p := line(1)
	p.Places[0].Max, p.Places[0].Cover[0].Amount = 2, 0.5
	p.Shifts = append(p.Shifts, p.Shifts[0])
	p.Shifts[1].Day, p.Shifts[1].Weekday = 1, time.Tuesday
	s := built(p)
	rc := newRecreator(s.in, newRand(1, 0))
	rc.greedy(s)
	if s.count[0] != 2 {
		t.Errorf("%d visits, want 2", s.count[0])
	}
}
