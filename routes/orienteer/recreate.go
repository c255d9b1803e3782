package orienteer

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// blinkRate is the share of feasible positions that an insertion passes over.
const blinkRate = 0.02

var perBlink = 1 / math.Log(1-blinkRate)

// patience is how many places in a row may fail before a pass over many routes gives
// up: those that come later gain less, and the next steps ask for them again.
const patience = 40

// recreator inserts what is left out; it owns the memory for that.
type recreator struct {
	rng     *rand.Rand
	places  []int32 // that may be inserted
	ranked  ranking // the same, in the order of this fill
	again   []int32 // those inserted that may be inserted once more
	touched []bool  // routes that took a stop
	bars    []bool  // see state.barred
	rows    []row   // nil where nothing is remembered
	awake   bool    // no blinks, and the order by gain as it is
	steps   int     // until the next blink
	taste   taste
	rests   int     // a shift that takes nothing, or -1: now and then, so that a round may move as a whole
	floor   float64 // least gain that is inserted: now and then below 0, as two stops may pay for one way
}

func newRecreator(in *instance, rng *rand.Rand) *recreator {
	rc := &recreator{rng: rng, rests: -1, touched: make([]bool, len(in.shifts)), bars: make([]bool, len(in.shifts))}
	if len(in.shifts) >= cacheFrom {
		rc.rows = newRows(in)
	}
	return rc
}

// blink is true for a share of the calls: the steps to the next one are drawn at
// once, as a geometric variable.
func (rc *recreator) blink() bool {
	if rc.steps--; rc.steps >= 0 || rc.awake {
		return false
	}
	rc.steps = int(math.Log(1-rc.rng.Float64()) * perBlink)
	return true
}

// fill inserts places until none fits that gains. target is the number of stops
// that the plan is expected to reach: enough exploring stops for it go first.
func (rc *recreator) fill(s *state, target int) {
	rc.draw(s)
	rc.insertAll(s, target)
}

// greedy inserts by gain, at positions that cost little time.
func (rc *recreator) greedy(s *state) {
	hour := 1.0
	for _, prize := range s.in.worth.prize {
		hour += prize
	}
	hour /= max(1, s.in.totalTime)
	rc.taste, rc.floor, rc.rests, rc.awake = taste{push: hour, detour: hour}, 0, -1, true
	rc.insertAll(s, 0)
	rc.awake = false
}

// complete inserts what gains, looking at every shift and position, until nothing
// does: a stop may shorten the way to another.
func (rc *recreator) complete(s *state) {
	rc.taste, rc.floor, rc.rests, rc.awake = taste{}, 0, -1, true
	for before := -1; s.stops > before; {
		before = s.stops
		for i := range s.routes {
			s.reopen(i)
		}
		rc.insertAll(s, s.stops)
	}
	rc.awake = false
}

func (rc *recreator) insertAll(s *state, target int) {
	rc.candidates(s)
	rc.rank(s, rc.places)
	for s.explore < s.in.mustExplore(max(target, s.stops)) && rc.exploreOne(s) {
	}
	rc.again = rc.again[:0]
	for first := true; first || len(rc.again) > 0; first = false {
		rc.pass(s, first)
	}
}

// candidates are the places that may be visited once more and fit somewhere, as far
// as is known.
func (rc *recreator) candidates(s *state) {
	rc.places = rc.places[:0]
	for w := range s.in.words {
		set := uint64(0)
		for i := range s.routes {
			if i != rc.rests {
				set |= ^s.routes[i].full[w]
			}
		}
		for ; set != 0; set &= set - 1 {
			p := int32(w<<6 | bits.TrailingZeros64(set))
			if s.count[p] < s.in.most[p] {
				rc.places = append(rc.places, p)
			}
		}
	}
}

// draw chooses how this fill judges an insertion.
func (rc *recreator) draw(s *state) {
	hour := s.collected() / max(1, s.in.totalTime)
	rc.taste = taste{push: 2 * hour * rc.rng.Float64(), detour: 3 * hour * rc.rng.Float64()}
	rc.floor, rc.rests = 0, -1
	if s.in.p.Prices.Travel > 0 && rc.rng.IntN(8) == 0 {
		rc.floor = -2 * rc.rng.Float64() * s.collected() / float64(max(1, s.stops))
	}
	if s.in.looping && rc.rng.IntN(8) == 0 {
		rc.taste.drive = s.collected() / float64(max(1, s.stops))
	}
	if rc.rng.IntN(16) == 0 && len(s.routes) > 1 {
		rc.rests = rc.rng.IntN(len(s.routes))
	}
}

// pass inserts each place of the order, or after the first pass of again, once where
// that gains. It leaves in again those that may be inserted once more.
func (rc *recreator) pass(s *state, first bool) {
	kept := rc.again[:0]
	failed := 0
	for i := 0; ; i++ {
		p, ok := rc.nth(i, first)
		if !ok || failed > patience && rc.rows != nil && !rc.awake {
			break
		}
		x := s.best(int(p), rc)
		if !x.ok || x.gain <= rc.floor {
			failed++
			continue
		}
		failed = 0
		if !s.explores(int(p)) && s.explore < s.in.mustExplore(s.stops+1) {
			if !rc.exploreOne(s) || s.explore < s.in.mustExplore(s.stops+1) {
				continue
			}
			if x = s.best(int(p), rc); !x.ok || x.gain <= rc.floor {
				continue
			}
		}
		rc.insert(s, int(p), x)
		if s.count[p] < s.in.most[p] {
			kept = append(kept, p)
		}
	}
	rc.again = kept
}

// nth is the place that comes at i in a pass.
func (rc *recreator) nth(i int, first bool) (place int32, ok bool) {
	switch {
	case first:
		return rc.ranked.at(i)
	case i < len(rc.again):
		return rc.again[i], true
	}
	return 0, false
}

func (rc *recreator) insert(s *state, place int, x insertion) {
	s.insert(place, x)
	rc.touched[x.shift] = true
}

// exploreOne inserts the first place of the order that explores, whatever it costs.
func (rc *recreator) exploreOne(s *state) bool {
	for i := 0; ; i++ {
		p, ok := rc.ranked.at(i)
		if !ok {
			return false
		}
		if !s.explores(int(p)) || s.count[p] >= s.in.most[p] {
			continue
		}
		if x := s.best(int(p), rc); x.ok {
			rc.insert(s, int(p), x)
			return true
		}
	}
}
