package hotspot

import (
	"cmp"
	"math"
	"slices"
)

// Adjust gives each p-value the smallest rate of false discoveries at which it would
// still be one (Benjamini & Hochberg 1995). A NaN is no test: it stays NaN and counts
// for nothing.
func Adjust(p []float64) []float64 {
	out := slices.Clone(p)
	var order []int
	for i, v := range p {
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	least := 1.0
	for k, i := range order {
		rank := len(order) - k // from the largest to the smallest
		least = min(least, p[i]*float64(len(order))/float64(rank))
		out[i] = least
	}
	return out
}
