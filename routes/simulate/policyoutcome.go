package simulate

import (
	"slices"

	"runde/geo/need"

	"gonum.org/v1/gonum/stat"
)

// Outcome is what came of a policy in one world, from week 12 on.
type Outcome struct {
	// Found is how many people the visits may expect to meet, by the true rates, for
	// each that the oracle's may.
	Found float64 `json:"found_of_oracle"`
	// Seen is the share of the 25 cells with the highest rates that were visited in a
	// week or the three before it, in the mean over the weeks.
	Seen float64 `json:"top25_seen_in_4_weeks"`
	// Never is the share of cells that were not visited.
	Never float64 `json:"never_visited"`
	// Correlation is that of estimate and truth in the end, by ranks (Spearman). What
	// the policy itself believes does not count: the estimate is the product's, of what
	// the policy has seen; after a moment prior where the policy has one.
	Correlation float64 `json:"rank_correlation"`
	// Coverage is the share of cells whose 80 % interval holds the true rate in the end.
	Coverage float64 `json:"interval_coverage"`
	// TopHours is the share of the hours that the 13 cells with the most hours got. As no
	// cell is visited twice a week it is at most 13/30.
	TopHours float64 `json:"hours_in_top_tenth"`
	// Rising is how many weeks went by until each risen cell had been visited: 0 if all
	// were in the week they rose, 64 if one never was.
	Rising float64 `json:"weeks_to_risen_cells"`
}

const (
	strongCells  = 25
	recentWeeks  = 4
	plannedWeeks = policyWeeks - historyWeeks
)

// outcome measures the visits of all weeks, and what was believed in the end.
func (w *PolicyWorld) outcome(visits [][]int, believed *need.Model) Outcome {
	o := Outcome{
		Seen:        w.seen(visits),
		Correlation: w.correlation(believed),
		Coverage:    w.coverage(believed),
		Rising:      float64(w.weeksToRisen(visits)),
	}
	hours := make([]float64, len(w.cells))
	for week := historyWeeks; week < policyWeeks; week++ {
		o.Found += w.worth(week, visits[week]) / w.oracle
		for _, i := range visits[week] {
			hours[i]++
		}
	}
	for k, i := range highest(hours, len(hours)) {
		if hours[i] == 0 {
			o.Never += 1 / float64(len(hours))
		}
		if k < tenth(len(hours)) {
			o.TopHours += hours[i] / (plannedWeeks * policyVisits)
		}
	}
	return o
}

// seen is the share of the strongest cells that were visited of late.
func (w *PolicyWorld) seen(visits [][]int) float64 {
	n := 0
	for week := historyWeeks; week < policyWeeks; week++ {
		recent := slices.Concat(visits[week-recentWeeks+1 : week+1]...)
		for _, i := range highest(w.rates(week), strongCells) {
			if slices.Contains(recent, i) {
				n++
			}
		}
	}
	return float64(n) / (strongCells * plannedWeeks)
}

// weeksToRisen counts the weeks until each risen cell had been visited.
func (w *PolicyWorld) weeksToRisen(visits [][]int) int {
	longest := 0
	for _, i := range w.rising {
		week := risingWeek
		for week < policyWeeks && !slices.Contains(visits[week], i) {
			week++
		}
		longest = max(longest, week-risingWeek)
	}
	return longest
}

func (w *PolicyWorld) correlation(believed *need.Model) float64 {
	var estimates []float64
	for _, e := range believed.Estimates() {
		estimates = append(estimates, e.Mean)
	}
	return stat.Correlation(ranks(estimates), ranks(w.after), nil)
}

func (w *PolicyWorld) coverage(believed *need.Model) float64 {
	held := 0
	for i, e := range believed.Estimates() {
		if e.Low <= w.after[i] && w.after[i] <= e.High {
			held++
		}
	}
	return float64(held) / float64(len(w.cells))
}
