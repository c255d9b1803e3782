package pgtest

import (
	"context"
	"math"
	"testing"

	"runde/geo/need"
	"runde/store"

	"github.com/jackc/pgx/v5"
)

// Observe stores weekly counts of what was seen and reported in the cells of the year's
// street cover, as if the weeks were old: no encounter of its own remains of them.
func Observe(t testing.TB, db *store.DB, m int32, year int, obs []need.Observation) {
	t.Helper()
	ctx := context.Background()
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		for _, o := range obs {
			b := &pgx.Batch{}
			if o.Encounters > 0 {
				b.Queue(`INSERT INTO weekly_outcome (municipality_id, cover_version, cell, week, outcome, count)
					VALUES ($1, $2, $3::bigint, $4, 'conversation', $5)`, m, year, o.Cell, o.Week, o.Encounters)
			}
			if minutes := math.Round(60 * o.Hours); minutes > 0 {
				b.Queue(`INSERT INTO weekly_presence (municipality_id, cover_version, cell, week, minutes)
					VALUES ($1, $2, $3::bigint, $4, $5)`, m, year, o.Cell, o.Week, int(minutes))
			}
			for channel, n := range o.Concerns {
				b.Queue(`INSERT INTO weekly_concern (municipality_id, level, cover_version, cell, week, channel, count)
					VALUES ($1, 'street', $2, $3::bigint, $4, $5, $6)`, m, year, o.Cell, o.Week, channel, n)
			}
			if err := tx.SendBatch(ctx, b).Close(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
