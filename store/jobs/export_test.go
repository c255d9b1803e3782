package jobs

import (
	"context"
	"time"

	"runde/routes/plans"
	"runde/store"

	"github.com/google/uuid"
)

// ProposeWithin is Propose with a limit and a search of the test's own, from whatever
// the run starts from.
func ProposeWithin(ctx context.Context, db *store.DB, m int32, id uuid.UUID, limit time.Duration, s search) error {
	p := newPlanner(db)
	p.limit, p.propose, p.replan = limit, s, func(plans.Plan) search { return s }
	return p.work(ctx, m, id)
}
