package store

import (
	"context"

	"runde/geo"
	"runde/geo/intake"

	"github.com/jackc/pgx/v5"
)

// Addition is what a reporter adds to a concern that was sent.
type Addition struct {
	Worries []intake.Worry // nil adds none
	Note    string         // replaces the note; "" leaves it
}

// ConcernStatus is what a reporter is told.
type ConcernStatus struct {
	Word  intake.Word
	Added bool // what was to be added has been
}

// SendConcern stores a concern from the public, which intake.Check and the filter
// have let through, with the hash of its receipt. An ErrInvalid where the cover of
// the concern's year does not hold the cell.
func (db *DB) SendConcern(ctx context.Context, m int32, c intake.Concern, receiptHash []byte) error {
	args := concernArgs(c, db.daypart(), receiptHash)
	return db.Public(ctx, m, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, intakeSend, args...)
		return err
	})
}

// AskConcern adds to the concern with the receipt while nobody has decided it, and
// says where it stands. ErrNotFound for a receipt that nothing belongs to.
func (db *DB) AskConcern(ctx context.Context, m int32, receiptHash []byte, add Addition) (ConcernStatus, error) {
	var state intake.State
	var decision *intake.Decision
	var out ConcernStatus
	err := db.Public(ctx, m, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, intakeAsk, receiptHash, add.Worries, optional(add.Note)).
			Scan(&state, &decision, &out.Added)
	})
	if decision == nil {
		decision = new(intake.Decision)
	}
	out.Word = intake.WordFor(state, *decision)
	return out, err
}

// WithdrawConcern deletes the concern with the receipt. What a closed week has
// counted stays counted, as a number of its cell: published figures never change.
// ErrNotFound for a receipt that nothing belongs to.
func (db *DB) WithdrawConcern(ctx context.Context, m int32, receiptHash []byte) error {
	return db.Public(ctx, m, func(tx pgx.Tx) error {
		found, err := value[bool](ctx, tx, intakeWithdraw, receiptHash)
		if err == nil && !found {
			err = ErrNotFound
		}
		return err
	})
}

// daypart is the clock's.
func (db *DB) daypart() geo.Daypart { return geo.DaypartAt(60 * db.Now().Hour()) }

// concernArgs are the parameters of intakeSend. Of when a concern came, the daypart
// is kept.
func concernArgs(c intake.Concern, came geo.Daypart, receiptHash []byte) []any {
	worries := c.Worries
	if worries == nil {
		worries = []intake.Worry{}
	}
	return []any{
		c.ID, c.Context, c.Day.Year(), int64(c.Cell), c.Day, int16(came),
		c.Channel, worries, daypartNumbers(c.Met), optional(c.Note), receiptHash,
	}
}

// daypartNumbers are the dayparts as the database holds them.
func daypartNumbers(parts []geo.Daypart) []int16 {
	out := make([]int16, len(parts))
	for i, p := range parts {
		out[i] = int16(p)
	}
	return out
}

const intakeSend = `
SELECT send_concern($1, $2, $3::int, $4::bigint, $5::date, $6::smallint, $7, $8, $9, $10, $11)`

const intakeAsk = `
SELECT state, decision, added FROM ask_concern($1, $2, $3)`

const intakeWithdraw = `
SELECT withdraw_concern($1)`
