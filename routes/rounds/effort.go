package rounds

import (
	"cmp"
	"slices"

	"runde/geo"
	"runde/geo/need"
	"runde/geo/release"
)

// Presence is the planned minutes of visited stops in a cell in a week.
type Presence struct {
	Cell    geo.Cell
	Week    geo.Week
	Minutes int
}

// Effort sums the visited stops of rounds by cell and week, sorted by week and
// cell.
func Effort(rounds []Round) []Presence {
	var out []Presence
	for _, s := range sums(rounds) {
		if s.Minutes > 0 {
			out = append(out, s.Presence)
		}
	}
	return out
}

// Observations is what need is estimated from: meetings and hours of presence by
// cell and week, sorted by week and cell. A cell and week without either has none.
// Every outcome but nobody met counts as one meeting, no thanks too.
func Observations(rounds []Round) []need.Observation {
	var out []need.Observation
	for _, s := range sums(rounds) {
		out = append(out, need.Observation{Cell: s.Cell, Week: s.Week, Encounters: s.met, Hours: float64(s.Minutes) / 60})
	}
	return out
}

// sum is the presence in a cell and week, and the meetings there.
type sum struct {
	Presence
	met int
}

func sums(rounds []Round) []sum {
	type key struct {
		week geo.Week
		cell geo.Cell
	}
	at := map[key]int{}
	var out []sum
	add := func(r Round, c geo.Cell, minutes, met int) {
		k := key{geo.WeekOf(r.Date), c}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, sum{Presence: Presence{Cell: c, Week: k.week}})
		}
		out[i].Minutes += minutes
		out[i].met += met
	}
	for _, r := range rounds {
		for _, s := range r.Stops {
			if s.State == StopVisited {
				add(r, s.Cell, s.Minutes(), 0)
			}
		}
		for _, e := range r.Encounters {
			if e.Outcome.Met() {
				add(r, e.Cell, 0, 1)
			}
		}
	}
	slices.SortFunc(out, func(a, b sum) int { return cmp.Or(a.Week.Compare(b.Week), cmp.Compare(a.Cell, b.Cell)) })
	return out
}

// Parts is what release counts: the meetings of rounds by cell and kind, each
// round its own source.
func Parts(rounds []Round) []release.Part {
	var out []release.Part
	for _, r := range rounds {
		for _, e := range r.Encounters {
			if kind, ok := release.KindOfOutcome(string(e.Outcome)); ok {
				out = append(out, release.Part{Cell: e.Cell, Kind: kind, Round: r.ID.String(), Count: 1})
			}
		}
	}
	return out
}
