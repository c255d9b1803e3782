package orienteer

import (
	"math"
	"math/rand/v2"
)

// maxEjected is how many stops in a row make way for a place that is forced in.
const maxEjected = 4

// forced is a way to put a stop into a plan at the cost of a string of stops.
type forced struct {
	shift, at, out int
	held           bool
	cost           float64 // loss of the string less the price of a habit kept
}

// ruinForce puts a place that is left out into the plan and takes out the string of
// stops, the least valuable that makes room for it.
func ruinForce(s *state, rng *rand.Rand, touched []bool) {
	if place, ok := s.leftOut(rng); ok {
		s.forceIn(place, -1, rng, touched)
	}
}

// forceIn puts a place into any route but one, at its usual time or freely, in place of
// the string of stops that is worth least, if some string makes room.
func (s *state) forceIn(place, but int, rng *rand.Rand, touched []bool) {
	best := forced{cost: math.Inf(1)}
	word, bit := place>>6, uint64(1)<<(place&63)
	for i := range s.routes {
		l := &s.in.shifts[i]
		// Stops locked to a position would move with those taken out before them.
		if i == but || l.closed[word]&bit != 0 || s.routes[i].placed || !s.free(i, place) {
			continue
		}
		s.fillLosses(i)
		s.force(i, stop{place: int32(place)}, 0, rng, &best)
		if len(l.held[place]) > 0 && s.kept[place] == 0 {
			s.force(i, stop{place: int32(place), held: true}, s.in.p.Places[place].Habit.Price, rng, &best)
		}
	}
	if math.IsInf(best.cost, 1) {
		return
	}
	touched[best.shift] = true
	for range best.out {
		s.take(best.shift, best.at)
	}
	s.reopen(best.shift)
	s.insert(place, insertion{shift: best.shift, at: best.at, held: best.held})
}

// leftOut draws a place that may be visited once more.
func (s *state) leftOut(rng *rand.Rand) (int, bool) {
	n := len(s.count)
	if n == 0 {
		return 0, false
	}
	for range 30 {
		if p := rng.IntN(n); s.count[p] < s.in.most[p] && s.in.able[p] {
			return p, true
		}
	}
	return 0, false
}

// force finds the string of a route, whose losses are filled, that makes room for the
// stop at the least cost, blurred so that equal ones take turns. earns is the price of the
// habit that the stop keeps. A string's loss is the sum of its stops' losses: where two of
// them share a cell or a wish, they lose more together.
func (s *state) force(shift int, st stop, earns float64, rng *rand.Rand, best *forced) {
	l, r := &s.in.shifts[shift], &s.routes[shift]
	n := len(r.stops)
	for at := 0; at <= n; at++ {
		loss := 0.0
		for out := 0; out <= maxEjected && at+out <= n; out++ {
			if out > 0 {
				if r.stops[at+out-1].pin {
					break
				}
				loss += s.losses[at+out-1]
			}
			end := at + out
			if end < n && r.stops[end].walked {
				continue
			}
			if r.arrive[1][end]-r.leave[1][at] < l.least[st.place] && l.quick {
				continue
			}
			cost := loss*(0.9+0.2*rng.Float64()) - earns
			if cost >= best.cost {
				continue
			}
			if s.in.tryOver(l, r, at, end, st) {
				*best = forced{shift, at, out, st.held, cost}
				break
			}
		}
	}
}

// tryOver reports whether a stop that is driven to fits between stop at-1 and stop
// end of a route, those between taken out.
func (in *instance) tryOver(l *leg, r *route, at, end int, st stop) bool {
	spans, service := l.spansOf(st), in.service[st.place]
	to := l.driven(r.node[at], r.stand[at], st.place) + l.park
	on := l.drive.at(st.place, r.node[end+1])
	if end < len(r.stops) {
		on += l.park
	}
	if l.pause == 0 {
		return serve(spans, r.leave[1][at]+to, service)+on <= r.arrive[1][end]
	}
	_, ok := in.tryBroken(l, r, at, end, spans, service, to, on)
	return ok
}
