package store

import (
	"context"

	"runde/geo"

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
	Progress    float64    // 0–1
	ErrorCode   *string    // with failed; a catalogue key under "plan_error."
	PlanID      *uuid.UUID // with done
	RequestedBy *uuid.UUID
}

// CreatePlanRun adds a queued run for the week, cancels those of the week that are
// not over, and calls enqueue in the same transaction.
func (db *DB) CreatePlanRun(ctx context.Context, m int32, week geo.Week, by uuid.UUID, enqueue func(tx pgx.Tx, run uuid.UUID) error) (uuid.UUID, error) {
	run := uuid.New()
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, planRunsCancel, m, week); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, planRunInsert, m, run, week, By{Actor: by}.actor()); err != nil {
			return err
		}
		return enqueue(tx, run)
	})
	return run, err
}

// PlanRun is the run with the id, or ErrNotFound.
func (db *DB) PlanRun(ctx context.Context, m int32, run uuid.UUID) (PlanRun, error) {
	var out PlanRun
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = one[PlanRun](ctx, tx, planRunByID, m, run)
		return err
	})
	return out, err
}

// UnfinishedPlanRun is the week's run that is not over, or ErrNotFound.
func (db *DB) UnfinishedPlanRun(ctx context.Context, m int32, week geo.Week) (PlanRun, error) {
	var out PlanRun
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = one[PlanRun](ctx, tx, planRunUnfinished, m, week)
		return err
	})
	return out, err
}

// ProgressPlanRun says how far a run is, from 0 to 1. ErrConflict where it is over:
// somebody has cancelled it.
func (db *DB) ProgressPlanRun(ctx context.Context, m int32, run uuid.UUID, progress float64) error {
	return db.changeRun(ctx, m, run, planRunProgress, progress)
}

// FinishPlanRun says which plan a run has made. ErrConflict where it is over.
func (db *DB) FinishPlanRun(ctx context.Context, m int32, run, plan uuid.UUID) error {
	return db.changeRun(ctx, m, run, planRunFinish, plan)
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
	return db.App(ctx, m, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, sql, append([]any{m, run}, args...)...)
		if err == nil && tag.RowsAffected() == 0 {
			err = ErrConflict
		}
		return err
	})
}

const planRunInsert = `
INSERT INTO plan_run (municipality_id, run_id, week, requested_by) VALUES ($1, $2, $3, $4)`

const planRunsCancel = `
UPDATE plan_run SET state = 'cancelled'
WHERE municipality_id = $1 AND week = $2 AND state IN ('queued', 'running')`

const planRunColumns = `
SELECT run_id, week, state, progress, error_code, plan_id, requested_by FROM plan_run `

const planRunByID = planRunColumns + `WHERE municipality_id = $1 AND run_id = $2`

const planRunUnfinished = planRunColumns + `
WHERE municipality_id = $1 AND week = $2 AND state IN ('queued', 'running') LIMIT 1`

const planRunProgress = `
UPDATE plan_run SET state = 'running', progress = least(greatest($3::real, progress), 1)
WHERE municipality_id = $1 AND run_id = $2 AND state IN ('queued', 'running')`

const planRunFinish = `
UPDATE plan_run SET state = 'done', progress = 1, plan_id = $3
WHERE municipality_id = $1 AND run_id = $2 AND state IN ('queued', 'running')`

const planRunFail = `
UPDATE plan_run SET state = 'failed', error_code = $3
WHERE municipality_id = $1 AND run_id = $2 AND state IN ('queued', 'running')`

const planRunCancel = `
UPDATE plan_run SET state = 'cancelled'
WHERE municipality_id = $1 AND run_id = $2 AND state IN ('queued', 'running')`
