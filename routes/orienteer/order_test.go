package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"
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
		if rc.awake && !slices.IsSortedFunc(got, func(a, b int32) int { return int(sortable(-s.promise(int(a)))) - int(sortable(-s.promise(int(b)))) }) {
			t.Errorf("seed %d: not by gain: %v", seed, got)
		}
		slices.Sort(got)
		if !slices.Equal(got, places) {
			t.Errorf("seed %d: order of %v", seed, got)
		}
	}
}

// Remembered gains are what they would be if they were reckoned again.
func TestGainsAreNeverStale(t *testing.T) {
	changed := 0
	for seed := range uint64(40) {
		c := started(everyRule(rand.New(rand.NewPCG(seed, 78)), 30, 5), seed)
		for range 30 {
			c.step(c.mean * 0.3)
			for _, s := range []*state{c.trial, c.current} {
				for place := range c.in.most {
					g := *s.gains(place)
					for d := range c.in.parts {
						if want := s.gain(place, uint8(d)); g[d] != want {
							t.Fatalf("seed %d: place %d gains %v, remembered is %v", seed, place, want, g[d])
						}
						if g[d] != c.best.gain(place, uint8(d)) {
							changed++
						}
					}
				}
			}
		}
	}
	if changed < 1000 {
		t.Errorf("only %d gains changed", changed)
	}
}
