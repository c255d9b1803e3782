package store_test

import (
	"slices"
	"testing"
	"time"

	"runde/routes"
	"runde/routes/plans"
	"runde/store"

	"github.com/google/uuid"
)

// The rest of a week is planned without the rounds that have begun or are over; what
// they visit counts to a place's most visits and to its gap, skipped stops do not.
func TestOpenInputLeavesSettledRoundsOut(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	square, bench, park := w.place(t, "n1").ID, w.place(t, "n2").ID, w.place(t, "w3").ID
	p := plans.Plan{Week: townWeek}
	for i, places := range [][]uuid.UUID{{square}, {bench, park}, {park}} {
		r := plans.Round{ShiftID: w.shifts[i].ID}
		for k, id := range places {
			r.Stops = append(r.Stops, plans.Stop{PlaceID: id, Arrive: 560 + 40*k, Leave: 580 + 40*k})
		}
		p.Rounds = append(p.Rounds, r)
	}
	id, err := w.db.SaveProposal(t.Context(), w.id, w.as(), 1, p)
	if err != nil {
		t.Fatal(err)
	}
	w.approve(t, id)
	whole, err := w.db.OpenInput(t.Context(), w.id, townWeek)
	if err != nil || len(whole.Shifts) != 5 || len(whole.Past) != 0 {
		t.Fatalf("before the week: %d shifts and %d visits, %v; want all five and none", len(whole.Shifts), len(whole.Past), err)
	}

	w.clock(time.Tuesday, 10*time.Hour)
	stored := w.plan(t, id)
	tuesday := stored.Rounds[1]
	w.exec(t, `UPDATE round SET state = 'walking' WHERE municipality_id = $1 AND round_id = $2`, w.id, tuesday.ID)
	w.exec(t, `UPDATE stop SET state = 'skipped', skip_reason = 'weather' WHERE municipality_id = $1 AND stop_id = $2`, w.id, tuesday.Stops[1].ID)
	in, from, err := w.db.ReplanInput(t.Context(), w.id, w.plan(t, id))
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Shifts) != 3 || in.Shifts[0].ID != w.shifts[2].ID || len(from.Rounds) != 1 || from.Rounds[0].ShiftID != w.shifts[2].ID {
		t.Errorf("%d shifts and the rounds %+v are open; want Wednesday's to Friday's", len(in.Shifts), from.Rounds)
	}
	most := func(id uuid.UUID) int {
		return in.Places[slices.IndexFunc(in.Places, func(p routes.Place) bool { return p.ID == id })].MaxVisits
	}
	if most(square) != 1 || most(bench) != 1 || most(park) != 2 {
		t.Errorf("square, bench and park allow %d, %d and %d more visits; want 1, 1 and 2", most(square), most(bench), most(park))
	}
	if len(in.Past) != 2 || in.Past[0].PlaceID != square || in.Past[1].Date != townWeek.Day(time.Tuesday) {
		t.Errorf("the visits of the week are %+v; want Monday's and the bench", in.Past)
	}
	visits := func(why string) int {
		t.Helper()
		again, err := plans.Propose(t.Context(), in, nil)
		if err != nil || len(again.Rounds) != 3 {
			t.Fatalf("%s: the rest of the week has %d rounds, %v", why, len(again.Rounds), err)
		}
		n := 0
		for _, r := range again.Rounds {
			for _, s := range r.Stops {
				if s.PlaceID == square {
					n++
				}
			}
		}
		return n
	}
	in.Iterations = 200
	i := slices.IndexFunc(in.Places, func(p routes.Place) bool { return p.ID == square })
	in.Places[i].MinVisits = 1
	if n := visits("any day"); n != 1 {
		t.Errorf("the square is visited %d times; want 1", n)
	}
	in.Places[i].GapDays = 7
	if n := visits("a week after Monday"); n != 0 {
		t.Errorf("the square is visited %d times in the week of its last visit; want 0", n)
	}
}

// Places that only the plan visits stay in the choice while they are not retired.
func TestReplanInputKeepsThePlansPlaces(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	bench, park := w.place(t, "n2").ID, w.place(t, "w3").ID
	p, _ := w.change(t, w.propose(t), store.Change{PlaceID: bench, ShiftID: w.shifts[0].ID})
	p, _ = w.change(t, p, store.Change{PlaceID: park, ShiftID: w.shifts[0].ID})
	if err := w.db.RetirePlace(t.Context(), w.id, w.as(), park, true); err != nil {
		t.Fatal(err)
	}
	in, from, err := w.db.ReplanInput(t.Context(), w.id, p)
	if err != nil || len(from.Rounds) != len(p.Rounds) {
		t.Fatalf("%d rounds to start from, %v; want %d", len(from.Rounds), err, len(p.Rounds))
	}
	has := func(id uuid.UUID) bool {
		return slices.ContainsFunc(in.Places, func(p routes.Place) bool { return p.ID == id })
	}
	if !has(bench) || has(park) {
		t.Errorf("the bench is there: %v, the retired park: %v", has(bench), has(park))
	}
}
