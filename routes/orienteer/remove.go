package orienteer

import "slices"

// remove takes stop k off a route unless a lock holds it or what follows, and
// with it the free stops that would then stand behind a stop locked to a later
// position. The counters are stale until recount.
func (s *state) remove(shift, k int) bool {
	r := &s.routes[shift]
	if r.stops[k].pin || holdsPin(r.stops[k+1:]) {
		return false
	}
	r.stops = slices.Delete(r.stops, k, k+1)
	behind := false
	for k := 0; k < len(r.stops); {
		st := r.stops[k]
		if behind && !st.pin {
			r.stops = slices.Delete(r.stops, k, k+1)
			continue
		}
		behind = behind || st.pos > 0 && int(st.pos) != k+1
		k++
	}
	return true
}

// holdsPin reports whether a stop with a locked position is followed by a pinned
// stop without one: moving the former would leave the latter behind it.
func holdsPin(stops []stop) bool {
	positioned := false
	for _, st := range stops {
		if positioned && st.pin && st.pos == 0 {
			return true
		}
		positioned = positioned || st.pos > 0
	}
	return false
}
