package store_test

import (
	"errors"
	"testing"

	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// A place has one lock a week at most: the last one said. Every change is in the
// log.
func TestLocks(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.team(t)
	if _, err := w.db.MakeShifts(t.Context(), w.id, townWeek); err != nil {
		t.Fatal(err)
	}
	week, err := w.db.Shifts(t.Context(), w.id, townWeek)
	if err != nil {
		t.Fatal(err)
	}
	square, shift := w.place(t, "n1").ID, week[2].ID
	read := func() []store.Lock {
		got, err := w.db.Locks(t.Context(), w.id, townWeek)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if err := w.db.ForbidPlace(t.Context(), w.id, by(w.db), townWeek, square); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]store.Lock{{PlaceID: square, Forbidden: true}}, read()); diff != "" {
		t.Error(diff)
	}
	for _, position := range []int{2, 0} {
		if err := w.db.PinPlace(t.Context(), w.id, by(w.db), townWeek, square, shift, position); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]store.Lock{{PlaceID: square, ShiftID: &shift, Position: position}}, read()); diff != "" {
			t.Error(diff)
		}
	}
	if err := w.db.Unlock(t.Context(), w.id, by(w.db), townWeek, square); err != nil || len(read()) != 0 {
		t.Errorf("after unlocking: %v, %v", read(), err)
	}
	want := []string{"plan.unlock", "plan.lock", "plan.lock", "plan.forbid"}
	if diff := cmp.Diff(want, w.actions(t)[:4]); diff != "" {
		t.Error(diff)
	}
}

// What the week does not have can't be locked.
func TestLocksRefuse(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.team(t)
	if _, err := w.db.MakeShifts(t.Context(), w.id, townWeek); err != nil {
		t.Fatal(err)
	}
	week, err := w.db.Shifts(t.Context(), w.id, townWeek)
	if err != nil {
		t.Fatal(err)
	}
	square, shift := w.place(t, "n1").ID, week[0].ID
	for name, c := range map[string]struct {
		err, want error
	}{
		"another week's shift": {w.db.PinPlace(t.Context(), w.id, by(w.db), townWeek.Add(1), square, shift, 0), store.ErrNotFound},
		"no such shift":        {w.db.PinPlace(t.Context(), w.id, by(w.db), townWeek, square, uuid.New(), 0), store.ErrNotFound},
		"no such place":        {w.db.PinPlace(t.Context(), w.id, by(w.db), townWeek, uuid.New(), shift, 0), store.ErrNotFound},
		"forbid no place":      {w.db.ForbidPlace(t.Context(), w.id, by(w.db), townWeek, uuid.New()), store.ErrNotFound},
		"unlock what is open":  {w.db.Unlock(t.Context(), w.id, by(w.db), townWeek, square), store.ErrNotFound},
		"a negative position":  {w.db.PinPlace(t.Context(), w.id, by(w.db), townWeek, square, shift, -1), store.ErrInvalid},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v; want %v", name, c.err, c.want)
		}
	}
}
