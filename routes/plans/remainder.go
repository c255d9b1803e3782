package plans

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"runde/routes/orienteer"

	"github.com/google/uuid"
)

// roundIterations plan the rest of one round again, in well under a third of a second.
const roundIterations = 800

// remainder is the rest of one round as a problem of its own: the shift, from the
// minute and the place where the team is, in a week whose other rounds are frozen.
// What is done is one more frozen shift, the last.
type remainder struct {
	w        *world
	problem  orienteer.Problem
	solution orienteer.Solution
	shift    int
	minute   int
	done     []orienteer.Visit
	head     []int          // the last of them, where they lead the round once more
	rested   orienteer.Tick // when the break was, if it is over; 0: no
}

// remainder reads how far a round has come. The plan's shifts and places are known.
func (w *world) remainder(from Plan, today Today) (*remainder, error) {
	shift, ok := w.shifts[today.ShiftID]
	if !ok {
		return nil, fmt.Errorf("%w: Today.ShiftID is no shift of the week", ErrInput)
	}
	if today.Minute < 0 || today.Minute > w.in.Shifts[shift].End {
		return nil, fmt.Errorf("%w: Today.Minute must not lie after the end of the shift", ErrInput)
	}
	r := &remainder{w: w, problem: w.problem, solution: w.standing(from), shift: shift, minute: today.Minute}
	left := slices.Clone(r.solution.Routes[shift].Visits)
	at := func(id uuid.UUID) func(orienteer.Visit) bool {
		return func(v orienteer.Visit) bool { return w.in.Places[v.Place].ID == id }
	}
	for i, id := range today.Visited {
		k := slices.IndexFunc(left, at(id))
		if k < 0 {
			return nil, fmt.Errorf("%w: Today.Visited[%d] is no stop of the round, or stands twice", ErrInput, i)
		}
		r.done = append(r.done, left[k])
		left = slices.Delete(left, k, k+1)
	}
	for i, id := range today.Skipped {
		if slices.Contains(today.Visited, id) {
			return nil, fmt.Errorf("%w: Today.Skipped[%d] was visited", ErrInput, i)
		}
		left = slices.DeleteFunc(left, at(id))
	}
	r.build(left, today.Skipped)
	return r, nil
}

// standing is a plan as it stands: its own times, whatever rule they break.
func (w *world) standing(p Plan) orienteer.Solution {
	s := orienteer.Solution{Routes: make([]orienteer.Route, len(w.in.Shifts))}
	for i := range s.Routes {
		s.Routes[i].End = w.problem.Shifts[i].Start
	}
	for _, r := range p.Rounds {
		route := &s.Routes[w.shifts[r.ShiftID]]
		route.Break, route.End = int32(r.Break*minute), int32(r.End*minute)
		for _, stop := range r.Stops {
			route.Visits = append(route.Visits, orienteer.Visit{
				Place: w.places[stop.PlaceID], Start: int32(stop.Arrive * minute), Walked: stop.Walked,
			})
		}
	}
	return s
}

// solve plans what is left. Where not even the way home fits, nothing is left.
func (r *remainder) solve(ctx context.Context) error {
	home, ok := orienteer.Time(&r.problem, r.shift, r.head)
	if !ok {
		r.solution.Routes[r.shift] = home
		return ctx.Err()
	}
	s, err := orienteer.Solve(ctx, &r.problem, orienteer.Options{
		Seed: r.w.in.Seed, Iterations: cmp.Or(r.w.in.Iterations, roundIterations), Start: &r.solution,
	})
	if err != nil && ctx.Err() == nil {
		return err
	}
	if r.solution.Routes[r.shift] = s.Routes[r.shift]; len(s.Routes[r.shift].Visits) <= len(r.head) {
		r.solution.Routes[r.shift] = home
	}
	return err
}

// week is the whole week, with what is done before what is left.
func (r *remainder) week() orienteer.Solution {
	out := orienteer.Solution{Routes: slices.Clone(r.solution.Routes[:len(r.w.in.Shifts)])}
	route := &out.Routes[r.shift]
	left := slices.DeleteFunc(slices.Clone(route.Visits), func(v orienteer.Visit) bool { return slices.Contains(r.head, v.Place) })
	route.Visits = slices.Concat(r.done, left)
	if r.rested > 0 {
		route.Break = r.rested
	}
	return out
}

// over reports whether a shift takes no more stops: it has ended, or is what is done.
func (r *remainder) over(shift int) bool {
	if shift >= len(r.w.in.Shifts) {
		return true
	}
	s, now := &r.w.in.Shifts[shift], &r.w.in.Shifts[r.shift]
	return s.Date < now.Date || s.Date == now.Date && s.End <= r.minute
}
