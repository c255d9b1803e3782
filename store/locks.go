package store

import (
	"context"

	"runde/geo"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Lock is a wish of the coordinator about a place in a week. It outlives every new
// proposal.
type Lock struct {
	PlaceID   uuid.UUID
	ShiftID   *uuid.UUID // the place is visited on this shift; nil: it is forbidden
	Position  int        // as the nth stop of its round, counted from 1; 0: anywhere in it
	Forbidden bool       // the place is not visited in the week
}

// Locks are the week's locks, by place.
func (db *DB) Locks(ctx context.Context, m int32, week geo.Week) ([]Lock, error) {
	var out []Lock
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = locks(ctx, tx, m, week)
		return err
	})
	return out, err
}

// PinPlace locks a place to a shift of the week, at a position in its round or, by
// position 0, anywhere in it. An earlier lock of the place is replaced. Returns
// ErrNotFound for a place or shift that the week does not have.
func (db *DB) PinPlace(ctx context.Context, m int32, by By, week geo.Week, place, shift uuid.UUID, position int) error {
	if position < 0 {
		return invalid("position", "must be positive")
	}
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := change(ctx, tx, lockPin, m, week, place, shift, position); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "plan.lock", "place", place.String())
	})
}

// ForbidPlace keeps a place out of the week's plans. An earlier lock of the place
// is replaced. Returns ErrNotFound for an unknown place.
func (db *DB) ForbidPlace(ctx context.Context, m int32, by By, week geo.Week, place uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, lockForbid, m, week, place); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "plan.forbid", "place", place.String())
	})
}

// Unlock takes the lock of a place away. Returns ErrNotFound where it has none.
func (db *DB) Unlock(ctx context.Context, m int32, by By, week geo.Week, place uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := change(ctx, tx, lockDelete, m, week, place); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "plan.unlock", "place", place.String())
	})
}

func locks(ctx context.Context, tx pgx.Tx, m int32, week geo.Week) ([]Lock, error) {
	return all[Lock](ctx, tx, lockList, m, week)
}

const lockList = `
SELECT place_id, shift_id, coalesce(position, 0) AS position, forbidden FROM plan_lock
WHERE municipality_id = $1 AND week = $2::date ORDER BY place_id`

const lockPin = `
INSERT INTO plan_lock (municipality_id, week, place_id, shift_id, position, forbidden)
SELECT municipality_id, $2::date, $3, shift_id, nullif($5::int, 0), false FROM shift
WHERE municipality_id = $1 AND shift_id = $4 AND day BETWEEN $2::date AND $2::date + 6
ON CONFLICT (municipality_id, week, place_id)
DO UPDATE SET shift_id = excluded.shift_id, position = excluded.position, forbidden = false`

const lockForbid = `
INSERT INTO plan_lock (municipality_id, week, place_id, forbidden) VALUES ($1, $2::date, $3, true)
ON CONFLICT (municipality_id, week, place_id) DO UPDATE SET shift_id = NULL, position = NULL, forbidden = true`

const lockDelete = `
DELETE FROM plan_lock WHERE municipality_id = $1 AND week = $2::date AND place_id = $3`
