package orienteer

import (
	"math"
	"math/rand/v2"
)

const blinkRate = 0.02

// recreator inserts what is left out; it owns the memory for that.
type recreator struct {
	rng    *rand.Rand
	places []int32
	key    []float64
	awake  bool    // no blinks
	steps  int     // until the next blink
	hour   float64 // prize of a tick, about what a plan earns in one
	rests  int     // a shift that takes nothing, or -1: now and then, so that a round may move as a whole
	floor  float64 // least gain that is inserted: now and then below 0, as two stops may pay for one way
}

func newRecreator(in *instance, rng *rand.Rand) *recreator {
	return &recreator{rng: rng, key: make([]float64, len(in.p.Places))}
}

// blink is true for a share of the calls: the steps to the next one are drawn at
// once, as a geometric variable.
func (rc *recreator) blink() bool {
	if rc.awake {
		return false
	}
	if rc.steps--; rc.steps >= 0 {
		return false
	}
	rc.steps = int(math.Log(1-rc.rng.Float64()) / math.Log(1-blinkRate))
	return true
}

// fill inserts places until none fits that gains. target is the number of stops
// that the plan is expected to reach: enough exploring stops for it go first.
func (rc *recreator) fill(s *state, target int) {
	rc.draw(s)
	rc.insertAll(s, target)
}

// complete inserts what gains, looking at every shift and position, until nothing
// does: a stop may shorten the way to another.
func (rc *recreator) complete(s *state) {
	rc.hour, rc.floor, rc.rests, rc.awake = 0, 0, -1, true
	for before := -1; s.stops > before; {
		before = s.stops
		rc.insertAll(s, s.stops)
	}
	rc.awake = false
}

func (rc *recreator) insertAll(s *state, target int) {
	rc.places = rc.places[:0]
	for p := range s.in.p.Places {
		if s.count[p] < s.in.p.Places[p].Max && s.in.visitable(p) {
			rc.places = append(rc.places, int32(p))
		}
	}
	s.order(rc.places, rc.key, rc.rng)
	for s.explore < s.in.mustExplore(max(target, s.stops)) && rc.exploreOne(s) {
	}
	for again := rc.pass(s, rc.places); len(again) > 0; {
		again = rc.pass(s, again)
	}
}

// draw chooses how this fill judges an insertion.
func (rc *recreator) draw(s *state) {
	rc.hour = s.collected() / max(1, s.in.totalTime) * 2 * rc.rng.Float64()
	rc.floor, rc.rests = 0, -1
	if rc.rng.IntN(8) == 0 {
		rc.floor = -2 * rc.rng.Float64() * s.collected() / float64(max(1, s.stops))
	}
	if rc.rng.IntN(16) == 0 && len(s.routes) > 1 {
		rc.rests = rc.rng.IntN(len(s.routes))
	}
}

// pass inserts each place once where that gains and returns those that may be
// inserted again.
func (rc *recreator) pass(s *state, places []int32) []int32 {
	again := places[:0:0]
	for _, p := range places {
		x := s.best(int(p), rc)
		if !x.ok || x.gain <= rc.floor {
			continue
		}
		if !s.explores(int(p)) && s.explore < s.in.mustExplore(s.stops+1) {
			if !rc.exploreOne(s) || s.explore < s.in.mustExplore(s.stops+1) {
				continue
			}
			if x = s.best(int(p), rc); !x.ok || x.gain <= rc.floor {
				continue
			}
		}
		s.insert(int(p), x)
		if s.count[p] < s.in.p.Places[p].Max {
			again = append(again, p)
		}
	}
	return again
}

// exploreOne inserts the first place of the order that explores, whatever it costs.
func (rc *recreator) exploreOne(s *state) bool {
	for _, p := range rc.places {
		if !s.explores(int(p)) || s.count[p] >= s.in.p.Places[p].Max {
			continue
		}
		if x := s.best(int(p), rc); x.ok {
			s.insert(int(p), x)
			return true
		}
	}
	return false
}

// collected is the prize the plan collects from cells.
func (s *state) collected() float64 {
	v := 0.0
	for c := range s.in.p.Cells {
		v += s.in.p.Cells[c].Prize * (1 - s.rest[c])
	}
	return v
}
