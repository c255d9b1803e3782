package orienteer

import "math/rand/v2"

const (
	maxString = 3 // longest string taken from one route
	// Strings taken by one ruin, at most: of a few routes, nearly all are touched; of
	// many, some that lie close.
	maxStrings, fewRoutes, someStrings = 14, 6, 3
)

// ruinString removes strings of stops around one place: adjacent string removal
// of Christiaens & Vanden Berghe 2020.
func ruinString(s *state, rng *rand.Rand, touched []bool) {
	i, k, ok := s.draw(rng)
	if !ok {
		return
	}
	centre := int(s.routes[i].stops[k].place)
	longest := min(maxString, max(1, s.stops/len(s.routes)))
	strings := 1 + rng.IntN(maxStrings)
	if len(s.routes) > fewRoutes {
		strings = 1 + rng.IntN(someStrings)
	}
	s.cutAt(centre, 1+rng.IntN(longest), rng, touched, &strings)
	for _, p := range s.in.near[centre] {
		if strings <= 0 {
			return
		}
		if s.count[p] > 0 {
			s.cutAt(int(p), 1+rng.IntN(longest), rng, touched, &strings)
		}
	}
}

// draw is a random stop.
func (s *state) draw(rng *rand.Rand) (shift, at int, ok bool) {
	if s.stops == 0 {
		return 0, 0, false
	}
	at = rng.IntN(s.stops)
	for i := range s.routes {
		if at < len(s.routes[i].stops) {
			return i, at, true
		}
		at -= len(s.routes[i].stops)
	}
	return 0, 0, false
}

// cutAt removes a string of the given length that holds the place from each
// untouched route that visits it.
func (s *state) cutAt(place, length int, rng *rand.Rand, touched []bool, left *int) {
	for i := range s.routes {
		if touched[i] || *left <= 0 {
			continue
		}
		k, n := s.routes[i].find(int32(place)), len(s.routes[i].stops)
		if k < 0 {
			continue
		}
		length = min(length, n)
		lo := max(0, min(k-rng.IntN(length), n-length))
		s.cut(i, lo, lo+length)
		touched[i] = true
		*left--
	}
}

// cut removes the stops lo ≤ k < hi of a route that may be removed.
func (s *state) cut(shift, lo, hi int) {
	for k := hi - 1; k >= lo; k-- {
		if k < len(s.routes[shift].stops) {
			s.remove(shift, k)
		}
	}
}
