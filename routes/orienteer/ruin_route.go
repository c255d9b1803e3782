package orienteer

import "math/rand/v2"

// ruinRoute empties one route, so that a whole round may move elsewhere.
func ruinRoute(s *state, rng *rand.Rand, touched []bool) {
	if len(s.routes) == 0 {
		return
	}
	i := rng.IntN(len(s.routes))
	s.cut(i, 0, len(s.routes[i].stops))
	touched[i] = true
}
