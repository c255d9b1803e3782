package hotspot

import "math"

// Weights is how much each of a cell's neighbours counts.
type Weights int

// The styles of weights.
const (
	Binary          Weights = iota // each neighbour 1
	RowStandardised                // each neighbour 1/n of the cell's n neighbours
)

// Score is the local statistic of one cell (Getis & Ord 1992, Ord & Getis 1995).
type Score struct {
	G        float64 // the neighbours' share of the sum of all values
	Expected float64 // G if values lay at random
	Variance float64 // of G, likewise
	Z        float64 // standard score; NaN where the variance is 0
	P        float64 // probability of such a Z or a higher one; NaN where Z is
	Adjusted float64 // P adjusted for testing every cell; NaN where Z is
}

// Gi compares the neighbours of each cell with all other cells; the cell itself
// counts on neither side. near holds the positions of each value's neighbours. A
// cell without neighbours, and one whose others are all equal, has Z NaN.
func Gi(x []float64, near [][]int, w Weights) []Score {
	out := make([]Score, len(x))
	for i := range x {
		others := newMoments(x, i)
		sum := 0.0
		for _, j := range near[i] {
			sum += x[j]
		}
		out[i] = others.score(sum, len(near[i]), w)
	}
	return adjusted(out)
}

// GiStar compares each cell and its neighbours with all cells. Where all values are
// equal, or every cell is every other's neighbour, Z is NaN: nothing stands out.
func GiStar(x []float64, near [][]int, w Weights) []Score {
	out := make([]Score, len(x))
	all := newMoments(x, -1)
	for i := range x {
		sum := x[i]
		for _, j := range near[i] {
			sum += x[j]
		}
		out[i] = all.score(sum, 1+len(near[i]), w)
	}
	return adjusted(out)
}

// moments are those of the values that a neighbourhood is compared with.
type moments struct {
	n        float64
	mean     float64
	variance float64 // of the population
}

// rounding is the relative spread below which values count as equal: a mean of equal
// values may miss them by a rounding error.
const rounding = 1e-12

// newMoments leaves out the value at position without, if there is one.
func newMoments(x []float64, without int) moments {
	var m moments
	for i, v := range x {
		if i != without {
			m.n++
			m.mean += v
		}
	}
	m.mean /= m.n
	for i, v := range x {
		if i != without {
			m.variance += (v - m.mean) * (v - m.mean)
		}
	}
	m.variance /= m.n
	if math.Sqrt(m.variance) <= rounding*math.Abs(m.mean) {
		m.variance = 0
	}
	return m
}

// score is that of n neighbours with the sum of values.
func (m moments) score(sum float64, n int, w Weights) Score {
	weight := 1.0
	if w == RowStandardised && n > 0 {
		weight = 1 / float64(n)
	}
	total := m.n * m.mean
	weights, squares := weight*float64(n), weight*weight*float64(n)
	expected := weights * m.mean
	variance := m.variance * (m.n*squares - weights*weights) / (m.n - 1)
	s := Score{
		G:        weight * sum / total,
		Expected: expected / total,
		Variance: variance / (total * total),
		Z:        math.NaN(),
		P:        math.NaN(),
	}
	if variance > 0 {
		s.Z = (weight*sum - expected) / math.Sqrt(variance)
		s.P = math.Erfc(s.Z/math.Sqrt2) / 2
	}
	return s
}

// adjusted fills in the adjusted p-values.
func adjusted(scores []Score) []Score {
	p := make([]float64, len(scores))
	for i, s := range scores {
		p[i] = s.P
	}
	for i, a := range Adjust(p) {
		scores[i].Adjusted = a
	}
	return scores
}
