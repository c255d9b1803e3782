package orienteer

import "math/rand/v2"

// ruinRandom removes stops anywhere, about meanRemoved of them.
func ruinRandom(s *state, rng *rand.Rand, touched []bool) {
	if s.stops == 0 {
		return
	}
	share := min(1, meanRemoved/float64(s.stops))
	for i := range s.routes {
		for k := len(s.routes[i].stops) - 1; k >= 0; k-- {
			if k < len(s.routes[i].stops) && rng.Float64() < share && s.remove(i, k) {
				touched[i] = true
			}
		}
	}
}
