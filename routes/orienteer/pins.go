package orienteer

import (
	"math/rand/v2"
	"slices"
)

const pinAttempts = 20

// placePins puts the pinned stops on their routes: first in the order of the plan to
// start from, or as listed, then, where that leaves some out, in shuffled orders; the
// attempt that holds most is kept. What still does not fit is left to Check to report.
func (s *state) placePins(start *Solution, rng *rand.Rand) {
	for i := range s.routes {
		if s.in.shifts[i].shift.Frozen {
			continue
		}
		pins := slices.Clone(s.in.pins[i])
		if start != nil {
			asIn(start.Routes[i].Visits, pins)
		}
		var best []stop
		for try := 0; try < pinAttempts && len(best) < len(pins); try++ {
			s.routes[i].stops = s.routes[i].stops[:0]
			for _, lock := range pins {
				s.recountRoute(i)
				s.placePin(i, lock, try == 0)
			}
			if try == 0 || len(s.routes[i].stops) > len(best) {
				best = slices.Clone(s.routes[i].stops)
			}
			rng.Shuffle(len(pins), func(a, b int) { pins[a], pins[b] = pins[b], pins[a] })
		}
		s.routes[i].stops = append(s.routes[i].stops[:0], best...)
		s.recountRoute(i)
	}
}

// asIn sorts pins as a round visits them, those that it does not visit last.
func asIn(visits []Visit, pins []Lock) {
	rank := func(l Lock) int {
		if k := slices.IndexFunc(visits, func(v Visit) bool { return v.Place == l.Place }); k >= 0 {
			return k
		}
		return len(visits)
	}
	slices.SortStableFunc(pins, func(a, b Lock) int { return rank(a) - rank(b) })
}

func (s *state) recountRoute(i int) {
	s.in.update(i, &s.routes[i])
	s.recount()
}

// placePin inserts one pinned stop where every locked position still holds: at
// the latest such place if last, else where it pushes least.
func (s *state) placePin(shift int, lock Lock, last bool) {
	l, r := &s.in.shifts[shift], &s.routes[shift]
	if len(l.slots[lock.Place]) == 0 || !s.free(shift, lock.Place) {
		return
	}
	st := stop{place: int32(lock.Place), pin: true, pos: int32(lock.Position)}
	at, least, walked := -1, never, false
	for k := 0; k <= len(r.stops); k++ {
		if !orderly(slices.Insert(slices.Clone(r.stops), k, st)) {
			continue
		}
		for _, st.walked = range l.manners(r, k) {
			if f, ok := s.in.try(l, r, k, st); ok && (last || f.push < least) {
				at, least, walked = k, f.push, st.walked
			}
		}
	}
	st.walked = walked
	if at >= 0 {
		r.stops = slices.Insert(r.stops, at, st)
	}
}

// orderly reports whether every stop with a locked position stands there, or
// before it with only such stops behind.
func orderly(stops []stop) bool {
	early := int32(0)
	for k, st := range stops {
		if early > 0 && st.pos <= early || st.pos > 0 && int(st.pos) < k+1 {
			return false
		}
		if st.pos > int32(k+1) {
			early = st.pos
		}
	}
	return true
}
