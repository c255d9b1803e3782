package need_test

import (
	"math"
	"testing"

	"runde/geo/need"

	"gonum.org/v1/gonum/mathext"
)

// Mean and quantiles of the reference world are R's.
func TestPosteriorEqualsTheReference(t *testing.T) {
	for _, r := range table(t, "gamma_poisson_posterior.csv") {
		p := need.Posterior{
			Alpha: number(t, r["alpha"]) + number(t, r["y"]),
			Beta:  number(t, r["beta"]) + number(t, r["E"]),
		}
		near(t, "mean of cell "+r["i"], p.Mean(), number(t, r["mean"]), 1e-9)
		near(t, "10 % of cell "+r["i"], p.Quantile(0.1), number(t, r["q10"]), 1e-8)
		near(t, "50 % of cell "+r["i"], p.Quantile(0.5), number(t, r["q50"]), 1e-8)
		near(t, "90 % of cell "+r["i"], p.Quantile(0.9), number(t, r["q90"]), 1e-8)
	}
}

// Over the shapes that occur, from a cell with nothing to one with years of work,
// the quantile is the inverse of the distribution function.
func TestQuantileInverts(t *testing.T) {
	for e := -2.0; e <= 5; e += 0.25 {
		p := need.Posterior{Alpha: math.Pow(10, e), Beta: 3}
		for _, q := range []float64{0.05, 0.1, 0.5, 0.9, 0.99} {
			back := mathext.GammaIncReg(p.Alpha, p.Quantile(q)*p.Beta)
			if math.Abs(back-q) > 1e-8 {
				t.Errorf("α %g: %g comes back as %g", p.Alpha, q, back)
			}
		}
	}
}
