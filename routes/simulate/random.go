package simulate

import (
	"math"
	"math/rand/v2"

	"github.com/google/uuid"
	"gonum.org/v1/gonum/stat/distuv"
)

// The streams of a seed, one for each part of the simulation.
const (
	needStream uint64 = iota + 1
	concernStream
	decisionStream
	habitStream
	walkStream
	meetStream
	patternStream
	closingStream
	weeksStream
	policyStream
	listStream
)

// random draws from one stream of a seed.
type random struct{ *rand.Rand }

func newRandom(seed, stream uint64) random {
	return random{rand.New(rand.NewPCG(seed, stream))}
}

// id is a random UUID, version 4.
func (r random) id() uuid.UUID {
	var u uuid.UUID
	hi, lo := r.Uint64(), r.Uint64()
	for i := range 8 {
		u[i] = byte(hi >> (8 * i))
		u[8+i] = byte(lo >> (8 * i))
	}
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return u
}

func (r random) chance(p float64) bool { return r.Float64() < p }

// lognormal has the median 1 and the standard deviation sigma of its logarithm.
func (r random) lognormal(sigma float64) float64 { return math.Exp(sigma * r.NormFloat64()) }

func (r random) poisson(mean float64) int {
	if mean <= 0 {
		return 0
	}
	return int(distuv.Poisson{Lambda: mean, Src: r.Rand}.Rand())
}

// days is a number of days with the mean, at least 0 (geometric).
func (r random) days(mean float64) int {
	return int(math.Log(1-r.Float64()) / math.Log(mean/(1+mean)))
}

// index draws a position with probability proportional to its weight; -1 when no
// weight is positive.
func (r random) index(weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	if sum <= 0 {
		return -1
	}
	x := r.Float64() * sum
	last := -1
	for i, w := range weights {
		if w <= 0 {
			continue
		}
		last = i
		if x < w {
			return i
		}
		x -= w
	}
	return last
}

// choice is a code with its weight.
type choice[T any] struct {
	code   T
	weight float64
}

// pick draws a code.
func pick[T any](r random, choices []choice[T]) T {
	w := make([]float64, len(choices))
	for i, c := range choices {
		w[i] = c.weight
	}
	return choices[r.index(w)].code
}
