package store_test

import (
	"errors"
	"slices"
	"testing"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
)

// change changes the plan and checks that it is stored as it came back, and that
// its times are what the planner gives that order.
func (w planTown) change(t *testing.T, p store.Plan, c store.Change) (store.Plan, []plans.Violation) {
	t.Helper()
	got, broken, err := w.db.ChangePlan(t.Context(), w.id, w.as(), p.ID, c)
	if err != nil {
		t.Fatal(err)
	}
	again, brokenAgain, err := w.db.EvaluatePlan(t.Context(), w.id, p.ID)
	if diff := cmp.Diff(got, again, weeks); diff != "" || err != nil {
		t.Errorf("%v, stored otherwise than it came back: %s", err, diff)
	}
	if diff := cmp.Diff(broken, brokenAgain); diff != "" {
		t.Errorf("other rules are broken when it is read again: %s", diff)
	}
	done, _, err := plans.Evaluate(w.input(t), got.Bare())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range got.Rounds {
		for k, s := range r.Stops {
			want := done.Rounds[i].Stops[k]
			if s.Arrive != want.Arrive || s.Leave != want.Leave || s.Exploration != want.Exploration || s.Position != k+1 {
				t.Errorf("round %d stop %d at %d–%d; the planner says %d–%d", i, k, s.Arrive, s.Leave, want.Arrive, want.Leave)
			}
		}
	}
	return got, broken
}

var weeks = cmpopts.EquateComparable(geo.Week{})

// A stop moves within its round and keeps its id.
func TestMoveWithinARound(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	r := p.Rounds[0]
	last := r.Stops[len(r.Stops)-1]
	got, _ := w.change(t, p, store.Change{StopID: last.ID, ShiftID: r.Shift.ID, Position: 1})
	want := append([]uuid.UUID{last.PlaceID}, order(p)[r.Shift.ID][:len(r.Stops)-1]...)
	if diff := cmp.Diff(want, order(got)[r.Shift.ID]); diff != "" {
		t.Error(diff)
	}
	if got.Rounds[0].Stops[0].ID != last.ID {
		t.Error("the stop that moved has another id")
	}
	if a := w.actions(t)[0]; a != "plan.move" {
		t.Errorf("the log says %s; want plan.move", a)
	}
}

// A stop moves to another round; a rule that this breaks is named at a stop of it,
// and is no reason to refuse.
func TestMoveToAnotherRound(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	from, to := p.Rounds[0], p.Rounds[1]
	moved := from.Stops[0]
	got, broken := w.change(t, p, store.Change{StopID: moved.ID, ShiftID: to.Shift.ID})
	if len(got.Rounds[0].Stops) != len(from.Stops)-1 || len(got.Rounds[1].Stops) != len(to.Stops)+1 {
		t.Fatalf("rounds of %d and %d stops; want %d and %d", len(got.Rounds[0].Stops), len(got.Rounds[1].Stops),
			len(from.Stops)-1, len(to.Stops)+1)
	}
	if last := got.Rounds[1].Stops[len(to.Stops)]; last.ID != moved.ID {
		t.Error("the stop is not the last of the other round")
	}
	for _, v := range broken {
		if v.Rule == plans.RuleShift && (v.ShiftID != to.Shift.ID || v.N <= 0) {
			t.Errorf("the round that is too long is named as %+v", v)
		}
	}
	if end := got.Rounds[1].End; end <= to.Shift.Start {
		t.Errorf("the round ends at %d", end)
	}
}

// A pinned stop that is moved elsewhere breaks its lock, and the lock stays.
func TestMoveNamesTheLockItBreaks(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	bench := w.place(t, "n2").ID
	if err := w.db.PinPlace(t.Context(), w.id, w.as(), townWeek, bench, w.shifts[2].ID, 0); err != nil {
		t.Fatal(err)
	}
	p := w.propose(t)
	k := slices.IndexFunc(p.Rounds[2].Stops, func(s store.PlanStop) bool { return s.PlaceID == bench })
	_, broken := w.change(t, p, store.Change{StopID: p.Rounds[2].Stops[k].ID, ShiftID: w.shifts[4].ID, Position: 1})
	if !slices.ContainsFunc(broken, func(v plans.Violation) bool { return v.Rule == plans.RulePinned && v.PlaceID == bench }) {
		t.Errorf("broken rules %+v; want the pin of the bench among them", broken)
	}
	if locks, err := w.db.Locks(t.Context(), w.id, townWeek); err != nil || len(locks) != 1 {
		t.Errorf("locks %v, %v; want the one", locks, err)
	}
}

// Stops are removed and added; a place that no plan would choose can be added too.
func TestRemoveAndAdd(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	gone := p.Rounds[2].Stops[0]
	got, _ := w.change(t, p, store.Change{StopID: gone.ID})
	if len(got.Rounds[2].Stops) != len(p.Rounds[2].Stops)-1 || slices.Contains(order(got)[w.shifts[2].ID], gone.PlaceID) {
		t.Fatalf("the stop is still there")
	}
	back, _ := w.change(t, got, store.Change{PlaceID: gone.PlaceID, ShiftID: w.shifts[2].ID, Position: 1})
	if diff := cmp.Diff(order(p), order(back)); diff != "" {
		t.Errorf("taken out and put back: %s", diff)
	}
	if diff := cmp.Diff([]string{"plan.add", "plan.remove"}, w.actions(t)[:2]); diff != "" {
		t.Error(diff)
	}
}

// A shift that was added after the plan was made has a round as soon as something
// is put on it.
func TestChangeOpensARound(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	extra := w.shifts[0].Shift
	extra.Start, extra.End = 900, 1020
	id, err := w.db.AddShift(t.Context(), w.id, w.as(), extra)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := w.change(t, p, store.Change{StopID: p.Rounds[4].Stops[0].ID, ShiftID: id})
	if n := len(order(got)[id]); n != 1 || len(got.Rounds) != 6 {
		t.Errorf("%d stops on the new shift of %d rounds; want 1 of 6", n, len(got.Rounds))
	}
}

// When somebody is ill the shift is cancelled and its stops go to others.
func TestMoveFromACancelledShift(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	w.approve(t, p.ID)
	if err := w.db.CancelShift(t.Context(), w.id, w.as(), w.shifts[0].ID, true); err != nil {
		t.Fatal(err)
	}
	first := p.Rounds[0].Stops[0]
	got, _, err := w.db.ChangePlan(t.Context(), w.id, w.as(), p.ID, store.Change{StopID: first.ID, ShiftID: w.shifts[1].ID, Position: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got.Rounds[1].Stops[0].ID != first.ID || len(got.Rounds[0].Stops) != len(p.Rounds[0].Stops)-1 {
		t.Error("the stop was not moved")
	}
	_, _, err = w.db.ChangePlan(t.Context(), w.id, w.as(), p.ID, store.Change{StopID: first.ID, ShiftID: w.shifts[0].ID})
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("moving onto a cancelled shift: %v; want a conflict", err)
	}
}

// What cannot be changed is refused, and nothing is stored.
func TestChangeRefuses(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	w.approve(t, p.ID)
	w.exec(t, `UPDATE round SET state = 'walking' WHERE municipality_id = $1 AND round_id = $2`, w.id, p.Rounds[0].ID)
	before := w.plan(t, p.ID)
	walking, open := p.Rounds[0], p.Rounds[1]
	for name, c := range map[string]struct {
		change store.Change
		want   error
	}{
		"a stop of a round that has begun": {store.Change{StopID: walking.Stops[0].ID, ShiftID: open.Shift.ID}, store.ErrConflict},
		"onto a round that has begun":      {store.Change{StopID: open.Stops[0].ID, ShiftID: walking.Shift.ID}, store.ErrConflict},
		"an unknown stop":                  {store.Change{StopID: uuid.New(), ShiftID: open.Shift.ID}, store.ErrNotFound},
		"an unknown place":                 {store.Change{PlaceID: uuid.New(), ShiftID: open.Shift.ID}, store.ErrNotFound},
		"an unknown shift":                 {store.Change{StopID: open.Stops[0].ID, ShiftID: uuid.New()}, store.ErrNotFound},
		"nothing":                          {store.Change{}, store.ErrInvalid},
	} {
		if _, _, err := w.db.ChangePlan(t.Context(), w.id, w.as(), p.ID, c.change); !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
	if diff := cmp.Diff(before, w.plan(t, p.ID), weeks); diff != "" {
		t.Errorf("a refused change was stored: %s", diff)
	}
}

// A wish that the plan does not meet comes with its place's name, as soon as the plan is
// evaluated: a wished visit, and its stop taken out.
func TestWishesThatAPlanDoesNotMeetAreNamed(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	bench := w.place(t, "n2")
	bench.Name, bench.MinVisits, bench.MaxVisits = "Bænken ved åen", 1, 1
	if err := w.db.EditPlace(t.Context(), w.id, w.as(), bench); err != nil {
		t.Fatal(err)
	}
	p := w.propose(t)
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			if s.PlaceID == bench.ID {
				p, _ = w.change(t, p, store.Change{StopID: s.ID})
			}
		}
	}
	p, _, err := w.db.EvaluatePlan(t.Context(), w.id, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := store.PlanCompromise{
		Compromise: plans.Compromise{Code: plans.CompromiseMinVisits, PlaceID: bench.ID, Cell: bench.Cell, N: 1},
		Name:       bench.Name, Kind: bench.Kind,
	}
	if !slices.Contains(p.Compromises, want) {
		t.Errorf("compromises %+v, want %+v among them", p.Compromises, want)
	}
}
