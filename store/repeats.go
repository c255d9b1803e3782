package store

import (
	"context"
	"errors"
	"fmt"

	"runde/geo"
	"runde/routes"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// LastApproved is the last week before the given one, within the weeks that a plan
// looks back on, that has an approved plan. Returns ErrNotFound where none has.
func (db *DB) LastApproved(ctx context.Context, m int32, before geo.Week) (geo.Week, error) {
	var out geo.Week
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error {
		row, err := lastApproved(ctx, tx, m, before)
		out = row.Week
		return err
	})
	return out, err
}

func lastApproved(ctx context.Context, tx pgx.Tx, m int32, before geo.Week) (planRow, error) {
	return one[planRow](ctx, tx, planBefore, m, before, before.Add(-pastWeeks))
}

// RepeatWeek proposes the rounds of the last approved plan before a week on the
// shifts of that week, with the week's own times: see [plans.Repeat]. A run that plans
// the week is cancelled. Returns how many stops fell out because their shift or place
// is gone. ErrConflict where the week has a plan already, has no shift that takes
// place, or no plan before it was approved; ErrNotFound where there is no map or cover.
func (db *DB) RepeatWeek(ctx context.Context, m int32, by By, week geo.Week) (fell int, err error) {
	err = db.App(ctx, m, func(tx pgx.Tx) error {
		last, err := planToRepeat(ctx, tx, m, week)
		if err != nil {
			return err
		}
		p, seed, err := repeated(ctx, tx, m, week, last, geo.DateOf(by.At))
		if err != nil {
			return err
		}
		fell = stopsOf(last.Bare()) - stopsOf(p)
		if _, err := tx.Exec(ctx, planRunsCancel, m, week); err != nil {
			return err
		}
		_, err = saveProposal(ctx, tx, m, by, seed, p)
		return err
	})
	return fell, err
}

// planToRepeat is the last approved plan before a week that has none of its own.
func planToRepeat(ctx context.Context, tx pgx.Tx, m int32, week geo.Week) (Plan, error) {
	has, err := value[bool](ctx, tx, planOpen, m, week)
	if err != nil {
		return Plan{}, err
	}
	if has {
		return Plan{}, fmt.Errorf("the week has a plan: %w", ErrConflict)
	}
	row, err := lastApproved(ctx, tx, m, week)
	if errors.Is(err, ErrNotFound) {
		return Plan{}, fmt.Errorf("no plan before the week: %w", ErrConflict)
	}
	if err != nil {
		return Plan{}, err
	}
	return loadPlan(ctx, tx, m, row)
}

// repeated is the last plan laid on a week and timed there.
func repeated(ctx context.Context, tx pgx.Tx, m int32, week geo.Week, last Plan, today geo.Date) (plans.Plan, uint64, error) {
	keep, err := stillOpen(ctx, tx, m, last)
	if err != nil {
		return plans.Plan{}, 0, err
	}
	in, err := planInput(ctx, tx, m, week, today, keep)
	if err != nil {
		return plans.Plan{}, 0, err
	}
	if len(in.Shifts) == 0 {
		return plans.Plan{}, 0, fmt.Errorf("the week has no shift: %w", ErrConflict)
	}
	old, err := regularShifts(ctx, tx, m, last)
	if err != nil {
		return plans.Plan{}, 0, err
	}
	p, _, err := plans.Evaluate(in, plans.Repeat(in, last.Bare(), old))
	return p, in.Seed, err
}

// regularShifts are a plan's shifts with the teams that the regular week gives them: a
// round that was handed over once goes back.
func regularShifts(ctx context.Context, tx pgx.Tx, m int32, p Plan) ([]routes.Shift, error) {
	patterns, err := all[ShiftPattern](ctx, tx, patternList, m)
	team := map[uuid.UUID]uuid.UUID{}
	for _, one := range patterns {
		team[one.ID] = one.TeamID
	}
	out := make([]routes.Shift, len(p.Rounds))
	for i, r := range p.Rounds {
		out[i] = r.Shift.Shift
		if r.Shift.PatternID == nil {
			continue
		}
		if regular, known := team[*r.Shift.PatternID]; known {
			out[i].TeamID = regular
		}
	}
	return out, err
}

// stillOpen are the places of a plan that may still be visited.
func stillOpen(ctx context.Context, tx pgx.Tx, m int32, p Plan) (map[uuid.UUID]bool, error) {
	list, err := places(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	open := map[uuid.UUID]bool{}
	for _, one := range list {
		open[one.ID] = !one.Retired
	}
	keep := map[uuid.UUID]bool{}
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			if open[s.PlaceID] {
				keep[s.PlaceID] = true
			}
		}
	}
	return keep, nil
}

func stopsOf(p plans.Plan) int {
	n := 0
	for _, r := range p.Rounds {
		n += len(r.Stops)
	}
	return n
}

const planBefore = planColumns + `
WHERE municipality_id = $1 AND state = 'approved' AND week < $2::date AND week >= $3::date
ORDER BY week DESC LIMIT 1`

const planOpen = `
SELECT EXISTS (SELECT FROM plan WHERE municipality_id = $1 AND week = $2::date AND state IN ('proposed', 'approved'))`
