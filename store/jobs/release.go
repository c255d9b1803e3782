package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

// releaseArgs is the job that publishes, for every municipality, what is due.
type releaseArgs struct{}

// Kind implements river.JobArgs.
func (releaseArgs) Kind() string { return "release" }

// Release queues the job that publishes what is due.
func (r *Runner) Release(ctx context.Context) error {
	_, err := r.client.Insert(ctx, releaseArgs{}, nil)
	return err
}

type releaseWorker struct {
	river.WorkerDefaults[releaseArgs]
	r *Runner
}

// Timeout implements river.Worker.
func (w *releaseWorker) Timeout(*river.Job[releaseArgs]) time.Duration { return 10 * time.Minute }

// Work implements river.Worker.
func (w *releaseWorker) Work(ctx context.Context, _ *river.Job[releaseArgs]) error {
	return w.r.publish(ctx)
}

// publish needs the covers of the year, and so does everything else of a new year:
// they are made where they are missing.
func (r *Runner) publish(ctx context.Context) error {
	return r.eachMunicipality(ctx, func(m int32) error {
		if _, err := r.db.RollCovers(ctx, m, r.db.Today()); err != nil {
			r.log.ErrorContext(ctx, "covers of the year", "municipality", m, "error", err)
			return err
		}
		made, err := r.db.ReleaseDue(ctx, m, r.db.Today())
		if err != nil {
			r.log.ErrorContext(ctx, "publishing", "municipality", m, "error", err)
		} else if made > 0 {
			r.log.InfoContext(ctx, "published", "municipality", m, "editions", made)
		}
		return err
	})
}
