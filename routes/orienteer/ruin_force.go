package orienteer

import (
	"math"
	"math/rand/v2"
)

// maxEjected is how many stops in a row make way for a place that is forced in.
const maxEjected = 4

// forced is a way to put a place into a plan at the cost of a string of stops.
type forced struct {
	shift, at, out int
	loss           float64
}

// ruinForce puts a place that is left out into the plan and takes out the string of
// stops, the least valuable that makes room for it.
func ruinForce(s *state, rng *rand.Rand, touched []bool) {
	place, ok := s.leftOut(rng)
	if !ok {
		return
	}
	best := forced{loss: math.Inf(1)}
	word, bit := place>>6, uint64(1)<<(place&63)
	for i := range s.routes {
		// Stops locked to a position would move with those taken out before them.
		if s.in.shifts[i].open[word]&bit != 0 && !s.routes[i].placed && s.free(i, place) {
			s.force(i, place, rng, &best)
		}
	}
	if math.IsInf(best.loss, 1) {
		return
	}
	touched[best.shift] = true
	r := &s.routes[best.shift]
	for range best.out {
		s.take(best.shift, best.at)
	}
	clear(r.full)
	s.insert(place, insertion{shift: best.shift, at: best.at})
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

// force finds the string of a route whose removal makes room for the place at the
// least loss, blurred so that equal ones take turns.
func (s *state) force(shift, place int, rng *rand.Rand, best *forced) {
	l, r := &s.in.shifts[shift], &s.routes[shift]
	n := len(r.stops)
	for at := 0; at <= n; at++ {
		loss := 0.0
		for out := 0; out <= maxEjected && at+out <= n; out++ {
			if out > 0 {
				st := &r.stops[at+out-1]
				if st.pin {
					break
				}
				loss += s.loss(st)
			}
			end := at + out
			if end < n && r.stops[end].walked {
				continue
			}
			if r.arrive[1][end]-r.leave[1][at] < l.least[place] && l.quick {
				continue
			}
			blurred := loss * (0.9 + 0.2*rng.Float64())
			if blurred >= best.loss {
				continue
			}
			if s.in.tryOver(l, r, at, end, int32(place)) {
				*best = forced{shift, at, out, blurred}
				break
			}
		}
	}
}

// loss is what the plan loses with a stop, other than by way of rules.
func (s *state) loss(st *stop) float64 {
	w, v := &s.in.worth, 0.0
	covers := w.covers[w.first[st.place]:w.first[st.place+1]]
	for j := range covers {
		c := &covers[j]
		before := float64(s.cover[c.cell]-c.amount[st.part&3]) / whole
		v += w.prize[c.cell] * (1 - s.in.p.Saturation.Of(before) - s.rest[c.cell])
	}
	return v
}

// tryOver reports whether a place that is driven to fits between stop at-1 and stop
// end of a route, those between taken out.
func (in *instance) tryOver(l *leg, r *route, at, end int, place int32) bool {
	spans, service := l.slots[place], in.service[place]
	to := l.driven(r.node[at], r.stand[at], place) + l.park
	on := l.drive.at(place, r.node[end+1])
	if end < len(r.stops) {
		on += l.park
	}
	if l.pause == 0 {
		return serve(spans, r.leave[1][at]+to, service)+on <= r.arrive[1][end]
	}
	_, ok := in.tryBroken(l, r, at, end, spans, service, to, on)
	return ok
}
