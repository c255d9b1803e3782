package orienteer

import (
	"math"
	"math/rand/v2"
	"testing"
)

// scanned is the insertion of a stop on a route that costs least time, by trying every
// position and manner.
func scanned(s *state, shift int, st stop) (cost float64, ok bool) {
	l, r := &s.in.shifts[shift], &s.routes[shift]
	cost = math.Inf(1)
	for at := r.lo; at <= r.hi; at++ {
		for _, st.walked = range l.manners(r, at) {
			if f, fits := s.in.try(l, r, at, st); fits {
				cost, ok = min(cost, float64(f.push+f.detour+f.detour/2)), true
			}
		}
	}
	return cost, ok
}

// After any number of steps, accepted or not, every insertion that is remembered is the
// one that a scan of its route as it stands would find.
func TestNoRememberedInsertionIsStale(t *testing.T) {
	known := 0
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 41))
		c := started(everyRule(rng, 30, cacheFrom+rng.IntN(4)), seed)
		for step := range 400 {
			c.step(c.mean * rng.Float64())
			if step%20 != 0 {
				continue
			}
			for i := range c.recreate.rows {
				known += compareRow(t, c, i)
			}
			if t.Failed() {
				t.Fatalf("seed %d, step %d", seed, step)
			}
		}
	}
	if known < 10_000 {
		t.Errorf("only %d insertions remembered", known)
	}
}

// compareRow compares what is remembered of a route with scans and counts it.
func compareRow(t *testing.T, c *chain, shift int) (known int) {
	w, l, r := &c.recreate.rows[shift], &c.in.shifts[shift], &c.current.routes[shift]
	for place := range c.in.most {
		if w.known[place>>6]&(1<<(place&63)) == 0 {
			continue
		}
		known++
		for h := range w.entry[place] {
			e, st := &w.entry[place][h], stop{place: int32(place), held: h == 1}
			cost, ok := scanned(c.current, shift, st)
			if ok = ok && (h == 0 || len(l.held[place]) > 0); ok != e.ok {
				t.Errorf("place %d on shift %d, held %v: remembered as feasible %v, scanned %v", place, shift, h == 1, e.ok, ok)
			}
			if !e.ok || !ok {
				continue
			}
			st.walked = e.walked
			f, fits := c.in.try(l, r, int(e.at), st)
			if !fits || f != e.fit || l.part(f.start) != e.part || float64(f.push+f.detour+f.detour/2) != cost {
				t.Errorf("place %d on shift %d: remembers %+v, which is %+v (fits %v); the best costs %v", place, shift, e, f, fits, cost)
			}
		}
	}
	return known
}

// From a remembered row a place gets the insertion that its costs say: the best of the
// free one and the one at its usual time, with what they gain in the plan as it stands.
func TestARememberedInsertionGainsWhatThePlanSays(t *testing.T) {
	compared := 0
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 42))
		c := started(everyRule(rng, 30, cacheFrom), seed)
		for range 100 {
			c.step(c.mean)
		}
		rc := c.recreate
		rc.steps = math.MaxInt // no blinks
		for i := range c.trial.routes {
			for place := range c.in.most {
				if c.in.shifts[i].closed[place>>6]&(1<<(place&63)) != 0 || !c.trial.free(i, place) {
					continue
				}
				var got insertion
				g := c.trial.gains(place)
				for range 2 { // filled, and then read
					got = insertion{}
					c.trial.bestKept(i, place, g, rc, &got)
				}
				compared++
				if !got.ok {
					if _, ok := scanned(c.trial, i, stop{place: int32(place)}); ok {
						t.Errorf("seed %d: place %d on shift %d fits, and none is remembered", seed, place, i)
					}
					continue
				}
				f, ok := c.in.try(&c.in.shifts[i], &c.trial.routes[i], got.at, stop{place: int32(place), held: got.held, walked: got.walked})
				l := &c.in.shifts[i]
				gain := c.trial.gain(place, l.part(f.start)) + c.trial.extra(l, place, got.held) - c.in.p.Prices.Travel*float64(f.detour)
				score := gain - rc.taste.push*float64(f.push) - rc.taste.detour*float64(f.detour)
				if !ok || !nearly(got.gain, gain) || !nearly(got.score, score) || got.start != f.start {
					t.Errorf("seed %d: place %d on shift %d gains %v at %d; trying it, %v at %d (fits %v)", seed, place, i, got.gain, got.start, gain, f.start, ok)
				}
			}
		}
	}
	if compared < 500 {
		t.Errorf("only %d insertions compared", compared)
	}
}
