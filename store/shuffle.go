package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// ShuffleEvents rewrites the tables of events, and of the walk that they belong to,
// in the order of their random ids, so that neither storage order nor the number of
// the transaction that wrote a row (xmin, which PostgreSQL shows to whoever may
// read the row) tells which came first. Nobody can write to a table while it is
// rewritten. Each step is a transaction of its own: one that held two tables would
// wait for whoever waits for it.
func (db *DB) ShuffleEvents(ctx context.Context) error {
	list, err := db.Municipalities(ctx)
	if err != nil {
		return err
	}
	for _, table := range []struct{ touch, sort string }{
		{encountersTouch, encountersSort},
		{withdrawnTouch, withdrawnSort},
		{concernsTouch, concernsSort},
		{roundsTouch, roundsSort},
		{stopsTouch, stopsSort},
	} {
		for _, m := range list {
			if err := db.maintain(ctx, m.ID, table.touch, m.ID); err != nil {
				return err
			}
		}
		if err := db.maintain(ctx, 0, table.sort); err != nil {
			return err
		}
	}
	return nil
}

// maintain runs one statement as the owner.
func (db *DB) maintain(ctx context.Context, m int32, sql string, args ...any) error {
	return db.Owner(ctx, m, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sql, args...)
		return err
	})
}

// Every row of a table is written once more by one transaction, and then the table
// is sorted, which drops what was there before.
const (
	encountersTouch = `
UPDATE encounter SET day = day WHERE municipality_id = $1`
	encountersSort = `
CLUSTER encounter USING encounter_pkey`
	withdrawnTouch = `
UPDATE withdrawn_encounter SET encounter_id = encounter_id WHERE municipality_id = $1`
	withdrawnSort = `
CLUSTER withdrawn_encounter USING withdrawn_encounter_pkey`
	concernsTouch = `
UPDATE concern SET day = day WHERE municipality_id = $1`
	concernsSort = `
CLUSTER concern USING concern_pkey`
	roundsTouch = `
UPDATE round SET day = day WHERE municipality_id = $1`
	roundsSort = `
CLUSTER round USING round_pkey`
	stopsTouch = `
UPDATE stop SET state = state WHERE municipality_id = $1`
	stopsSort = `
CLUSTER stop USING stop_pkey`
)
