package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"runde/geo"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// restLimit is how long the planner may think about the rest of a round. The best that
// it has found by then stands.
const restLimit = 2 * time.Second

// ReplanRest plans the rest of a round again while it is walked, as
// [plans.ReplanRound] does: from the minute of by, after the stops that were visited
// and without those that were skipped. Both stay in the round, before the rest; a stop
// that the rest still visits keeps its id, so that a phone with the round as it was can
// record on it. Returns the plan with every rule that it breaks. ErrNotFound, or an
// error wrapping ErrConflict for a plan that is not approved, a round that
// [PlanRound.OpenAt] does not allow, and one of which a stop was marked, or that was
// finished, while it was planned.
func (db *DB) ReplanRest(ctx context.Context, m int32, by By, plan, shift uuid.UUID) (Plan, []plans.Violation, error) {
	return db.changeRest(ctx, m, by, plan, shift, "plan.replan_round", func(in plans.Input, p plans.Plan, r PlanRound) (plans.Plan, error) {
		short, done := context.WithTimeout(ctx, restLimit)
		defer done()
		out, err := plans.ReplanRound(short, in, p, r.today(by.At))
		if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
			err = nil
		}
		return out, err
	})
}

// SetRest puts places on a round after the stops that were visited or skipped, in place
// of those that are still planned: the way back after ReplanRest, with which it shares
// its errors. Places that are gone, and those visited or skipped, are passed over.
func (db *DB) SetRest(ctx context.Context, m int32, by By, plan, shift uuid.UUID, places []uuid.UUID) (Plan, []plans.Violation, error) {
	return db.changeRest(ctx, m, by, plan, shift, "plan.set_round", func(in plans.Input, p plans.Plan, r PlanRound) (plans.Plan, error) {
		known := map[uuid.UUID]bool{}
		for i := range in.Places {
			known[in.Places[i].ID] = true
		}
		round := roundOf(p, shift)
		round.Stops = round.Stops[:0:0]
		for _, s := range r.Stops {
			if s.State == "visited" {
				round.Stops = append(round.Stops, s.Stop)
			}
			if s.State != "planned" {
				delete(known, s.PlaceID)
			}
		}
		for _, id := range places {
			if known[id] {
				round.Stops = append(round.Stops, plans.Stop{PlaceID: id})
			}
		}
		out, _, err := plans.Evaluate(in, p)
		return out, err
	})
}

// OpenAt reports whether the rest of the round can be planned again at the time: the
// round takes place, is not finished, and its day has come and its shift not ended.
func (r PlanRound) OpenAt(at time.Time) bool {
	minute := minuteAt(r.Shift.Date, at)
	return r.State != "finished" && !r.Shift.Cancelled && minute >= 0 && minute < r.Shift.End
}

// minuteAt is how many minutes a time lies after midnight of the day.
func minuteAt(day geo.Date, at time.Time) int {
	return int(geo.DateOf(at)-day)*24*60 + at.Hour()*60 + at.Minute()
}

// today is how far the round has come. No time of a visit is stored, so the stops are
// taken as visited in the round's order: the team is thought to be at the last of them.
func (r PlanRound) today(at time.Time) plans.Today {
	out := plans.Today{ShiftID: r.Shift.ID, Minute: minuteAt(r.Shift.Date, at)}
	for _, s := range r.Stops {
		switch s.State {
		case "visited":
			out.Visited = append(out.Visited, s.PlaceID)
		case "skipped":
			out.Skipped = append(out.Skipped, s.PlaceID)
		}
	}
	return out
}

// changeRest changes the rest of one round of an approved plan as change says, and
// stores it.
func (db *DB) changeRest(ctx context.Context, m int32, by By, plan, shift uuid.UUID, action string,
	change func(plans.Input, plans.Plan, PlanRound) (plans.Plan, error)) (out Plan, broken []plans.Violation, err error) {
	today := geo.DateOf(by.At)
	err = db.App(ctx, m, func(tx pgx.Tx) error {
		p, r, err := openRest(ctx, tx, m, plan, shift, by.At)
		if err != nil {
			return err
		}
		in, bare, err := standing(ctx, tx, m, p, today)
		var done plans.Plan
		if err == nil {
			done, err = change(in, bare, r)
		}
		if errors.Is(err, plans.ErrInput) {
			return fmt.Errorf("place: %w", ErrNotFound)
		}
		if err != nil {
			return err
		}
		if err := asPlanned(ctx, tx, m, r); err != nil {
			return err
		}
		if err := storeRest(ctx, tx, m, p.ID, r, done); err != nil {
			return err
		}
		if err := markOnRounds(ctx, tx, m, today); err != nil {
			return err
		}
		if err := appendAudit(ctx, tx, m, by, action, "round", r.ID.String()); err != nil {
			return err
		}
		out, broken, err = evaluated(ctx, tx, m, plan, today)
		return err
	})
	return out, broken, err
}

// openRest is an approved plan and its round of the shift, if its rest can be planned.
func openRest(ctx context.Context, tx pgx.Tx, m int32, plan, shift uuid.UUID, at time.Time) (Plan, PlanRound, error) {
	row, err := one[planRow](ctx, tx, planForUpdate, m, plan)
	if err != nil {
		return Plan{}, PlanRound{}, err
	}
	p, err := loadPlan(ctx, tx, m, row)
	if err != nil {
		return p, PlanRound{}, err
	}
	i := slices.IndexFunc(p.Rounds, func(r PlanRound) bool { return r.Shift.ID == shift })
	if i < 0 {
		return p, PlanRound{}, fmt.Errorf("round: %w", ErrNotFound)
	}
	if p.State != Approved || !p.Rounds[i].OpenAt(at) {
		return p, PlanRound{}, fmt.Errorf("round is not under way: %w", ErrConflict)
	}
	return p, p.Rounds[i], nil
}

// asPlanned holds the round and its stops as they are, or returns an error wrapping
// ErrConflict where something was recorded on them since r was read: phones do not wait
// for the planner.
func asPlanned(ctx context.Context, tx pgx.Tx, m int32, r PlanRound) error {
	state, err := value[string](ctx, tx, roundHeld, m, r.ID)
	if err != nil {
		return err
	}
	stops, err := all[stopState](ctx, tx, stopsHeld, m, r.ID)
	if err != nil {
		return err
	}
	read := []stopState{}
	for _, s := range r.Stops {
		read = append(read, stopState{s.ID, s.State})
	}
	stops = slices.DeleteFunc(stops, func(s stopState) bool { return s.State == string(stopDropped) })
	if state != r.State || !slices.Equal(stops, read) {
		return fmt.Errorf("round was walked on meanwhile: %w", ErrConflict)
	}
	return nil
}

// stopState is what was recorded of a stop.
type stopState struct {
	StopID uuid.UUID
	State  string
}

// standing is the input of a plan's week and the plan as it stands, with when its rounds
// take their breaks and end.
func standing(ctx context.Context, tx pgx.Tx, m int32, p Plan, today geo.Date) (plans.Input, plans.Plan, error) {
	in, bare, err := inputOf(ctx, tx, m, p, today)
	if err != nil {
		return in, bare, err
	}
	timed, _, err := plans.Evaluate(in, bare)
	for i := range p.Rounds {
		r, t := roundOf(bare, p.Rounds[i].Shift.ID), roundOf(timed, p.Rounds[i].Shift.ID)
		if r != nil && t != nil {
			p.Rounds[i].accept(t)
			r.Break, r.End = p.Rounds[i].Break, p.Rounds[i].End
		}
	}
	return in, bare, err
}

// storeRest stores the rest of a round from the changed plan, after what was recorded.
// Stops that the rest goes without are dropped, and come back with their ids where a
// later rest visits their place.
func storeRest(ctx context.Context, tx pgx.Tx, m int32, plan uuid.UUID, r PlanRound, done plans.Plan) error {
	w, err := newStopWriter(ctx, tx, m)
	if err != nil {
		return err
	}
	kept, visited, free := r.recorded()
	dropped, err := all[placedStop](ctx, tx, stopsDropped, m, r.ID)
	if err != nil {
		return err
	}
	free = append(free, dropped...)
	rest := roundOf(done, r.Shift.ID).Stops[visited:]
	rows, err := w.rows(r.ID, r.Shift.Date, rest)
	if err != nil {
		return err
	}
	known, added, ids := []map[string]any{}, []map[string]any{}, []uuid.UUID{}
	for i, s := range rest {
		rows[i]["position"] = len(kept) + i + 1
		k := slices.IndexFunc(free, func(p placedStop) bool { return p.PlaceID == s.PlaceID })
		if k < 0 {
			added = append(added, rows[i])
			continue
		}
		rows[i]["stop_id"] = free[k].StopID
		known, ids = append(known, rows[i]), append(ids, free[k].StopID)
		free = slices.Delete(free, k, k+1)
	}
	for _, sql := range []string{stopsRevive, stopsDrop} {
		if _, err := tx.Exec(ctx, sql, m, r.ID, ids); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		sql  string
		rows []map[string]any
	}{{stopNumber, kept}, {stopUpdate, known}, {stopInsert, added}} {
		if err := insertRows(ctx, tx, m, part.sql, part.rows); err != nil {
			return err
		}
	}
	return storeLeftOut(ctx, tx, m, plan, done)
}

// placedStop is a stop by its place.
type placedStop struct {
	StopID  uuid.UUID
	PlaceID uuid.UUID
}

// recorded are the numbers that the round's visited and skipped stops have before the
// rest, how many were visited, and the stops that are still planned.
func (r *PlanRound) recorded() (kept []map[string]any, visited int, planned []placedStop) {
	kept = []map[string]any{}
	for _, s := range r.Stops {
		switch s.State {
		case "planned":
			planned = append(planned, placedStop{s.ID, s.PlaceID})
			continue
		case "visited":
			visited++
		}
		kept = append(kept, map[string]any{"stop_id": s.ID, "position": len(kept) + 1})
	}
	return kept, visited, planned
}

const roundHeld = `
SELECT state FROM round WHERE municipality_id = $1 AND round_id = $2 FOR UPDATE`

const stopsHeld = `
SELECT stop_id, state FROM stop WHERE municipality_id = $1 AND round_id = $2 ORDER BY position FOR UPDATE`

const stopsDropped = `
SELECT stop_id, place_id FROM stop WHERE municipality_id = $1 AND round_id = $2 AND state = 'dropped' ORDER BY position`

const stopsRevive = `
UPDATE stop SET state = 'planned' WHERE municipality_id = $1 AND round_id = $2 AND state = 'dropped' AND stop_id = ANY ($3)`

// Dropped stops are numbered after all that a round may have.
const stopsDrop = `
UPDATE stop s SET state = 'dropped', position = n.position
FROM (SELECT stop_id, 1000 + row_number() OVER (ORDER BY position) AS position FROM stop
  WHERE municipality_id = $1 AND round_id = $2 AND state IN ('planned', 'dropped') AND stop_id <> ALL ($3)) AS n
WHERE s.municipality_id = $1 AND s.stop_id = n.stop_id AND s.state IN ('planned', 'dropped')`

const stopNumber = `
UPDATE stop s SET position = n.position FROM jsonb_populate_recordset(NULL::stop, $2) AS n
WHERE s.municipality_id = $1 AND s.stop_id = n.stop_id`
