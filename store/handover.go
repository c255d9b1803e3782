package store

import (
	"context"
	"fmt"
	"slices"

	"runde/geo"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// HandOver gives a shift, with its round in the plan, to another team, which sets out
// from its own base, and returns the plan with every rule that it breaks. The workers of
// that team see the round instead, and a proposal of the week has the round's new times
// too. Returns ErrNotFound for a plan, a shift that the plan has no round of, or an
// unknown team, and an error wrapping ErrConflict where the round has begun or its day is
// over, its shift is cancelled, the plan was replaced, or it is a proposal and the
// approved plan has a round on the shift: that one is handed over instead.
func (db *DB) HandOver(ctx context.Context, m int32, by By, plan, shift, team uuid.UUID) (out Plan, broken []plans.Violation, err error) {
	today := geo.DateOf(by.At)
	err = db.App(ctx, m, func(tx pgx.Tx) error {
		if err := openToHandOver(ctx, tx, m, plan, shift, today); err != nil {
			return err
		}
		retimed, err := plansToHandOver(ctx, tx, m, plan, shift)
		if err != nil {
			return err
		}
		if err := change(ctx, tx, shiftTeam, m, shift, team); err != nil {
			return err
		}
		for _, id := range retimed {
			if err := retime(ctx, tx, m, id, today); err != nil {
				return err
			}
		}
		if err := appendAudit(ctx, tx, m, by, "shift.hand_over", "shift", shift.String()); err != nil {
			return err
		}
		out, broken, err = evaluated(ctx, tx, m, plan, today)
		return err
	})
	return out, broken, err
}

func openToHandOver(ctx context.Context, tx pgx.Tx, m int32, plan, shift uuid.UUID, today geo.Date) error {
	row, err := one[planRow](ctx, tx, planForUpdate, m, plan)
	if err != nil {
		return err
	}
	p, err := loadPlan(ctx, tx, m, row)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(p.Rounds, func(r PlanRound) bool { return r.Shift.ID == shift })
	if i < 0 {
		return fmt.Errorf("round: %w", ErrNotFound)
	}
	if r := p.Rounds[i]; p.State == Replaced || r.Shift.Cancelled || r.Shift.Date < today {
		return fmt.Errorf("round is not open: %w", ErrConflict)
	}
	return nil
}

// plansToHandOver are the plans with a round on the shift, whose times another team
// changes. No round of them begins before the transaction ends.
func plansToHandOver(ctx context.Context, tx pgx.Tx, m int32, plan, shift uuid.UUID) ([]uuid.UUID, error) {
	list, err := all[shiftRound](ctx, tx, roundsOfShift, m, shift)
	var out []uuid.UUID
	for _, r := range list {
		if r.RoundState != "planned" || r.PlanState == Approved && r.PlanID != plan {
			return nil, fmt.Errorf("round is not open: %w", ErrConflict)
		}
		out = append(out, r.PlanID)
	}
	return out, err
}

// shiftRound is a round of a shift in one of the plans that share it.
type shiftRound struct {
	PlanID     uuid.UUID
	PlanState  PlanState
	RoundState string
}

// retime stores the times that a plan's order of stops takes.
func retime(ctx context.Context, tx pgx.Tx, m int32, plan uuid.UUID, today geo.Date) error {
	row, err := one[planRow](ctx, tx, planByID, m, plan)
	if err != nil {
		return err
	}
	p, err := loadPlan(ctx, tx, m, row)
	if err != nil {
		return err
	}
	done, err := evaluate(ctx, tx, m, p, today)
	if err != nil {
		return err
	}
	return storeChange(ctx, tx, m, p, done.Plan)
}

const shiftTeam = `
UPDATE shift s SET team_id = t.team_id FROM team t
WHERE s.municipality_id = $1 AND t.municipality_id = $1 AND s.shift_id = $2 AND t.team_id = $3`

const roundsOfShift = `
SELECT p.plan_id, p.state AS plan_state, r.state AS round_state FROM round r JOIN plan p USING (municipality_id, plan_id)
WHERE r.municipality_id = $1 AND r.shift_id = $2 AND p.state <> 'replaced' ORDER BY r.round_id FOR UPDATE OF r`
