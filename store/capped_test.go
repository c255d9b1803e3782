package store_test

import (
	"errors"
	"fmt"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/release"
	"runde/store"

	"github.com/jackc/pgx/v5"
)

// capped is how many of the counted events open data counts.
func (w *walkWorld) capped(t *testing.T) int {
	t.Helper()
	var n int
	w.query(t, &n, `SELECT coalesce(sum(capped), 0)::int FROM release_ledger`)
	return n
}

// One event of a kind in a cell on a day counts, whatever its round, its outcome
// within the kind, or its channel within the group.
func TestCapIsByCellDayAndKind(t *testing.T) {
	change := func(t *testing.T, w *walkWorld, sql string, args ...any) { // as the owner: the program changes no encounter
		t.Helper()
		no(t, w.Owner(t.Context(), w.m, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), sql, args...)
			return err
		}))
	}
	for name, c := range map[string]struct {
		happens func(*testing.T, *walkWorld)
		want    int
	}{
		"rounds of one day": {func(t *testing.T, w *walkWorld) { w.met(t, walkDay, 6, 3) }, 1},
		"two days": {func(t *testing.T, w *walkWorld) {
			w.met(t, walkDay, 5, 3)
			w.met(t, walkDay+1, 1, 3)
		}, 2},
		"two outcomes of a kind": {func(t *testing.T, w *walkWorld) {
			w.met(t, walkDay, 6, 3)
			change(t, w, `UPDATE encounter SET outcome = 'seen' WHERE encounter_id IN (SELECT encounter_id FROM encounter LIMIT 7)`)
		}, 1},
		"two kinds": {func(t *testing.T, w *walkWorld) {
			w.met(t, walkDay, 6, 3)
			change(t, w, `UPDATE encounter SET outcome = 'greeted' WHERE encounter_id IN (SELECT encounter_id FROM encounter LIMIT 7)`)
		}, 2},
		"two cells": {func(t *testing.T, w *walkWorld) {
			w.met(t, walkDay, 6, 3)
			change(t, w, `UPDATE encounter SET cell = $1::bigint WHERE encounter_id IN (SELECT encounter_id FROM encounter LIMIT 7)`, int64(w.b))
		}, 2},
		"nobody met": {func(t *testing.T, w *walkWorld) {
			w.met(t, walkDay, 6, 3)
			w.met(t, walkDay+1, 1, 3)
			change(t, w, `UPDATE encounter SET outcome = 'nobody_met', persons = NULL WHERE day = $1`, walkDay+1)
		}, 1},
	} {
		w := newWalkWorld(t)
		c.happens(t, w)
		week := geo.WeekOf(walkDay)
		_, err := w.ReleaseWeek(t.Context(), w.m, release.Encounters, week, release.WeekDue(week))
		no(t, err)
		if n := w.capped(t); n != c.want {
			t.Errorf("%s: %d events count, want %d", name, n, c.want)
		}
	}
}

// Concerns of a group of channels share the day's one; another day or group has its
// own, and it does not matter which of them are decided.
func TestCapOfConcerns(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	for i, channel := range []intake.Channel{"neighbour", "shop", "neighbour", "shop", "relative", "neighbour", "neighbour", "neighbour", "neighbour"} {
		c := w.concern(channel)
		c.Day = week.Monday() + geo.Date(i/5*2)
		no(t, w.SendConcern(t.Context(), w.m, c, []byte(fmt.Sprint("receipt ", i))))
		if i%4 != 1 {
			no(t, w.DecideConcern(t.Context(), w.m, w.by(w.coordinator), c.ID, store.Decision{Code: intake.Watch}))
		}
	}
	w.exec(t, `UPDATE concern SET receipt_hash = NULL WHERE decision IS NOT NULL`)
	for day := range geo.Date(10) { // enough to publish, each on a day and in a group of its own or shared
		c := w.concern("shop")
		c.Day = week.Monday() + day%7
		w.inserted(t, c)
	}
	made, err := w.ReleaseWeek(t.Context(), w.m, release.Concerns, week, release.WeekDue(week))
	if err != nil || !made {
		t.Fatalf("published: %v, %v", made, err)
	}
	if a, b := intake.Channel("neighbour").Group(), intake.Channel("shop").Group(); a != b {
		t.Fatalf("neighbour is in %s and shop in %s", a, b)
	}
	if n := w.capped(t); n != 8 { // seven days of one group, one of the other
		t.Errorf("%d concerns count, want 8", n)
	}
}

// Of what comes too late for its week one of a kind counts; and what has been
// counted forgets its day and keeps its number.
func TestCapOfLateEventsAndOldOnes(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	w.met(t, walkDay, 5, 3)
	w.met(t, walkDay+1, 1, 3)
	_, err := w.ReleaseDue(t.Context(), w.m, release.WeekDue(week))
	no(t, err)
	w.met(t, walkDay+2, 1, 3)
	w.met(t, walkDay+3, 1, 3)
	w.met(t, week.Add(1).Monday(), 5, 3)
	_, err = w.ReleaseDue(t.Context(), w.m, release.WeekDue(week.Add(1)))
	no(t, err)
	if n := w.capped(t); n != 2+1+1 {
		t.Errorf("%d events count, want two days, one of the late ones and one of the week after", n)
	}
	for range 2 {
		_, err = w.Retire(t.Context(), w.m, walkDay+200)
		no(t, err)
	}
	var sources int
	w.query(t, &sources, `SELECT count(*) FROM release_ledger WHERE source <> week::text AND capped IS NOT NULL`)
	if n := w.capped(t); n != 4 || sources != 0 {
		t.Errorf("after a year %d events count and %d rows know their source, want 4 and 0", n, sources)
	}
}

// What counts in a later week than its own has one for that week, whether its days are
// known or not: else an event that was counted before would change more than itself.
func TestCapOfALaterWeekAsksNotWhatWasCounted(t *testing.T) {
	for _, known := range []bool{true, false} {
		w := newWalkWorld(t)
		week := geo.WeekOf(walkDay)
		if known {
			w.met(t, walkDay, 5, 3)
		}
		_, err := w.ReleaseDue(t.Context(), w.m, release.WeekDue(week))
		no(t, err)
		before := w.capped(t)
		for day := range geo.Date(3) {
			w.met(t, week.Monday()+day, 1, 2)
		}
		w.met(t, week.Add(1).Monday(), 5, 3)
		_, err = w.ReleaseDue(t.Context(), w.m, release.WeekDue(week.Add(1)))
		no(t, err)
		if n := w.capped(t) - before; n != 2 {
			t.Errorf("something was counted before: %v; then %d events count, want one of each week", known, n)
		}
	}
}

// Management reads open data and not what it was made of.
func TestManagementReadsNoCap(t *testing.T) {
	w := newWalkWorld(t)
	w.chooseOpenData(t, true)
	w.autumn(t)
	_, err := w.ReleaseDue(t.Context(), w.m, release.YearDue(2026))
	no(t, err)
	if len(w.openTables(t)) == 0 {
		t.Error("management reads no open figure")
	}
	err = w.Management(t.Context(), w.m, exec(t.Context(), `SELECT capped FROM public.release_ledger`))
	if !errors.Is(err, store.ErrForbidden) {
		t.Errorf("management reads the caps: %v, want %v", err, store.ErrForbidden)
	}
}
