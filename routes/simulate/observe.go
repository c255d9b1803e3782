package simulate

import (
	"bytes"
	"cmp"
	"slices"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/need"
)

// shuffle puts encounters and concerns in the order of their random ids.
func (h *History) shuffle() {
	slices.SortFunc(h.Encounters, func(a, b Encounter) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	slices.SortFunc(h.Concerns, func(a, b Concern) int { return bytes.Compare(a.ID[:], b.ID[:]) })
}

type cellWeek struct {
	cell geo.Cell
	week geo.Week
}

// Observations are the history as the need model reads it: by street cell and
// week, in order of time. Hours are those of visited stops, as planned.
func (h *History) Observations() []need.Observation {
	sums := make(map[cellWeek]*need.Observation)
	at := func(c geo.Cell, day geo.Date) *need.Observation {
		k := cellWeek{c, geo.WeekOf(day)}
		if sums[k] == nil {
			sums[k] = &need.Observation{Cell: k.cell, Week: k.week, Concerns: map[string]int{}}
		}
		return sums[k]
	}
	visits(h.Rounds, func(r Round, s Stop) { at(s.Cell, r.Shift.Date).Hours += hours(s) })
	for _, e := range h.Encounters {
		switch {
		case e.Outcome == "nobody_met":
		case e.Unplanned:
			at(e.Cell, e.Day).Unplanned++
		default:
			at(e.Cell, e.Day).Encounters++
		}
	}
	for _, c := range h.Concerns {
		if c.Context == intake.Street {
			at(c.Cell, c.Day).Concerns[string(c.Channel)]++
		}
	}
	out := make([]need.Observation, 0, len(sums))
	for _, o := range sums {
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b need.Observation) int {
		return cmp.Or(a.Week.Compare(b.Week), cmp.Compare(a.Cell, b.Cell))
	})
	return out
}

// Presence is what was seen at stops by street cell and daypart from a day on.
func (h *History) Presence(from geo.Date) []need.Presence {
	type key struct {
		cell geo.Cell
		part geo.Daypart
	}
	sums := make(map[key]*need.Presence)
	at := func(c geo.Cell, p geo.Daypart) *need.Presence {
		k := key{c, p}
		if sums[k] == nil {
			sums[k] = &need.Presence{Cell: c, Daypart: p}
		}
		return sums[k]
	}
	visits(h.Rounds, func(r Round, s Stop) {
		if r.Shift.Date >= from {
			at(s.Cell, geo.DaypartAt(s.Arrive)).Hours += hours(s)
		}
	})
	for _, e := range h.Encounters {
		if e.Day >= from && e.Outcome != "nobody_met" && !e.Unplanned {
			at(e.Cell, e.Daypart).Encounters++
		}
	}
	out := make([]need.Presence, 0, len(sums))
	for _, p := range sums {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b need.Presence) int {
		return cmp.Or(cmp.Compare(a.Cell, b.Cell), cmp.Compare(a.Daypart, b.Daypart))
	})
	return out
}
