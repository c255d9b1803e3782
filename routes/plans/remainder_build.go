package plans

import (
	"slices"

	"runde/routes"
	"runde/routes/orienteer"

	"github.com/google/uuid"
)

// build makes the problem of what is left, and its solution in the present order.
func (r *remainder) build(left []orienteer.Visit, skipped []uuid.UUID) {
	planned := r.solution.Routes[r.shift].Break
	r.problem.Shifts = slices.Clone(r.problem.Shifts)
	for i := range r.problem.Shifts {
		r.problem.Shifts[i].Frozen = true
	}
	r.problem.Shifts = append(r.problem.Shifts, r.problem.Shifts[r.shift])
	r.problem.Shifts[r.shift].Frozen = false
	r.lock(skipped)
	r.setOut(planned)
	away := slices.DeleteFunc(slices.Clone(r.done), func(v orienteer.Visit) bool { return slices.Contains(r.head, v.Place) })
	r.solution.Routes = append(r.solution.Routes, orienteer.Route{Visits: away})

	r.solution.Routes[r.shift], _ = orienteer.Time(&r.problem, r.shift, slices.Concat(r.head, placesOf(left)))
	r.problem.Explore = min(r.problem.Explore, r.exploring())
	r.problem.Prices.Change = todayPrice * r.w.unit
	r.problem.Before = ordersOf(r.solution)
}

// ordersOf are the places of a solution on each shift.
func ordersOf(s orienteer.Solution) [][]int {
	out := make([][]int, len(s.Routes))
	for i, r := range s.Routes {
		out[i] = placesOf(r.Visits)
	}
	return out
}

func placesOf(visits []orienteer.Visit) []int {
	out := make([]int, len(visits))
	for k, v := range visits {
		out[k] = v.Place
	}
	return out
}

// setOut lets the shift start at the minute, where the team is, with the blocks and
// the break that are still to come; planned is when the break was planned, 0 for never.
func (r *remainder) setOut(planned orienteer.Tick) {
	s, in := &r.problem.Shifts[r.shift], r.w.in.Shifts[r.shift]
	in.Start = max(in.Start, r.minute)
	if planned > 0 && planned <= int32(r.minute*minute) {
		r.rested = planned
		begun := int(planned) / minute // one that is under way is finished first
		in.Blocks = append(slices.Clone(in.Blocks), routes.Block{Start: begun, End: begun + in.Break})
	}
	s.Start, s.Blocks = int32(in.Start*minute), blocksOf(in)
	switch {
	case len(r.done) > 0 && s.Walk.N > 0:
		r.standBeside()
	case len(r.done) > 0:
		s.From = r.done[len(r.done)-1].Place
	}
	r.keepBreak()
}

// keepBreak leaves the shift its break if it is still to come and fits.
func (r *remainder) keepBreak() {
	s := &r.problem.Shifts[r.shift]
	b := &s.Break
	b.Window.Open = max(b.Window.Open, int32(r.minute*minute))
	if r.rested > 0 || b.Window.Open > b.Window.Close || !fits(b.Window, b.Length, s.Blocks) {
		*b = orienteer.Break{}
		return
	}
	if _, ok := orienteer.Time(&r.problem, r.shift, r.head); !ok {
		*b = orienteer.Break{}
	}
}

// lock keeps the locks of what is left, and skipped places off the shift. Positions
// count from what is left.
func (r *remainder) lock(skipped []uuid.UUID) {
	var out []orienteer.Lock
	for _, l := range r.problem.Locks {
		if l.Kind == orienteer.Pin && l.Shift == r.shift {
			done := slices.ContainsFunc(r.done, func(v orienteer.Visit) bool { return v.Place == l.Place })
			if done || slices.Contains(skipped, r.w.in.Places[l.Place].ID) {
				continue
			}
			if l.Position > 0 {
				l.Position = max(1, l.Position-len(r.done))
			}
		}
		out = append(out, l)
	}
	for _, id := range skipped {
		if place, ok := r.w.places[id]; ok {
			out = append(out, orienteer.Lock{Kind: orienteer.Forbid, Place: place, Shift: r.shift})
		}
	}
	r.problem.Locks = out
}

// exploring is the share of the stops that explore, as the week stands: one that fell
// short today, because a stop was skipped, is not made up by leaving out others.
func (r *remainder) exploring() float64 {
	stops, explored := 0, 0
	inCell := make([]int, len(r.problem.Cells))
	for _, route := range r.solution.Routes {
		for _, v := range route.Visits {
			c := r.problem.Places[v.Place].Cell
			stops++
			if inCell[c]++; inCell[c] <= r.problem.Cells[c].Explorers {
				explored++
			}
		}
	}
	if stops == 0 {
		return 1
	}
	return float64(explored) / float64(stops)
}
