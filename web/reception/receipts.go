package reception

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"runde/geo/intake"
	"runde/store"
	"runde/web/fault"
)

// Status is what somebody with a receipt is told.
type Status struct {
	Word  intake.Word
	Added bool             // what was to be added has been
	Found []intake.Finding // why the note was not kept; nil where it was, or there was none
}

// Ask tells where the concern of a receipt stands, after adding to it where it is
// not yet decided. Returns store.ErrNotFound for words that belong to nothing, and
// a [Refused] for an addition that breaks a rule.
func (d *Desk) Ask(ctx context.Context, typed string, add store.Addition) (Status, error) {
	if !d.asks.take(d.now()) {
		return Status{}, fault.ErrTooMany
	}
	if err := checkAddition(add); err != nil {
		return Status{}, err
	}
	m, hash, err := d.find(ctx, typed)
	if err != nil {
		return Status{}, err
	}
	var out Status
	if add.Note, out.Found, err = d.admit(ctx, add.Note); err != nil {
		return Status{}, err
	}
	got, err := d.db.AskConcern(ctx, m, hash, add)
	out.Word, out.Added = got.Word, got.Added
	return out, err
}

// Withdraw deletes the concern of a receipt. Returns store.ErrNotFound for words
// that belong to nothing.
func (d *Desk) Withdraw(ctx context.Context, typed string) error {
	if !d.asks.take(d.now()) {
		return fault.ErrTooMany
	}
	m, hash, err := d.find(ctx, typed)
	if err != nil {
		return err
	}
	return d.db.WithdrawConcern(ctx, m, hash)
}

// find is the municipality, and what it stores of the words. Text that cannot be a
// receipt gets the hash of nothing, so that it is looked up and missed like any other.
func (d *Desk) find(ctx context.Context, typed string) (m int32, hash []byte, err error) {
	if m, err = d.Municipality(ctx); err != nil {
		return 0, nil, err
	}
	secrets, err := d.db.Secrets(ctx, m)
	if err != nil {
		return 0, nil, err
	}
	receipt, err := intake.ParseReceipt(typed)
	if err != nil {
		hash = make([]byte, sha256.Size)
		rand.Read(hash)
		return m, hash, nil
	}
	stored := receipt.Hash(secrets.ReceiptPepper)
	return m, stored[:], nil
}

// checkAddition holds what is added against the rules of a concern.
func checkAddition(add store.Addition) error {
	var errs []intake.FieldError
	if slices.ContainsFunc(add.Worries, func(w intake.Worry) bool { return !w.Valid() }) {
		errs = append(errs, intake.FieldError{Field: "worries", Rule: intake.UnknownCode})
	}
	if utf8.RuneCountInString(add.Note) > intake.MaxNote {
		errs = append(errs, intake.FieldError{Field: "note", Rule: intake.LongText})
	}
	if strings.ContainsFunc(add.Note, unicode.IsControl) {
		errs = append(errs, intake.FieldError{Field: "note", Rule: intake.Control})
	}
	if errs != nil {
		return &Refused{errs}
	}
	return nil
}
