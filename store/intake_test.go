package store_test

import (
	"errors"
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

// Whoever sends a concern can ask, add and withdraw by the receipt alone, and
// after withdrawing nothing of the concern is left.
func TestReceiptIsTheOnlyKey(t *testing.T) {
	w := newWalkWorld(t)
	receipt, other := []byte("hash of four words"), []byte("other words")
	no(t, w.SendConcern(t.Context(), w.m, w.concern("neighbour"), receipt))

	got, err := w.AskConcern(t.Context(), w.m, receipt, store.Addition{Worries: []intake.Worry{"thin"}, Note: "mest om aftenen"})
	no(t, err)
	if got != (store.ConcernStatus{Word: intake.WordReceived, Added: true}) {
		t.Errorf("asked and added: %+v", got)
	}
	inbox, err := w.Inbox(t.Context(), w.m)
	no(t, err)
	if len(inbox) != 1 || *inbox[0].Note != "mest om aftenen" || !cmp.Equal(inbox[0].Worries, []intake.Worry{"cold", "thin"}) ||
		inbox[0].Daypart != geo.Morning ||
		inbox[0].MeetDayparts[0] != geo.Evening || inbox[0].Cell != w.a {
		t.Errorf("the inbox holds %+v", inbox)
	}
	if _, err := w.AskConcern(t.Context(), w.m, other, store.Addition{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another receipt: %v, want ErrNotFound", err)
	}
	if err := w.WithdrawConcern(t.Context(), w.m, other); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("withdrawing by another receipt: %v, want ErrNotFound", err)
	}
	no(t, w.WithdrawConcern(t.Context(), w.m, receipt))
	if n := w.count(t, "concern"); n != 0 {
		t.Errorf("%d concerns left after withdrawing", n)
	}
}

// A reporter hears one of three words, the same for what was handed over as for
// what is done, and adds nothing once it is decided.
func TestReporterHearsThreeWords(t *testing.T) {
	for _, c := range []struct {
		decision intake.Decision
		want     intake.Word
	}{
		{"", intake.WordReceived},
		{"visit", intake.WordPassing},
		{"watch", intake.WordPassing},
		{"leader", intake.WordFinished},
		{"not_ours", intake.WordFinished},
	} {
		t.Run(string(c.decision), func(t *testing.T) {
			w := newWalkWorld(t)
			concern, receipt := w.concern("shop"), []byte("receipt")
			no(t, w.SendConcern(t.Context(), w.m, concern, receipt))
			if c.decision != "" {
				no(t, w.DecideConcern(t.Context(), w.m, w.by(w.coordinator), concern.ID, store.Decision{Code: c.decision}))
			}
			got, err := w.AskConcern(t.Context(), w.m, receipt, store.Addition{Worries: []intake.Worry{"thin"}})
			no(t, err)
			want := store.ConcernStatus{Word: c.want, Added: c.decision == ""}
			if got != want {
				t.Errorf("decided %q: %+v, want %+v", c.decision, got, want)
			}
		})
	}
}

// What may not be stored is refused by the database, and nothing is stored: a cell
// outside the cover, a cell of resolution 10, a home concern in the fine cover, an
// id that tells the time.
func TestIntakeRefuses(t *testing.T) {
	w := newWalkWorld(t)
	for name, spoil := range map[string]func(*intake.Concern){
		"cell outside the cover":    func(c *intake.Concern) { c.Cell = w.a.Parent(5) },
		"leaf finer than its cell":  func(c *intake.Concern) { c.Cell = w.street.Leaves(w.a)[0] },
		"home in the street cover":  func(c *intake.Concern) { c.Context = "home" },
		"street in the home cover":  func(c *intake.Concern) { c.Cell = w.home.Cells()[0].Cell },
		"note of 201 characters":    func(c *intake.Concern) { c.Note = strings.Repeat("æ", 201) },
		"id with a clock in it":     func(c *intake.Concern) { c.ID[6] = 0x70 },
		"year without a cover":      func(c *intake.Concern) { c.Day -= 800 },
		"context that is not known": func(c *intake.Concern) { c.Context = "hospital" },
	} {
		c := w.concern("shop")
		spoil(&c)
		if err := w.SendConcern(t.Context(), w.m, c, []byte("r")); err == nil {
			t.Errorf("%s: stored by the public", name)
		}
		if err := w.InsertConcern(t.Context(), w.m, c); err == nil {
			t.Errorf("%s: stored by staff", name)
		}
	}
	if n := w.count(t, "concern"); n != 0 {
		t.Errorf("%d concerns stored", n)
	}
}

// The public role reads no table, its own concern's included.
func TestPublicReadsNothing(t *testing.T) {
	w := newWalkWorld(t)
	for _, table := range []string{"concern", "staff", "encounter", "release.figure"} {
		err := w.Public(t.Context(), w.m, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), "SELECT FROM "+table)
			return err
		})
		if !errors.Is(err, store.ErrForbidden) {
			t.Errorf("%s: %v, want ErrForbidden", table, err)
		}
	}
}

// Nobody's receipt opens another municipality's concern.
func TestReceiptStaysInItsMunicipality(t *testing.T) {
	w := newWalkWorld(t)
	receipt := []byte("receipt")
	no(t, w.SendConcern(t.Context(), w.m, w.concern("shop"), receipt))
	if _, err := w.AskConcern(t.Context(), w.m+1, receipt, store.Addition{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("asked from next door: %v, want ErrNotFound", err)
	}
	if err := w.WithdrawConcern(t.Context(), w.m+1, receipt); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("withdrawn from next door: %v, want ErrNotFound", err)
	}
}
