package jobs_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"runde/routes/plans"
	"runde/store"
	"runde/store/jobs"

	"github.com/google/uuid"
)

// queue asks for a plan that nobody works on yet.
func (v village) queue(t *testing.T) uuid.UUID {
	t.Helper()
	r, err := jobs.New(v.DB, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	id, err := r.Plan(t.Context(), v.m, v.week, uuid.Nil)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// again asks for a plan that starts from another.
func (v village) again(t *testing.T, from uuid.UUID) uuid.UUID {
	t.Helper()
	r, err := jobs.New(v.DB, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	id, err := r.Replan(t.Context(), v.m, v.week, from, uuid.Nil)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// proposal is the week's, the zero plan for none.
func (v village) proposal(t *testing.T) store.Plan {
	t.Helper()
	p, err := v.PlanOf(t.Context(), v.m, v.week, store.Proposed)
	if err != nil {
		return store.Plan{}
	}
	return p
}

// endless is a search that goes on until it is stopped, and has found one stop by then.
func endless(ctx context.Context, in plans.Input, progress func(plans.Progress)) (plans.Plan, error) {
	progress(plans.Progress{Share: 0.5, Best: 1})
	<-ctx.Done()
	stop := plans.Stop{PlaceID: in.Places[0].ID, Arrive: 600, Leave: 620}
	return plans.Plan{Week: in.Week, Rounds: []plans.Round{{ShiftID: in.Shifts[0].ID, Stops: []plans.Stop{stop}}}}, ctx.Err()
}

// fruitless is one that has found nothing by then.
func fruitless(ctx context.Context, in plans.Input, _ func(plans.Progress)) (plans.Plan, error) {
	<-ctx.Done()
	return plans.Plan{Week: in.Week}, ctx.Err()
}

// A search that takes too long ends with the best plan that it has found.
func TestTheLimitKeepsTheBestPlanFound(t *testing.T) {
	v := newVillage(t, true)
	id := v.queue(t)
	if err := jobs.ProposeWithin(t.Context(), v.DB, v.m, id, time.Millisecond, endless); err != nil {
		t.Fatal(err)
	}
	run, plan := v.run(t, id), v.proposal(t)
	if run.State != store.RunDone || run.PlanID == nil || plan.ID != *run.PlanID {
		t.Fatalf("the run is %+v", run)
	}
	if len(plan.Rounds) != 1 || len(plan.Rounds[0].Stops) != 1 {
		t.Errorf("the plan is %+v; want the one stop", plan.Rounds)
	}
}

// The planner itself, given more to do than time, is stopped with a plan.
func TestThePlannerIsStoppedWithAPlan(t *testing.T) {
	v := newVillage(t, true)
	id := v.queue(t)
	long := func(ctx context.Context, in plans.Input, progress func(plans.Progress)) (plans.Plan, error) {
		in.Iterations = 1 << 40
		return plans.Propose(ctx, in, progress)
	}
	if err := jobs.ProposeWithin(t.Context(), v.DB, v.m, id, 200*time.Millisecond, long); err != nil {
		t.Fatal(err)
	}
	if run, plan := v.run(t, id), v.proposal(t); run.State != store.RunDone || len(plan.Rounds) != 1 || len(plan.Rounds[0].Stops) == 0 {
		t.Errorf("the run is %+v and the plan has the rounds %+v", run, plan.Rounds)
	}
}

// A search that is over without a plan fails, and the week keeps the one it has.
func TestTheLimitWithoutAPlanKeepsTheLast(t *testing.T) {
	v := newVillage(t, true)
	if err := jobs.Propose(t.Context(), v.DB, v.m, v.queue(t)); err != nil {
		t.Fatal(err)
	}
	last, id := v.proposal(t), v.queue(t)
	if err := jobs.ProposeWithin(t.Context(), v.DB, v.m, id, time.Millisecond, fruitless); err != nil {
		t.Fatal(err)
	}
	if run := v.run(t, id); run.State != store.RunFailed || *run.ErrorCode != jobs.ErrorTimeout {
		t.Errorf("the run is %+v; want it failed by its time", run)
	}
	if got := v.proposal(t); last.ID == uuid.Nil || got.ID != last.ID {
		t.Errorf("the week's plan is %v, want %v", got.ID, last.ID)
	}
}

// The job's own time ends a search as its limit does, and what was found is stored.
func TestTheJobsTimeKeepsTheBestPlanFound(t *testing.T) {
	v := newVillage(t, true)
	id := v.queue(t)
	job, end := context.WithCancelCause(t.Context())
	late := func(ctx context.Context, in plans.Input, progress func(plans.Progress)) (plans.Plan, error) {
		end(context.DeadlineExceeded)
		return endless(ctx, in, progress)
	}
	if err := jobs.ProposeWithin(job, v.DB, v.m, id, time.Hour, late); err != nil {
		t.Fatal(err)
	}
	if run := v.run(t, id); run.State != store.RunDone || v.proposal(t).ID != *run.PlanID {
		t.Errorf("the run is %+v", run)
	}
}

// A run that is cancelled while the planner searches stops the search and leaves the
// last plan, whatever was found.
func TestCancellingStopsTheSearch(t *testing.T) {
	v := newVillage(t, true)
	if err := jobs.Propose(t.Context(), v.DB, v.m, v.queue(t)); err != nil {
		t.Fatal(err)
	}
	last, id := v.proposal(t), v.queue(t)
	cancelled := func(ctx context.Context, in plans.Input, progress func(plans.Progress)) (plans.Plan, error) {
		if err := v.CancelPlanRun(ctx, v.m, id); err != nil {
			t.Error(err)
		}
		return endless(ctx, in, progress)
	}
	if err := jobs.ProposeWithin(t.Context(), v.DB, v.m, id, time.Hour, cancelled); err != nil {
		t.Fatal(err)
	}
	if run := v.run(t, id); run.State != store.RunCancelled {
		t.Errorf("the run is %+v; want it cancelled", run)
	}
	if got := v.proposal(t); last.ID == uuid.Nil || got.ID != last.ID {
		t.Errorf("the week's plan is %v, want %v", got.ID, last.ID)
	}
}

// Planning again from what stands keeps the locks, takes the proposal's place and says
// how many stops it changed.
func TestPlanningAgainSaysWhatChanged(t *testing.T) {
	v := newVillage(t, true)
	if err := jobs.Propose(t.Context(), v.DB, v.m, v.queue(t)); err != nil {
		t.Fatal(err)
	}
	first := v.proposal(t)
	round := first.Rounds[0]
	by := store.By{At: v.Now()}
	if err := v.PinPlace(t.Context(), v.m, by, v.week, round.Stops[0].PlaceID, round.Shift.ID, 0); err != nil {
		t.Fatal(err)
	}
	left, _, err := v.ChangePlan(t.Context(), v.m, by, first.ID, store.Change{StopID: round.Stops[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	id := v.again(t, first.ID)
	if err := jobs.Propose(t.Context(), v.DB, v.m, id); err != nil {
		t.Fatal(err)
	}
	run, plan := v.run(t, id), v.proposal(t)
	if run.State != store.RunDone || run.FromPlanID == nil || *run.FromPlanID != first.ID || plan.ID != *run.PlanID {
		t.Fatalf("the run is %+v", run)
	}
	want := plans.Changes(left.Bare(), plan.Bare())
	if got := run.Changes; got == nil || got.Added != len(want.Added) || got.Removed != len(want.Removed) || got.Moved != len(want.Moved) || got.Added == 0 {
		t.Errorf("the run changed %+v; want %+v", run.Changes, want)
	}
	if made, err := v.RunOfPlan(t.Context(), v.m, plan.ID); err != nil || made.ID != id {
		t.Errorf("the plan was made by the run %v, %v", made.ID, err)
	}
}

// A plan that is gone, replaced or another week's is nothing to start from: the run says
// so, and the week keeps the plan that it has.
func TestNothingToStartFrom(t *testing.T) {
	v := newVillage(t, true)
	if err := jobs.Propose(t.Context(), v.DB, v.m, v.queue(t)); err != nil {
		t.Fatal(err)
	}
	last := v.proposal(t)
	other, err := v.SaveProposal(t.Context(), v.m, store.By{At: v.Now()}, 1, plans.Plan{Week: v.week.Add(1)})
	if err != nil {
		t.Fatal(err)
	}
	for name, from := range map[string]uuid.UUID{"gone": uuid.New(), "another week's": other} {
		id := v.again(t, from)
		if err := jobs.Propose(t.Context(), v.DB, v.m, id); err != nil {
			t.Fatal(err)
		}
		if run := v.run(t, id); run.State != store.RunFailed || *run.ErrorCode != jobs.ErrorGone || run.Changes != nil {
			t.Errorf("%s: the run is %+v", name, run)
		}
	}
	if got := v.proposal(t); got.ID != last.ID {
		t.Errorf("the week's plan is %v, want %v", got.ID, last.ID)
	}
}

// A proposal that is changed by hand while another is made of it keeps the change: the
// run says so, and the next one starts from there.
func TestChangesByHandMeanwhileAreKept(t *testing.T) {
	v := newVillage(t, true)
	if err := jobs.Propose(t.Context(), v.DB, v.m, v.queue(t)); err != nil {
		t.Fatal(err)
	}
	first := v.proposal(t)
	id := v.again(t, first.ID)
	edited := func(ctx context.Context, in plans.Input, _ func(plans.Progress)) (plans.Plan, error) {
		gone := store.Change{StopID: first.Rounds[0].Stops[0].ID}
		if _, _, err := v.ChangePlan(ctx, v.m, store.By{At: v.Now()}, first.ID, gone); err != nil {
			t.Error(err)
		}
		return first.Bare(), nil
	}
	if err := jobs.ProposeWithin(t.Context(), v.DB, v.m, id, time.Hour, edited); err != nil {
		t.Fatal(err)
	}
	if run := v.run(t, id); run.State != store.RunFailed || *run.ErrorCode != jobs.ErrorChanged {
		t.Errorf("the run is %+v; want it failed by the change", run)
	}
	if got, want := v.proposal(t), len(first.Rounds[0].Stops)-1; got.ID != first.ID || len(got.Rounds[0].Stops) != want {
		t.Errorf("the week's plan is %v with %d stops in its first round; want %v with %d", got.ID, len(got.Rounds[0].Stops), first.ID, want)
	}
	again := v.again(t, first.ID)
	if err := jobs.Propose(t.Context(), v.DB, v.m, again); err != nil {
		t.Fatal(err)
	}
	if run := v.run(t, again); run.State != store.RunDone {
		t.Errorf("the next run is %+v; want it done", run)
	}
}
