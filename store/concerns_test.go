package store_test

import (
	"errors"
	"testing"

	"runde/geo/intake"
	"runde/routes/rounds"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// inserted stores concerns as phone intake does and returns their ids.
func (w *walkWorld) inserted(t *testing.T, list ...intake.Concern) []uuid.UUID {
	t.Helper()
	var ids []uuid.UUID
	for _, c := range list {
		no(t, w.InsertConcern(t.Context(), w.m, c))
		ids = append(ids, c.ID)
	}
	return ids
}

func (w *walkWorld) get(t *testing.T, id uuid.UUID) store.Concern {
	t.Helper()
	c, err := w.Concern(t.Context(), w.m, id)
	no(t, err)
	return c
}

// Every decision can be taken back, and each step is in the log with a code and
// without a word of the concern.
func TestDecisionsAreReversibleAndLogged(t *testing.T) {
	w := newWalkWorld(t)
	c := w.concern("psychiatric_ward")
	c.Cell, c.Note = w.street.Cells()[3].Cell, "sover i en bil"
	id := w.inserted(t, c)[0]
	by := w.by(w.coordinator)
	visitBy := walkDay + 7

	no(t, w.DecideConcern(t.Context(), w.m, by, id, store.Decision{Code: "visit", VisitBy: &visitBy}))
	if got := w.get(t, id); got.State != "decided" || *got.Decision != "visit" || *got.VisitBy != visitBy || *got.DecidedOn != walkDay {
		t.Errorf("decided: %+v", got)
	}
	no(t, w.DecideConcern(t.Context(), w.m, by, id, store.Decision{Code: "watch"}))
	if got := w.get(t, id); *got.Decision != "watch" || got.VisitBy != nil {
		t.Errorf("decided differently: %+v", got)
	}
	no(t, w.CloseConcern(t.Context(), w.m, by, id))
	if err := w.DecideConcern(t.Context(), w.m, by, id, store.Decision{Code: "visit"}); !errors.Is(err, store.ErrConflict) {
		t.Errorf("deciding what is closed: %v, want ErrConflict", err)
	}
	no(t, w.ReopenConcern(t.Context(), w.m, by, id))
	if got := w.get(t, id); got.State != "received" || got.Decision != nil || got.ClosedOn != nil {
		t.Errorf("reopened: %+v", got)
	}

	log, err := w.Audits(t.Context(), w.m, 0, 4)
	no(t, err)
	var steps []string
	for _, a := range log {
		steps = append(steps, a.Action+" "+a.Reason)
		if a.ObjectID != id.String() || *a.Actor != w.coordinator {
			t.Errorf("logged about %s by %v", a.ObjectID, a.Actor)
		}
	}
	want := []string{"concern.reopen ", "concern.close done", "concern.decide watch", "concern.decide visit"}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
}

// A concern about a cell that an approved plan still visits is on that round; one
// about a home never is.
func TestDecidedConcernIsOnARound(t *testing.T) {
	w := newWalkWorld(t)
	away, home := w.concern("shop"), w.concern("relative")
	away.Cell = w.street.Cells()[3].Cell
	home.Context, home.Cell = "home", w.home.Cells()[0].Cell
	ids := w.inserted(t, w.concern("shop"), away, home)
	for i, want := range []intake.State{"on_round", "decided", "decided"} {
		no(t, w.DecideConcern(t.Context(), w.m, w.by(w.coordinator), ids[i], store.Decision{Code: "visit"}))
		if got := w.get(t, ids[i]); got.State != want {
			t.Errorf("concern %d: %s, want %s", i, got.State, want)
		}
	}
	if got := w.get(t, ids[0]); got.VisitedOn != nil {
		t.Errorf("visited on %v before anybody went", got.VisitedOn)
	}
	no(t, w.MarkStop(t.Context(), w.m, w.workerA, rounds.Mark{Stop: w.stops[0], State: "visited"}))
	if got := w.get(t, ids[0]); got.VisitedOn == nil || *got.VisitedOn != walkDay {
		t.Errorf("visited on %v, want %v", got.VisitedOn, walkDay)
	}
}

// Concerns about one cell within seven days are proposed as the same matter; merged,
// the reporter of the one hears what the other's hears.
func TestSameMatterIsProposedAndMerged(t *testing.T) {
	w := newWalkWorld(t)
	first, second, old, elsewhere := w.concern("shop"), w.concern("neighbour"), w.concern("shop"), w.concern("shop")
	first.Day -= 7
	old.Day -= 30
	elsewhere.Cell = w.b
	receipt := []byte("receipt of the second")
	ids := w.inserted(t, first, old, elsewhere)
	no(t, w.SendConcern(t.Context(), w.m, second, receipt))
	if got := w.get(t, second.ID); !cmp.Equal(got.SameMatter, ids[:1]) || got.OpenInCell != 3 {
		t.Errorf("same matter %v of %d open, want %v of 3", got.SameMatter, got.OpenInCell, ids[:1])
	}

	by := w.by(w.coordinator)
	no(t, w.MergeConcern(t.Context(), w.m, by, second.ID, first.ID))
	if got := w.get(t, second.ID); got.State != "closed" || *got.MergedInto != first.ID || got.Decision != nil {
		t.Errorf("merged: %+v", got)
	}
	if err := w.MergeConcern(t.Context(), w.m, by, first.ID, second.ID); !errors.Is(err, store.ErrConflict) {
		t.Errorf("merging into what is closed: %v, want ErrConflict", err)
	}
	for _, step := range []struct {
		do   func() error
		want intake.Word
	}{
		{func() error { return nil }, intake.WordReceived},
		{func() error {
			return w.DecideConcern(t.Context(), w.m, by, first.ID, store.Decision{Code: "watch"})
		}, intake.WordPassing},
		{func() error { return w.CloseConcern(t.Context(), w.m, by, first.ID) }, intake.WordFinished},
	} {
		no(t, step.do())
		got, err := w.AskConcern(t.Context(), w.m, receipt, store.Addition{})
		no(t, err)
		if got.Word != step.want {
			t.Errorf("the second's reporter hears %s, want %s", got.Word, step.want)
		}
	}
	no(t, w.ReopenConcern(t.Context(), w.m, by, second.ID))
	if got := w.get(t, second.ID); got.MergedInto != nil || got.State != "received" {
		t.Errorf("taken apart: %+v", got)
	}
}

// What was merged into a concern that its reporter withdraws waits for a decision
// again: it must not vanish with the other.
func TestWithdrawnConcernReleasesWhatWasMergedIntoIt(t *testing.T) {
	w := newWalkWorld(t)
	kept, gone := w.concern("shop"), w.concern("neighbour")
	w.inserted(t, kept)
	no(t, w.SendConcern(t.Context(), w.m, gone, []byte("r")))
	no(t, w.MergeConcern(t.Context(), w.m, w.by(w.coordinator), kept.ID, gone.ID))
	no(t, w.WithdrawConcern(t.Context(), w.m, []byte("r")))
	if got := w.get(t, kept.ID); got.State != "received" || got.MergedInto != nil || got.ClosedOn != nil {
		t.Errorf("left behind: %+v", got)
	}
}

// The leader sees and decides what was handed over, and nothing else.
func TestLeaderDecidesWhatWasHandedOver(t *testing.T) {
	w := newWalkWorld(t)
	ids := w.inserted(t, w.concern("institution"), w.concern("institution"))
	by := w.by(w.coordinator)
	no(t, w.DecideConcern(t.Context(), w.m, by, ids[0], store.Decision{Code: "leader"}))
	list, err := w.HandedOver(t.Context(), w.m)
	no(t, err)
	if len(list) != 1 || list[0].ID != ids[0] {
		t.Errorf("handed over: %+v", list)
	}
	if err := w.DecideHandedOver(t.Context(), w.m, by, ids[1], store.Decision{Code: "not_ours"}); !errors.Is(err, store.ErrConflict) {
		t.Errorf("deciding what was not handed over: %v, want ErrConflict", err)
	}
	no(t, w.DecideHandedOver(t.Context(), w.m, by, ids[0], store.Decision{Code: "not_ours"}))
	if got := w.get(t, ids[0]); got.State != "closed" {
		t.Errorf("not ours is %s, want closed", got.State)
	}
	if err := w.CloseConcern(t.Context(), w.m, by, uuid.New()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("closing an unknown concern: %v, want ErrNotFound", err)
	}
}

// Two coordinators merge two concerns into each other at the same moment: one of
// them is told no, and one concern stays open.
func TestMergingBothWaysKeepsOneOpen(t *testing.T) {
	w := newWalkWorld(t)
	by := w.by(w.coordinator)
	for range 30 {
		ids := w.inserted(t, w.concern("shop"), w.concern("shop"))
		first := make(chan error)
		go func() { first <- w.MergeConcern(t.Context(), w.m, by, ids[0], ids[1]) }()
		second := w.MergeConcern(t.Context(), w.m, by, ids[1], ids[0])
		open := 0
		for i, err := range []error{<-first, second} {
			if err != nil && !errors.Is(err, store.ErrConflict) {
				t.Fatal(err)
			}
			if w.get(t, ids[i]).State != intake.Closed {
				open++
			}
		}
		if open != 1 {
			t.Fatalf("%d of two concerns are open, want 1", open)
		}
	}
}
