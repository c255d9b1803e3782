package simulate

import (
	"cmp"
	"math"
	"slices"
)

// tenth is how many a tenth of n is, rounded up.
func tenth(n int) int { return (n + 9) / 10 }

// highest are the positions of the n highest scores, from the highest on; of equal
// ones the first.
func highest(scores []float64, n int) []int {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	return order[:min(n, len(order))]
}

// lottery turns positive weights into scores whose highest are a draw without
// replacement by these weights (Efraimidis & Spirakis 2006).
func lottery(rng random, weights []float64) []float64 {
	out := make([]float64, len(weights))
	for i, w := range weights {
		out[i] = math.Log(1-rng.Float64()) / w
	}
	return out
}

// ranks are the places of the values in their order, the lowest 1; equal values share
// the mean of their places.
func ranks(values []float64) []float64 {
	order := highest(values, len(values))
	slices.Reverse(order)
	out := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			out[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return out
}
