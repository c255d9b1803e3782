package orienteer

import (
	"math"
	"math/rand/v2"
)

// ranking holds places to insert, in an order by one of three keys, drawn at random:
// blurred gain for the most part, now and then gain for the time of a visit, or chance.
// A fill seldom asks for more than the first of them, so they are sorted as it asks.
type ranking struct {
	heap   []uint64 // keys over places, the least on top
	sorted []int32
}

// rank begins an order of the places.
func (rc *recreator) rank(s *state, places []int32) {
	k := &rc.ranked
	k.heap, k.sorted = k.heap[:0], k.sorted[:0]
	kind := rc.rng.IntN(20)
	for _, p := range places {
		k.heap = append(k.heap, sortable(rc.key(s, int(p), kind))<<32|uint64(uint32(p)))
	}
	for i := len(k.heap)/2 - 1; i >= 0; i-- {
		k.sink(i)
	}
}

// at is place i of the order; false behind its end.
func (k *ranking) at(i int) (place int32, ok bool) {
	for i >= len(k.sorted) {
		last := len(k.heap) - 1
		if last < 0 {
			return 0, false
		}
		k.sorted = append(k.sorted, int32(uint32(k.heap[0])))
		k.heap[0] = k.heap[last]
		k.heap = k.heap[:last]
		k.sink(0)
	}
	return k.sorted[i], true
}

// sink restores the heap below i.
func (k *ranking) sink(i int) {
	h := k.heap
	for {
		c := 2*i + 1
		if c >= len(h) {
			return
		}
		if c+1 < len(h) && h[c+1] < h[c] {
			c++
		}
		if h[i] <= h[c] {
			return
		}
		h[i], h[c] = h[c], h[i]
		i = c
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
	gains := s.gains(place)
	g := gains[0]
	for d := 1; d < s.in.parts; d++ {
		g = max(g, gains[d])
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
