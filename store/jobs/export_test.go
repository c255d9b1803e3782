package jobs

import (
	"context"
	"time"

	"runde/store"

	"github.com/google/uuid"
)

// ProposeWithin is Propose with a limit and a search of the test's own.
func ProposeWithin(ctx context.Context, db *store.DB, m int32, id uuid.UUID, limit time.Duration, s search) error {
	return planner{db: db, limit: limit, propose: s}.work(ctx, m, id)
}
