package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"runde/geo"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// RunState is where a planning run stands.
type RunState string

// The states of a run.
const (
	RunQueued    RunState = "queued"
	RunRunning   RunState = "running"
	RunDone      RunState = "done"
	RunFailed    RunState = "failed"
	RunCancelled RunState = "cancelled"
)

// Over reports whether nothing more will happen.
func (s RunState) Over() bool { return s != RunQueued && s != RunRunning }

// PlanRun is what the coordinator sees of a planning run.
type PlanRun struct {
	ID          uuid.UUID `db:"run_id"`
	Week        geo.Week
	State       RunState
	Progress    float64     // 0–1
	ErrorCode   *string     // with failed; a catalogue key under "plan_error."
	PlanID      *uuid.UUID  // with done
	FromPlanID  *uuid.UUID  // the plan that it starts from, nil: from nothing
	Changes     *RunChanges // with done, where it started from a plan
	RequestedBy *uuid.UUID
}

// RunChanges is how many stops a run has changed of the plan that it started from.
type RunChanges struct {
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Moved   int `json:"moved"` // to another shift
}

// RunStart is the plan that a run started from, as it was read, and what the run has
// changed of it.
type RunStart struct {
	Plan    Plan
	Changes RunChanges
}

// CreatePlanRun adds a queued run for the week that starts from the plan from, or from
// nothing (uuid.Nil), cancels those of the week that are not over, and calls enqueue in
// the same transaction.
func (db *DB) CreatePlanRun(ctx context.Context, m int32, week geo.Week, from, by uuid.UUID, enqueue func(tx pgx.Tx, run uuid.UUID) error) (uuid.UUID, error) {
	run := uuid.New()
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, planRunsCancel, m, week); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, planRunInsert, m, run, week, optional(from), By{Actor: by}.actor()); err != nil {
			return err
		}
		return enqueue(tx, run)
	})
	return run, err
}

// RunTimeout is how long a job may work on a run. One that says it works for
// longer was on a machine that stopped.
const RunTimeout = 2 * time.Minute

// runGrace is for clocks that differ, and for a job that ends at its timeout.
const runGrace = 30 * time.Second

// lostCode is the error of a run that nobody works on any more: the catalogue's
// word for a proposal that could not be made.
const lostCode = "failed"

// EndLostRuns fails the municipality's runs that are not over and that no job waits
// or works on: the machine that worked on them was switched off or broke down.
// Asking for a run does the same first.
func (db *DB) EndLostRuns(ctx context.Context, m int32) error {
	since := db.Now().Add(-RunTimeout - runGrace)
	return db.App(ctx, m, func(tx pgx.Tx) error { return endLostRuns(ctx, tx, m, since) })
}

func endLostRuns(ctx context.Context, tx pgx.Tx, m int32, since time.Time) error {
	_, err := tx.Exec(ctx, planRunsLost, m, since, lostCode)
	return err
}

// readRun is the one run that the query finds, after the lost ones were ended.
func (db *DB) readRun(ctx context.Context, m int32, sql string, args ...any) (PlanRun, error) {
	var out PlanRun
	since := db.Now().Add(-RunTimeout - runGrace)
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		if err := endLostRuns(ctx, tx, m, since); err != nil {
			return err
		}
		// A run that is not there is no reason to take back what was ended.
		rows, _ := tx.Query(ctx, sql, append([]any{m}, args...)...)
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[PlanRun])
		if len(found) > 0 {
			out = found[0]
		}
		return err
	})
	if err == nil && out.ID == uuid.Nil {
		err = ErrNotFound
	}
	return out, err
}

// PlanRun is the run with the id, or ErrNotFound.
func (db *DB) PlanRun(ctx context.Context, m int32, run uuid.UUID) (PlanRun, error) {
	return db.readRun(ctx, m, planRunByID, run)
}

// UnfinishedPlanRun is the week's run that is not over, or ErrNotFound.
func (db *DB) UnfinishedPlanRun(ctx context.Context, m int32, week geo.Week) (PlanRun, error) {
	return db.readRun(ctx, m, planRunUnfinished, week)
}

// RunOfPlan is the run that has made the plan, or ErrNotFound.
func (db *DB) RunOfPlan(ctx context.Context, m int32, plan uuid.UUID) (PlanRun, error) {
	var out PlanRun
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = one[PlanRun](ctx, tx, planRunOfPlan, m, plan)
		return err
	})
	return out, err
}

// ProgressPlanRun says how far a run is, from 0 to 1. ErrConflict where it is over:
// somebody has cancelled it.
func (db *DB) ProgressPlanRun(ctx context.Context, m int32, run uuid.UUID, progress float64) error {
	return db.changeRun(ctx, m, run, planRunProgress, progress)
}

// FinishPlanRun stores the proposal that a run has made, and what it changed if it
// started from a plan, and ends the run, all or nothing: see [DB.SaveProposal].
// ErrConflict where the run is over, ErrPlanChanged where it started from a proposal
// whose stops were changed since; the week keeps the plan that it has.
func (db *DB) FinishPlanRun(ctx context.Context, m int32, by By, run uuid.UUID, seed uint64, p plans.Plan, from *RunStart) (uuid.UUID, error) {
	var id uuid.UUID
	var added, removed, moved *int
	if from != nil {
		added, removed, moved = &from.Changes.Added, &from.Changes.Removed, &from.Changes.Moved
	}
	err := db.App(ctx, m, func(tx pgx.Tx) (err error) {
		if from != nil {
			if err := stillAsRead(ctx, tx, m, from.Plan); err != nil {
				return err
			}
		}
		if id, err = saveProposal(ctx, tx, m, by, seed, p); err != nil {
			return err
		}
		return changeRun(ctx, tx, m, run, planRunFinish, id, added, removed, moved)
	})
	return id, err
}

// stillAsRead returns ErrPlanChanged for a proposal whose stops are not those of read, or
// in another order. A plan that is no proposal, or gone, has nothing to lose.
func stillAsRead(ctx context.Context, tx pgx.Tx, m int32, read Plan) error {
	row, err := one[planRow](ctx, tx, planForUpdate, m, read.ID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil || row.State != Proposed {
		return err
	}
	stored, err := loadPlan(ctx, tx, m, row)
	if err == nil && !slices.Equal(walked(stored), walked(read)) {
		err = ErrPlanChanged
	}
	return err
}

// walked are the places of a plan in their order, each with its shift.
func walked(p Plan) (out [][2]uuid.UUID) {
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			out = append(out, [2]uuid.UUID{r.Shift.ID, s.PlaceID})
		}
	}
	return out
}

// FailPlanRun ends a run by a code; the week keeps the plan that it has.
func (db *DB) FailPlanRun(ctx context.Context, m int32, run uuid.UUID, code string) error {
	return db.changeRun(ctx, m, run, planRunFail, code)
}

// CancelPlanRun ends a run at the coordinator's wish. ErrConflict where it is over.
func (db *DB) CancelPlanRun(ctx context.Context, m int32, run uuid.UUID) error {
	return db.changeRun(ctx, m, run, planRunCancel)
}

func (db *DB) changeRun(ctx context.Context, m int32, run uuid.UUID, sql string, args ...any) error {
	return db.App(ctx, m, func(tx pgx.Tx) error { return changeRun(ctx, tx, m, run, sql, args...) })
}

func changeRun(ctx context.Context, tx pgx.Tx, m int32, run uuid.UUID, sql string, args ...any) error {
	tag, err := tx.Exec(ctx, sql, append([]any{m, run}, args...)...)
	if err == nil && tag.RowsAffected() == 0 {
		err = ErrConflict
	}
	return err
}

const planRunInsert = `
INSERT INTO plan_run (municipality_id, run_id, week, from_plan_id, requested_by) VALUES ($1, $2, $3, $4, $5)`

const planRunsCancel = `
UPDATE plan_run SET state = 'cancelled'
WHERE municipality_id = $1 AND week = $2 AND state IN ('queued', 'running')`

// A job that is not over waits, or began not long ago.
const planRunsLost = `
UPDATE plan_run r SET state = 'failed', error_code = $3
WHERE r.municipality_id = $1 AND r.state IN ('queued', 'running') AND NOT EXISTS (
  SELECT FROM river.river_job j
  WHERE j.kind = 'plan' AND j.args ->> 'run' = r.run_id::text AND (j.args ->> 'municipality')::int = $1
    AND (j.state IN ('available', 'pending', 'retryable', 'scheduled') OR j.state = 'running' AND j.attempted_at > $2))`

const planRunColumns = `
SELECT run_id, week, state, progress, error_code, plan_id, from_plan_id, requested_by,
  CASE WHEN stops_added IS NOT NULL THEN
    jsonb_build_object('added', stops_added, 'removed', stops_removed, 'moved', stops_moved) END AS changes
FROM plan_run `

const planRunByID = planRunColumns + `WHERE municipality_id = $1 AND run_id = $2`

const planRunOfPlan = planRunColumns + `WHERE municipality_id = $1 AND plan_id = $2 LIMIT 1`

const planRunUnfinished = planRunColumns + `
WHERE municipality_id = $1 AND week = $2 AND state IN ('queued', 'running') LIMIT 1`

const planRunProgress = `
UPDATE plan_run SET state = 'running', progress = least(greatest($3::real, progress), 1)
WHERE municipality_id = $1 AND run_id = $2 AND state IN ('queued', 'running')`

const planRunFinish = `
UPDATE plan_run SET state = 'done', progress = 1, plan_id = $3,
  stops_added = $4, stops_removed = $5, stops_moved = $6
WHERE municipality_id = $1 AND run_id = $2 AND state IN ('queued', 'running')`

const planRunFail = `
UPDATE plan_run SET state = 'failed', error_code = $3
WHERE municipality_id = $1 AND run_id = $2 AND state IN ('queued', 'running')`

const planRunCancel = `
UPDATE plan_run SET state = 'cancelled'
WHERE municipality_id = $1 AND run_id = $2 AND state IN ('queued', 'running')`
