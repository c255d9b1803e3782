package plans

import (
	"context"

	"github.com/google/uuid"
)

// Today says how far one round has come.
type Today struct {
	ShiftID uuid.UUID
	Minute  int         // after midnight of the shift's date, until the shift ends; later than its start with nothing visited: a late start
	Visited []uuid.UUID // places, in the order in which they were visited; the team is at the last
	Skipped []uuid.UUID // places that the shift is not to visit any more
}

// ReplanRound plans the rest of one round again, while it is being walked. The visits
// made stay its first stops, with the times that they have in the plan; skipped places
// drop out; what is left is planned from the minute and the last place visited, or the
// base, until the shift ends, with a small price on each change. Whoever drives walks on
// from there or to the car, which stands at the last stop driven to. Blocks count as far
// as they are still to come, and the break unless the minute has reached the one
// planned, or it fits no more. All other rounds stay as they are in the plan. What came
// in today comes with the input: concerns, for one.
//
// Places left out are explained by the rounds that are still to come. Rounds and stops
// of the plan whose shift or place is gone fall out. Returns ErrInput for a malformed
// input and one that names the field of Today that does not fit the plan; when ctx
// ends, the best round so far comes back together with ctx's error.
func ReplanRound(ctx context.Context, in Input, from Plan, today Today) (Plan, error) {
	w, err := newWorld(&in)
	if err != nil {
		return Plan{}, err
	}
	r, err := w.remainder(w.still(from), today)
	if err != nil {
		return Plan{}, err
	}
	err = r.solve(ctx)
	if err != nil && ctx.Err() == nil {
		return Plan{}, err
	}
	plan := w.plan(r.week())
	e := newExplainer(w, &r.problem, r.solution)
	e.closed = r.over
	plan.LeftOut = e.leftOut()
	return plan, err
}
