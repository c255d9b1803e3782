package simulate

import (
	"fmt"
	"math"
	"slices"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/need"

	"github.com/uber/h3-go/v4"
	"gonum.org/v1/gonum/floats"
)

// The size of a policy world.
const (
	policyRings   = 6 // around the middle cell
	policyWeeks   = 104
	historyWeeks  = 12 // of them, walked by habit
	risingWeek    = 40 // at whose start the hot spots rise
	risingCells   = 3
	policyVisits  = 30   // a week
	policyMean    = 0.4  // people met per hour, in the mean cell
	policyReports = 0.03 // concerns a week for each person met per hour
)

// PolicyWorld is two years of a municipality in which ways to plan can be compared.
// Whom a visit to each cell would meet in each week is drawn beforehand: policies that
// go to the same place find the same. Weeks count from 0.
//
// The cells are an H3 disk of six rings: 127. A cell's draw is 0.05·e^(0.7·N) and, for
// each of five centres in random cells, s·0.4^d·e^(0.3·N) up to d = 3 steps from it,
// with the centre's own s = e^(0.5·N); each N is another standard normal variable. The
// draws are raised to the power at which the 13 highest hold half of their sum, and
// scaled to the mean 0.4: these are the rates, people met per hour.
//
// At the start of week 40 three cells rise, drawn from the lower half: their rate
// becomes the mean of the 13 highest. Nothing else changes.
//
// A week has 30 visits of an hour, no two to the same cell, and a visit meets
// Poisson(rate) people. In weeks 0 to 11 the cells are drawn with the weights
// (0.15 + √rate)·known·e^(0.6·N), known being 0.1 for each cell with probability ½,
// whatever its need, and else 1: a history of habit as much as of need. From week 12 on
// a policy plans.
//
// In every week, those of the history as well, neighbours report
// Poisson(0.03·rate·e^(0.8·N)) concerns about a cell; N is the cell's own habit of
// reporting and stays.
type PolicyWorld struct {
	seed     uint64
	listSeed uint64 // of the exploration list, whose passes are streams of it
	cells    []geo.Cell
	before   []float64 // rates by cell until the hot spots rise
	after    []float64
	rising   []int   // cells
	met      [][]int // by week and cell: whom a visit would meet
	reported [][]int // by week and cell
	history  [][]int // by week: the cells visited
	oracle   float64 // people that may be met by going where the rates are highest
}

// firstPolicyWeek is week 0; any would do.
var firstPolicyWeek = geo.WeekOf(geo.NewDate(2024, 1, 1))

// NewPolicyWorld draws a world from the seed.
func NewPolicyWorld(seed uint64) (*PolicyWorld, error) {
	cover, err := disk()
	if err != nil {
		return nil, err
	}
	truth := newTruth(&Input{Seed: seed, Street: cover})
	truth.scale(policyMean * float64(len(truth.cells)) / floats.Sum(truth.rate))
	w := &PolicyWorld{seed: seed, listSeed: newRandom(seed, listStream).Uint64(), cells: truth.cells, before: truth.rate}
	rng := newRandom(seed, weeksStream)
	w.rise(rng)
	habits := w.habits(rng)
	for week := range policyWeeks {
		w.draw(week, truth.habit, rng)
		if week < historyWeeks {
			w.history = append(w.history, highest(lottery(rng, habits), policyVisits))
		} else {
			w.oracle += w.worth(week, highest(w.rates(week), policyVisits))
		}
	}
	return w, nil
}

// disk is a cover of the world's cells.
func disk() (*cells.Cover, error) {
	middle, err := h3.CellFromString("851f262ffffffff").CenterChild(geo.LeafResolution)
	if err != nil {
		return nil, fmt.Errorf("simulate: middle cell: %w", err)
	}
	all, err := h3.GridDisk(middle, policyRings)
	if err != nil {
		return nil, fmt.Errorf("simulate: disk of cells: %w", err)
	}
	var counts []cells.CellCount
	var leaves []geo.Cell
	for _, c := range all {
		counts = append(counts, cells.CellCount{Cell: geo.Cell(c)})
		leaves = append(leaves, geo.Cell(c))
	}
	return cells.Load(counts, leaves, 0), nil
}

// rise chooses the cells that rise, and their rate.
func (w *PolicyWorld) rise(rng random) {
	order := highest(w.before, len(w.before))
	peak := 0.0
	for _, i := range order[:tenth(len(order))] {
		peak += w.before[i] / float64(tenth(len(order)))
	}
	low := order[(len(order)+1)/2:]
	w.after = slices.Clone(w.before)
	for _, k := range rng.Perm(len(low))[:risingCells] {
		w.rising = append(w.rising, low[k])
		w.after[low[k]] = peak
	}
}

// habits are how readily workers go to each cell while nobody plans.
func (w *PolicyWorld) habits(rng random) []float64 {
	out := make([]float64, len(w.cells))
	for i, rate := range w.before {
		out[i] = (0.15 + math.Sqrt(rate)) * rng.lognormal(0.6)
		if rng.chance(0.5) {
			out[i] *= 0.1
		}
	}
	return out
}

// draw draws the next week's meetings and reports.
func (w *PolicyWorld) draw(week int, habit []float64, rng random) {
	met, reported := make([]int, len(w.cells)), make([]int, len(w.cells))
	for i, rate := range w.rates(week) {
		met[i] = rng.poisson(rate)
		reported[i] = rng.poisson(policyReports * rate * habit[i])
	}
	w.met, w.reported = append(w.met, met), append(w.reported, reported)
}

// rates are the true rates in a week.
func (w *PolicyWorld) rates(week int) []float64 {
	if week < risingWeek {
		return w.before
	}
	return w.after
}

// worth is how many people visits to the cells may expect to meet.
func (w *PolicyWorld) worth(week int, visits []int) float64 {
	total := 0.0
	for _, i := range visits {
		total += w.rates(week)[i]
	}
	return total
}

// observe is what a week's visits and reports tell.
func (w *PolicyWorld) observe(week int, visits []int) []need.Observation {
	var out []need.Observation
	at := firstPolicyWeek.Add(week)
	for _, i := range visits {
		out = append(out, need.Observation{Cell: w.cells[i], Week: at, Encounters: w.met[week][i], Hours: 1})
	}
	for i, n := range w.reported[week] {
		if n > 0 {
			out = append(out, need.Observation{Cell: w.cells[i], Week: at, Concerns: map[string]int{"neighbour": n}})
		}
	}
	return out
}
