package need_test

import (
	"math"
	"testing"

	"runde/geo/need"

	"gonum.org/v1/gonum/mathext"
)

// Mean and quantiles of the reference world are R's, and so is the chance that a
// cell's rate is more than twice the municipality's.
func TestPosteriorEqualsTheReference(t *testing.T) {
	r, rows := tally{t: t, name: "gamma_poisson_posterior.csv"}, table(t, "gamma_poisson_posterior.csv")
	twice := 2 * number(t, rows[0]["alpha"]) / number(t, rows[0]["beta"])
	for _, row := range rows {
		p := need.Posterior{
			Alpha: number(t, row["alpha"]) + number(t, row["y"]),
			Beta:  number(t, row["beta"]) + number(t, row["E"]),
		}
		r.near("mean", row["i"], p.Mean(), number(t, row["mean"]), 1e-9)
		r.near("10 %", row["i"], p.Quantile(0.1), number(t, row["q10"]), 1e-8)
		r.near("50 %", row["i"], p.Quantile(0.5), number(t, row["q50"]), 1e-8)
		r.near("90 %", row["i"], p.Quantile(0.9), number(t, row["q90"]), 1e-8)
		r.near("p", row["i"], mathext.GammaIncRegComp(p.Alpha, twice*p.Beta), number(t, row["p_gt_2xglobal"]), 1e-9)
	}
	r.report(len(rows))
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
