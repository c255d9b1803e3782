package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"runde/geo"
	"runde/routes"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// ShiftPattern is a shift of the regular week.
type ShiftPattern struct {
	ID           uuid.UUID `db:"pattern_id"`
	TeamID       uuid.UUID
	Weekday      time.Weekday
	StartMinute  int // after midnight
	EndMinute    int // after midnight, may pass 1440
	Mode         routes.Mode
	Workers      int
	BreakMinutes int
}

// Shift is a team's working time on one day, whether or not it takes place.
type Shift struct {
	routes.Shift
	TeamName  string
	PatternID *uuid.UUID // nil: an extra shift
	Cancelled bool
}

// ShiftPatterns are the regular week, in its order.
func (db *DB) ShiftPatterns(ctx context.Context, m int32) ([]ShiftPattern, error) {
	var out []ShiftPattern
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = all[ShiftPattern](ctx, tx, patternList, m)
		return err
	})
	return out, err
}

// AddShiftPattern adds a shift to the regular week and returns its id.
func (db *DB) AddShiftPattern(ctx context.Context, m int32, by By, p ShiftPattern) (uuid.UUID, error) {
	p.ID = uuid.New()
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, patternInsert, m, p.ID, p.TeamID, p.Weekday, p.StartMinute, p.EndMinute,
			p.Mode, p.Workers, p.BreakMinutes)
		if err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "pattern.add", "pattern", p.ID.String())
	})
	return p.ID, err
}

// RemoveShiftPattern takes a shift out of the regular week. Shifts that were made
// from it stay. Returns ErrNotFound.
func (db *DB) RemoveShiftPattern(ctx context.Context, m int32, by By, id uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := change(ctx, tx, patternDelete, m, id); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "pattern.remove", "pattern", id.String())
	})
}

// MakeShifts makes the week's shifts from the regular week and returns how many
// it made. It is idempotent: shifts that exist stay as they are, cancelled ones
// too.
func (db *DB) MakeShifts(ctx context.Context, m int32, week geo.Week) (int, error) {
	var made int
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, shiftsFromPatterns, m, week)
		made = int(tag.RowsAffected())
		return err
	})
	return made, err
}

// AddShift adds a shift beside the regular week and returns its id. Home and ID
// are not read.
func (db *DB) AddShift(ctx context.Context, m int32, by By, s routes.Shift) (uuid.UUID, error) {
	s.ID = uuid.New()
	blocks, err := encodeBlocks(s.Blocks)
	if err != nil {
		return s.ID, err
	}
	err = db.App(ctx, m, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, shiftInsert, m, s.ID, s.TeamID, s.Date, s.Start, s.End, s.Mode, s.Workers, s.Break, blocks)
		if err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "shift.add", "shift", s.ID.String())
	})
	return s.ID, err
}

// Shifts are the week's shifts in the order of their start, cancelled ones too.
func (db *DB) Shifts(ctx context.Context, m int32, week geo.Week) ([]Shift, error) {
	var out []Shift
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = shifts(ctx, tx, m, week)
		return err
	})
	return out, err
}

// CancelShift says that a shift does not take place, or that it does after all.
// Returns ErrNotFound.
func (db *DB) CancelShift(ctx context.Context, m int32, by By, id uuid.UUID, cancelled bool) error {
	action := "shift.cancel"
	if !cancelled {
		action = "shift.restore"
	}
	return db.changeShift(ctx, m, by, id, action, shiftCancel, cancelled)
}

// SetShiftBlocks stores the times of a shift that are spent without a place.
// Returns ErrNotFound, or an error wrapping ErrInvalid.
func (db *DB) SetShiftBlocks(ctx context.Context, m int32, by By, id uuid.UUID, blocks []routes.Block) error {
	b, err := encodeBlocks(blocks)
	if err != nil {
		return err
	}
	return db.changeShift(ctx, m, by, id, "shift.blocks", shiftBlocks, b)
}

func (db *DB) changeShift(ctx context.Context, m int32, by By, id uuid.UUID, action, sql string, value any) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := change(ctx, tx, sql, m, id, value); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, action, "shift", id.String())
	})
}

func shifts(ctx context.Context, tx pgx.Tx, m int32, week geo.Week) ([]Shift, error) {
	rows, _ := tx.Query(ctx, shiftList, m, week)
	return pgx.CollectRows(rows, scanShift)
}

func scanShift(row pgx.CollectableRow) (s Shift, err error) {
	var lat, lon float64
	var blocks []byte
	err = row.Scan(&s.ID, &s.TeamID, &s.TeamName, &lat, &lon, &s.PatternID, &s.Date, &s.Start, &s.End,
		&s.Mode, &s.Workers, &s.Break, &blocks, &s.Cancelled)
	if err != nil {
		return s, err
	}
	s.Home = orb.Point{lon, lat}
	if err := json.Unmarshal(blocks, &s.Blocks); err != nil {
		return s, fmt.Errorf("shift blocks: %w", err)
	}
	return s, nil
}

func encodeBlocks(blocks []routes.Block) ([]byte, error) {
	if blocks == nil {
		blocks = []routes.Block{}
	}
	for _, b := range blocks {
		if b.Kind != "home_visit" && b.Kind != "meeting" {
			return nil, invalid("blocks", "kind must be home_visit or meeting")
		}
		if b.Start < 0 || b.End <= b.Start {
			return nil, invalid("blocks", "must end after it starts")
		}
	}
	return json.Marshal(blocks)
}

const patternList = `
SELECT pattern_id, team_id, weekday, start_minute, end_minute, mode, workers, break_minutes FROM shift_pattern
WHERE municipality_id = $1 ORDER BY (weekday + 6) % 7, start_minute, pattern_id`

const patternInsert = `
INSERT INTO shift_pattern (municipality_id, pattern_id, team_id, weekday, start_minute, end_minute, mode, workers, break_minutes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const patternDelete = `
DELETE FROM shift_pattern WHERE municipality_id = $1 AND pattern_id = $2`

// Weekday 0 is Sunday, the last day of the week.
const shiftsFromPatterns = `
INSERT INTO shift (municipality_id, team_id, pattern_id, day, start_minute, end_minute, mode, workers, break_minutes)
SELECT municipality_id, team_id, pattern_id, $2::date + (weekday + 6) % 7, start_minute, end_minute, mode, workers, break_minutes
FROM shift_pattern WHERE municipality_id = $1
ON CONFLICT (municipality_id, pattern_id, day) DO NOTHING`

const shiftInsert = `
INSERT INTO shift (municipality_id, shift_id, team_id, day, start_minute, end_minute, mode, workers, break_minutes, blocks)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

const shiftList = `
SELECT s.shift_id, s.team_id, t.name, t.base_lat, t.base_lon, s.pattern_id, s.day, s.start_minute, s.end_minute,
  s.mode, s.workers, s.break_minutes, s.blocks, s.cancelled
FROM shift s JOIN team t USING (municipality_id, team_id)
WHERE s.municipality_id = $1 AND s.day BETWEEN $2::date AND $2::date + 6
ORDER BY s.day, s.start_minute, t.name, s.shift_id`

const shiftCancel = `
UPDATE shift SET cancelled = $3 WHERE municipality_id = $1 AND shift_id = $2`

const shiftBlocks = `
UPDATE shift SET blocks = $3 WHERE municipality_id = $1 AND shift_id = $2`
