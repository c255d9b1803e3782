package plans

import (
	"slices"

	"runde/routes"
)

// Repeat lays last week's rounds on this week's shifts: what the coordinator opens
// the week on. A round goes to the shift of the same team on the same weekday that
// starts nearest, each shift once. Places that are gone or forbidden fall out. Give
// the result to [Evaluate] for times and broken rules.
func Repeat(in Input, last Plan, lastShifts []routes.Shift) Plan {
	out := Plan{Week: in.Week}
	taken := make([]bool, len(in.Shifts))
	for _, r := range last.Rounds {
		k := slices.IndexFunc(lastShifts, func(s routes.Shift) bool { return s.ID == r.ShiftID })
		if k < 0 {
			continue
		}
		to := sameShift(in.Shifts, taken, lastShifts[k])
		if to < 0 {
			continue
		}
		taken[to] = true
		out.Rounds = append(out.Rounds, Round{ShiftID: in.Shifts[to].ID, Stops: still(in, r.Stops)})
	}
	return out
}

// sameShift is the free shift most like one of last week, -1 if there is none.
func sameShift(shifts []routes.Shift, taken []bool, old routes.Shift) int {
	best, least := -1, 0
	for i, s := range shifts {
		if taken[i] || s.TeamID != old.TeamID || s.Date.Weekday() != old.Date.Weekday() {
			continue
		}
		if apart := max(s.Start-old.Start, old.Start-s.Start); best < 0 || apart < least {
			best, least = i, apart
		}
	}
	return best
}

// still are the stops whose places one may visit.
func still(in Input, stops []Stop) []Stop {
	var out []Stop
	for _, s := range stops {
		known := slices.ContainsFunc(in.Places, func(p routes.Place) bool { return p.ID == s.PlaceID })
		forbidden := slices.ContainsFunc(in.Locks, func(l Lock) bool { return l.PlaceID == s.PlaceID && l.forbids() })
		if known && !forbidden {
			out = append(out, Stop{PlaceID: s.PlaceID, Cell: s.Cell})
		}
	}
	return out
}
