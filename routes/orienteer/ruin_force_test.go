package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The string that a forced place takes out is the least valuable that makes room for
// it, as far as the blur tells: no string that does is worth less than 9/11 of it.
func TestForceTakesOutTheLeastValuable(t *testing.T) {
	forcedIn := 0
	for seed := range uint64(300) {
		s := full(seed)
		place, ok := s.leftOut(rand.New(rand.NewPCG(seed, 32)))
		if !ok {
			continue
		}
		before := newState(s.in)
		before.copyFrom(s)
		least, any := before.leastString(place)
		ruinForce(s, rand.New(rand.NewPCG(seed, 32)), make([]bool, len(s.routes)))
		if came := s.count[place] > before.count[place]; came != any {
			t.Errorf("seed %d: place %d came in %v, some string makes room %v", seed, place, came, any)
		}
		if !any {
			continue
		}
		forcedIn++
		took := 0.0
		for i := range before.routes {
			for k := range before.routes[i].stops {
				if st := &before.routes[i].stops[k]; s.routes[i].find(st.place) < 0 {
					took += before.loss(st)
				}
			}
		}
		if took > least*11/9+1e-9 {
			t.Errorf("seed %d: place %d took %v of the plan, the least string is worth %v", seed, place, took, least)
		}
	}
	if forcedIn < 100 {
		t.Errorf("only %d places forced in", forcedIn)
	}
}

// leastString tries every string of stops that no lock holds, up to the longest, on the
// routes without locked positions, and returns the least loss that makes room for the place.
func (s *state) leastString(place int) (least float64, ok bool) {
	for i := range s.routes {
		r := &s.routes[i]
		if len(s.in.shifts[i].slots[place]) == 0 || r.placed || !s.free(i, place) {
			continue
		}
		for lo := range len(r.stops) + 1 {
			loss := 0.0
			for hi := lo; hi <= min(lo+maxEjected, len(r.stops)); hi++ {
				if hi > lo {
					if r.stops[hi-1].pin {
						break
					}
					loss += s.loss(&r.stops[hi-1])
				}
				with := route{stops: slices.Concat(r.stops[:lo], []stop{{place: int32(place)}}, r.stops[hi:])}
				if s.in.update(i, &with) && (!ok || loss < least) {
					least, ok = loss, true
				}
			}
		}
	}
	return least, ok
}
