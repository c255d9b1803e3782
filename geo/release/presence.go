package release

import (
	"maps"
	"math"
	"slices"
	"strings"

	"runde/geo"
)

// Hours is the whole hours of presence on the rows of encounters: one figure for
// each ground that figures is about, in their order. It belongs to one period of
// one level. hours is the presence by cell of the cover in that time.
func Hours(figures []Figure, hours map[geo.Cell]float64) []Figure {
	var out []Figure
	for _, f := range figures {
		if slices.ContainsFunc(out, func(o Figure) bool { return o.Area.Name == f.Area.Name }) {
			continue
		}
		n := wholeHours(f.Area, hours)
		status := statusOf(n, strings.Contains(f.Area.Name, "+"))
		out = append(out, Figure{Family: Presence, Level: f.Level, Period: f.Period, Area: f.Area, Kind: AllKinds, Count: n, Status: status})
	}
	return out
}

// MarkUnknown sets the status of figures on grounds with fewer hours of presence
// than least to Unknown: there, even zero says nothing.
func MarkUnknown(figures []Figure, hours map[geo.Cell]float64, least float64) {
	for i, f := range figures {
		if sumHours(f.Area, hours) < least {
			figures[i].Status = Unknown
		}
	}
}

func wholeHours(a Area, hours map[geo.Cell]float64) int {
	return int(math.Round(sumHours(a, hours)))
}

// sumHours is the hours on a ground, everywhere if it is the whole municipality.
func sumHours(a Area, hours map[geo.Cell]float64) float64 {
	sum := 0.0
	if a.Cells == nil {
		for _, c := range slices.Sorted(maps.Keys(hours)) {
			sum += hours[c]
		}
		return sum
	}
	for _, c := range a.Cells {
		sum += hours[c]
	}
	return sum
}
