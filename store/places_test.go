package store_test

import (
	"errors"
	"testing"
	"time"

	"runde/routes"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// An added place is read back as it was written, in its cell.
func TestAddPlace(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := store.Place{SafetyNote: "glat trappe"}
	p.Place = routes.Place{
		Name: "Bænken ved åen", Kind: "bench", Point: townPark,
		Visit: 25, MinVisits: 1, MaxVisits: 3, GapDays: 1, TwoWorkers: true,
		Habit: &routes.Habit{Weekday: time.Tuesday, Minute: 14 * 60},
	}
	p.Windows[time.Monday] = []routes.Window{{Open: 600, Close: 720}, {Open: 800, Close: 900}}
	id, err := w.db.AddPlace(t.Context(), w.id, by(w.db), p)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.db.Place(t.Context(), w.id, w.db.Today(), id)
	if err != nil {
		t.Fatal(err)
	}
	want := p
	want.ID, want.Source, want.SourceRef, want.Edited = id, store.ByHand, id.String(), true
	want.Cell, _ = w.in.Street.At(townPark)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"place.add", "map.import"}, w.actions(t)); diff != "" {
		t.Error(diff)
	}
}

// A home can't become a place: only public kinds, only in the municipality, and a
// hangout only beside a public place of the map.
func TestAddPlaceRefuses(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, c := range []struct {
		name, kind string
		at         orb.Point
		field      string // "" for a place that is taken
	}{
		{"a home", "house", townSquare, "kind"},
		{"an area stop by hand", "area", townSquare, "kind"},
		{"outside", "bench", orb.Point{12.5, 55.5}, "point"},
		{"a hangout on nothing", store.Hangout, orb.Point{11.89, 54.775}, "point"},
		{"a hangout 30 m from the square", store.Hangout, orb.Point{townSquare[0], townSquare[1] - 30.0/111195}, "point"},
		{"a hangout 20 m from the square", store.Hangout, orb.Point{townSquare[0], townSquare[1] - 20.0/111195}, ""},
		{"a fountain", "fountain", orb.Point{11.89, 54.775}, ""},
	} {
		p := store.Place{Place: routes.Place{Kind: c.kind, Point: c.at, Visit: 20, MaxVisits: 2}}
		_, err := w.db.AddPlace(t.Context(), w.id, by(w.db), p)
		var bad *store.InvalidError
		switch {
		case c.field == "" && err != nil:
			t.Errorf("%s: %v; want it taken", c.name, err)
		case c.field != "" && (!errors.As(err, &bad) || bad.Field != c.field):
			t.Errorf("%s: %v; want %s refused", c.name, err, c.field)
		}
	}
}

// A hangout near a place that was retired is near no public place.
func TestHangoutNeedsAPlaceInUse(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	if err := w.db.RetirePlace(t.Context(), w.id, by(w.db), w.place(t, "w3").ID, true); err != nil {
		t.Fatal(err)
	}
	p := store.Place{Place: routes.Place{Kind: store.Hangout, Point: townPark, Visit: 20, MaxVisits: 2}}
	if _, err := w.db.AddPlace(t.Context(), w.id, by(w.db), p); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("%v; want it refused", err)
	}
}

// An edit changes what may be changed and marks the place; its point and origin
// stay.
func TestEditPlace(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := w.place(t, "n2")
	p.Name, p.Visit, p.Point, p.Source = "Solbænken", 30, townPark, store.ByHand
	if err := w.db.EditPlace(t.Context(), w.id, by(w.db), p); err != nil {
		t.Fatal(err)
	}
	got := w.place(t, "n2")
	if got.Name != "Solbænken" || got.Visit != 30 || !got.Edited {
		t.Errorf("after the edit: %+v", got)
	}
	if got.Point != townBench || got.Source != store.FromOSM {
		t.Errorf("the edit moved the place to %v or changed its source to %s", got.Point, got.Source)
	}
	p.Kind = "villa"
	if err := w.db.EditPlace(t.Context(), w.id, by(w.db), p); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("a home as kind: %v; want it refused", err)
	}
	p.Kind, p.ID = "bench", uuid.New()
	if err := w.db.EditPlace(t.Context(), w.id, by(w.db), p); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown place: %v; want not found", err)
	}
}

// An edit brings no retired place back.
func TestEditRetiredPlace(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := w.place(t, "n2")
	if err := w.db.RetirePlace(t.Context(), w.id, by(w.db), p.ID, true); err != nil {
		t.Fatal(err)
	}
	p.Name = "Solbænken"
	if err := w.db.EditPlace(t.Context(), w.id, by(w.db), p); err != nil {
		t.Fatal(err)
	}
	if got := w.place(t, "n2"); !got.Retired || got.Name != "Solbænken" {
		t.Errorf("%q, retired %v; want the new name, and still retired", got.Name, got.Retired)
	}
}

// Retired places are out of the list until they are asked for, and can come back.
func TestRetirePlace(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	id := w.place(t, "n2").ID
	count := func(f store.PlaceFilter) int {
		all, err := w.db.Places(t.Context(), w.id, w.db.Today(), f)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	for _, retired := range []bool{true, false} {
		if err := w.db.RetirePlace(t.Context(), w.id, by(w.db), id, retired); err != nil {
			t.Fatal(err)
		}
		want := 3
		if retired {
			want = 2
		}
		if got, all := count(store.PlaceFilter{}), count(store.PlaceFilter{Retired: true}); got != want || all != 3 {
			t.Errorf("retired %v: %d places in use, %d in all; want %d and 3", retired, got, all, want)
		}
	}
	if err := w.db.RetirePlace(t.Context(), w.id, by(w.db), uuid.New(), true); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown place: %v; want not found", err)
	}
}
