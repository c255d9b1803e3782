package store_test

import (
	"errors"
	"testing"

	"runde/geo"
	"runde/routes/rounds"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// A phone that sends a record twice, or ten times, stores it once and hears the
// same; the same id with other content is refused.
func TestSendingAgainChangesNothing(t *testing.T) {
	w := newWalkWorld(t)
	e := w.encounter("bridged")
	e.Targets = []rounds.Target{"drop_in", "doctor"}
	e.Unplanned, e.Cell = true, w.b
	for i := range 3 {
		want := rounds.Stored
		if i > 0 {
			want = rounds.Known
		}
		got, err := w.RecordEncounter(t.Context(), w.m, w.workerA, e)
		if err != nil || got != want {
			t.Fatalf("recorded: %v, %v; want %v", got, err, want)
		}
		e.Targets[0], e.Targets[1] = e.Targets[1], e.Targets[0]
	}
	list, err := w.RoundEncounters(t.Context(), w.m, w.workerA, w.round)
	no(t, err)
	e.Targets = []rounds.Target{"doctor", "drop_in"}
	if diff := cmp.Diff([]rounds.Encounter{e}, list); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	for name, spoil := range map[string]func(*rounds.Encounter){
		"outcome": func(e *rounds.Encounter) { e.Outcome, e.Targets = "greeted", nil },
		"cell":    func(e *rounds.Encounter) { e.Cell = w.a },
		"daypart": func(e *rounds.Encounter) { e.Daypart = geo.Evening },
		"targets": func(e *rounds.Encounter) { e.Targets = []rounds.Target{"other"} },
		"persons": func(e *rounds.Encounter) { e.Persons = "many" },
		"planned": func(e *rounds.Encounter) { e.Unplanned = false },
	} {
		other := e
		spoil(&other)
		if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, other); !errors.Is(err, store.ErrConflict) {
			t.Errorf("another %s under the same id: %v, want ErrConflict", name, err)
		}
	}
}

// Withdrawn stays withdrawn, in whichever order the phone's messages arrive.
func TestWithdrawnStaysWithdrawn(t *testing.T) {
	w := newWalkWorld(t)
	e := w.encounter("conversation")
	if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, e); err != nil {
		t.Fatal(err)
	}
	early := w.encounter("greeted")
	for _, id := range []uuid.UUID{e.ID, e.ID, early.ID} {
		no(t, w.WithdrawEncounter(t.Context(), w.m, w.workerA, id))
	}
	for _, again := range []rounds.Encounter{e, early} {
		got, err := w.RecordEncounter(t.Context(), w.m, w.workerA, again)
		if err != nil || got != rounds.Withdrawn {
			t.Errorf("sent again: %v, %v; want withdrawn", got, err)
		}
	}
	if n := w.count(t, "encounter"); n != 0 {
		t.Errorf("%d encounters stored", n)
	}
}

// What was withdrawn is gone, also when both are sent at the same moment.
func TestWithdrawnWhileItIsSent(t *testing.T) {
	w := newWalkWorld(t)
	for range 30 {
		e := w.encounter("greeted")
		sent := make(chan error)
		go func() {
			_, err := w.RecordEncounter(t.Context(), w.m, w.workerA, e)
			sent <- err
		}()
		no(t, w.WithdrawEncounter(t.Context(), w.m, w.workerA, e.ID))
		no(t, <-sent)
	}
	if n := w.count(t, "encounter"); n != 0 {
		t.Errorf("%d withdrawn encounters are stored", n)
	}
}

// A worker records on rounds of the own team alone; what is not theirs looks as if
// it did not exist.
func TestOnlyOnTheTeamsOwnRound(t *testing.T) {
	w := newWalkWorld(t)
	e := w.encounter("declined")
	unknown := e
	unknown.Round = uuid.New()
	refused := func(name string, err error) {
		t.Helper()
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
	}
	record := func(staff uuid.UUID, e rounds.Encounter) error {
		_, err := w.RecordEncounter(t.Context(), w.m, staff, e)
		return err
	}
	refused("another team's round", record(w.otherB, e))
	refused("unknown round", record(w.workerA, unknown))
	no(t, record(w.coordinator, e))
	refused("withdrawing another team's", w.WithdrawEncounter(t.Context(), w.m, w.otherB, e.ID))
	refused("marking another team's stop", w.MarkStop(t.Context(), w.m, w.otherB, rounds.Mark{Stop: w.stops[0], State: "visited"}))
	refused("finishing another team's round", w.FinishRound(t.Context(), w.m, w.otherB, w.round))
	refused("marking an unknown stop", w.MarkStop(t.Context(), w.m, w.workerA, rounds.Mark{Stop: uuid.New(), State: "visited"}))
	no(t, w.DisableStaff(t.Context(), w.m, w.by(uuid.Nil), w.workerA, true))
	refused("a closed sign-in", record(w.workerA, w.encounter("seen")))
}

// A round can be recorded on until 30 days after; then it is closed.
func TestLateRecordsHaveAnEnd(t *testing.T) {
	w := newWalkWorld(t)
	for _, c := range []struct {
		days int
		want error
	}{{-2, store.ErrNotFound}, {-1, nil}, {0, nil}, {30, nil}, {31, store.ErrNotFound}} {
		w.at(c.days)
		if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, w.encounter("nobody_met")); !errors.Is(err, c.want) {
			t.Errorf("%d days after the round: %v, want %v", c.days, err, c.want)
		}
	}
}

// The database refuses what is no encounter, and stores nothing.
func TestEncounterRefuses(t *testing.T) {
	w := newWalkWorld(t)
	for name, spoil := range map[string]func(*rounds.Encounter){
		"cell outside the cover":      func(e *rounds.Encounter) { e.Cell = w.a.Parent(4) },
		"home cell":                   func(e *rounds.Encounter) { e.Cell = w.home.Cells()[0].Cell },
		"bridge without target":       func(e *rounds.Encounter) { e.Outcome = "bridged" },
		"target without bridge":       func(e *rounds.Encounter) { e.Targets = []rounds.Target{"doctor"} },
		"unknown outcome":             func(e *rounds.Encounter) { e.Outcome = "arrested" },
		"nobody met, but one person":  func(e *rounds.Encounter) { e.Outcome = "nobody_met" },
		"met, but nobody":             func(e *rounds.Encounter) { e.Persons = "" },
		"id with a clock in it":       func(e *rounds.Encounter) { e.ID[6] = 0x70 },
		"daypart that does not exist": func(e *rounds.Encounter) { e.Daypart = 4 },
	} {
		e := w.encounter("greeted")
		spoil(&e)
		if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, e); err == nil {
			t.Errorf("%s: stored", name)
		}
	}
	if n := w.count(t, "encounter"); n != 0 {
		t.Errorf("%d encounters stored", n)
	}
}

// The id of a withdrawn encounter goes 60 days after its round, when the round has
// long been closed to phones.
func TestWithdrawnIDIsForgotten(t *testing.T) {
	w := newWalkWorld(t)
	sent, first := w.encounter("greeted"), w.encounter("greeted")
	_, err := w.RecordEncounter(t.Context(), w.m, w.workerA, sent)
	no(t, err)
	w.at(20)
	no(t, w.WithdrawEncounter(t.Context(), w.m, w.workerA, sent.ID))
	no(t, w.WithdrawEncounter(t.Context(), w.m, w.workerA, sent.ID))
	no(t, w.WithdrawEncounter(t.Context(), w.m, w.workerA, first.ID)) // before it was sent
	for _, step := range []struct {
		days geo.Date
		left int
	}{{60, 2}, {61, 1}, {80, 1}, {81, 0}} {
		w.at(int(step.days))
		_, err := w.Retire(t.Context(), w.m, walkDay+step.days)
		no(t, err)
		if n := w.count(t, "withdrawn_encounter"); n != step.left {
			t.Errorf("after %d days: %d ids, want %d", step.days, n, step.left)
		}
	}
	if got, err := w.RecordEncounter(t.Context(), w.m, w.workerA, sent); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("sent again: %v, %v; want ErrNotFound", got, err)
	}
}
