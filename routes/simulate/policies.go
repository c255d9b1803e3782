package simulate

import (
	"runde/geo/need"

	"gonum.org/v1/gonum/stat/distuv"
)

// Policy is a way to plan a week's visits: a share of them explores, the others go to
// the cells with the highest scores.
type Policy struct {
	Name        string
	Exploration float64                       // share of the visits
	explore     func(p *planner, n int) []int // nil: the list of need.Explore, but for cells seen lately
	score       func(p *planner) []float64
	params      func(p *planner) need.Params // nil: the product's
}

// Names of policies.
const (
	// RecommendedPolicy plans by the upper bound of the product's estimate and gives a
	// fifth of the visits to the list of [need.Explore]: every cell, once a pass, but
	// for those that were visited in the last four weeks.
	RecommendedPolicy = "ML prior, UCB + 20 % exploration"
	// RawCountPolicy is the negative control: it goes where most were met, however long
	// workers were there.
	RawCountPolicy = "raw counts, greedy"
)

// Policies are those that are worth comparing. The first knows the truth; the last but
// one explores where nobody was for longest, as routes/plans does once every cell is
// known; the last is the best that was found: means
// decide, and upper bounds only among the cells that nobody visited for eight weeks,
// where what they promise is not known yet. UCB is the upper confidence bound, the 90 %
// quantile.
func Policies() []Policy {
	return []Policy{
		{Name: "oracle, knows the rates", score: rates},
		{Name: RawCountPolicy, score: counts},
		{Name: "raw counts, sampling", score: countLottery},
		{Name: "uniform", score: chance},
		{Name: "moment prior, greedy", score: means, params: byMoments},
		{Name: "ML prior, greedy", score: means},
		{Name: "ML prior, UCB", score: bounds},
		{Name: "ML prior, UCB + 10 % exploration", score: bounds, Exploration: 0.1},
		{Name: RecommendedPolicy, score: bounds, Exploration: 0.2},
		{Name: "ML prior, Thompson + 10 % exploration", score: posteriorDraws, Exploration: 0.1},
		{Name: "ML prior, UCB + 20 % longest unseen", score: bounds, Exploration: 0.2, explore: (*planner).longestUnseen},
		{Name: "ML prior, greedy + 20 % UCB of unseen", score: means, Exploration: 0.2, explore: (*planner).hopefulUnseen},
	}
}

func rates(p *planner) []float64 { return p.world.rates(p.week) }

// counts are decayed encounters: a map of dots.
func counts(p *planner) []float64 {
	return p.each(func(e need.Estimate) float64 { return e.Encounters })
}

// countLottery draws cells by their encounters and half of one more, so that no cell is
// barred.
func countLottery(p *planner) []float64 {
	return lottery(p.random, p.each(func(e need.Estimate) float64 { return e.Encounters + 0.5 }))
}

// chance draws cells whatever is known.
func chance(p *planner) []float64 {
	out := make([]float64, len(p.world.cells))
	for i := range out {
		out[i] = p.random.Float64()
	}
	return out
}

func means(p *planner) []float64 {
	return p.each(func(e need.Estimate) float64 { return e.Mean })
}

func bounds(p *planner) []float64 {
	return p.each(func(e need.Estimate) float64 { return e.Score })
}

// posteriorDraws scores each cell by a draw from its posterior (Thompson 1933).
func posteriorDraws(p *planner) []float64 {
	return p.each(func(e need.Estimate) float64 {
		return distuv.Gamma{Alpha: e.Posterior.Alpha, Beta: e.Posterior.Beta, Src: p.random.Rand}.Rand()
	})
}

// byMoments takes the prior from the moments of the sums that the fit by likelihood
// takes.
func byMoments(p *planner) need.Params {
	params := need.DefaultParams()
	fitted := p.fitWith(params).Prior()
	longer := params
	longer.HalfLife = params.PriorHalfLife
	var y, h []float64
	for _, e := range p.fitWith(longer).Estimates() {
		if e.Hours > 0 {
			y, h = append(y, e.Encounters), append(h, e.Hours)
		}
	}
	mean, variance := need.Moments(y, h)
	variance = max(variance, 1e-4*mean*mean) // α is at most 10,000
	params.Prior = &need.Prior{
		Alpha: mean * mean / variance,
		Beta:  mean / variance,
		Rho:   fitted.Rho * fitted.Mean() / mean, // as many reports, for each person met at this mean
	}
	return params
}
