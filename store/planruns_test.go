package store_test

import (
	"errors"
	"strings"
	"testing"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// queued puts the job of a run beside it, as package jobs does.
func (w *walkWorld) queued(t *testing.T) func(pgx.Tx, uuid.UUID) error {
	return func(tx pgx.Tx, run uuid.UUID) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO river.river_job (kind, args, max_attempts)
			VALUES ('plan', jsonb_build_object('municipality', $1::int, 'run', $2::text), 1)`, w.m, run.String())
		return err
	}
}

// A run is queued with its job or not at all, a week has one run at a time, and
// what is over stays as it is.
func TestPlanRuns(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay).Add(1)
	broken := errors.New("no queue")
	if _, err := w.CreatePlanRun(t.Context(), w.m, week, uuid.Nil, w.coordinator, func(pgx.Tx, uuid.UUID) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("without a queue: %v", err)
	}
	if n := w.count(t, "plan_run"); n != 0 {
		t.Errorf("%d runs without a job", n)
	}
	first, err := w.CreatePlanRun(t.Context(), w.m, week, uuid.Nil, w.coordinator, w.queued(t))
	no(t, err)
	no(t, w.ProgressPlanRun(t.Context(), w.m, first, 0.5))
	no(t, w.ProgressPlanRun(t.Context(), w.m, first, 0.25))
	if got, err := w.UnfinishedPlanRun(t.Context(), w.m, week); err != nil || got.ID != first || got.State != store.RunRunning || got.Progress != 0.5 {
		t.Errorf("running: %+v, %v", got, err)
	}
	second, err := w.CreatePlanRun(t.Context(), w.m, week, uuid.Nil, w.coordinator, w.queued(t))
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

// A run whose machine was switched off has failed, and the coordinator hears it: no
// job works on it any more. A job that waits, or that began not long ago, does.
func TestRunOfAStoppedMachineHasFailed(t *testing.T) {
	for name, c := range map[string]struct {
		job  string // what became of the job
		want store.RunState
	}{
		"waits":              {`UPDATE river.river_job SET state = 'available'`, store.RunRunning},
		"began a minute ago": {`UPDATE river.river_job SET state = 'running', attempted_at = $1::timestamptz - interval '1 minute'`, store.RunRunning},
		"began an hour ago":  {`UPDATE river.river_job SET state = 'running', attempted_at = $1::timestamptz - interval '1 hour'`, store.RunFailed},
		"was given up":       {`UPDATE river.river_job SET state = 'discarded', finalized_at = $1::timestamptz`, store.RunFailed},
		"is gone":            {`DELETE FROM river.river_job`, store.RunFailed},
		"is a neighbour's":   {`UPDATE river.river_job SET args = jsonb_set(args, '{municipality}', '9')`, store.RunFailed},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWalkWorld(t)
			week := geo.WeekOf(walkDay).Add(1)
			run, err := w.CreatePlanRun(t.Context(), w.m, week, uuid.Nil, w.coordinator, w.queued(t))
			no(t, err)
			no(t, w.ProgressPlanRun(t.Context(), w.m, run, 0.5))
			if strings.Contains(c.job, "$1") {
				w.exec(t, c.job, w.Now())
			} else {
				w.exec(t, c.job)
			}
			_, err = w.UnfinishedPlanRun(t.Context(), w.m, week)
			if gone := errors.Is(err, store.ErrNotFound); gone != (c.want == store.RunFailed) {
				t.Errorf("unfinished: %v", err)
			}
			got, err := w.PlanRun(t.Context(), w.m, run)
			no(t, err)
			if got.State != c.want || (got.ErrorCode != nil) != (c.want == store.RunFailed) {
				t.Errorf("%+v; want %s", got, c.want)
			}
		})
	}
}

// A run that was cancelled while its proposal was being stored leaves none behind.
func TestCancelledRunStoresNoProposal(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay).Add(1)
	run, err := w.CreatePlanRun(t.Context(), w.m, week, uuid.Nil, w.coordinator, w.queued(t))
	no(t, err)
	no(t, w.CancelPlanRun(t.Context(), w.m, run))
	_, err = w.FinishPlanRun(t.Context(), w.m, w.by(w.coordinator), run, 1, plans.Plan{Week: week}, nil)
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("finishing: %v, want ErrConflict", err)
	}
	if _, err := w.PlanOf(t.Context(), w.m, week, store.Proposed); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the week's proposal: %v, want ErrNotFound", err)
	}
}
