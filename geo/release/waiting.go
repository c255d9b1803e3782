package release

import (
	"slices"

	"runde/geo"
)

// Wait is some concerns that were decided in one week to be visited, and what came
// of it.
type Wait struct {
	Week    geo.Week // of the decision
	Visited bool     // within the days that are watched
	Days    int      // from the decision to the first visit, where Visited
	Count   int      // at least 1
}

// promptDays is how soon after its decision a first visit counts as prompt.
const promptDays = 14

// Waits is the year's figures of [Waiting]: how many concerns were visited within 14
// days and how many later or not, and the median in days, half a day rounded up. Where
// one of the two is too few they are one figure without a median, which would tell
// which of them it is. Nothing where all of them are too few.
func Waits(year int, waits []Wait, p Params) ([]Figure, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	tallies := map[string][]Tally{}
	for _, w := range waits {
		name := Later
		if w.Visited && w.Days <= promptDays {
			name = Within14Days
		}
		tallies[name] = append(tallies[name], Tally{Week: w.Week, Count: w.Count})
	}
	n, eff := p.weighTallies(tallies, Within14Days, Later)
	if n > 0 && eff < 2*p.K {
		return nil, nil
	}
	var rows []Figure
	for _, name := range []string{Within14Days, Later} {
		own, eff := p.weighTallies(tallies, name)
		if own > 0 && eff < p.K {
			return []Figure{sideFigure(Waiting, year, "", Within14Days+"+"+Later, n, true)}, nil
		}
		rows = append(rows, sideFigure(Waiting, year, "", name, own, false))
	}
	return append(rows, medianFigure(year, waits)), nil
}

func medianFigure(year int, waits []Wait) Figure {
	days, ok := medianOf(waits)
	f := sideFigure(Waiting, year, "", MedianDays, days, false)
	if !ok {
		f.Status = Unknown
	}
	return f
}

// medianOf is the whole days until half of the concerns had been visited; false where
// half or more were not.
func medianOf(waits []Wait) (int, bool) {
	var days []int
	n := 0
	for _, w := range waits {
		n += w.Count
		if w.Visited {
			days = append(days, slices.Repeat([]int{w.Days}, w.Count)...)
		}
	}
	if 2*len(days) <= n {
		return 0, false
	}
	slices.Sort(days)
	return (days[(n-1)/2] + days[n/2] + 1) / 2, true
}
