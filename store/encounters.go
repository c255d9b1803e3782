package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"runde/geo"
	"runde/routes/rounds"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// A phone may be without signal for long, and its clock may be a little fast.
const (
	daysLate  = 30
	daysEarly = 1
)

// RecordEncounter stores an encounter of the staff member's own team and begins its
// round. The answer is rounds.Stored, rounds.Known for what was sent before, or
// rounds.Withdrawn for what was taken back: then nothing is stored. The same id
// with other content is ErrConflict.
// ErrNotFound for a round that is unknown, of another team, of a plan that nobody
// has approved, or more than 30 days from today. An ErrInvalid where the cover
// of the round's year does not hold the cell.
func (db *DB) RecordEncounter(ctx context.Context, m int32, staff uuid.UUID, e rounds.Encounter) (answer rounds.Answer, err error) {
	today := db.Today()
	err = db.App(ctx, m, func(tx pgx.Tx) error {
		day, err := walkableRound(ctx, tx, m, staff, e.Round, today)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, encounterLock, e.ID); err != nil {
			return err
		}
		withdrawn, err := value[bool](ctx, tx, encounterIsWithdrawn, m, e.ID)
		if err != nil {
			return err
		}
		if withdrawn {
			answer = rounds.Withdrawn
			return nil
		}
		if answer, err = insertEncounter(ctx, tx, m, e, day); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, roundStart, m, e.Round)
		return err
	})
	return answer, err
}

// WithdrawEncounter deletes an encounter of the staff member's own team, and keeps
// its id so that a phone that sends it again changes nothing. An id that was never
// sent is withdrawn as well: the withdrawal may arrive first. The id is forgotten
// when no phone may send it any more. ErrNotFound for an encounter of another team.
func (db *DB) WithdrawEncounter(ctx context.Context, m int32, staff, id uuid.UUID) error {
	today := db.Today()
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, encounterLock, id); err != nil {
			return err
		}
		round, err := value[uuid.UUID](ctx, tx, encounterRound, m, id)
		day := today
		if err == nil {
			day, err = walkableRound(ctx, tx, m, staff, round, today)
		} else if errors.Is(err, ErrNotFound) {
			err = nil
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, encounterDelete, m, id); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, encounterWithdraw, m, id, day)
		return err
	})
}

// RoundEncounters are the encounters of a round, in the order of their random ids.
func (db *DB) RoundEncounters(ctx context.Context, m int32, staff, round uuid.UUID) ([]rounds.Encounter, error) {
	var out []rounds.Encounter
	today := db.Today()
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		if _, err = walkableRound(ctx, tx, m, staff, round, today); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, encountersOfRound, m, round)
		out, err = pgx.CollectRows(rows, scanEncounter)
		return err
	})
	return out, err
}

// walkableRound is the day of a round that the staff member's team walks: its plan
// has been approved, and it is not too long ago.
func walkableRound(ctx context.Context, tx pgx.Tx, m int32, staff, round uuid.UUID, today geo.Date) (geo.Date, error) {
	day, err := value[geo.Date](ctx, tx, roundWalkable, m, staff, round, today-daysLate, today+daysEarly)
	if err != nil {
		return 0, fmt.Errorf("round: %w", err)
	}
	return day, nil
}

func insertEncounter(ctx context.Context, tx pgx.Tx, m int32, e rounds.Encounter, day geo.Date) (rounds.Answer, error) {
	e.Targets = append([]rounds.Target{}, e.Targets...)
	slices.Sort(e.Targets)
	e.Targets = slices.Compact(e.Targets)
	tag, err := tx.Exec(ctx, encounterInsert, m, e.ID, e.Round, day.Year(), int64(e.Cell), day, int16(e.Daypart),
		e.Outcome, e.Targets, optional(string(e.Persons)), e.Unplanned)
	if err != nil || tag.RowsAffected() == 1 {
		return rounds.Stored, err
	}
	rows, _ := tx.Query(ctx, encounterByID, m, e.ID)
	stored, err := pgx.CollectExactlyOneRow(rows, scanEncounter)
	if err != nil {
		return "", err
	}
	if !reflect.DeepEqual(stored, e) {
		return rounds.Conflict, fmt.Errorf("encounter: the id holds another one: %w", ErrConflict)
	}
	return rounds.Known, nil
}

func scanEncounter(row pgx.CollectableRow) (e rounds.Encounter, err error) {
	err = row.Scan(&e.ID, &e.Round, &e.Cell, &e.Daypart, &e.Outcome, &e.Targets, &e.Persons, &e.Unplanned)
	return e, err
}

const roundWalkable = `
SELECT r.day FROM round r
JOIN plan p USING (municipality_id, plan_id)
JOIN shift s USING (municipality_id, shift_id)
JOIN staff u USING (municipality_id)
WHERE r.municipality_id = $1 AND u.staff_id = $2 AND r.round_id = $3 AND r.day BETWEEN $4::date AND $5::date
  AND p.state <> 'proposed' AND NOT u.disabled AND (u.role = 'coordinator' OR u.team_id = s.team_id)`

// Sending an encounter and taking it back wait for each other.
const encounterLock = `
SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))`

const encounterInsert = `
INSERT INTO encounter (municipality_id, encounter_id, round_id, cover_version, cell, day, daypart,
  outcome, bridge_targets, persons, unplanned)
VALUES ($1, $2, $3, $4::int, $5::bigint, $6::date, $7::smallint, $8, $9, $10, $11)
ON CONFLICT (municipality_id, encounter_id) DO NOTHING`

const encounterColumns = `
SELECT encounter_id, round_id, cell, daypart, outcome, bridge_targets, coalesce(persons, ''), unplanned FROM encounter `

const encounterByID = encounterColumns + `WHERE municipality_id = $1 AND encounter_id = $2`

const encountersOfRound = encounterColumns + `WHERE municipality_id = $1 AND round_id = $2 ORDER BY encounter_id`

const encounterRound = `
SELECT round_id FROM encounter WHERE municipality_id = $1 AND encounter_id = $2`

const encounterDelete = `
DELETE FROM encounter WHERE municipality_id = $1 AND encounter_id = $2`

const encounterWithdraw = `
INSERT INTO withdrawn_encounter (municipality_id, encounter_id, day) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`

const encounterIsWithdrawn = `
SELECT EXISTS (SELECT FROM withdrawn_encounter WHERE municipality_id = $1 AND encounter_id = $2)`
