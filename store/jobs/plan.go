package jobs

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"time"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
)

// Codes of a run that failed: catalogue keys under "plan_error.".
const (
	ErrorNoMap   = "no_map"   // no map was imported, none that can be used, or the year has no cover
	ErrorNoShift = "no_shift" // the week has no shift that takes place
	ErrorTimeout = "timeout"
	ErrorFailed  = "failed"
)

// reportEvery is how often a run's progress is stored.
const reportEvery = 150 * time.Millisecond

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
	return r.db.CreatePlanRun(ctx, m, week, by, func(tx pgx.Tx, run uuid.UUID) error {
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

// Propose works on a queued run: it loads what a plan depends on, proposes, and
// saves. A run that fails or is cancelled leaves the week's plan as it is. The
// error is about the database alone; why a run failed is stored with it.
func Propose(ctx context.Context, db *store.DB, m int32, id uuid.UUID) error {
	run, err := db.PlanRun(ctx, m, id)
	if err != nil || run.State.Over() {
		return err
	}
	in, err := db.PlanInput(ctx, m, run.Week)
	if err == nil && len(in.Shifts) == 0 {
		err = errNoShift
	}
	var plan plans.Plan
	if err == nil {
		plan, err = propose(ctx, db, m, id, in)
		if errors.Is(err, store.ErrConflict) {
			return nil // cancelled
		}
	}
	if err != nil {
		return fail(ctx, db, m, id, err)
	}
	by := store.By{At: db.Now()}
	if run.RequestedBy != nil {
		by.Actor = *run.RequestedBy
	}
	if _, err = db.FinishPlanRun(ctx, m, by, id, in.Seed, plan); err != nil {
		return fail(ctx, db, m, id, err)
	}
	return nil
}

// fail stores why a run ended, unless it is over: somebody cancelled it. The job's
// own context may have ended with what failed.
func fail(ctx context.Context, db *store.DB, m int32, id uuid.UUID, cause error) error {
	err := db.FailPlanRun(context.WithoutCancel(ctx), m, id, codeOf(cause))
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

var errNoShift = errors.New("jobs: the week has no shift")

func codeOf(err error) string {
	switch {
	case errors.Is(err, errNoShift):
		return ErrorNoShift
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrMapUnusable):
		return ErrorNoMap
	case errors.Is(err, context.DeadlineExceeded):
		return ErrorTimeout
	}
	return ErrorFailed
}

// propose stores the progress beside the planner's work. It returns
// store.ErrConflict as soon as the run is over: somebody cancelled it.
func propose(ctx context.Context, db *store.DB, m int32, run uuid.UUID, in plans.Input) (plans.Plan, error) {
	if err := db.ProgressPlanRun(ctx, m, run, 0); err != nil {
		return plans.Plan{}, err
	}
	work, cancel := context.WithCancelCause(ctx)
	var share atomic.Uint64
	reported := make(chan struct{})
	go func() {
		defer close(reported)
		tick := time.NewTicker(reportEvery)
		defer tick.Stop()
		for {
			select {
			case <-work.Done():
				return
			case <-tick.C:
			}
			if err := db.ProgressPlanRun(work, m, run, math.Float64frombits(share.Load())); err != nil {
				cancel(err)
				return
			}
		}
	}()
	plan, err := plans.Propose(work, in, func(p plans.Progress) { share.Store(math.Float64bits(p.Share)) })
	cause := context.Cause(work)
	cancel(nil)
	<-reported
	if cause != nil {
		return plans.Plan{}, cause
	}
	return plan, err
}
