package plans

import (
	"cmp"
	"context"
	"slices"

	"runde/routes/orienteer"
)

// Progress is how far a proposal is. Neither figure falls while it is made.
type Progress struct {
	Share float64 // of the iterations, 0–1
	Best  float64 // what the best plan so far is worth, in units of prize
}

// Propose plans the week. progress, if set, is called as soon as there is a first
// plan, and then now and then until its share is 1. The same input gives the same
// plan. When ctx ends, the best plan so far comes back together with ctx's error; an
// input that cannot be planned is refused with ErrInput. Locks hold in the plan; a
// pin that cannot be kept (its place is closed, its round full of other pins) is
// listed first among the places left out.
func Propose(ctx context.Context, in Input, progress func(Progress)) (Plan, error) {
	w, err := newWorld(&in)
	if err != nil {
		return Plan{}, err
	}
	return w.solve(ctx, nil, progress)
}

// solve searches for the best plan, from a solution if there is one.
func (w *world) solve(ctx context.Context, start *orienteer.Solution, progress func(Progress)) (Plan, error) {
	opt := orienteer.Options{Seed: w.in.Seed, Iterations: cmp.Or(w.in.Iterations, DefaultIterations), Start: start}
	if start == nil {
		opt.Also = w.lastWeek()
	}
	if progress != nil {
		opt.Progress = func(done, total int, best float64) {
			progress(Progress{Share: float64(done) / float64(max(1, total)), Best: best})
		}
	}
	s, err := orienteer.Solve(ctx, &w.problem, opt)
	if err != nil && ctx.Err() == nil {
		return Plan{}, err
	}
	s = w.settled(ordersOf(s))
	plan := w.plan(s)
	plan.LeftOut = w.leftOut(s)
	return plan, err
}

// plan writes a solution as rounds.
func (w *world) plan(s orienteer.Solution) Plan {
	out := Plan{Week: w.in.Week, Rounds: make([]Round, len(s.Routes)), Compromises: w.compromises(s)}
	explores := w.explorers(s)
	for i, r := range s.Routes {
		o := &out.Rounds[i]
		o.ShiftID = w.in.Shifts[i].ID
		o.End = minutes(r.End)
		if w.problem.Shifts[i].Break.Length > 0 && len(r.Visits) > 0 {
			o.Break = minutes(r.Break)
		}
		o.Stops = make([]Stop, len(r.Visits))
		for k, v := range r.Visits {
			place := &w.in.Places[v.Place]
			o.Stops[k] = Stop{
				PlaceID: place.ID, Cell: place.Cell, Arrive: minutes(v.Start), Leave: minutes(v.Start) + place.Visit, Walked: v.Walked,
				Exploration: explores[[2]int{i, k}], Locked: w.locked(v.Place, i),
			}
			o.Stops[k].Reasons = w.reasons(s, i, k, o.Stops[k])
		}
	}
	return out
}

// minutes rounds up to a whole minute: nobody is said to be somewhere sooner than
// they can.
func minutes(t int32) int { return int(t+minute-1) / minute }

// explorers marks, by shift and stop, the week's first stops in each exploring cell.
func (w *world) explorers(s orienteer.Solution) map[[2]int]bool {
	type visit struct {
		cell, day, start int
		at               [2]int
	}
	var visits []visit
	for i, r := range s.Routes {
		for k, v := range r.Visits {
			if cell := w.problem.Places[v.Place].Cell; w.problem.Cells[cell].Explorers > 0 {
				visits = append(visits, visit{cell, w.problem.Shifts[i].Day, int(v.Start), [2]int{i, k}})
			}
		}
	}
	slices.SortStableFunc(visits, func(a, b visit) int { return cmp.Or(a.day-b.day, a.start-b.start) })
	inCell, out := map[int]int{}, map[[2]int]bool{}
	for _, v := range visits {
		if inCell[v.cell]++; inCell[v.cell] <= w.problem.Cells[v.cell].Explorers {
			out[v.at] = true
		}
	}
	return out
}
