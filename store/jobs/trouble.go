package jobs

import (
	"context"
	"encoding/json"
	"log/slog"

	"runde/store"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// trouble logs jobs that failed, and ends the planning run of one that broke off:
// the coordinator would wait for it. A panic's value may hold anything and is not
// logged; where it happened is.
type trouble struct {
	db  *store.DB
	log *slog.Logger
}

// HandleError implements river.ErrorHandler.
func (t trouble) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	t.log.ErrorContext(ctx, "job failed", "kind", job.Kind, "attempt", job.Attempt, "error", err)
	return nil
}

// HandlePanic implements river.ErrorHandler.
func (t trouble) HandlePanic(ctx context.Context, job *rivertype.JobRow, _ any, trace string) *river.ErrorHandlerResult {
	t.log.ErrorContext(ctx, "job panicked", "kind", job.Kind, "attempt", job.Attempt, "trace", trace)
	var args planArgs
	if job.Kind == args.Kind() && json.Unmarshal(job.EncodedArgs, &args) == nil {
		if err := t.db.FailPlanRun(context.WithoutCancel(ctx), args.Municipality, args.Run, ErrorFailed); err != nil {
			t.log.ErrorContext(ctx, "ending the run", "error", err)
		}
	}
	return nil
}
