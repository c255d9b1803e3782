package stats

import (
	"math"

	"runde/geo/need"
)

// Rate is meetings for each hour of presence.
type Rate struct {
	Known     bool // false: too little presence to say
	Mean      float64
	Low, High float64 // 10 % and 90 %
}

// RateOf is the rate behind n meetings in some hours: Poisson, with Jeffreys'
// prior. Without hours nothing is known.
func RateOf(n, hours int) Rate {
	if hours <= 0 {
		return Rate{}
	}
	p := need.Posterior{Alpha: float64(n) + 0.5, Beta: float64(hours)}
	return Rate{Known: true, Mean: float64(n) / float64(hours), Low: p.Quantile(0.1), High: p.Quantile(0.9)}
}

// Certainty says how well a rate is known, and is a catalogue key under
// "certainty.".
type Certainty string

// The classes of certainty.
const (
	Sure    Certainty = "sure"    // the interval is narrow beside the mean: about twenty meetings and more
	Unsure  Certainty = "unsure"  // it is not
	NotSaid Certainty = "unknown" // there is no rate
)

// sureWidth is the widest interval, as a share of its middle, that is called sure.
const sureWidth = 0.6

// Certainty is the class of the rate.
func (r Rate) Certainty() Certainty {
	switch {
	case !r.Known:
		return NotSaid
	case r.High-r.Low <= sureWidth*(r.High+r.Low)/2:
		return Sure
	}
	return Unsure
}

// Class is the rate's class between the breaks, 1 to 5; 0 where it is unknown.
func (r Rate) Class(b need.Breaks) int {
	if !r.Known {
		return 0
	}
	return b.Class(r.Mean)
}

// differ reports whether two rates differ by more than chance would once in ten
// times: the difference of square roots, whose variance does not depend on the
// rate (Anscombe 1948).
func differ(n1, h1, n2, h2 int) bool {
	root := func(n, h int) float64 { return math.Sqrt((float64(n) + 3.0/8) / float64(h)) }
	sd := math.Sqrt(1/float64(h1)+1/float64(h2)) / 2
	return math.Abs(root(n1, h1)-root(n2, h2)) > 1.645*sd
}
