package store_test

import (
	"errors"
	"testing"

	"runde/geo/intake"
	"runde/store"
	"runde/store/access"

	"github.com/google/uuid"
)

// The leader closes what was handed over and nothing else, and takes back what the
// leader decided last: then it waits for the leader again.
func TestLeaderTakesADecisionBack(t *testing.T) {
	w := newWalkWorld(t)
	ids := w.inserted(t, w.concern("institution"), w.concern("institution"))
	id, err := w.AddStaff(t.Context(), w.m, w.by(uuid.Nil), store.NewStaff{Login: "leder@example.dk", Role: access.Leader})
	no(t, err)
	coordinator, leader := w.by(w.coordinator), w.by(id)
	no(t, w.DecideConcern(t.Context(), w.m, coordinator, ids[0], store.Decision{Code: intake.Leader}))
	conflict := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, store.ErrConflict) {
			t.Errorf("%s: %v, want ErrConflict", what, err)
		}
	}
	conflict("closing what was not handed over", w.CloseHandedOver(t.Context(), w.m, leader, ids[1]))
	conflict("taking back what waits", w.ReturnHandedOver(t.Context(), w.m, leader, ids[0]))
	day := w.Today()
	for what, do := range map[string]func() error{
		"visit": func() error {
			return w.DecideHandedOver(t.Context(), w.m, leader, ids[0], store.Decision{Code: intake.Visit, VisitBy: &day})
		},
		"not ours": func() error {
			return w.DecideHandedOver(t.Context(), w.m, leader, ids[0], store.Decision{Code: intake.NotOurs})
		},
		"close": func() error { return w.CloseHandedOver(t.Context(), w.m, leader, ids[0]) },
	} {
		if err := do(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		conflict(what+" taken back by another", w.ReturnHandedOver(t.Context(), w.m, coordinator, ids[0]))
		no(t, w.ReturnHandedOver(t.Context(), w.m, leader, ids[0]))
		got := w.get(t, ids[0])
		if got.State != intake.Decided || got.Decision == nil || *got.Decision != intake.Leader || got.VisitBy != nil || got.ClosedOn != nil {
			t.Errorf("%s taken back: %+v", what, got)
		}
	}
	no(t, w.DecideHandedOver(t.Context(), w.m, leader, ids[0], store.Decision{Code: intake.Watch}))
	no(t, w.CloseConcern(t.Context(), w.m, coordinator, ids[0]))
	conflict("taking back what another has closed", w.ReturnHandedOver(t.Context(), w.m, leader, ids[0]))
	if err := w.ReturnHandedOver(t.Context(), w.m, leader, uuid.New()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown concern: %v, want ErrNotFound", err)
	}
}
