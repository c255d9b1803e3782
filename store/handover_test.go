package store_test

import (
	"errors"
	"testing"
	"time"

	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// A round that is handed over keeps its stops and sets out from the other team's base,
// with its own times; the next week's rounds begin with the regular team again.
func TestHandOver(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	other, err := w.db.SaveTeam(t.Context(), w.id, w.as(), "Team Park", orb.Point{townPark.Lon(), townArea.Min.Lat()})
	if err != nil {
		t.Fatal(err)
	}
	p := w.propose(t)
	w.approve(t, p.ID)
	shift := w.shifts[0].ID
	got, _, err := w.db.HandOver(t.Context(), w.id, w.as(), p.ID, shift, other.ID)
	if err != nil {
		t.Fatal(err)
	}
	if s := got.Rounds[0].Shift; s.ID != shift || s.TeamID != other.ID || s.TeamName != "Team Park" || s.Home != other.Base {
		t.Errorf("the shift is %+v", s)
	}
	if diff := cmp.Diff(order(p), order(got)); diff != "" {
		t.Errorf("the stops have changed: %s", diff)
	}
	if got.Rounds[0].Stops[0].Arrive == p.Rounds[0].Stops[0].Arrive {
		t.Error("the first stop has the time of the other base")
	}
	if stored := w.plan(t, p.ID); stored.Rounds[0].Stops[0].Arrive != got.Rounds[0].Stops[0].Arrive {
		t.Error("the times are not stored")
	}
	if _, err := w.db.RepeatWeek(t.Context(), w.id, w.as(), townWeek.Add(1)); err != nil {
		t.Fatal(err)
	}
	next, err := w.db.PlanOf(t.Context(), w.id, townWeek.Add(1), store.Proposed)
	if err != nil || len(next.Rounds[0].Stops) != len(got.Rounds[0].Stops) || next.Rounds[0].Shift.TeamID == other.ID {
		t.Errorf("next week's first round is %+v, %v", next.Rounds[0].Shift, err)
	}
}

// Plans share their shifts. A proposal gives away no round that is approved, begun or
// not; handing over the approved one brings the proposal's times along.
func TestHandOverBesideAnotherPlan(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	other, err := w.db.SaveTeam(t.Context(), w.id, w.as(), "Team Park", orb.Point{townPark.Lon(), townArea.Min.Lat()})
	if err != nil {
		t.Fatal(err)
	}
	approved := w.propose(t)
	w.approve(t, approved.ID)
	proposal := w.propose(t)
	shift := w.shifts[0].ID
	refused := func(why string) {
		t.Helper()
		if _, _, err := w.db.HandOver(t.Context(), w.id, w.as(), proposal.ID, shift, other.ID); !errors.Is(err, store.ErrConflict) {
			t.Errorf("%s: %v; want ErrConflict", why, err)
		}
		if s := w.plan(t, approved.ID).Rounds[0].Shift; s.TeamID == other.ID {
			t.Errorf("%s: the approved round has another team", why)
		}
	}
	refused("a round that is approved")
	w.exec(t, `UPDATE round SET state = 'walking' WHERE municipality_id = $1 AND round_id = $2`, w.id, approved.Rounds[0].ID)
	refused("a round that is walked")
	w.exec(t, `UPDATE round SET state = 'planned' WHERE municipality_id = $1 AND round_id = $2`, w.id, approved.Rounds[0].ID)
	if _, _, err := w.db.HandOver(t.Context(), w.id, w.as(), approved.ID, shift, other.ID); err != nil {
		t.Fatal(err)
	}
	if got := w.plan(t, proposal.ID).Rounds[0]; got.Shift.TeamID != other.ID || got.Stops[0].Arrive == proposal.Rounds[0].Stops[0].Arrive {
		t.Error("the proposal's first stop has the time of the other base")
	}
}

// What has begun or does not take place is not handed over, nor to nobody.
func TestHandOverRefuses(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	w.approve(t, p.ID)
	team := w.shifts[0].TeamID
	w.exec(t, `UPDATE round SET state = 'walking' WHERE municipality_id = $1 AND round_id = $2`, w.id, p.Rounds[0].ID)
	if err := w.db.CancelShift(t.Context(), w.id, w.as(), w.shifts[1].ID, true); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		plan, shift, team uuid.UUID
		want              error
	}{
		"a round that has begun": {p.ID, w.shifts[0].ID, team, store.ErrConflict},
		"a cancelled shift":      {p.ID, w.shifts[1].ID, team, store.ErrConflict},
		"an unknown team":        {p.ID, w.shifts[2].ID, uuid.New(), store.ErrNotFound},
		"an unknown shift":       {p.ID, uuid.New(), team, store.ErrNotFound},
		"an unknown plan":        {uuid.New(), w.shifts[2].ID, team, store.ErrNotFound},
	} {
		if _, _, err := w.db.HandOver(t.Context(), w.id, w.as(), c.plan, c.shift, c.team); !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
	w.clock(time.Thursday, 8*time.Hour)
	if _, _, err := w.db.HandOver(t.Context(), w.id, w.as(), p.ID, w.shifts[2].ID, team); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a round of yesterday: %v; want ErrConflict", err)
	}
}
