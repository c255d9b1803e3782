package store

import (
	"context"

	"runde/geo"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// CloseHandedOver is CloseConcern for the leader: ErrConflict for a concern that
// was not handed over.
func (db *DB) CloseHandedOver(ctx context.Context, m int32, by By, id uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := changeConcern(ctx, tx, m, id, handedOverClose, geo.DateOf(by.At)); err != nil {
			return err
		}
		return auditConcern(ctx, tx, m, by, id, "concern.close", "done")
	})
}

// ReturnHandedOver takes the leader's own decision or closing back: the concern
// waits for the leader again. ErrConflict where the last word about it is another's,
// or it waits already.
func (db *DB) ReturnHandedOver(ctx context.Context, m int32, by By, id uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := changeConcern(ctx, tx, m, id, handedOverReturn, geo.DateOf(by.At), by.actor(), id.String()); err != nil {
			return err
		}
		return auditConcern(ctx, tx, m, by, id, "concern.decide", "leader")
	})
}

const handedOverClose = `
UPDATE concern SET state = 'closed', closed_on = $3::date
WHERE municipality_id = $1 AND concern_id = $2 AND state <> 'closed' AND decision = 'leader'`

// Only what was handed over is the leader's to decide, so the log tells: whoever
// wrote its last row about the concern has decided it.
const handedOverReturn = `
UPDATE concern SET state = 'decided', decision = 'leader', decided_on = $3::date, visit_by = NULL, closed_on = NULL
WHERE municipality_id = $1 AND concern_id = $2 AND merged_into IS NULL
  AND NOT (state = 'decided' AND decision = 'leader')
  AND $4::uuid = (SELECT actor FROM audit
    WHERE municipality_id = $1 AND object_type = 'concern' AND object_id = $5
    ORDER BY seq DESC LIMIT 1)`
