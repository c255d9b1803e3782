package pgtest

import (
	"context"
	"testing"

	"runde/store"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ParkAndWalk makes the shift one by car and has the second and the third stop of its
// round walked to.
func ParkAndWalk(t testing.TB, db *store.DB, m int32, shift, round uuid.UUID) {
	t.Helper()
	ctx := context.Background()
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE shift SET mode = 'car' WHERE municipality_id = $1 AND shift_id = $2`, m, shift)
		if err == nil {
			_, err = tx.Exec(ctx, `UPDATE stop SET walked = position IN (2, 3) WHERE municipality_id = $1 AND round_id = $2`, m, round)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
