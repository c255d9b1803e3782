package store_test

import (
	"errors"
	"testing"

	"runde/geo"
	"runde/store"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func nothing(pgx.Tx, uuid.UUID) error { return nil }

// A run is queued with its job or not at all, a week has one run at a time, and
// what is over stays as it is.
func TestPlanRuns(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay).Add(1)
	broken := errors.New("no queue")
	if _, err := w.CreatePlanRun(t.Context(), w.m, week, w.coordinator, func(pgx.Tx, uuid.UUID) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("without a queue: %v", err)
	}
	if n := w.count(t, "plan_run"); n != 0 {
		t.Errorf("%d runs without a job", n)
	}
	first, err := w.CreatePlanRun(t.Context(), w.m, week, w.coordinator, nothing)
	no(t, err)
	no(t, w.ProgressPlanRun(t.Context(), w.m, first, 0.5))
	no(t, w.ProgressPlanRun(t.Context(), w.m, first, 0.25))
	if got, err := w.UnfinishedPlanRun(t.Context(), w.m, week); err != nil || got.ID != first || got.State != store.RunRunning || got.Progress != 0.5 {
		t.Errorf("running: %+v, %v", got, err)
	}
	second, err := w.CreatePlanRun(t.Context(), w.m, week, w.coordinator, nothing)
	no(t, err)
	for name, err := range map[string]error{
		"progress": w.ProgressPlanRun(t.Context(), w.m, first, 0.9),
		"failing":  w.FailPlanRun(t.Context(), w.m, first, "failed"),
		"cancel":   w.CancelPlanRun(t.Context(), w.m, first),
	} {
		if !errors.Is(err, store.ErrConflict) {
			t.Errorf("%s of a run that was replaced: %v, want ErrConflict", name, err)
		}
	}
	no(t, w.FailPlanRun(t.Context(), w.m, second, "no_map"))
	got, err := w.PlanRun(t.Context(), w.m, second)
	no(t, err)
	if !got.State.Over() || *got.ErrorCode != "no_map" || *got.RequestedBy != w.coordinator {
		t.Errorf("failed: %+v", got)
	}
	if _, err := w.UnfinishedPlanRun(t.Context(), w.m, week); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unfinished: %v, want ErrNotFound", err)
	}
}
