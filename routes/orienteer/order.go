package orienteer

import (
	"math"
	"math/rand/v2"
	"slices"
)

// order sorts the places to insert by one of four keys, drawn at random: noisy
// gain, gain for the time of a visit, chance, narrowest windows first.
func (s *state) order(places []int32, key []float64, rng *rand.Rand) {
	kind := rng.IntN(10)
	for _, p := range places {
		gains := s.gains(int(p))
		g := slices.Max(gains[:]) + s.urgent(int(p))
		switch {
		case kind < 4:
			key[p] = -g * (0.8 + 0.4*rng.Float64())
		case kind < 7:
			key[p] = -g / float64(1+s.in.p.Places[p].Service) * (0.8 + 0.4*rng.Float64())
		case kind < 9:
			key[p] = rng.Float64()
		default:
			key[p] = s.in.openness(int(p))
		}
	}
	slices.SortFunc(places, func(a, b int32) int {
		switch {
		case key[a] < key[b]:
			return -1
		case key[a] > key[b]:
			return 1
		}
		return int(a - b)
	})
}

// urgent is what the soft rules add to a place's gain at best.
func (s *state) urgent(place int) float64 {
	p, pl, v := s.in.p, &s.in.p.Places[place], 0.0
	if s.count[place] < pl.Min {
		v += p.Prices.MinVisit
	}
	if pl.Habit != nil && !s.kept[place] {
		v += pl.Habit.Price
	}
	if pl.Cell >= 0 && s.first[pl.Cell] == math.MaxInt {
		for _, w := range s.in.wishes[pl.Cell] {
			v += w.Price
		}
	}
	return v
}

// openness is the length of all starts a place allows.
func (in *instance) openness(place int) float64 {
	t := 0.0
	for i := range in.shifts {
		for _, sp := range in.shifts[i].slots[place] {
			t += float64(sp.close - sp.open)
		}
	}
	return t
}
