package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"runde/geo/intake"
	"runde/routes/plans"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// A stored proposal is the one that was made: the same rounds, stops, times,
// reasons and left-outs.
func TestProposalIsStoredAsItWasMade(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	in := w.input(t)
	made, err := plans.Propose(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.db.SaveProposal(t.Context(), w.id, w.as(), in.Seed, made)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.db.PlanOf(t.Context(), w.id, townWeek, store.Proposed)
	if err != nil || got.ID != id || got.Seed != in.Seed || got.State != store.Proposed {
		t.Fatalf("plan %v with seed %d, %v", got.ID, got.Seed, err)
	}
	stops := 0
	for i, r := range got.Rounds {
		want := made.Rounds[i]
		if r.Shift.ID != want.ShiftID {
			t.Fatalf("round %d is of another shift", i)
		}
		for k, s := range r.Stops {
			if diff := cmp.Diff(want.Stops[k], s.Stop); diff != "" || s.Position != k+1 || s.State != "planned" {
				t.Errorf("round %d stop %d at position %d is %s: %s", i, k, s.Position, s.State, diff)
			}
			stops++
		}
	}
	if stops < 10 || len(got.LeftOut) != len(made.LeftOut) {
		t.Errorf("%d stops and %d left out; want at least 10, and %d left out", stops, len(got.LeftOut), len(made.LeftOut))
	}
}

// A week has one proposal: the last one.
func TestProposalReplacesTheOneBefore(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	first := w.propose(t)
	second := w.propose(t)
	if diff := cmp.Diff(order(first), order(second)); diff != "" {
		t.Errorf("the same input gave another plan: %s", diff)
	}
	if _, err := w.db.Plan(t.Context(), w.id, first.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the first proposal: %v; want not found", err)
	}
	if err := w.db.DropProposal(t.Context(), w.id, townWeek); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.PlanOf(t.Context(), w.id, townWeek, store.Proposed); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after dropping it: %v; want not found", err)
	}
}

// A lock holds in every new proposal.
func TestLocksSurviveProposals(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	bench, park := w.place(t, "n2").ID, w.place(t, "w3").ID
	if err := w.db.PinPlace(t.Context(), w.id, w.as(), townWeek, bench, w.shifts[3].ID, 1); err != nil {
		t.Fatal(err)
	}
	if err := w.db.ForbidPlace(t.Context(), w.id, w.as(), townWeek, park); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		p := w.propose(t)
		if s := p.Rounds[3].Stops[0]; s.PlaceID != bench || !s.Locked {
			t.Errorf("Thursday's first stop is %s, locked %v; want the bench", s.Kind, s.Locked)
		}
		for _, stops := range order(p) {
			for _, place := range stops {
				if place == park {
					t.Error("the forbidden park is on a round")
				}
			}
		}
	}
}

// Approving publishes: the plan is approved by somebody at a time, concerns that it
// visits are on a round, and the log says so.
func TestApprovePlan(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	w.concernIn(t, townPark, intake.Visit, nil)
	p := w.propose(t)
	if rounds, err := w.db.RoundsOn(t.Context(), w.id, w.coordinator, w.shifts[0].Date); err != nil || len(rounds) != 0 {
		t.Fatalf("%d rounds before approval, %v", len(rounds), err)
	}
	w.approve(t, p.ID)
	got, err := w.db.PlanOf(t.Context(), w.id, townWeek, store.Approved)
	if err != nil || got.ID != p.ID || got.ApprovedBy == nil || *got.ApprovedBy != w.coordinator || !got.ApprovedAt.Equal(w.db.Now()) {
		t.Errorf("approved %v by %v at %v, %v", got.ID, got.ApprovedBy, got.ApprovedAt, err)
	}
	if rounds, err := w.db.RoundsOn(t.Context(), w.id, w.coordinator, w.shifts[0].Date); err != nil || len(rounds) != 1 {
		t.Errorf("%d rounds on Monday after approval, %v; want 1", len(rounds), err)
	}
	inbox, err := w.db.Inbox(t.Context(), w.id)
	if err != nil || len(inbox) != 1 || inbox[0].State != "on_round" {
		t.Errorf("inbox %+v, %v; want the concern on a round", inbox, err)
	}
	if got := w.actions(t)[0]; got != "plan.approve" {
		t.Errorf("the log says %s; want plan.approve", got)
	}
	if err := w.db.ApprovePlan(t.Context(), w.id, w.as(), p.ID); !errors.Is(err, store.ErrConflict) {
		t.Errorf("approving again: %v; want a conflict", err)
	}
	if err := w.db.ApprovePlan(t.Context(), w.id, w.as(), uuid.New()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("approving nothing: %v; want not found", err)
	}
}

// A new plan replaces an approved one, but for the rounds that have begun or are over:
// they go on in the new plan with their own stops, and phones go on recording on them.
func TestApproveReplaces(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	first := w.propose(t)
	w.approve(t, first.ID)
	second := w.propose(t)
	w.approve(t, second.ID)
	if got := w.plan(t, first.ID); got.State != store.Replaced {
		t.Errorf("the first plan is %s; want replaced", got.State)
	}
	w.clock(time.Tuesday, 10*time.Hour)
	second = w.plan(t, second.ID)
	w.exec(t, `UPDATE round SET state = 'walking' WHERE municipality_id = $1 AND round_id = $2`, w.id, second.Rounds[1].ID)
	third := w.propose(t)
	w.approve(t, third.ID)
	if got := w.plan(t, second.ID); got.State != store.Replaced {
		t.Errorf("the second plan is %s; want replaced", got.State)
	}
	got := w.plan(t, third.ID)
	if got.State != store.Approved || len(got.Rounds) != 5 {
		t.Fatalf("the third plan is %s and has %d rounds; want it approved with 5", got.State, len(got.Rounds))
	}
	for i, r := range got.Rounds {
		want := third.Rounds[i]
		if i < 2 { // Monday's is over, Tuesday's has begun
			want = second.Rounds[i]
		}
		if r.ID != want.ID || !slices.EqualFunc(r.Stops, want.Stops, func(a, b store.PlanStop) bool { return a.ID == b.ID }) {
			t.Errorf("round %d is not the one that was planned for it", i)
		}
	}
	if got.Rounds[1].State != "walking" {
		t.Errorf("Tuesday's round is %s; want it to go on", got.Rounds[1].State)
	}
}

// A round that a phone begins while a plan is approved goes on in that plan.
func TestApproveWaitsForAFirstMark(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	first := w.propose(t)
	w.approve(t, first.ID)
	second := w.propose(t)
	began, approved := first.Rounds[1], make(chan error, 1)
	err := w.db.App(t.Context(), w.id, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `UPDATE round SET state = 'walking' WHERE municipality_id = $1 AND round_id = $2`, w.id, began.ID)
		if err != nil {
			return err
		}
		go func() { approved <- w.db.ApprovePlan(t.Context(), w.id, w.as(), second.ID) }()
		return untilSomebodyWaits(t, tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-approved; err != nil {
		t.Fatal(err)
	}
	if r := w.plan(t, second.ID).Rounds[1]; r.ID != began.ID || r.State != "walking" {
		t.Errorf("the plan has a round that is %s; want the one that has begun", r.State)
	}
}

// A municipality neither sees nor changes another's plan.
func TestPlansAreApart(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	other, err := w.db.CreateMunicipality(t.Context(), "Nabokøbing", false)
	if err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"read":    func() error { _, err := w.db.Plan(t.Context(), other.ID, p.ID); return err }(),
		"approve": w.db.ApprovePlan(t.Context(), other.ID, w.as(), p.ID),
		"change": func() error {
			_, _, err := w.db.ChangePlan(t.Context(), other.ID, w.as(), p.ID, store.Change{StopID: p.Rounds[0].Stops[0].ID})
			return err
		}(),
		"lock": w.db.PinPlace(t.Context(), other.ID, w.as(), townWeek, w.place(t, "n1").ID, w.shifts[0].ID, 0),
	} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v; want not found", name, err)
		}
	}
}
