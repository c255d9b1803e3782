package reception_test

import (
	"errors"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"
	"runde/web/fault"
	"runde/web/reception"
	"runde/web/webtest"

	"github.com/google/uuid"
)

func concern(w *webtest.Town) intake.Concern {
	cell, _ := w.Street.At(webtest.TownMiddle)
	return intake.Concern{
		ID: uuid.New(), Context: intake.Street, CoverVersion: w.DB.Today().Year(), Cell: cell, Day: w.DB.Today(),
		Met: []geo.Daypart{geo.Evening}, Channel: intake.Neighbour, Worries: []intake.Worry{intake.Alone},
	}
}

// A phone that lost the answer sends again and gets the same words, in another
// process too; another concern under the same id is a conflict.
func TestRetryGetsTheSameWords(t *testing.T) {
	w := webtest.NewTown(t)
	c := concern(w)
	first, err := reception.New(w.DB, w.ID).Send(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	again, err := reception.New(w.DB, w.ID).Send(t.Context(), c)
	if err != nil || again.Words != first.Words {
		t.Errorf("sent again: %q, %v; want %q", again.Words, err, first.Words)
	}
	other := c
	other.Worries = []intake.Worry{intake.Conflict}
	if _, err := reception.New(w.DB, w.ID).Send(t.Context(), other); !errors.Is(err, store.ErrConflict) {
		t.Errorf("another concern under the id: %v, want ErrConflict", err)
	}
	inbox, err := w.DB.Inbox(t.Context(), w.ID)
	if err != nil || len(inbox) != 1 {
		t.Errorf("%d concerns, %v; want one", len(inbox), err)
	}
}

// Nothing that is stored depends on a refused note: with another refused note, and
// with none, the concern is the same and has the same receipt.
func TestRefusedNoteLeavesNoTrace(t *testing.T) {
	w := webtest.NewTown(t)
	desk := reception.New(w.DB, w.ID)
	c := concern(w)
	first, err := desk.Send(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, note := range []string{"ring til 12 34 56 78", "bor bag hegnet nr. 4"} {
		c.Note = note
		again, err := desk.Send(t.Context(), c)
		if err != nil || again.Words != first.Words || again.Found == nil {
			t.Errorf("with a refused note: %q %v, %v; want the words %q and what was found", again.Words, again.Found, err, first.Words)
		}
	}
}

// Whoever reads the inbox cannot ask for the words: the id there is another than
// the one that was sent.
func TestInboxDoesNotTellTheSentID(t *testing.T) {
	w := webtest.NewTown(t)
	desk := reception.New(w.DB, w.ID)
	c := concern(w)
	first, err := desk.Send(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	inbox, err := w.DB.Inbox(t.Context(), w.ID)
	if err != nil || len(inbox) != 1 || inbox[0].ID == c.ID || !intake.RandomID(inbox[0].ID) {
		t.Fatalf("inbox %+v, %v", inbox, err)
	}
	c.ID = inbox[0].ID
	replayed, err := desk.Send(t.Context(), c)
	if err != nil || replayed.Words == first.Words {
		t.Errorf("sent under the stored id: %q, %v; want other words than %q", replayed.Words, err, first.Words)
	}
}

// The limit is the municipality's as a whole, smaller for forms without a script,
// and a refused concern is not stored.
func TestLimitOfForms(t *testing.T) {
	w := webtest.NewTown(t)
	desk := reception.New(w.DB, w.ID)
	broken := intake.Concern{}
	var refused *reception.Refused
	for n := 0; ; n++ {
		_, err := desk.SendForm(t.Context(), broken)
		if errors.Is(err, fault.ErrTooMany) {
			if n < 60 || n > 100 { // 60 at once and 20 a minute while the test runs
				t.Errorf("refused after %d forms, want 60 or a few more", n)
			}
			break
		}
		if !errors.As(err, &refused) || n > 100 {
			t.Fatalf("form %d: %v", n, err)
		}
	}
	if _, err := desk.Send(t.Context(), concern(w)); err != nil {
		t.Errorf("a concern that no form sent: %v", err)
	}
}

// Without a municipality named, the desk is the first one's; without any, nothing
// is taken in.
func TestDeskFindsItsMunicipality(t *testing.T) {
	w := webtest.NewTown(t)
	if m, err := reception.New(w.DB, 0).Municipality(t.Context()); m != w.ID || err != nil {
		t.Errorf("%d, %v; want %d", m, err, w.ID)
	}
}

// Place names come in Danish order, each with the patches it stands for.
func TestNames(t *testing.T) {
	w := webtest.NewTown(t)
	names, err := reception.New(w.DB, w.ID).Names(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != 2 || names[0].Key != "Midtby" || names[1].Key != "Østby" {
		t.Fatalf("names %+v", names)
	}
	street, _ := w.Street.At(webtest.TownEdge)
	home, _ := w.Home.At(webtest.TownEdge)
	if names[1].Street != street || names[1].Home != home {
		t.Errorf("%+v, want the cells %v and %v", names[1], street, home)
	}
}
