package plans

import (
	"cmp"
	"slices"

	"runde/routes"
	"runde/routes/orienteer"
)

// lastWeek is the rounds of the week before laid on this week's shifts, in the order
// in which they were walked, nil where nothing was: a plan to begin a search from. A
// visit goes to the shift of its team on the same weekday that its time lies nearest.
func (w *world) lastWeek() *orienteer.Solution {
	visits := make([][]*Visit, len(w.in.Shifts))
	found := false
	for k := range w.in.Past {
		v := &w.in.Past[k]
		if _, known := w.places[v.PlaceID]; !known || v.Date < w.in.Week.Add(-1).Monday() || v.Date >= w.in.Week.Monday() {
			continue
		}
		if i := w.shiftLike(v); i >= 0 {
			visits[i] = append(visits[i], v)
			found = true
		}
	}
	if !found {
		return nil
	}
	out := &orienteer.Solution{Routes: make([]orienteer.Route, len(visits))}
	for i, list := range visits {
		slices.SortStableFunc(list, func(a, b *Visit) int { return cmp.Compare(a.Minute, b.Minute) })
		for _, v := range list {
			out.Routes[i].Visits = append(out.Routes[i].Visits, orienteer.Visit{Place: w.places[v.PlaceID]})
		}
	}
	return out
}

// shiftLike is the shift of a visit's team and weekday that lies nearest to its time, -1
// if there is none.
func (w *world) shiftLike(v *Visit) int {
	best, least := -1, 0
	for i := range w.in.Shifts {
		s := &w.in.Shifts[i]
		if s.TeamID != v.TeamID || s.Date.Weekday() != v.Date.Weekday() {
			continue
		}
		if away := outside(s, v.Minute); best < 0 || away < least {
			best, least = i, away
		}
	}
	return best
}

// outside is by how many minutes a time misses a shift.
func outside(s *routes.Shift, minute int) int { return max(s.Start-minute, minute-s.End, 0) }
