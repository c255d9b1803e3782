package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"runde/store"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// schema holds the queue's tables.
const schema = "river"

// planQueue is apart from the rest: nobody waits for a plan behind a release.
const planQueue = "plan"

// Runner queues jobs and, once started, works on them.
type Runner struct {
	db     *store.DB
	log    *slog.Logger
	client *river.Client[pgx.Tx]
}

// New is a runner that is not started: it can queue already.
func New(db *store.DB, log *slog.Logger) (*Runner, error) {
	r := &Runner{db: db, log: log}
	workers := river.NewWorkers()
	river.AddWorker(workers, &planWorker{r: r})
	river.AddWorker(workers, &releaseWorker{r: r})
	river.AddWorker(workers, &retentionWorker{r: r})
	var err error
	r.client, err = river.NewClient(riverpgxv5.New(db.JobPool()), &river.Config{
		Schema: schema,
		Logger: slog.New(slog.DiscardHandler), // it would log arguments and errors as they come
		Queues: map[string]river.QueueConfig{
			river.QueueDefault: {MaxWorkers: 1},
			planQueue:          {MaxWorkers: 2},
		},
		Workers:             workers,
		ErrorHandler:        trouble{db, log},
		PeriodicJobs:        periodic(),
		ReindexerIndexNames: []string{}, // reindexing is the owner's, and this role owns nothing
		SoftStopTimeout:     5 * time.Second,
	})
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return r, nil
}

// Start works on jobs until Stop. Planning runs that a machine left behind when it
// stopped are ended first.
func (r *Runner) Start(ctx context.Context) error {
	err := r.eachMunicipality(ctx, func(m int32) error { return r.db.EndLostRuns(ctx, m) })
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	if err := r.client.Start(ctx); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	return nil
}

// Stop waits for running jobs, a few seconds, and then cancels them.
func (r *Runner) Stop(ctx context.Context) error {
	if err := r.client.Stop(ctx); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	return nil
}

// periodic publishes every hour what has fallen due, and deletes every night what
// is old. Both also run when work begins: a machine that sleeps at night deletes in
// the morning.
func periodic() []*river.PeriodicJob {
	return []*river.PeriodicJob{
		river.NewPeriodicJob(river.PeriodicInterval(time.Hour),
			func() (river.JobArgs, *river.InsertOpts) { return releaseArgs{}, nil },
			&river.PeriodicJobOpts{RunOnStart: true}),
		river.NewPeriodicJob(nightly{},
			func() (river.JobArgs, *river.InsertOpts) { return retentionArgs{}, nil },
			&river.PeriodicJobOpts{RunOnStart: true}),
	}
}

// nightly is three in the night, by UTC.
type nightly struct{}

// Next implements river.PeriodicSchedule.
func (nightly) Next(t time.Time) time.Time {
	t = t.UTC()
	next := time.Date(t.Year(), t.Month(), t.Day(), 3, 0, 0, 0, time.UTC)
	if !next.After(t) {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

// eachMunicipality calls fn for all of them, and returns the first error after
// having tried every one.
func (r *Runner) eachMunicipality(ctx context.Context, fn func(m int32) error) error {
	list, err := r.db.Municipalities(ctx)
	if err != nil {
		return err
	}
	var first error
	for _, m := range list {
		if err := fn(m.ID); err != nil && first == nil {
			first = err
		}
	}
	return first
}
