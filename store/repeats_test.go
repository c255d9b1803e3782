package store_test

import (
	"errors"
	"slices"
	"testing"

	"runde/routes/plans"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// atNextWeek are the shifts of the week after the town's, by the shift of the same
// place in the regular week.
func (w planTown) atNextWeek(t *testing.T) map[uuid.UUID]uuid.UUID {
	t.Helper()
	if _, err := w.db.MakeShifts(t.Context(), w.id, townWeek.Add(1)); err != nil {
		t.Fatal(err)
	}
	next, err := w.db.Shifts(t.Context(), w.id, townWeek.Add(1))
	if err != nil {
		t.Fatal(err)
	}
	out := map[uuid.UUID]uuid.UUID{}
	for i, s := range w.shifts {
		out[s.ID] = next[i].ID
	}
	return out
}

// The last approved rounds are proposed again on the week's own shifts, in the same
// order; what is gone or forbidden falls out and is counted.
func TestRepeatWeekProposesTheLastRounds(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	last := w.propose(t)
	w.approve(t, last.ID)
	to := w.atNextWeek(t)
	want := map[uuid.UUID][]uuid.UUID{}
	for shift, places := range order(last) {
		want[to[shift]] = places
	}
	gone := last.Rounds[0].Stops[0].PlaceID
	fallen := 0
	for shift, places := range want {
		without := slices.DeleteFunc(slices.Clone(places), func(id uuid.UUID) bool { return id == gone })
		fallen += len(places) - len(without)
		want[shift] = without
	}
	if err := w.db.ForbidPlace(t.Context(), w.id, w.as(), townWeek.Add(1), gone); err != nil {
		t.Fatal(err)
	}
	if at, err := w.db.LastApproved(t.Context(), w.id, townWeek.Add(1)); err != nil || at != townWeek {
		t.Errorf("the last approved week is %v, %v; want %v", at, err, townWeek)
	}
	fell, err := w.db.RepeatWeek(t.Context(), w.id, w.as(), townWeek.Add(1))
	if err != nil || fell != fallen {
		t.Fatalf("%d stops fell out, %v; want %d", fell, err, fallen)
	}
	got, err := w.db.PlanOf(t.Context(), w.id, townWeek.Add(1), store.Proposed)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, order(got)); diff != "" {
		t.Errorf("repeated rounds (-want +got): %s", diff)
	}
	for _, r := range got.Rounds {
		for _, s := range r.Stops {
			if s.Arrive < r.Shift.Start || s.Leave <= s.Arrive || len(s.Reasons) == 0 {
				t.Errorf("a stop is from %d to %d with %d reasons", s.Arrive, s.Leave, len(s.Reasons))
			}
		}
	}
}

// A place that is retired falls out, one that no proposal would choose stays: the
// rounds are repeated, not chosen again.
func TestRepeatWeekLeavesRetiredPlacesOut(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	bench := w.place(t, "n2")
	p := plans.Plan{Week: townWeek, Rounds: []plans.Round{{ShiftID: w.shifts[1].ID, Stops: []plans.Stop{
		{PlaceID: bench.ID, Arrive: 560, Leave: 580}, {PlaceID: w.place(t, "w3").ID, Arrive: 600, Leave: 620},
	}}}}
	id, err := w.db.SaveProposal(t.Context(), w.id, w.as(), 1, p)
	if err != nil {
		t.Fatal(err)
	}
	w.approve(t, id)
	if err := w.db.RetirePlace(t.Context(), w.id, w.as(), bench.ID, true); err != nil {
		t.Fatal(err)
	}
	fell, err := w.db.RepeatWeek(t.Context(), w.id, w.as(), townWeek.Add(1))
	if err != nil || fell != 1 {
		t.Fatalf("%d stops fell out, %v; want the bench", fell, err)
	}
	got, err := w.db.PlanOf(t.Context(), w.id, townWeek.Add(1), store.Proposed)
	if err != nil || len(got.Rounds) != 5 || len(got.Rounds[1].Stops) != 1 {
		t.Errorf("%d rounds, %v; want a round a shift, and the park on Tuesday's", len(got.Rounds), err)
	}
}

// A week with a plan, one after which none was approved and one whose shifts are all
// cancelled are not given repeated rounds.
func TestRepeatWeekRefuses(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	refused := func(what string) {
		t.Helper()
		if _, err := w.db.RepeatWeek(t.Context(), w.id, w.as(), townWeek.Add(1)); !errors.Is(err, store.ErrConflict) {
			t.Errorf("%s: %v; want ErrConflict", what, err)
		}
	}
	if _, err := w.db.LastApproved(t.Context(), w.id, townWeek.Add(1)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no week was approved: %v; want ErrNotFound", err)
	}
	p := w.propose(t)
	refused("nothing was approved")
	w.approve(t, p.ID)
	for _, shift := range w.atNextWeek(t) {
		if err := w.db.CancelShift(t.Context(), w.id, w.as(), shift, true); err != nil {
			t.Fatal(err)
		}
	}
	refused("every shift is cancelled")
	if _, err := w.db.SaveProposal(t.Context(), w.id, w.as(), 1, plans.Plan{Week: townWeek.Add(1)}); err != nil {
		t.Fatal(err)
	}
	refused("the week has a proposal")
}
