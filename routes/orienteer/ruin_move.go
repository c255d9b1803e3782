package orienteer

import "math/rand/v2"

// ruinMove forces one stop from its route into another: what stands in its way there is
// taken out, and its own route has room for others. Where no other route can take it, or
// a lock holds it, it is merely taken out or stays.
func ruinMove(s *state, rng *rand.Rand, touched []bool) {
	i, k, ok := s.draw(rng)
	if !ok {
		return
	}
	place := int(s.routes[i].stops[k].place)
	if s.remove(i, k) {
		touched[i] = true
		s.forceIn(place, i, rng, touched)
	}
}
