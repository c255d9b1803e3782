package stats

import (
	"slices"
	"strings"

	"runde/geo/release"
)

// Week is the municipality in a week; -1 where a figure has not been released.
type Week struct {
	Week                        string // 2026-W07
	Encounters, Concerns, Hours int
}

// Weeks is the weekly figures of the municipality, in the order of time.
func Weeks(figures []release.Figure) []Week {
	at := map[string]int{}
	var out []Week
	for _, f := range figures {
		if f.Level != release.ByWeek {
			continue
		}
		i, ok := at[f.Period]
		if !ok {
			i = len(out)
			at[f.Period] = i
			out = append(out, Week{f.Period, -1, -1, -1})
		}
		switch f.Family {
		case release.Encounters:
			out[i].Encounters = f.Count
		case release.Concerns:
			out[i].Concerns = f.Count
		case release.Presence:
			out[i].Hours = f.Count
		}
	}
	slices.SortFunc(out, func(a, b Week) int { return strings.Compare(a.Week, b.Week) })
	return out
}
