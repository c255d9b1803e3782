package simulate

import (
	"math"
	"slices"

	"runde/geo"
)

// Truth is the need that nobody sees: how many people in need a worker meets per
// hour, by cell, daypart and season.
type Truth struct {
	cells []geo.Cell
	index map[geo.Cell]int
	rate  []float64    // mean rate of each cell
	parts [][4]float64 // factors by daypart, with the mean 1
	habit []float64    // reporting habit of each cell, median 1
}

// topShare is what the top tenth of cells hold of all need.
const topShare = 0.5

// Cells are the street cover's cells, in its order.
func (t *Truth) Cells() []geo.Cell { return slices.Clone(t.cells) }

// Mean is a cell's rate over dayparts and seasons, people met per hour; 0 for a
// cell outside the cover.
func (t *Truth) Mean(c geo.Cell) float64 {
	i, ok := t.index[c]
	if !ok {
		return 0
	}
	return t.rate[i]
}

// Rate is a cell's rate at a time.
func (t *Truth) Rate(c geo.Cell, p geo.Daypart, day geo.Date) float64 {
	i, ok := t.index[c]
	if !ok {
		return 0
	}
	return t.rate[i] * t.parts[i][p] * season(day)
}

// Habit is how readily a cell's people report: concerns for each unit of need,
// with the median 1 over cells.
func (t *Truth) Habit(c geo.Cell) float64 {
	i, ok := t.index[c]
	if !ok {
		return 0
	}
	return t.habit[i]
}

// season is higher in summer, when people are outdoors; its mean over a year is 1.
func season(day geo.Date) float64 {
	return 1 + 0.15*math.Cos(2*math.Pi*float64(day.Time().YearDay()-200)/365.25)
}

// newTruth draws rates that are right up to a common factor, which depends on how
// much is walked; see scale.
func newTruth(in *Input) *Truth {
	rng := newRandom(in.Seed, needStream)
	t := &Truth{index: make(map[geo.Cell]int)}
	for i, c := range in.Street.Cells() {
		t.cells = append(t.cells, c.Cell)
		t.index[c.Cell] = i
	}
	t.rate = concentrate(t.heat(in, rng), topShare)
	for range t.cells {
		t.parts = append(t.parts, daypartFactors(rng))
		t.habit = append(t.habit, rng.lognormal(0.8))
	}
	return t
}

// heat is a field over the cells: some centres, fading over their neighbours, on a
// little need everywhere.
func (t *Truth) heat(in *Input, rng random) []float64 {
	weights := make([]float64, len(t.cells))
	out := make([]float64, len(t.cells))
	for i, c := range t.cells {
		weights[i] = 1
		if w, ok := in.Weights[c]; ok {
			weights[i] = w
		}
		out[i] = 0.05 * weights[i] * rng.lognormal(0.7)
	}
	for range max(2, len(t.cells)/25) {
		centre := rng.index(weights)
		if centre < 0 {
			break
		}
		strength := rng.lognormal(0.5)
		for i, hops := range t.reach(in, centre, 3) {
			if hops >= 0 {
				out[i] += strength * math.Pow(0.4, float64(hops)) * rng.lognormal(0.3)
			}
		}
	}
	return out
}

// reach counts the steps between neighbours from a cell to each other cell, up to
// a limit; -1 beyond it.
func (t *Truth) reach(in *Input, from, limit int) []int {
	hops := make([]int, len(t.cells))
	for i := range hops {
		hops[i] = -1
	}
	hops[from] = 0
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		i := queue[0]
		if hops[i] == limit {
			continue
		}
		for _, n := range in.Street.Neighbours(t.cells[i]) {
			j := t.index[n]
			if hops[j] < 0 {
				hops[j] = hops[i] + 1
				queue = append(queue, j)
			}
		}
	}
	return hops
}

// concentrate raises the values to the power at which their top tenth (at least
// one) holds the share, or as near to it as the powers 0.1 to 10 come.
func concentrate(values []float64, share float64) []float64 {
	lo, hi := 0.1, 10.0
	for range 60 {
		mid := (lo + hi) / 2
		if top(powers(values, mid)) < share {
			lo = mid
		} else {
			hi = mid
		}
	}
	return powers(values, (lo+hi)/2)
}

// powers raises values to an exponent, relative to the largest.
func powers(values []float64, exponent float64) []float64 {
	largest := slices.Max(values)
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = math.Pow(v/largest, exponent)
	}
	return out
}

// top is the share of the sum that the largest tenth of the values holds.
func top(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := (len(values) + 9) / 10
	part, sum := 0.0, 0.0
	for i, v := range sorted {
		sum += v
		if i >= len(sorted)-n {
			part += v
		}
	}
	return part / sum
}

// daypartFactors have the mean 1: few people at night, most in the afternoon and
// evening, and each cell in its own way.
func daypartFactors(rng random) [4]float64 {
	f := [4]float64{0.5, 0.8, 1.2, 1.3}
	sum := 0.0
	for p := range f {
		f[p] *= rng.lognormal(0.35)
		sum += f[p]
	}
	for p := range f {
		f[p] *= 4 / sum
	}
	return f
}

// scale multiplies all rates.
func (t *Truth) scale(by float64) {
	for i := range t.rate {
		t.rate[i] *= by
	}
}
