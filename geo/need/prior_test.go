package need_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"runde/geo/need"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// grid is the reference world: 128 cells with encounters and hours.
func grid(t testing.TB) (y, h []float64) {
	for _, r := range table(t, "grid_res8.csv") {
		y = append(y, number(t, r["encounters"]))
		h = append(h, number(t, r["visit_hours"]))
	}
	return y, h
}

// The prior of the reference world is R's, by maximum likelihood and by moments, and
// the likelihood is R's dnbinom at both.
func TestPriorEqualsTheReference(t *testing.T) {
	y, h := grid(t)
	mean, variance := need.Moments(y, h)
	priors := map[string]need.Prior{
		"ml":      need.FitPrior(y, h, 0, need.DefaultParams().Fallback),
		"moments": {Alpha: mean * mean / variance, Beta: mean / variance},
	}
	tolerances := map[string]float64{"ml": 1e-4, "moments": 1e-9} // an optimiser's, a formula's
	r, rows := tally{t: t, name: "gamma_prior_fit.csv"}, table(t, "gamma_prior_fit.csv")
	for _, row := range rows {
		method := row["method"]
		at := need.Prior{Alpha: number(t, row["alpha"]), Beta: number(t, row["beta"])}
		r.near("likelihood", method, -at.LogLikelihood(y, h), number(t, row["nll"]), 1e-9)
		r.near("alpha", method, priors[method].Alpha, at.Alpha, tolerances[method])
		r.near("beta", method, priors[method].Beta, at.Beta, tolerances[method])
	}
	r.report(len(rows))
}

// No prior near the fitted one, in any direction, has a higher penalised
// likelihood.
func TestPriorIsAMaximum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "cells")
		y, h := make([]float64, n), make([]float64, n)
		for i := range y {
			y[i] = float64(rapid.IntRange(0, 30).Draw(t, "y")) / 4
			h[i] = float64(rapid.IntRange(1, 40).Draw(t, "h")) / 4
		}
		y[0]++ // without any encounter there is no maximum
		p := need.FitPrior(y, h, 1, need.DefaultParams().Fallback)
		value := func(a, b float64) float64 {
			return need.Prior{Alpha: a, Beta: b}.LogLikelihood(y, h) - math.Log(a)*math.Log(a)/2
		}
		best := value(p.Alpha, p.Beta)
		for _, by := range []float64{0.2, 0.9, 0.999, 1.001, 1.1, 5} {
			for _, other := range []float64{by, 1, 1 / by} {
				if v := value(p.Alpha*by, p.Beta*other); v > best+1e-9*math.Abs(best) {
					t.Fatalf("α %g β %g has %g; × %g, %g has %g", p.Alpha, p.Beta, best, by, other, v)
				}
			}
		}
	})
}

// From counts drawn from a known prior, whose hours go mostly where the rate is
// high, the fit's mean is far nearer the truth than ΣY/ΣH, which is the mean rate
// where workers went.
func TestPriorIsNotFooledByWhereWeWent(t *testing.T) {
	const seed, truth = 7, 0.4
	rng := rand.New(rand.NewPCG(seed, 0))
	rate := distuv.Gamma{Alpha: 0.8, Beta: 0.8 / truth, Src: rng}
	var y, h []float64
	met, hours := 0.0, 0.0
	for range 3000 {
		r := rate.Rand()
		hi := 2 + 20*r
		yi := distuv.Poisson{Lambda: r * hi, Src: rng}.Rand()
		y, h = append(y, yi), append(h, hi)
		met, hours = met+yi, hours+hi
	}
	fit := need.FitPrior(y, h, 1, need.DefaultParams().Fallback).Mean()
	naive := met / hours
	t.Logf("seed %d: truth %g, fit %.3f, naive %.3f", seed, truth, fit, naive)
	if naive < 1.5*truth {
		t.Error("the world is not biased enough")
	}
	if math.Abs(fit-truth) > (naive-truth)/4 {
		t.Errorf("the fit is off by %.3f, the naive mean by %.3f", fit-truth, naive-truth)
	}
}

// Where nobody was met, or nobody has walked, the prior is finite and modest.
func TestPriorWithoutEncounters(t *testing.T) {
	fallback := need.Prior{Alpha: 1, Beta: 4}
	if got := need.FitPrior(nil, nil, 1, fallback); got != fallback {
		t.Errorf("no cells: %v, want the fallback", got)
	}
	got := need.FitPrior([]float64{0, 0}, []float64{30, 70}, 1, fallback)
	if want := (need.Prior{Alpha: 1, Beta: 200}); got != want {
		t.Errorf("100 hours, nobody met: %v, want %v", got, want)
	}
	if got := need.FitPrior([]float64{0}, []float64{0.1}, 1, fallback); got.Mean() > fallback.Mean() {
		t.Errorf("a few minutes, nobody met: mean %v above the fallback's", got.Mean())
	}
}

// All cells alike: without the ridge the prior runs to its bound; with it, it stays
// small enough for a cell to differ.
func TestRidgeKeepsCellsApart(t *testing.T) {
	y, h := make([]float64, 50), make([]float64, 50)
	for i := range y {
		y[i], h[i] = 2, 4
	}
	bare := need.FitPrior(y, h, 0, need.Prior{Alpha: 1, Beta: 4})
	kept := need.FitPrior(y, h, 1, need.Prior{Alpha: 1, Beta: 4})
	near(t, "mean without", bare.Mean(), 0.5, 1e-6)
	near(t, "mean with", kept.Mean(), 0.5, 1e-6)
	if bare.Alpha < 1e5 || kept.Alpha > 100 {
		t.Errorf("α %g without the ridge, %g with it", bare.Alpha, kept.Alpha)
	}
}
