package noise

import (
	"errors"
	"fmt"
	"math"
)

// Epsilon is the fraction S/T: how much a published count may tell of one event.
type Epsilon struct{ S, T int }

// ErrEpsilon: an epsilon has a part below 1 or above 1000.
var ErrEpsilon = errors.New("epsilon: both parts of the fraction must lie in 1–1000")

const maxPart = 1000

// Check is ErrEpsilon or nil.
func (e Epsilon) Check() error {
	if e.S < 1 || e.T < 1 || e.S > maxPart || e.T > maxPart {
		return ErrEpsilon
	}
	return nil
}

// String writes S/T.
func (e Epsilon) String() string { return fmt.Sprintf("%d/%d", e.S, e.T) }

// Float is the value of the fraction.
func (e Epsilon) Float() float64 { return float64(e.S) / float64(e.T) }

// Probability is that of drawing x.
func (e Epsilon) Probability(x int) float64 {
	a := math.Exp(-e.Float())
	return (1 - a) / (1 + a) * math.Pow(a, math.Abs(float64(x)))
}

// SD is the standard deviation of the noise.
func (e Epsilon) SD() float64 {
	a := math.Exp(-e.Float())
	return math.Sqrt(2*a) / (1 - a)
}

// Margin is the smallest number that the noise stays within, on either side, with
// at least the given probability, 0 to 1.
func (e Epsilon) Margin(probability float64) int {
	a := math.Exp(-e.Float())
	m := 0
	for 1-2*math.Pow(a, float64(m+1))/(1+a) < probability {
		m++
	}
	return m
}
