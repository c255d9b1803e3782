package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"
)

// retentionArgs is the night's job: covers for the coming year, deletion on time,
// and the tables of events in an order that tells nothing.
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

// Work implements river.Worker.
func (w *retentionWorker) Work(ctx context.Context, _ *river.Job[retentionArgs]) error {
	if err := w.r.publish(ctx); err != nil {
		return err
	}
	db, today := w.r.db, w.r.db.Today()
	err := w.r.eachMunicipality(ctx, func(m int32) error {
		if _, err := db.RollCovers(ctx, m, today); err != nil {
			w.r.log.ErrorContext(ctx, "covers of the year", "municipality", m, "error", err)
			return err
		}
		gone, err := db.Retire(ctx, m, today)
		if err != nil {
			w.r.log.ErrorContext(ctx, "deleting", "municipality", m, "error", err)
		}
		for _, d := range gone {
			w.r.log.InfoContext(ctx, "deleted", "municipality", m, "what", d.What, "rows", d.Rows)
		}
		return err
	})
	return errors.Join(err, db.ShuffleEvents(ctx), db.Sessions().DeleteExpired(ctx))
}
