package store

import (
	"context"
	"errors"
	"slices"

	"runde/geo"
	"runde/routes"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// OpenInput is what a proposal for the rest of a week depends on: [DB.PlanInput]
// without the shifts whose rounds of the approved plan have begun or are of a day that
// is over. Their visits count to a place's most in the week and to its gap.
func (db *DB) OpenInput(ctx context.Context, m int32, week geo.Week) (plans.Input, error) {
	var in plans.Input
	today := db.Today()
	err := db.App(ctx, m, func(tx pgx.Tx) (err error) {
		in, _, err = openInput(ctx, tx, m, week, today, nil)
		return err
	})
	return in, err
}

// ReplanInput is OpenInput for planning again from a plan of the week, whose places are
// in it unless they are retired, and that plan without the rounds that are not open.
func (db *DB) ReplanInput(ctx context.Context, m int32, p Plan) (plans.Input, plans.Plan, error) {
	var in plans.Input
	from := p.Bare()
	today := db.Today()
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		keep, err := stillOpen(ctx, tx, m, p)
		if err != nil {
			return err
		}
		var settled map[uuid.UUID]bool
		if in, settled, err = openInput(ctx, tx, m, p.Week, today, keep); err != nil {
			return err
		}
		from.Rounds = slices.DeleteFunc(from.Rounds, func(r plans.Round) bool { return settled[r.ShiftID] })
		return nil
	})
	return in, from, err
}

// openInput is the input and the shifts that it leaves out.
func openInput(ctx context.Context, tx pgx.Tx, m int32, week geo.Week, today geo.Date, keep map[uuid.UUID]bool) (plans.Input, map[uuid.UUID]bool, error) {
	in, err := planInput(ctx, tx, m, week, today, keep)
	if err != nil {
		return in, nil, err
	}
	done, err := settledRounds(ctx, tx, m, week, today)
	if err != nil || len(done) == 0 {
		return in, nil, err
	}
	settled := map[uuid.UUID]bool{}
	for _, r := range done {
		settled[r.Shift.ID] = true
	}
	in.Shifts = slices.DeleteFunc(in.Shifts, func(s routes.Shift) bool { return settled[s.ID] })
	countVisits(&in, done)
	s, err := streets(ctx, tx, m)
	if err != nil {
		return in, nil, err
	}
	in.Matrices = s.matrices(in.Places, in.Shifts)
	return in, settled, nil
}

// settledRounds are the rounds of the week's approved plan that no proposal replaces.
func settledRounds(ctx context.Context, tx pgx.Tx, m int32, week geo.Week, today geo.Date) ([]PlanRound, error) {
	row, err := one[planRow](ctx, tx, planOfWeek, m, week, Approved)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p, err := loadPlan(ctx, tx, m, row)
	return slices.DeleteFunc(p.Rounds, func(r PlanRound) bool { return r.State == "planned" && r.Shift.Date >= today }), err
}

// countVisits counts the visits of rounds to what their places allow in the week.
// Skipped stops are none.
func countVisits(in *plans.Input, done []PlanRound) {
	visits := map[uuid.UUID]int{}
	for _, r := range done {
		for _, s := range r.Stops {
			if s.State == "skipped" || r.Shift.Cancelled {
				continue
			}
			visits[s.PlaceID]++
			in.Past = append(in.Past, plans.Visit{PlaceID: s.PlaceID, TeamID: r.Shift.TeamID, Date: r.Shift.Date, Minute: s.Arrive})
		}
	}
	for i := range in.Places {
		p := &in.Places[i]
		p.MinVisits = max(0, p.MinVisits-visits[p.ID])
		p.MaxVisits = max(0, p.MaxVisits-visits[p.ID])
	}
}

// keepSettled moves the rounds of the week's approved plan that have begun, or whose
// day is over, to the plan that takes its place. They keep their ids, so that phones go
// on recording on them.
func keepSettled(ctx context.Context, tx pgx.Tx, m int32, week geo.Week, plan uuid.UUID, today geo.Date) error {
	if _, err := tx.Exec(ctx, roundsGiveWay, m, week, plan, today); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, roundsMoveOver, m, week, plan, today)
	return err
}

const settledOfWeek = `
FROM plan p JOIN round o USING (municipality_id, plan_id)
WHERE p.municipality_id = $1 AND p.week = $2::date AND p.state = 'approved' AND (o.state <> 'planned' OR o.day < $4::date)`

const roundsGiveWay = `
DELETE FROM round r WHERE r.municipality_id = $1 AND r.plan_id = $3 AND r.shift_id IN (SELECT o.shift_id ` + settledOfWeek + `)`

const roundsMoveOver = `
UPDATE round r SET plan_id = $3 WHERE r.municipality_id = $1 AND r.round_id IN (SELECT o.round_id ` + settledOfWeek + `)`
