package store

import (
	"context"

	"runde/geo"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewConcern is a concern as it arrives: checked, coarsened to a cell of the cover
// and free of personal data. Its level in the cover is its context.
type NewConcern struct {
	ID           uuid.UUID // random (version 4)
	Context      string    // street or home
	Cell         geo.Cell  // of the street cover, or of the coarser home cover
	Day          geo.Date
	Daypart      geo.Daypart
	Channel      string
	Worries      []string
	MeetDayparts []geo.Daypart
	Note         string // at most 200 characters; "" is none
}

// Addition is what a reporter adds to a concern that was sent.
type Addition struct {
	Worries []string // nil adds none
	Note    string   // replaces the note; "" leaves it
}

// ConcernStatus is what a reporter is told.
type ConcernStatus struct {
	Word  StatusWord
	Added bool // what was to be added has been
}

// StatusWord is one of the three words a reporter ever hears; also a key of the
// catalogue.
type StatusWord string

// The words.
const (
	StatusReceived StatusWord = "received"  // nobody has decided yet
	StatusComingBy StatusWord = "coming_by" // a visit, watched, or on a round
	StatusClosed   StatusWord = "closed"    // handed to the leader, not ours, or done
)

// statusWord tells the same word for a concern that was handed over as for one that
// is done: what became of somebody is never told.
func statusWord(state, decision string) StatusWord {
	switch {
	case state == "received":
		return StatusReceived
	case state == "closed" || decision == "leader" || decision == "not_ours":
		return StatusClosed
	default:
		return StatusComingBy
	}
}

// SendConcern stores a concern from the public with the hash of its receipt.
// ErrCellNotInCover where the cover of the concern's year does not hold the cell.
func (db *DB) SendConcern(ctx context.Context, m int32, c NewConcern, receiptHash []byte) error {
	return db.Public(ctx, m, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, intakeSend, c.args(receiptHash)...)
		return err
	})
}

// AskConcern adds to the concern with the receipt while nobody has decided it, and
// says where it stands. ErrNotFound for a receipt that nothing belongs to.
func (db *DB) AskConcern(ctx context.Context, m int32, receiptHash []byte, add Addition) (ConcernStatus, error) {
	var state string
	var decision *string
	var out ConcernStatus
	err := db.Public(ctx, m, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, intakeAsk, receiptHash, add.Worries, optional(add.Note)).
			Scan(&state, &decision, &out.Added)
	})
	if decision == nil {
		decision = new(string)
	}
	out.Word = statusWord(state, *decision)
	return out, err
}

// WithdrawConcern deletes the concern with the receipt: nothing of it remains.
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

// args are the parameters of intakeSend.
func (c NewConcern) args(receiptHash []byte) []any {
	worries := c.Worries
	if worries == nil {
		worries = []string{}
	}
	return []any{
		c.ID, c.Context, c.Day.Year(), int64(c.Cell), c.Day, int16(c.Daypart),
		c.Channel, worries, daypartNumbers(c.MeetDayparts), optional(c.Note), receiptHash,
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

// optional is NULL for an empty text.
func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

const intakeSend = `
SELECT send_concern($1, $2, $3::int, $4::bigint, $5::date, $6::smallint, $7, $8, $9, $10, $11)`

const intakeAsk = `
SELECT state, decision, added FROM ask_concern($1, $2, $3)`

const intakeWithdraw = `
SELECT withdraw_concern($1)`
