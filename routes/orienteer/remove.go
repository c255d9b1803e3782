package orienteer

import "slices"

// remove takes stop k off a route unless a lock holds it or what follows, and
// with it the free stops that would then stand behind a stop locked to a later
// position. The times of the route are stale until it is timed again.
func (s *state) remove(shift, k int) bool {
	r := &s.routes[shift]
	if r.stops[k].pin || holdsPin(r.stops[k+1:]) {
		return false
	}
	s.take(shift, k)
	behind := false
	for k := 0; k < len(r.stops); {
		st := r.stops[k]
		if behind && !st.pin {
			s.take(shift, k)
			continue
		}
		behind = behind || st.pos > 0 && int(st.pos) != k+1
		k++
	}
	s.reopen(shift)
	return true
}

// take takes stop k off a route and out of the counters. A stop walked to from one
// that is gone is walked to from the one before, or driven to where the vehicle's
// stop is gone.
func (s *state) take(shift, k int) {
	r := &s.routes[shift]
	s.drop(shift, &r.stops[k])
	if k+1 < len(r.stops) && !r.stops[k].walked {
		r.stops[k+1].walked = false
	}
	r.stops = slices.Delete(r.stops, k, k+1)
}

// holdsPin reports whether a stop with a locked position is followed by a pinned
// stop without one: moving the former would leave the latter behind it.
func holdsPin(stops []stop) bool {
	positioned := false
	for i := range stops {
		st := &stops[i]
		if positioned && st.pin && st.pos == 0 {
			return true
		}
		positioned = positioned || st.pos > 0
	}
	return false
}
