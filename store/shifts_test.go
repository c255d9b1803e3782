package store_test

import (
	"errors"
	"testing"
	"time"

	"runde/geo"
	"runde/routes"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var townWeek = geo.WeekOf(geo.NewDate(2026, time.November, 23))

// The regular week makes a week's shifts once, however often it is asked to; one
// that was cancelled stays cancelled.
func TestMakeShifts(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	team := w.team(t)
	for _, want := range []int{5, 0} {
		if made, err := w.db.MakeShifts(t.Context(), w.id, townWeek); err != nil || made != want {
			t.Fatalf("made %d, %v; want %d", made, err, want)
		}
	}
	week, err := w.db.Shifts(t.Context(), w.id, townWeek)
	if err != nil || len(week) != 5 {
		t.Fatalf("%d shifts, %v; want 5", len(week), err)
	}
	for i, s := range week {
		want := routes.Shift{
			ID: s.ID, TeamID: team.ID, Date: townWeek.Monday() + geo.Date(i), Start: 540, End: 780,
			Mode: routes.Foot, Workers: 2, Home: townSquare, Blocks: []routes.Block{},
		}
		if diff := cmp.Diff(want, s.Shift); diff != "" {
			t.Errorf("shift %d: %s", i, diff)
		}
	}
	if err := w.db.CancelShift(t.Context(), w.id, by(w.db), week[1].ID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.MakeShifts(t.Context(), w.id, townWeek); err != nil {
		t.Fatal(err)
	}
	again, err := w.db.Shifts(t.Context(), w.id, townWeek)
	if err != nil || len(again) != 5 || !again[1].Cancelled || again[0].Cancelled {
		t.Errorf("%+v, %v; want only Tuesday cancelled", again, err)
	}
}

// A pattern of Sunday makes a shift on the last day of the week.
func TestSundayIsTheLastDay(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	team := w.team(t)
	id, err := w.db.AddShiftPattern(t.Context(), w.id, by(w.db), store.ShiftPattern{
		TeamID: team.ID, Weekday: time.Sunday, StartMinute: 1200, EndMinute: 1500, Mode: routes.Car, Workers: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.MakeShifts(t.Context(), w.id, townWeek); err != nil {
		t.Fatal(err)
	}
	week, err := w.db.Shifts(t.Context(), w.id, townWeek)
	if err != nil || len(week) != 6 {
		t.Fatalf("%d shifts, %v; want 6", len(week), err)
	}
	if got := week[5].Date; got != townWeek.Day(time.Sunday) {
		t.Errorf("Sunday's shift is on %v; want %v", got, townWeek.Day(time.Sunday))
	}
	if err := w.db.RemoveShiftPattern(t.Context(), w.id, by(w.db), id); err != nil {
		t.Fatal(err)
	}
	patterns, err := w.db.ShiftPatterns(t.Context(), w.id)
	if err != nil || len(patterns) != 5 || patterns[0].Weekday != time.Monday {
		t.Errorf("patterns %+v, %v; want Monday to Friday", patterns, err)
	}
	if week, err := w.db.Shifts(t.Context(), w.id, townWeek); err != nil || len(week) != 6 {
		t.Errorf("%d shifts after the pattern was removed, %v; want 6", len(week), err)
	}
}

// An extra shift takes blocks of time without a place; a block that ends before it
// starts, or of another kind, is refused.
func TestShiftBlocks(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	team := w.team(t)
	block := routes.Block{Kind: "home_visit", Start: 600, End: 660}
	id, err := w.db.AddShift(t.Context(), w.id, by(w.db), routes.Shift{
		TeamID: team.ID, Date: townWeek.Monday(), Start: 540, End: 720, Mode: routes.Bicycle, Workers: 1,
		Blocks: []routes.Block{block},
	})
	if err != nil {
		t.Fatal(err)
	}
	meeting := []routes.Block{block, {Kind: "meeting", Start: 700, End: 715}}
	if err := w.db.SetShiftBlocks(t.Context(), w.id, by(w.db), id, meeting); err != nil {
		t.Fatal(err)
	}
	week, err := w.db.Shifts(t.Context(), w.id, townWeek)
	if err != nil || len(week) != 1 || !cmp.Equal(week[0].Blocks, meeting) || week[0].PatternID != nil {
		t.Errorf("%+v, %v; want the extra shift with two blocks", week, err)
	}
	for name, bad := range map[string]routes.Block{
		"backwards":    {Kind: "meeting", Start: 700, End: 700},
		"another kind": {Kind: "lunch", Start: 700, End: 730},
	} {
		err := w.db.SetShiftBlocks(t.Context(), w.id, by(w.db), id, []routes.Block{bad})
		if !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%s: %v; want it refused", name, err)
		}
	}
	if err := w.db.SetShiftBlocks(t.Context(), w.id, by(w.db), uuid.New(), nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown shift: %v; want not found", err)
	}
}

// A team is known by its name: saving it again moves its base.
func TestSaveTeam(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	first := w.team(t)
	moved, err := w.db.SaveTeam(t.Context(), w.id, by(w.db), first.Name, townPark)
	if err != nil || moved.ID != first.ID {
		t.Fatalf("%+v, %v; want the same team", moved, err)
	}
	teams, err := w.db.Teams(t.Context(), w.id)
	if diff := cmp.Diff([]store.Team{moved}, teams); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}
