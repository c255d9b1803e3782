package simulate

import (
	"math"
	"testing"

	"runde/geo/need"

	"gonum.org/v1/gonum/stat"
)

// The policy with a prior by moments plans by it: that of the encounters and hours of
// each cell, half of which count after 26 weeks.
func TestMomentPolicyTakesTheMoments(t *testing.T) {
	p := at(t, "moment prior, greedy", 30)
	met, hours := make([]float64, 127), make([]float64, 127)
	for week, visits := range p.visits {
		for _, i := range visits {
			d := math.Exp2(-float64(29-week) / 26)
			hours[i] += d
			met[i] += d * float64(p.world.met[week][i])
		}
	}
	var y, h []float64
	for i := range hours {
		if hours[i] > 0 {
			y, h = append(y, met[i]), append(h, hours[i])
		}
	}
	mean, variance := need.Moments(y, h)
	got := p.fit().Prior()
	if want := mean * mean / variance; math.Abs(got.Alpha-want) > 1e-9*want {
		t.Errorf("α is %v, want %v", got.Alpha, want)
	}
	if want := mean / variance; math.Abs(got.Beta-want) > 1e-9*want {
		t.Errorf("β is %v, want %v", got.Beta, want)
	}
}

// A posterior draw has the posterior's mean and variance.
func TestPosteriorDraws(t *testing.T) {
	p := at(t, RecommendedPolicy, historyWeeks)
	const runs = 2000
	draws := make([][]float64, len(p.world.cells))
	for range runs {
		for i, v := range posteriorDraws(p) {
			draws[i] = append(draws[i], v)
		}
	}
	means, variances := 0.0, 0.0 // for each that the posterior has
	for i, e := range p.fit().Estimates() {
		m, v := stat.MeanVariance(draws[i], nil)
		means += m / e.Mean / float64(len(draws))
		variances += v / (e.Posterior.Alpha / e.Posterior.Beta / e.Posterior.Beta) / float64(len(draws))
	}
	if math.Abs(means-1) > 0.01 || math.Abs(variances-1) > 0.05 {
		t.Errorf("seed 1: draws have %.3f of the mean and %.3f of the variance", means, variances)
	}
}
