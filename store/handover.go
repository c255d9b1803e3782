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
// that team see the round instead. Returns ErrNotFound for a plan, a shift that the plan
// has no round of, or an unknown team, and an error wrapping ErrConflict where the
// round has begun, its shift is cancelled or the plan was replaced.
func (db *DB) HandOver(ctx context.Context, m int32, by By, plan, shift, team uuid.UUID) (out Plan, broken []plans.Violation, err error) {
	err = db.App(ctx, m, func(tx pgx.Tx) error {
		if err := openToHandOver(ctx, tx, m, plan, shift); err != nil {
			return err
		}
		if err := change(ctx, tx, shiftTeam, m, shift, team); err != nil {
			return err
		}
		if err := retime(ctx, tx, m, plan, geo.DateOf(by.At)); err != nil {
			return err
		}
		if err := appendAudit(ctx, tx, m, by, "shift.hand_over", "shift", shift.String()); err != nil {
			return err
		}
		out, broken, err = evaluated(ctx, tx, m, plan, geo.DateOf(by.At))
		return err
	})
	return out, broken, err
}

func openToHandOver(ctx context.Context, tx pgx.Tx, m int32, plan, shift uuid.UUID) error {
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
	if r := p.Rounds[i]; p.State == Replaced || r.State != "planned" || r.Shift.Cancelled {
		return fmt.Errorf("round is not open: %w", ErrConflict)
	}
	return nil
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
