package store_test

import (
	"errors"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/release"
	"runde/routes/rounds"
	"runde/store"

	"github.com/google/uuid"
)

// Nobody reaches a row of the municipality next door, not even by its id: it looks
// as if it did not exist.
func TestIdsOfAnotherMunicipalityAreUnknown(t *testing.T) {
	w := newWalkWorld(t)
	other, err := w.CreateMunicipality(t.Context(), "Nabokøbing", false)
	no(t, err)
	concern := w.inserted(t, w.concern("shop"))[0]
	e := w.encounter("greeted")
	if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, e); err != nil {
		t.Fatal(err)
	}
	run, err := w.CreatePlanRun(t.Context(), w.m, geo.WeekOf(walkDay), uuid.Nil, w.coordinator, w.queued(t))
	no(t, err)
	ctx, m, by := t.Context(), other.ID, w.by(uuid.Nil)
	second := func(_ any, err error) error { return err }
	for name, err := range map[string]error{
		"Concern":          second(w.Concern(ctx, m, concern)),
		"DecideConcern":    w.DecideConcern(ctx, m, by, concern, store.Decision{Code: intake.Watch}),
		"DecideHandedOver": w.DecideHandedOver(ctx, m, by, concern, store.Decision{Code: intake.Watch}),
		"ReopenConcern":    w.ReopenConcern(ctx, m, by, concern),
		"CloseConcern":     w.CloseConcern(ctx, m, by, concern),
		"MergeConcern":     w.MergeConcern(ctx, m, by, concern, uuid.New()),
		"RecordEncounter":  second(w.RecordEncounter(ctx, m, w.workerA, w.encounter("seen"))),
		"RoundEncounters":  second(w.RoundEncounters(ctx, m, w.workerA, w.round)),
		"WalkedRound":      second(w.WalkedRound(ctx, m, w.workerA, w.round)),
		"MarkStop":         w.MarkStop(ctx, m, w.workerA, rounds.Mark{Stop: w.stops[0], State: rounds.StopVisited}),
		"FinishRound":      w.FinishRound(ctx, m, w.workerA, w.round),
		"StaffByID":        second(w.StaffByID(ctx, m, w.workerA)),
		"SetStaffPassword": w.SetStaffPassword(ctx, m, by, w.workerA, "x"),
		"PlanRun":          second(w.PlanRun(ctx, m, run)),
		"Figures":          second(w.Figures(ctx, m, release.Encounters, release.ByWeek, "2026-W01")),
	} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
	}
	no(t, w.WithdrawEncounter(ctx, m, w.workerA, e.ID)) // an id that was never sent there
	if list, err := w.RoundEncounters(ctx, w.m, w.workerA, w.round); err != nil || len(list) != 1 {
		t.Errorf("%d encounters left at home, %v", len(list), err)
	}
	if list, err := w.Inbox(ctx, m); err != nil || len(list) != 0 {
		t.Errorf("%d concerns next door, %v", len(list), err)
	}
}
