package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// Settings are a municipality's own choices. Each field is a row of its own, by
// its json name; a field without a row has the value of [DefaultSettings].
type Settings struct {
	Contact          Contact `json:"contact"`
	MinDwellings     int     `json:"min_dwellings"`      // floor of the next street cover
	HomeMinDwellings int     `json:"home_min_dwellings"` // floor of the next home cover
	ExpectedEvents   int     `json:"expected_events"`    // encounters a year, for the first year's release blocks
	ExpectedConcerns int     `json:"expected_concerns"`  // concerns about the street a year, likewise
	K                int     `json:"k"`                  // smallest figure that is shown alone, 3–20
	ExplorationShare float64 `json:"exploration_share"`  // share of a week's stops, 0.1–1
	OpenData         bool    `json:"open_data"`          // draw open tables with what is published from here on
}

// Contact is what the concern form shows before anything else.
type Contact struct {
	Emergency string `json:"emergency"` // for danger to life
	Phone     string `json:"phone"`
	Hours     string `json:"hours"`
	Email     string `json:"email"`
	// Placeholder reports that nobody has filled the contact lines in: what they
	// hold is made up, and a page that shows them has to say so.
	Placeholder bool `json:"-"`
}

// Secrets are made with the municipality and never shown.
type Secrets struct {
	ReleaseKey    []byte `json:"release_key"`    // keys the order in which small figures are merged
	ReceiptPepper []byte `json:"receipt_pepper"` // mixed into the hash of a receipt's four words
}

// DefaultSettings are those of a municipality that has chosen nothing. The
// contact lines are made up, except for the emergency number.
func DefaultSettings() Settings {
	return Settings{
		Contact: Contact{
			Emergency: "112", Phone: "00 00 00 00", Hours: "9–15", Email: "runde@example.dk",
			Placeholder: true,
		},
		MinDwellings: 50, HomeMinDwellings: 500,
		ExpectedEvents: 8000, ExpectedConcerns: 300, K: 5, ExplorationShare: 0.2,
	}
}

// Validate returns an error wrapping ErrInvalid that names the first field out of
// range, or nil.
func (s Settings) Validate() error {
	switch {
	case s.MinDwellings < 1:
		return invalid("min_dwellings", "must be at least 1")
	case s.HomeMinDwellings < s.MinDwellings:
		return invalid("home_min_dwellings", "must be at least min_dwellings")
	case s.ExpectedEvents < 1:
		return invalid("expected_events", "must be at least 1")
	case s.ExpectedConcerns < 1:
		return invalid("expected_concerns", "must be at least 1")
	case s.K < 3 || s.K > 20:
		return invalid("k", "must lie in 3–20")
	case !(s.ExplorationShare >= 0.1 && s.ExplorationShare <= 1):
		return invalid("exploration_share", "must lie in 0.1–1")
	}
	return nil
}

// expected is how many events of a staircase a year has before anything is counted.
func (s Settings) expected(f release.Family) int {
	if f == release.Concerns {
		return s.ExpectedConcerns
	}
	return s.ExpectedEvents
}

// Settings are the municipality's own choices, defaults where it has made none.
func (db *DB) Settings(ctx context.Context, m int32) (Settings, error) {
	var out Settings
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = settings(ctx, tx, m)
		return err
	})
	return out, err
}

// Secrets are the municipality's keys. Returns ErrNotFound for a municipality
// that does not exist.
func (db *DB) Secrets(ctx context.Context, m int32) (Secrets, error) {
	var out Secrets
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = secrets(ctx, tx, m)
		return err
	})
	return out, err
}

// SaveSettings stores the choices that differ from what holds, with an audit row
// for each of them. Returns an error wrapping ErrInvalid for a value out of range,
// and for a k below the one that holds: it is raised, never lowered.
func (db *DB) SaveSettings(ctx context.Context, m int32, by By, s Settings) error {
	if err := s.Validate(); err != nil {
		return err
	}
	return db.App(ctx, m, func(tx pgx.Tx) error { return saveSettings(ctx, tx, m, by, s) })
}

func saveSettings(ctx context.Context, tx pgx.Tx, m int32, by By, s Settings) error {
	old, err := settings(ctx, tx, m)
	if err != nil {
		return err
	}
	if s.K < old.K {
		return invalid("k", "may be raised and never lowered")
	}
	before, after := fields(old), fields(s)
	for _, key := range slices.Sorted(maps.Keys(after)) {
		if string(before[key]) == string(after[key]) {
			continue
		}
		if _, err := tx.Exec(ctx, settingUpsert, m, key, after[key]); err != nil {
			return err
		}
		if err := appendAudit(ctx, tx, m, by, "setting.change", "setting", key); err != nil {
			return err
		}
	}
	return nil
}

func settings(ctx context.Context, tx pgx.Tx, m int32) (Settings, error) {
	out := DefaultSettings()
	rows, err := settingRows(ctx, tx, m)
	if err != nil {
		return out, err
	}
	if err := readFields(rows, &out); err != nil {
		return out, err
	}
	_, filled := rows["contact"]
	out.Contact.Placeholder = !filled
	return out, nil
}

func secrets(ctx context.Context, tx pgx.Tx, m int32) (out Secrets, err error) {
	rows, err := settingRows(ctx, tx, m)
	if err != nil {
		return out, err
	}
	if err := readFields(rows, &out); err != nil {
		return out, err
	}
	if out.ReleaseKey == nil || out.ReceiptPepper == nil {
		return out, ErrNotFound
	}
	return out, nil
}

// demoReleaseKey is every demo's: all in it is made up, and its figures come out
// alike everywhere.
var demoReleaseKey = sha256.Sum256([]byte("demo 38"))

func createSecrets(ctx context.Context, tx pgx.Tx, m Municipality) error {
	s := Secrets{ReleaseKey: make([]byte, 32), ReceiptPepper: make([]byte, 32)}
	rand.Read(s.ReleaseKey)
	rand.Read(s.ReceiptPepper)
	if m.Demo {
		copy(s.ReleaseKey, demoReleaseKey[:])
	}
	for key, value := range fields(s) {
		if _, err := tx.Exec(ctx, settingUpsert, m.ID, key, value); err != nil {
			return err
		}
	}
	return nil
}

func settingRows(ctx context.Context, tx pgx.Tx, m int32) (map[string]json.RawMessage, error) {
	out := map[string]json.RawMessage{}
	var key string
	var value []byte
	rows, _ := tx.Query(ctx, settingList, m)
	_, err := pgx.ForEachRow(rows, []any{&key, &value}, func() error {
		out[key] = slices.Clone(value)
		return nil
	})
	return out, err
}

// fields are the struct's json members by name.
func fields(v any) map[string]json.RawMessage {
	var out map[string]json.RawMessage
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		panic(err) // the types above always marshal
	}
	return out
}

// readFields fills the struct's fields that have a row.
func readFields(rows map[string]json.RawMessage, into any) error {
	b, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("settings: a stored value has another type than its setting: %w", err)
	}
	return nil
}

const settingList = `
SELECT key, value FROM setting WHERE municipality_id = $1`

const settingUpsert = `
INSERT INTO setting (municipality_id, key, value) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, key) DO UPDATE SET value = excluded.value`
