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
)

// searchLimit is how long the planner searches: nobody waits longer for a plan that
// is hardly better.
const searchLimit = 20 * time.Second

// reportEvery is how often a run's progress is stored.
const reportEvery = 150 * time.Millisecond

// search makes a plan of an input, as [plans.Propose] does. When ctx ends, it gives
// the best plan so far with ctx's error.
type search func(ctx context.Context, in plans.Input, progress func(plans.Progress)) (plans.Plan, error)

// planner works on planning runs.
type planner struct {
	db      *store.DB
	limit   time.Duration // of a search
	propose search
	replan  func(from plans.Plan) search
}

func newPlanner(db *store.DB) planner {
	return planner{db: db, limit: searchLimit, propose: plans.Propose, replan: replan}
}

// replan is the search that starts from a plan.
func replan(from plans.Plan) search {
	return func(ctx context.Context, in plans.Input, progress func(plans.Progress)) (plans.Plan, error) {
		return plans.Replan(ctx, in, from, progress)
	}
}

// Propose works on a queued run: it loads what a plan depends on, searches, from
// nothing or from the plan that the run names, and saves. A search that takes too long ends with the best plan that it has found. A
// run that finds none, fails or is cancelled leaves the week's plan as it is. The error
// is about the database alone; why a run failed is stored with it.
func Propose(ctx context.Context, db *store.DB, m int32, id uuid.UUID) error {
	return newPlanner(db).work(ctx, m, id)
}

func (p planner) work(ctx context.Context, m int32, id uuid.UUID) error {
	run, err := p.db.PlanRun(ctx, m, id)
	if err != nil || run.State.Over() {
		return err
	}
	in, from, err := p.input(ctx, m, run)
	if err != nil {
		return p.fail(ctx, m, id, err)
	}
	find := p.propose
	if from != nil {
		find = p.replan(from.open)
	}
	plan, err := p.search(ctx, m, id, in, find)
	if errors.Is(err, store.ErrConflict) {
		return nil // cancelled
	}
	if err != nil {
		return p.fail(ctx, m, id, err)
	}
	// The job's own time may be over: what was found is saved all the same.
	return p.save(context.WithoutCancel(ctx), m, run, in.Seed, plan, from)
}

// input is what a run's plan depends on, and the plan that it starts from, if any.
func (p planner) input(ctx context.Context, m int32, run store.PlanRun) (in plans.Input, from *start, err error) {
	if run.FromPlanID == nil {
		in, err = p.db.OpenInput(ctx, m, run.Week)
	} else {
		in, from, err = p.inputFrom(ctx, m, run.Week, *run.FromPlanID)
	}
	if err == nil && len(in.Shifts) == 0 {
		err = errNoShift
	}
	return in, from, err
}

func (p planner) inputFrom(ctx context.Context, m int32, week geo.Week, plan uuid.UUID) (plans.Input, *start, error) {
	last, err := p.db.Plan(ctx, m, plan)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return plans.Input{}, nil, err
	}
	if err != nil || last.Week != week || last.State == store.Replaced {
		return plans.Input{}, nil, errGone
	}
	in, open, err := p.db.ReplanInput(ctx, m, last)
	return in, &start{last, open}, err
}

// start is the plan that a run starts from: as it is stored, and without what is settled.
type start struct {
	stored store.Plan
	open   plans.Plan
}

// save stores a run's plan, and what it changed of the plan that it started from.
func (p planner) save(ctx context.Context, m int32, run store.PlanRun, seed uint64, plan plans.Plan, from *start) error {
	by := store.By{At: p.db.Now()}
	if run.RequestedBy != nil {
		by.Actor = *run.RequestedBy
	}
	var begun *store.RunStart
	if from != nil {
		d := plans.Changes(from.open, plan)
		begun = &store.RunStart{Plan: from.stored, Changes: store.RunChanges{Added: len(d.Added), Removed: len(d.Removed), Moved: len(d.Moved)}}
	}
	if _, err := p.db.FinishPlanRun(ctx, m, by, run.ID, seed, plan, begun); err != nil {
		return p.fail(ctx, m, run.ID, err)
	}
	return nil
}

// fail stores why a run ended, unless it is over: somebody cancelled it. The job's
// own context may have ended with what failed.
func (p planner) fail(ctx context.Context, m int32, id uuid.UUID, cause error) error {
	err := p.db.FailPlanRun(context.WithoutCancel(ctx), m, id, codeOf(cause))
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

var (
	errNoShift = errors.New("jobs: the week has no shift")
	errGone    = errors.New("jobs: the plan to start from is gone")
)

func codeOf(err error) string {
	switch {
	case errors.Is(err, errNoShift):
		return ErrorNoShift
	case errors.Is(err, errGone):
		return ErrorGone
	case errors.Is(err, store.ErrPlanChanged):
		return ErrorChanged
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrMapUnusable):
		return ErrorNoMap
	case errors.Is(err, context.DeadlineExceeded):
		return ErrorTimeout
	}
	return ErrorFailed
}

// search stores the progress of find beside the planner's work. It returns
// store.ErrConflict as soon as the run is over, because somebody cancelled it, and
// context.DeadlineExceeded where the time is over before there is a plan with a stop.
func (p planner) search(ctx context.Context, m int32, run uuid.UUID, in plans.Input, find search) (plans.Plan, error) {
	if err := p.db.ProgressPlanRun(ctx, m, run, 0); err != nil {
		return plans.Plan{}, err
	}
	limited, done := context.WithTimeout(ctx, p.limit)
	defer done()
	work, cancel := context.WithCancelCause(limited)
	var share atomic.Uint64
	reported := make(chan struct{})
	go func() {
		defer close(reported)
		if err := p.report(work, m, run, &share); err != nil {
			cancel(err)
		}
	}()
	plan, err := find(work, in, func(now plans.Progress) { share.Store(math.Float64bits(now.Share)) })
	cause := context.Cause(work)
	cancel(nil)
	<-reported
	switch {
	case errors.Is(cause, context.DeadlineExceeded) && hasStop(plan):
		return plan, nil
	case cause != nil:
		return plans.Plan{}, cause
	}
	return plan, err
}

// report stores how far the search is, now and then, until it ends. The error says
// why it could not.
func (p planner) report(work context.Context, m int32, run uuid.UUID, share *atomic.Uint64) error {
	tick := time.NewTicker(reportEvery)
	defer tick.Stop()
	for {
		select {
		case <-work.Done():
			return nil
		case <-tick.C:
		}
		if err := p.db.ProgressPlanRun(work, m, run, math.Float64frombits(share.Load())); err != nil {
			return err
		}
	}
}

func hasStop(p plans.Plan) bool {
	for _, r := range p.Rounds {
		if len(r.Stops) > 0 {
			return true
		}
	}
	return false
}
