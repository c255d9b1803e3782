package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"
)

// retentionArgs is the night's job: publishing what is due, deletion on time, and
// the tables of events in an order that tells nothing.
type retentionArgs struct{}

// Kind implements river.JobArgs.
func (retentionArgs) Kind() string { return "retention" }

// Retain queues the night's job now.
func (r *Runner) Retain(ctx context.Context) error {
	_, err := r.client.Insert(ctx, retentionArgs{}, nil)
	return err
}

type retentionWorker struct {
	river.WorkerDefaults[retentionArgs]
	r *Runner
}

// Timeout implements river.Worker.
func (w *retentionWorker) Timeout(*river.Job[retentionArgs]) time.Duration { return 10 * time.Minute }

// Work implements river.Worker. What is due is published first, while it is known
// from which round it came; but deletion on time waits for nothing: what could not
// be published counts later, from the weekly counts.
func (w *retentionWorker) Work(ctx context.Context, _ *river.Job[retentionArgs]) error {
	published := w.r.publish(ctx)
	db, today := w.r.db, w.r.db.Today()
	err := w.r.eachMunicipality(ctx, func(m int32) error {
		gone, err := db.Retire(ctx, m, today)
		if err != nil {
			w.r.log.ErrorContext(ctx, "deleting", "municipality", m, "error", err)
		}
		for _, d := range gone {
			w.r.log.InfoContext(ctx, "deleted", "municipality", m, "what", d.What, "rows", d.Rows)
		}
		return err
	})
	return errors.Join(published, err, db.ShuffleEvents(ctx), db.Sessions().DeleteExpired(ctx))
}
