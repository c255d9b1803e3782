package orienteer

import (
	"math"
	"math/rand/v2"
	"slices"
)

// order sorts the places to insert by one of three keys, drawn at random: blurred
// gain for the most part, now and then gain for the time of a visit, or chance.
func (rc *recreator) order(s *state, places []int32) {
	rc.keys = rc.keys[:0]
	kind := rc.rng.IntN(20)
	for _, p := range places {
		rc.keys = append(rc.keys, sortable(rc.key(s, int(p), kind))<<32|uint64(uint32(p)))
	}
	slices.Sort(rc.keys)
	for i, k := range rc.keys {
		places[i] = int32(uint32(k))
	}
}

// key is small for what goes first.
func (rc *recreator) key(s *state, place, kind int) float64 {
	if kind == 0 && !rc.awake {
		return rc.rng.Float64()
	}
	g := s.promise(place)
	if rc.awake {
		return -g
	}
	g *= 1 + blur*(2*rc.rng.Float64()-1)
	if kind == 1 {
		g /= float64(1 + s.in.service[place])
	}
	return -g
}

// blur is by how much, at most, a gain is taken for more or less than it is.
const blur = 0.5

// promise is what a visit could gain at best.
func (s *state) promise(place int) float64 {
	g := s.gain(place, 0)
	for d := 1; d < s.in.parts; d++ {
		g = max(g, s.gain(place, uint8(d)))
	}
	return g + s.urgent(place)
}

// sortable is 32 bits in the order of the numbers.
func sortable(x float64) uint64 {
	b := math.Float32bits(float32(x))
	if b>>31 != 0 {
		return uint64(^b)
	}
	return uint64(b | 1<<31)
}

// newRand is a generator of one stream of a seed.
func newRand(seed, stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }
