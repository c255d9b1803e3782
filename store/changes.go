package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"runde/geo"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Change is one change of a plan by hand: a stop is moved, added or removed.
type Change struct {
	StopID   uuid.UUID // moved or removed; none (uuid.Nil): PlaceID is added
	PlaceID  uuid.UUID // added
	ShiftID  uuid.UUID // where to; none: the stop is removed
	Position int       // as the nth stop of the round without it, counted from 1; 0 or too many: as the last
}

// ChangePlan changes a proposed or approved plan by hand, stores its times, and
// returns it with every rule that it breaks: a broken rule is named, not refused.
// Returns ErrNotFound for a plan, stop, place or shift that the week does not have,
// and an error wrapping ErrConflict where a round that is touched has begun, or the
// plan was replaced.
func (db *DB) ChangePlan(ctx context.Context, m int32, by By, id uuid.UUID, c Change) (Plan, []plans.Violation, error) {
	var out Plan
	var broken []plans.Violation
	err := db.App(ctx, m, func(tx pgx.Tx) (err error) {
		out, broken, err = changePlan(ctx, tx, m, by, id, c)
		return err
	})
	return out, broken, err
}

func changePlan(ctx context.Context, tx pgx.Tx, m int32, by By, id uuid.UUID, c Change) (Plan, []plans.Violation, error) {
	row, err := one[planRow](ctx, tx, planForUpdate, m, id)
	if err != nil {
		return Plan{}, nil, err
	}
	if row.State == Replaced {
		return Plan{}, nil, fmt.Errorf("plan was replaced: %w", ErrConflict)
	}
	p, err := loadPlan(ctx, tx, m, row)
	if err != nil {
		return p, nil, err
	}
	if err := openRound(ctx, tx, m, &p, c.ShiftID); err != nil {
		return p, nil, err
	}
	action, err := p.apply(c)
	if err != nil {
		return p, nil, err
	}
	done, err := evaluate(ctx, tx, m, p, geo.DateOf(by.At))
	if err != nil {
		return p, nil, err
	}
	if err := storeChange(ctx, tx, m, p, done.Plan); err != nil {
		return p, nil, err
	}
	if p.State == Approved {
		if err := markOnRounds(ctx, tx, m, geo.DateOf(by.At)); err != nil {
			return p, nil, err
		}
	}
	if err := appendAudit(ctx, tx, m, by, action, "plan", id.String()); err != nil {
		return p, nil, err
	}
	if row, err = one[planRow](ctx, tx, planByID, m, id); err != nil {
		return p, nil, err
	}
	p, err = loadPlan(ctx, tx, m, row)
	p.accept(done)
	return p, done.broken, err
}

// openRound gives the plan a round for a shift of its week that has none: one that
// was added after the plan was made.
func openRound(ctx context.Context, tx pgx.Tx, m int32, p *Plan, shift uuid.UUID) error {
	known := slices.ContainsFunc(p.Rounds, func(r PlanRound) bool { return r.Shift.ID == shift })
	if shift == uuid.Nil || known {
		return nil
	}
	list, err := shifts(ctx, tx, m, p.Week)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(s Shift) bool { return s.ID == shift })
	if i < 0 {
		return fmt.Errorf("shift: %w", ErrNotFound)
	}
	r := PlanRound{ID: uuid.New(), Shift: list[i], State: "planned"}
	if _, err := tx.Exec(ctx, roundInsert, m, r.ID, p.ID, shift); err != nil {
		return err
	}
	p.Rounds = append(p.Rounds, r)
	return nil
}

// apply changes the order of the plan's stops and says what was done.
func (p *Plan) apply(c Change) (action string, err error) {
	stop := PlanStop{Stop: plans.Stop{PlaceID: c.PlaceID}}
	action = "plan.add"
	if c.StopID != uuid.Nil {
		if stop, err = p.take(c.StopID); err != nil {
			return "", err
		}
		action = "plan.move"
	}
	if c.ShiftID == uuid.Nil {
		if c.StopID == uuid.Nil {
			return "", invalid("shift_id", "must name the shift that the place is added to")
		}
		return "plan.remove", nil
	}
	i := slices.IndexFunc(p.Rounds, func(r PlanRound) bool { return r.Shift.ID == c.ShiftID })
	r := &p.Rounds[i]
	if r.State != "planned" {
		return "", fmt.Errorf("round has begun: %w", ErrConflict)
	}
	if r.Shift.Cancelled {
		return "", fmt.Errorf("shift is cancelled: %w", ErrConflict)
	}
	at := len(r.Stops)
	if c.Position > 0 {
		at = min(at, c.Position-1)
	}
	r.Stops = slices.Insert(r.Stops, at, stop)
	return action, nil
}

// take removes the stop from its round.
func (p *Plan) take(stop uuid.UUID) (PlanStop, error) {
	for i := range p.Rounds {
		r := &p.Rounds[i]
		k := slices.IndexFunc(r.Stops, func(s PlanStop) bool { return s.ID == stop })
		if k < 0 {
			continue
		}
		if r.State != "planned" {
			return PlanStop{}, fmt.Errorf("round has begun: %w", ErrConflict)
		}
		s := r.Stops[k]
		r.Stops = slices.Delete(r.Stops, k, k+1)
		return s, nil
	}
	return PlanStop{}, fmt.Errorf("stop: %w", ErrNotFound)
}

// storeChange stores the stops of the changed plan with the times that it was
// given. Stops keep their ids.
func storeChange(ctx context.Context, tx pgx.Tx, m int32, p Plan, done plans.Plan) error {
	if _, err := tx.Exec(ctx, planStopsExcept, m, p.ID, stopIDs(p)); err != nil {
		return err
	}
	w, err := newStopWriter(ctx, tx, m)
	if err != nil {
		return err
	}
	for _, r := range p.Rounds {
		timed := roundOf(done, r.Shift.ID)
		if timed == nil || r.State != "planned" {
			continue
		}
		if err := storeRound(ctx, tx, m, w, r, timed.Stops); err != nil {
			return err
		}
	}
	return storeLeftOut(ctx, tx, m, p.ID, done)
}

func storeLeftOut(ctx context.Context, tx pgx.Tx, m int32, plan uuid.UUID, done plans.Plan) error {
	left, err := json.Marshal(append([]plans.LeftOut{}, done.LeftOut...))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, planLeftOut, m, plan, left)
	return err
}

func stopIDs(p Plan) []uuid.UUID {
	out := []uuid.UUID{}
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			out = append(out, s.ID)
		}
	}
	return out
}

// storeRound updates the round's stops and adds the one that is not stored yet.
func storeRound(ctx context.Context, tx pgx.Tx, m int32, w *stopWriter, r PlanRound, timed []plans.Stop) error {
	rows, err := w.rows(r.ID, r.Shift.Date, timed)
	if err != nil {
		return err
	}
	known, added := []map[string]any{}, []map[string]any{}
	for i, s := range r.Stops {
		if s.ID == uuid.Nil {
			added = append(added, rows[i])
			continue
		}
		rows[i]["stop_id"] = s.ID
		known = append(known, rows[i])
	}
	if err := insertRows(ctx, tx, m, stopUpdate, known); err != nil {
		return err
	}
	return insertRows(ctx, tx, m, stopInsert, added)
}

const planStopsExcept = `
DELETE FROM stop s USING round r
WHERE s.municipality_id = $1 AND r.municipality_id = $1 AND r.round_id = s.round_id AND r.plan_id = $2
  AND r.state = 'planned' AND s.state <> 'dropped' AND s.stop_id <> ALL ($3)`

const planLeftOut = `
UPDATE plan SET left_out = $3 WHERE municipality_id = $1 AND plan_id = $2`

const stopUpdate = `
UPDATE stop s SET round_id = n.round_id, position = n.position, cover_version = n.cover_version, cell = n.cell,
  arrive_minute = n.arrive_minute, leave_minute = n.leave_minute, walked = n.walked,
  exploration = n.exploration, reasons = n.reasons
FROM jsonb_populate_recordset(NULL::stop, $2) AS n
WHERE s.municipality_id = $1 AND s.stop_id = n.stop_id`
