package need

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Posterior is the Gamma distribution of a cell's rate, in people met per hour.
type Posterior struct {
	Alpha float64 // shape
	Beta  float64 // rate, in hours
}

// Mean is the expected rate.
func (p Posterior) Mean() float64 { return p.Alpha / p.Beta }

// Quantile is the rate that the true one lies below with probability q, for q
// between 0 and 1.
func (p Posterior) Quantile(q float64) float64 {
	// Near zero the distribution function is x^α/Γ(α+1) to within a factor 1+x,
	// and the library's inverse gives up.
	if x := math.Exp((math.Log(q) + lgamma(p.Alpha+1)) / p.Alpha); x < 1e-9 {
		return x / p.Beta
	}
	return mathext.GammaIncRegInv(p.Alpha, q) / p.Beta
}
