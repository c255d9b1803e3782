package store_test

import (
	"testing"
	"time"

	"runde/geo"
	"runde/routes/rounds"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// On the 90th day everything is there; on the 91st encounters and presence are
// weekly counts, and what need is estimated from has not changed by it.
func TestEventsBecomeWeeklyCounts(t *testing.T) {
	w := newWalkWorld(t)
	bridge := w.encounter("bridged")
	bridge.Targets = []rounds.Target{"doctor", "drop_in"}
	for _, e := range []rounds.Encounter{w.encounter("nobody_met"), w.encounter("declined"), w.encounter("declined"), bridge} {
		if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, e); err != nil {
			t.Fatal(err)
		}
	}
	no(t, w.MarkStop(t.Context(), w.m, w.workerA, rounds.Mark{Stop: w.stops[0], State: "visited"}))
	before, err := w.Observed(t.Context(), w.m, w.street, geo.WeekOf(walkDay))
	no(t, err)

	gone, err := w.Retire(t.Context(), w.m, walkDay+90)
	no(t, err)
	if len(gone) != 0 || w.count(t, "encounter") != 4 || w.count(t, "stop") != 2 {
		t.Errorf("deleted on the 90th day: %v", gone)
	}
	for _, want := range [][]store.Deletion{
		{{Day: walkDay + 91, What: "encounters", Rows: 4}, {Day: walkDay + 91, What: "rounds", Rows: 1}},
		nil,
	} {
		gone, err = w.Retire(t.Context(), w.m, walkDay+91)
		no(t, err)
		if diff := cmp.Diff(want, gone); diff != "" {
			t.Errorf("deleted on the 91st day (-want +got):\n%s", diff)
		}
	}
	if _, err := w.Retire(t.Context(), w.m, walkDay+97); err != nil { // the plan's Sunday is over as well
		t.Fatal(err)
	}
	for _, table := range []string{"encounter", "stop", "round", "plan"} {
		if n := w.count(t, table); n != 0 {
			t.Errorf("%d rows left in %s", n, table)
		}
	}
	after, err := w.Observed(t.Context(), w.m, w.street, geo.WeekOf(walkDay))
	no(t, err)
	if diff := cmp.Diff(before.Weeks, after.Weeks, cmp.Comparer(func(a, b geo.Week) bool { return a == b })); diff != "" {
		t.Errorf("observations (-before +after):\n%s", diff)
	}
	var bridges, declined int
	w.query(t, &bridges, `SELECT sum(count) FROM weekly_bridge`)
	w.query(t, &declined, `SELECT count FROM weekly_outcome WHERE outcome = 'declined'`)
	if bridges != 2 || declined != 2 {
		t.Errorf("%d bridges and %d declined in the weekly counts, want 2 and 2", bridges, declined)
	}
}

// The public log tells weeks that are over, and no small number: a number of one
// day is that of the events of a day 91 days before.
func TestDeletionLogTellsNoDay(t *testing.T) {
	w := newWalkWorld(t)
	for range 12 {
		if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, w.encounter("seen")); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.Retire(t.Context(), w.m, walkDay+91) // a Wednesday
	no(t, err)
	for _, c := range []struct {
		days int
		want []store.Deletion
	}{
		{91, []store.Deletion{}},
		{95, []store.Deletion{}}, // the Sunday
		{96, []store.Deletion{{Day: walkDay + 95, What: "encounters", Rows: 12}, {Day: walkDay + 95, What: "rounds"}}},
	} {
		w.at(c.days)
		got, err := w.Deletions(t.Context(), w.m)
		no(t, err)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("after %d days (-want +got):\n%s", c.days, diff)
		}
	}
}

// A concern's text goes on the 14th day; the concern goes 90 days after it was
// closed, and never before.
func TestConcernsAreForgotten(t *testing.T) {
	w := newWalkWorld(t)
	open, closed, merged := w.concern("shop"), w.concern("shop"), w.concern("friend")
	open.Note, closed.Note = "sover ved stationen", "fryser"
	ids := w.inserted(t, open, closed, merged)
	by := w.by(w.coordinator)
	no(t, w.DecideConcern(t.Context(), w.m, by, ids[1], store.Decision{Code: "watch"}))
	no(t, w.MergeConcern(t.Context(), w.m, by, ids[2], ids[1]))
	no(t, w.CloseConcern(t.Context(), w.m, by, ids[1]))
	for _, step := range []struct {
		day             geo.Date
		notes, concerns int
	}{{13, 2, 3}, {14, 0, 3}, {90, 0, 3}, {91, 0, 1}, {900, 0, 1}} {
		_, err := w.Retire(t.Context(), w.m, walkDay+step.day)
		no(t, err)
		var notes int
		w.query(t, &notes, `SELECT count(note) FROM concern`)
		if n := w.count(t, "concern"); n != step.concerns || notes != step.notes {
			t.Errorf("after %d days: %d concerns, %d notes; want %d, %d", step.day, n, notes, step.concerns, step.notes)
		}
	}
	var shop, friend int
	w.query(t, &shop, `SELECT count FROM weekly_concern WHERE channel = 'shop'`)
	w.query(t, &friend, `SELECT count FROM weekly_concern WHERE channel = 'friend'`)
	if shop != 1 || friend != 1 {
		t.Errorf("weekly counts %d and %d, want 1 and 1", shop, friend)
	}
}

// After 90 days an open concern tells its week alone; need sees no difference, and
// the first week of a year stays in its year. Closed ones that are still kept too.
func TestOldConcernKeepsItsWeekOnly(t *testing.T) {
	w := newWalkWorld(t)
	newYear := geo.NewDate(2026, time.January, 3) // a Saturday, in a week that began in 2025
	undecided, early, closed := w.concern("shop"), w.concern("friend"), w.concern("shop")
	early.Day = newYear
	ids := w.inserted(t, undecided, early, closed)
	w.exec(t, `UPDATE concern SET daypart = 3`)
	no(t, w.DecideConcern(t.Context(), w.m, w.by(w.coordinator), ids[2], store.Decision{Code: "watch"}))
	w.at(80)
	no(t, w.CloseConcern(t.Context(), w.m, w.by(w.coordinator), ids[2]))
	before, err := w.Observed(t.Context(), w.m, w.street, geo.WeekOf(walkDay))
	no(t, err)
	for _, step := range []struct {
		days     geo.Date
		day      geo.Date
		daypart  geo.Daypart
		earlyDay geo.Date
	}{
		{90, walkDay, geo.Evening, geo.NewDate(2026, time.January, 1)},
		{91, walkDay - 2, geo.Night, geo.NewDate(2026, time.January, 1)},
		{92, walkDay - 2, geo.Night, geo.NewDate(2026, time.January, 1)},
	} {
		_, err := w.Retire(t.Context(), w.m, walkDay+step.days)
		no(t, err)
		for _, id := range []uuid.UUID{ids[0], ids[2]} {
			if got := w.get(t, id); got.Day != step.day || got.Daypart != step.daypart {
				t.Errorf("after %d days: %v, %v; want %v, %v", step.days, got.Day, got.Daypart, step.day, step.daypart)
			}
		}
		if got := w.get(t, ids[1]); got.Day != step.earlyDay || got.Daypart != geo.Night {
			t.Errorf("the first week of the year: %v, %v; want %v, night", got.Day, got.Daypart, step.earlyDay)
		}
	}
	after, err := w.Observed(t.Context(), w.m, w.street, geo.WeekOf(walkDay))
	no(t, err)
	if diff := cmp.Diff(before.Weeks, after.Weeks, cmp.Comparer(func(a, b geo.Week) bool { return a == b })); diff != "" {
		t.Errorf("observations (-before +after):\n%s", diff)
	}
}

// Storage must not tell the order of arrival: after the rewrite rows lie in the
// order of their random ids, and one transaction has written them all.
func TestShuffleHidesTheOrderOfArrival(t *testing.T) {
	w := newWalkWorld(t)
	for range 40 {
		if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, w.encounter("seen")); err != nil {
			t.Fatal(err)
		}
		w.inserted(t, w.concern("shop"))
	}
	for _, stop := range w.stops {
		no(t, w.MarkStop(t.Context(), w.m, w.workerA, rounds.Mark{Stop: stop, State: "visited"}))
	}
	no(t, w.ShuffleEvents(t.Context()))
	for _, table := range []string{"encounter", "concern", "stop"} {
		var rows, writers int
		w.query(t, &rows, `SELECT count(*) FROM `+table)
		w.query(t, &writers, `SELECT count(DISTINCT xmin::text) FROM `+table)
		if rows < 2 || writers != 1 {
			t.Errorf("%d transactions show in the %d rows of %s, want 1", writers, rows, table)
		}
	}
	for _, sql := range []string{
		`SELECT array_agg(encounter_id ORDER BY ctid) FROM encounter`,
		`SELECT array_agg(concern_id ORDER BY ctid) FROM concern`,
	} {
		var ids []uuid.UUID
		w.query(t, &ids, sql)
		for i := 1; i < len(ids); i++ {
			if ids[i-1].String() > ids[i].String() {
				t.Fatalf("row %d of %d does not lie in the order of ids: %s", i, len(ids), sql)
			}
		}
	}
}
