package store_test

import (
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/routes/rounds"
	"runde/store"
	"runde/store/pgtest"

	"github.com/google/go-cmp/cmp"
)

// What need is estimated from: encounters without nobody_met, planned minutes of
// visited stops, concerns of the street by channel; rows and weekly counts of the
// same week add up.
func TestObservationsJoinRowsAndWeeks(t *testing.T) {
	w := newWalkWorld(t)
	for _, outcome := range []rounds.Outcome{"nobody_met", "declined", "greeted"} {
		if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, w.encounter(outcome)); err != nil {
			t.Fatal(err)
		}
	}
	no(t, w.MarkStop(t.Context(), w.m, w.workerA, rounds.Mark{Stop: w.stops[0], State: "visited"}))
	no(t, w.MarkStop(t.Context(), w.m, w.workerA, rounds.Mark{Stop: w.stops[1], State: "skipped", Skip: "weather"}))
	home := w.concern("relative")
	home.Context, home.Cell = "home", w.home.Cells()[0].Cell
	w.inserted(t, w.concern("shop"), w.concern("shop"), w.concern("friend"), home)
	this, old := geo.WeekOf(walkDay), geo.WeekOf(walkDay-140)
	for _, week := range []geo.Week{this, old} {
		w.exec(t, `INSERT INTO weekly_outcome (municipality_id, cover_version, cell, week, outcome, count)
			VALUES ($1, 2026, $2::bigint, $3, 'conversation', 3), ($1, 2026, $2::bigint, $3, 'nobody_met', 9)`, w.m, int64(w.a), week)
		w.exec(t, `INSERT INTO weekly_presence (municipality_id, cover_version, cell, week, minutes) VALUES ($1, 2026, $2::bigint, $3, 60)`,
			w.m, int64(w.a), week)
		w.exec(t, `INSERT INTO weekly_concern (municipality_id, level, cover_version, cell, week, channel, count)
			VALUES ($1, 'street', 2026, $2::bigint, $3, 'shop', 2)`, w.m, int64(w.a), week)
	}

	got, err := w.Observed(t.Context(), w.m, w.street, this)
	no(t, err)
	want := []need.Observation{
		{Cell: w.a, Week: old, Encounters: 3, Hours: 1, Concerns: map[string]int{"shop": 2}},
		{Cell: w.a, Week: this, Encounters: 5, Hours: 80.0 / 60, Concerns: map[string]int{"shop": 4, "friend": 1}},
	}
	if diff := cmp.Diff(want, got.Weeks, cmp.Comparer(func(a, b geo.Week) bool { return a == b })); diff != "" {
		t.Errorf("weeks (-want +got):\n%s", diff)
	}
	parts := []need.Presence{{Cell: w.a, Daypart: geo.Morning, Encounters: 2, Hours: 20.0 / 60}}
	if diff := cmp.Diff(parts, got.Dayparts); diff != "" {
		t.Errorf("dayparts (-want +got):\n%s", diff)
	}
	before, err := w.Observed(t.Context(), w.m, w.street, old)
	no(t, err)
	if len(before.Weeks) != 1 {
		t.Errorf("%d weeks seen from week %s, want 1", len(before.Weeks), old)
	}
}

// What was stored in a cell that this year's cover merged with others counts in the
// nearest cell around it.
func TestObservationsFollowTheCover(t *testing.T) {
	w := newWalkWorld(t)
	w.inserted(t, w.concern("shop"))
	coarse, err := w.Observed(t.Context(), w.m, w.home, geo.WeekOf(walkDay))
	no(t, err)
	if len(coarse.Weeks) != 1 || coarse.Weeks[0].Cell != w.home.Cells()[0].Cell {
		t.Errorf("counted in %+v, want the cell %s", coarse.Weeks, w.home.Cells()[0].Cell)
	}
}

// The classes of need lie around the mean of the year before, on every day of the year;
// the estimates are of the day that is asked for.
func TestNeedsOfADay(t *testing.T) {
	w := newTown(t)
	list := w.in.Street.Cells()
	var obs []need.Observation
	for _, c := range list {
		for i := range 10 {
			obs = append(obs,
				need.Observation{Cell: c.Cell, Week: geo.WeekOf(geo.NewDate(2025, 9, 1)).Add(i), Hours: 1, Encounters: 2},
				need.Observation{Cell: c.Cell, Week: geo.WeekOf(geo.NewDate(2026, 5, 4)).Add(i), Hours: 1, Encounters: 6})
		}
	}
	pgtest.Observe(t, w.db, w.id, 2026, obs)
	for day, class := range map[geo.Date]int{geo.NewDate(2026, 1, 15): 3, geo.NewDate(2026, 7, 10): 5, geo.NewDate(2026, 12, 31): 5} {
		got, err := w.db.Needs(t.Context(), w.id, day)
		no(t, err)
		if want := (need.Breaks{1, 1.6, 2.5, 4}); got.Breaks != want {
			t.Errorf("%s: breaks %v, want %v", day, got.Breaks, want)
		}
		if e := got.Estimates[0]; len(got.Estimates) != len(list) || e.Cell != list[0].Cell || got.Breaks.Class(e.Mean) != class {
			t.Errorf("%s: %d cells, mean %v, want class %d", day, len(got.Estimates), e.Mean, class)
		}
	}
}

// The daypart of a visit past midnight is night, of the round's own date.
func TestPresencePastMidnightIsNight(t *testing.T) {
	w := newWalkWorld(t)
	w.exec(t, `UPDATE stop SET arrive_minute = 1450, leave_minute = 1480, state = 'visited' WHERE stop_id = $1`, w.stops[1])
	got, err := w.Observed(t.Context(), w.m, w.street, geo.WeekOf(walkDay))
	no(t, err)
	want := store.Observed{
		Weeks:    []need.Observation{{Cell: w.b, Week: geo.WeekOf(walkDay), Hours: 0.5}},
		Dayparts: []need.Presence{{Cell: w.b, Daypart: geo.Night, Hours: 0.5}},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b geo.Week) bool { return a == b })); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A meeting on the way took no presence: it is kept apart from those of a visit,
// and says nothing of what an hour in its daypart brings.
func TestUnplannedMeetingsAreKeptApart(t *testing.T) {
	w := newWalkWorld(t)
	no(t, w.MarkStop(t.Context(), w.m, w.workerA, rounds.Mark{Stop: w.stops[0], State: "visited"}))
	met, passing, nobody := w.encounter("greeted"), w.encounter("conversation"), w.encounter("nobody_met")
	passing.Unplanned, nobody.Unplanned = true, true
	for _, e := range []rounds.Encounter{met, passing, nobody} {
		if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.Observed(t.Context(), w.m, w.street, geo.WeekOf(walkDay))
	no(t, err)
	want := store.Observed{
		Weeks:    []need.Observation{{Cell: w.a, Week: geo.WeekOf(walkDay), Encounters: 1, Unplanned: 1, Hours: 20.0 / 60}},
		Dayparts: []need.Presence{{Cell: w.a, Daypart: geo.Morning, Encounters: 1, Hours: 20.0 / 60}},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b geo.Week) bool { return a == b })); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
