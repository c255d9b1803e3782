package need

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Draws is the usual number of draws for [TopShares]: a probability is known to 0.03.
const Draws = 1000

// TopShares is, for each estimate, the probability that its cell is among the n with
// the highest rates of those given: the share of so many joint draws from the posteriors
// in which it is. The shares sum to n, or are all 1 where there are no more than n
// cells. They depend on the estimates and the seed, not on the order; all are 0 where n
// or draws is not positive.
//
// A list by the mean alone hides how little its order may mean: of two cells with the
// same mean the one that is known less well is first more often.
func TopShares(estimates []Estimate, n, draws int, seed uint64) []float64 {
	out := make([]float64, len(estimates))
	if n <= 0 || draws <= 0 {
		return out
	}
	order := make([]int, len(estimates)) // by cell: equal draws must not depend on the order
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(estimates[a].Cell, estimates[b].Cell) })
	rates := make([]distuv.Gamma, len(estimates))
	for i, e := range estimates {
		rates[i] = distuv.Gamma{Alpha: e.Posterior.Alpha, Beta: e.Posterior.Beta, Src: rand.NewPCG(seed, uint64(e.Cell))}
	}
	for range draws {
		for _, i := range highest(order, rates, n) {
			out[i]++
		}
	}
	for i := range out {
		out[i] /= float64(draws)
	}
	return out
}

// highest draws every rate once and gives the positions of the n highest.
func highest(order []int, rates []distuv.Gamma, n int) []int {
	type draw struct {
		at   int
		rate float64
	}
	var top []draw // descending
	for _, i := range order {
		d := draw{i, rates[i].Rand()}
		k := len(top)
		for k > 0 && top[k-1].rate < d.rate {
			k--
		}
		if k < n {
			top = slices.Insert(top, k, d)
			top = top[:min(len(top), n)]
		}
	}
	out := make([]int, len(top))
	for k, d := range top {
		out[k] = d.at
	}
	return out
}
