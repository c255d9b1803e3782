package orienteer

import (
	"math/rand/v2"
	"slices"
)

const pinAttempts = 20

// placePins puts the pinned stops on their routes: those that the plan to start from
// keeps, as it has them, and then the others beside them. One that does not fit where
// it is locked stands elsewhere on its route, and one that does not fit at all is left
// out; Check reports both.
func (s *state) placePins(start *Solution, rng *rand.Rand) {
	if start != nil {
		s.keepPins(start)
	}
	for i := range s.routes {
		if s.in.shifts[i].shift.Frozen {
			continue
		}
		pins := slices.Clone(s.in.pins[i])
		if start != nil {
			asIn(start.Routes[i].Visits, pins)
		}
		s.addPins(i, pins, rng)
	}
}

// addPins puts pinned stops beside those that a route holds or, where nothing stands
// there, in the order given; then, where that leaves some out, alone and in shuffled
// orders. The attempt that holds most is kept, of those that give up no pinned stop
// which stood there.
func (s *state) addPins(i int, pins []Lock, rng *rand.Rand) {
	r := &s.routes[i]
	kept := slices.Clone(r.stops)
	best, most := kept, countPins(kept)
	for try := 0; try < pinAttempts && most < len(pins); try++ {
		if try > 0 {
			r.stops = r.stops[:0]
			rng.Shuffle(len(pins), func(a, b int) { pins[a], pins[b] = pins[b], pins[a] })
		}
		for _, lock := range pins {
			s.recountRoute(i)
			s.placePin(i, lock, try == 0 && len(kept) == 0)
		}
		if n := countPins(r.stops); n > most && r.holdsPinsOf(kept) {
			best, most = slices.Clone(r.stops), n
		}
	}
	r.stops = append(r.stops[:0], best...)
	s.recountRoute(i)
	for _, lock := range pins {
		lock.Position = 0
		s.placePin(i, lock, false)
		s.recountRoute(i)
	}
}

// countPins is how many of the stops a lock holds.
func countPins(stops []stop) (n int) {
	for i := range stops {
		if stops[i].pin {
			n++
		}
	}
	return n
}

// holdsPinsOf reports whether the route has every pinned one of the stops.
func (r *route) holdsPinsOf(stops []stop) bool {
	return !slices.ContainsFunc(stops, func(st stop) bool { return st.pin && r.find(st.place) < 0 })
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
	if !l.takes(lock.Place) || !s.free(shift, lock.Place) {
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
