package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"runde/geo"
	"runde/routes/rounds"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// clock sets the clock to a time of a day of the week, by Danish winter time.
func (w planTown) clock(day time.Weekday, at time.Duration) {
	w.db.SetClock(func() time.Time { return townWeek.Day(day).Time().Add(at - time.Hour) })
}

// underWay is the town on Tuesday at 10.30: of its round of the day the first stop was
// visited and the second skipped.
func underWay(t *testing.T) (planTown, store.Plan, store.PlanRound) {
	t.Helper()
	w := newPlanTown(t)
	p := w.propose(t)
	w.approve(t, p.ID)
	w.clock(time.Tuesday, 10*time.Hour+30*time.Minute)
	r := p.Rounds[1]
	if len(r.Stops) < 4 {
		t.Fatalf("the round has %d stops; want 4 at least", len(r.Stops))
	}
	w.exec(t, `UPDATE round SET state = 'walking' WHERE municipality_id = $1 AND round_id = $2`, w.id, r.ID)
	w.exec(t, `UPDATE stop SET state = 'visited' WHERE municipality_id = $1 AND stop_id = $2`, w.id, r.Stops[0].ID)
	w.exec(t, `UPDATE stop SET state = 'skipped', skip_reason = 'closed' WHERE municipality_id = $1 AND stop_id = $2`, w.id, r.Stops[1].ID)
	p = w.plan(t, p.ID)
	return w, p, p.Rounds[1]
}

// The rest of a round is planned from the minute: what was recorded stays its first
// stops as it was, a skipped place is not visited again, stops that go on keep their ids,
// and no other round changes.
func TestReplanRest(t *testing.T) {
	t.Parallel()
	w, p, r := underWay(t)
	got, _, err := w.db.ReplanRest(t.Context(), w.id, w.as(), p.ID, r.Shift.ID)
	if err != nil {
		t.Fatal(err)
	}
	after := got.Rounds[1]
	for i := range 2 {
		if diff := cmp.Diff(r.Stops[i], after.Stops[i]); diff != "" {
			t.Errorf("recorded stop %d: %s", i, diff)
		}
	}
	for i, s := range after.Stops[2:] {
		if s.State != "planned" || s.PlaceID == r.Stops[1].PlaceID || s.Arrive < 630 || s.Position != i+3 {
			t.Errorf("stop %d of the rest: %+v", i, s)
		}
		k := slices.IndexFunc(r.Stops[2:], func(old store.PlanStop) bool { return old.PlaceID == s.PlaceID })
		if k >= 0 && r.Stops[2+k].ID != s.ID {
			t.Errorf("the stop at place %d has another id", k)
		}
	}
	if len(after.Stops) == 2 || after.State != "walking" || after.End < after.Stops[len(after.Stops)-1].Leave || after.End > r.Shift.End {
		t.Errorf("the round has %d stops, is %s and ends at %d", len(after.Stops), after.State, after.End)
	}
	for i := range p.Rounds {
		if diff := cmp.Diff(p.Rounds[i].Stops, got.Rounds[i].Stops); i != 1 && diff != "" {
			t.Errorf("round %d has changed: %s", i, diff)
		}
	}
	if done := w.actions(t)[0]; done != "plan.replan_round" {
		t.Errorf("the log says %s", done)
	}
}

// The way back puts the places of before on the round again, after what was recorded.
func TestSetRest(t *testing.T) {
	t.Parallel()
	w, p, r := underWay(t)
	if _, _, err := w.db.ReplanRest(t.Context(), w.id, w.as(), p.ID, r.Shift.ID); err != nil {
		t.Fatal(err)
	}
	var rest []uuid.UUID
	for _, s := range r.Stops[2:] {
		rest = append(rest, s.PlaceID)
	}
	got, broken, err := w.db.SetRest(t.Context(), w.id, w.as(), p.ID, r.Shift.ID, append(rest, uuid.New()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(order(p), order(got)); diff != "" {
		t.Errorf("the way back: %s", diff)
	}
	for _, v := range broken {
		if v.ShiftID == r.Shift.ID {
			t.Errorf("the round breaks %+v", v)
		}
	}
	if err := w.db.MarkStop(t.Context(), w.id, w.coordinator, rounds.Mark{Stop: got.Rounds[1].Stops[2].ID, State: rounds.StopVisited}); err != nil {
		t.Fatal(err)
	}
	again, _, err := w.db.SetRest(t.Context(), w.id, w.as(), p.ID, r.Shift.ID, append(rest, r.Stops[1].PlaceID))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(order(p), order(again)); diff != "" {
		t.Errorf("a place visited meanwhile, or skipped, comes again: %s", diff)
	}
	empty, _, err := w.db.SetRest(t.Context(), w.id, w.as(), p.ID, r.Shift.ID, nil)
	if err != nil || len(empty.Rounds[1].Stops) != 3 {
		t.Errorf("without a rest the round has %d stops, %v; want the three recorded", len(empty.Rounds[1].Stops), err)
	}
}

// A phone that has the round as it was loses nothing: what it sends of a stop that goes
// on is recorded, and so is what it sends of one that the rest goes without, which is then
// one of the round's again.
func TestAPhoneGoesOnWithAReplannedRound(t *testing.T) {
	t.Parallel()
	w, p, r := underWay(t)
	set := func(stops ...store.PlanStop) []store.PlanStop {
		t.Helper()
		var places []uuid.UUID
		for _, s := range stops {
			places = append(places, s.PlaceID)
		}
		got, _, err := w.db.SetRest(t.Context(), w.id, w.as(), p.ID, r.Shift.ID, places)
		if err != nil {
			t.Fatal(err)
		}
		return got.Rounds[1].Stops
	}
	if got := set(r.Stops[3]); len(got) != 3 || got[2].ID != r.Stops[3].ID {
		t.Fatalf("the round is %+v", got)
	}
	if got := set(r.Stops[2], r.Stops[3]); len(got) != 4 || got[2].ID != r.Stops[2].ID {
		t.Errorf("a stop that comes back is not itself: %+v", got)
	}
	set()
	walked, err := w.db.WalkedRound(t.Context(), w.id, w.coordinator, r.ID)
	if err != nil || len(walked.Stops) != 2 {
		t.Fatalf("the worker sees %d stops, %v; want the two recorded", len(walked.Stops), err)
	}
	gone, known := walked.Recordable(r.Stops[3].ID)
	if !known {
		t.Fatal("a phone cannot record at a stop that was dropped")
	}
	e := rounds.Encounter{ID: uuid.New(), Round: r.ID, Cell: gone.Cell, Daypart: geo.Morning, Outcome: rounds.NobodyMet}
	if errs := walked.Bare().Check(e, func(geo.Cell) bool { return true }); len(errs) > 0 {
		t.Errorf("a record at a dropped stop breaks %v", errs)
	}
	if err := w.db.MarkStop(t.Context(), w.id, w.coordinator, rounds.Mark{Stop: gone.ID, State: rounds.StopVisited}); err != nil {
		t.Fatal(err)
	}
	got, _, err := w.db.ReplanRest(t.Context(), w.id, w.as(), p.ID, r.Shift.ID)
	if err != nil {
		t.Fatal(err)
	}
	if s := got.Rounds[1].Stops; len(s) < 3 || s[2].ID != gone.ID || s[2].State != "visited" || s[2].Position != 3 {
		t.Errorf("the round is %+v; want the stop visited after the others", s)
	}
}

// What a phone records while the rest is planned stands: the rest is not stored.
func TestAPhoneThatMarksWhileTheRestIsPlanned(t *testing.T) {
	t.Parallel()
	for name, record := range map[string]func(planTown, store.PlanRound) error{
		"a stop is marked": func(w planTown, r store.PlanRound) error {
			return w.db.MarkStop(t.Context(), w.id, w.coordinator, rounds.Mark{Stop: r.Stops[2].ID, State: rounds.StopVisited})
		},
		"the round is finished": func(w planTown, r store.PlanRound) error {
			return w.db.FinishRound(t.Context(), w.id, w.coordinator, r.ID)
		},
	} {
		w, p, r := underWay(t)
		err := w.db.SetRestWhile(t.Context(), w.id, w.as(), p.ID, r.Shift.ID, func() {
			if err := record(w, r); err != nil {
				t.Error(err)
			}
		})
		if !errors.Is(err, store.ErrConflict) {
			t.Errorf("%s: %v; want ErrConflict", name, err)
		}
		if diff := cmp.Diff(order(p), order(w.plan(t, p.ID))); diff != "" {
			t.Errorf("%s: the stops have changed: %s", name, diff)
		}
		if err := w.db.SetRestWhile(t.Context(), w.id, w.as(), p.ID, w.shifts[1].ID, func() {}); name == "a stop is marked" && err != nil {
			t.Errorf("once more: %v", err)
		}
	}
}

// Only a round that is under way today, of the approved plan, is planned again.
func TestReplanRestRefuses(t *testing.T) {
	t.Parallel()
	w, p, r := underWay(t)
	proposal := w.propose(t)
	refuse := func(what string, plan, shift uuid.UUID, want error) {
		t.Helper()
		if _, _, err := w.db.ReplanRest(t.Context(), w.id, w.as(), plan, shift); !errors.Is(err, want) {
			t.Errorf("%s: %v; want %v", what, err, want)
		}
	}
	refuse("a proposal", proposal.ID, r.Shift.ID, store.ErrConflict)
	refuse("an unknown plan", uuid.New(), r.Shift.ID, store.ErrNotFound)
	refuse("an unknown shift", p.ID, uuid.New(), store.ErrNotFound)
	refuse("tomorrow's round", p.ID, w.shifts[2].ID, store.ErrConflict)
	w.clock(time.Tuesday, 13*time.Hour)
	refuse("a shift that has ended", p.ID, r.Shift.ID, store.ErrConflict)
	w.clock(time.Wednesday, 10*time.Hour)
	refuse("yesterday's round", p.ID, r.Shift.ID, store.ErrConflict)
	w.clock(time.Tuesday, 10*time.Hour)
	w.exec(t, `UPDATE round SET state = 'finished' WHERE municipality_id = $1 AND round_id = $2`, w.id, r.ID)
	refuse("a finished round", p.ID, r.Shift.ID, store.ErrConflict)
	if diff := cmp.Diff(order(p), order(w.plan(t, p.ID))); diff != "" {
		t.Errorf("a refused change was stored: %s", diff)
	}
}
