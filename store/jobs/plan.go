package jobs

import (
	"context"
	"time"

	"runde/geo"
	"runde/store"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
)

// Codes of a run that failed: catalogue keys under "plan_error.".
const (
	ErrorNoMap   = "no_map"   // no map was imported, none that can be used, or the year has no cover
	ErrorNoShift = "no_shift" // the week has no shift that takes place and is still to come
	ErrorGone    = "gone"     // the plan to start from is not there any more
	ErrorChanged = "changed"  // the proposal to start from was changed by hand meanwhile
	ErrorTimeout = "timeout"
	ErrorFailed  = "failed"
)

// planArgs is the job of one planning run.
type planArgs struct {
	Municipality int32     `json:"municipality"`
	Run          uuid.UUID `json:"run"`
}

// Kind implements river.JobArgs.
func (planArgs) Kind() string { return "plan" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (planArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: planQueue, MaxAttempts: 1}
}

// Plan queues a proposal for the week and returns its run. An unfinished run of the
// week is cancelled.
func (r *Runner) Plan(ctx context.Context, m int32, week geo.Week, by uuid.UUID) (uuid.UUID, error) {
	return r.queue(ctx, m, week, uuid.Nil, by)
}

// Replan queues a proposal that starts from a plan of the week: see [Runner.Plan]. The
// run fails where the plan is gone by the time it is worked on.
func (r *Runner) Replan(ctx context.Context, m int32, week geo.Week, from, by uuid.UUID) (uuid.UUID, error) {
	return r.queue(ctx, m, week, from, by)
}

func (r *Runner) queue(ctx context.Context, m int32, week geo.Week, from, by uuid.UUID) (uuid.UUID, error) {
	return r.db.CreatePlanRun(ctx, m, week, from, by, func(tx pgx.Tx, run uuid.UUID) error {
		_, err := r.client.InsertTx(ctx, tx, planArgs{Municipality: m, Run: run}, nil)
		return err
	})
}

type planWorker struct {
	river.WorkerDefaults[planArgs]
	r *Runner
}

// Timeout implements river.Worker.
func (w *planWorker) Timeout(*river.Job[planArgs]) time.Duration { return store.RunTimeout }

// Work implements river.Worker. How the run ended is stored with the run; the queue
// hears nothing of it.
func (w *planWorker) Work(ctx context.Context, job *river.Job[planArgs]) error {
	return Propose(ctx, w.r.db, job.Args.Municipality, job.Args.Run)
}
