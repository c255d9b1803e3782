package reception

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"sync/atomic"
	"time"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"
	"runde/web/fault"

	"github.com/google/uuid"
)

// Limits of what comes in for one municipality, a minute and at once.
const (
	sendsPerMinute, sendsAtOnce = 60, 200
	formsPerMinute, formsAtOnce = 20, 60 // of these, forms sent without a script
	asksPerMinute, asksAtOnce   = 60, 200
)

// Desk takes in concerns for one municipality. It is safe for concurrent use.
type Desk struct {
	db    *store.DB
	m     atomic.Int32
	now   func() time.Time // of the limits
	sends *bucket
	forms *bucket
	asks  *bucket
	atlas atlas
	texts *Filters
}

// New is the desk of a municipality; 0 is the first one that there is.
func New(db *store.DB, municipality int32) *Desk {
	d := &Desk{
		db: db, now: time.Now,
		sends: newBucket(sendsPerMinute, sendsAtOnce),
		forms: newBucket(formsPerMinute, formsAtOnce),
		asks:  newBucket(asksPerMinute, asksAtOnce),
		texts: NewFilters(db),
	}
	d.m.Store(municipality)
	return d
}

// Municipality is the one whose concerns the desk takes in. Returns
// store.ErrNotFound where there is none yet.
func (d *Desk) Municipality(ctx context.Context) (int32, error) {
	if m := d.m.Load(); m != 0 {
		return m, nil
	}
	list, err := d.db.Municipalities(ctx)
	if err != nil {
		return 0, err
	}
	if len(list) == 0 {
		return 0, store.ErrNotFound
	}
	d.m.Store(list[0].ID)
	return list[0].ID, nil
}

// Refused is a concern that broke rules; nothing of it was stored. It names fields
// and rules and never a value.
type Refused struct{ Fields []intake.FieldError }

// Error lists the fields and their rules.
func (r *Refused) Error() string {
	errs := make([]error, len(r.Fields))
	for i, f := range r.Fields {
		errs[i] = f
	}
	return errors.Join(errs...).Error()
}

// Sent is what a reporter gets for a concern.
type Sent struct {
	Words string           // the receipt, to be shown once
	Found []intake.Finding // why the note was not kept; nil where it was, or there was none
}

// Send stores a concern. The same concern sent again gets the same answer. Returns
// a [Refused] for broken rules, store.ErrConflict for another concern under the
// same id, and fault.ErrTooMany when the limit is used up.
func (d *Desk) Send(ctx context.Context, c intake.Concern) (Sent, error) {
	if !d.sends.take(d.now()) {
		return Sent{}, fault.ErrTooMany
	}
	return d.send(ctx, c)
}

// SendForm is [Desk.Send] for a form that was sent without a script.
func (d *Desk) SendForm(ctx context.Context, c intake.Concern) (Sent, error) {
	if !d.forms.take(d.now()) {
		return Sent{}, fault.ErrTooMany
	}
	return d.Send(ctx, c)
}

func (d *Desk) send(ctx context.Context, c intake.Concern) (Sent, error) {
	if err := d.check(ctx, c); err != nil {
		return Sent{}, err
	}
	m, err := d.Municipality(ctx)
	if err != nil {
		return Sent{}, err
	}
	secrets, err := d.db.Secrets(ctx, m)
	if err != nil {
		return Sent{}, err
	}
	var sent Sent
	if c.Note, sent.Found, err = d.admit(ctx, c.Note); err != nil {
		return Sent{}, err
	}
	receipt, words, err := intake.NewReceipt(drawn(secrets.ReceiptPepper, c))
	if err != nil {
		return Sent{}, err
	}
	sent.Words = words
	c.ID = storedID(secrets.ReceiptPepper, c.ID)
	hash := receipt.Hash(secrets.ReceiptPepper)
	err = d.db.SendConcern(ctx, m, c, hash[:])
	if errors.Is(err, store.ErrConflict) && d.isThere(ctx, m, hash[:]) {
		err = nil
	}
	if err != nil {
		return Sent{}, err
	}
	return sent, nil
}

// check holds the concern against the covers of this year.
func (d *Desk) check(ctx context.Context, c intake.Concern) error {
	street, err := d.Cover(ctx, store.StreetLevel)
	if err != nil {
		return err
	}
	home, err := d.Cover(ctx, store.HomeLevel)
	if err != nil {
		return err
	}
	errs := intake.Check(c, intake.Cover{Version: street.Version, Cells: street.Cover},
		intake.Cover{Version: home.Version, Cells: home.Cover}, d.db.Today())
	if c.Channel.Valid() && !c.Channel.Public() {
		errs = append(errs, intake.FieldError{Field: "channel", Rule: intake.UnknownCode})
	}
	if len(errs) == 0 && c.Day.Year() != c.CoverVersion {
		errs = append(errs, intake.FieldError{Field: "day", Rule: intake.TooEarly})
	}
	if len(errs) > 0 {
		return &Refused{errs}
	}
	return nil
}

// admit is the note to keep, and why it is none.
func (d *Desk) admit(ctx context.Context, note string) (string, []intake.Finding, error) {
	if note == "" {
		return "", nil, nil
	}
	texts, err := d.Texts(ctx)
	if err != nil {
		return "", nil, err
	}
	keep, found := texts.Admit(note, false)
	return keep, found, nil
}

// Texts is the filter of what the public writes.
func (d *Desk) Texts(ctx context.Context) (Texts, error) {
	m, err := d.Municipality(ctx)
	if err != nil {
		return Texts{}, err
	}
	return d.texts.Of(ctx, m)
}

// TextsOf is the filter of what a municipality's staff write.
func (d *Desk) TextsOf(ctx context.Context, m int32) (Texts, error) { return d.texts.Of(ctx, m) }

// isThere reports whether a concern with the receipt is stored already.
func (d *Desk) isThere(ctx context.Context, m int32, hash []byte) bool {
	_, err := d.db.AskConcern(ctx, m, hash, store.Addition{})
	return err == nil
}

// Today is the day on which a concern comes in.
func (d *Desk) Today() geo.Date { return d.db.Today() }

// Contact is what the municipality tells people who are worried.
func (d *Desk) Contact(ctx context.Context) (store.Contact, error) {
	m, err := d.Municipality(ctx)
	if err != nil {
		return store.Contact{}, err
	}
	s, err := d.db.Settings(ctx, m)
	return s.Contact, err
}

// drawn is the randomness of the concern's receipt: a keyed hash of all that is kept
// of it. A refused note has no part in it, not even in a hash.
func drawn(pepper []byte, c intake.Concern) io.Reader {
	sent, err := json.Marshal(c)
	if err != nil {
		panic(err) // a concern is texts and numbers
	}
	return hashed(pepper, "receipt", sent)
}

// storedID is the id under which a concern is kept.
func storedID(pepper []byte, sent uuid.UUID) uuid.UUID {
	id, err := uuid.NewRandomFromReader(hashed(pepper, "id", sent[:]))
	if err != nil {
		panic(err) // a hash is longer than an id
	}
	return id
}

// hashed is HMAC-SHA256 of the data, for one purpose.
func hashed(pepper []byte, purpose string, data []byte) io.Reader {
	mac := hmac.New(sha256.New, pepper)
	mac.Write([]byte(purpose + "\x00"))
	mac.Write(data)
	return bytes.NewReader(mac.Sum(nil))
}
