package coordinator_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"runde/store"
	"runde/store/access"
	"runde/store/jobs"

	"github.com/google/uuid"
)

// A cancelled shift keeps its stops in sight, to be moved, and comes back.
func TestAShiftIsCancelledAndRestored(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	r := twoStops(t, plan)
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/vagt"), form(plan, r, 0, "cancel")))), "Vagten er aflyst")
	if got := stopsOf(w.proposal(t), r); len(got) != len(r.Stops) {
		t.Errorf("%d stops are left, want %d", len(got), len(r.Stops))
	}
	page := follow(t, c, c.Form(w.path("/vagt"), form(plan, r, 0, "restore")))
	mustSay(t, spoken(page), "Vagten bliver til noget igen")
}

// When somebody is ill the shift is cancelled, and one press more shares its stops out
// to the week's other rounds; what was approved stands until the new plan is.
func TestACancelledShiftsStopsAreSharedOut(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	r := twoStops(t, plan)
	c.Form(w.path("/godkend"), url.Values{"plan": {plan.ID.String()}})
	page := follow(t, c, c.Form(w.path("/vagt"), form(plan, r, 0, "cancel")))
	mustSay(t, spoken(page), "Vagten er aflyst", "Fordel stoppene på ugens andre runder")
	follow(t, c, c.Form(w.path("/forslag"), url.Values{"plan": {plan.ID.String()}}))
	run, err := w.UnfinishedPlanRun(t.Context(), w.M, w.next)
	if err != nil {
		t.Fatal(err)
	}
	if err := jobs.Propose(t.Context(), w.DB, w.M, run.ID); err != nil {
		t.Fatal(err)
	}
	got := w.proposal(t)
	if slices.ContainsFunc(got.Rounds, func(one store.PlanRound) bool { return one.Shift.ID == r.Shift.ID }) {
		t.Error("the cancelled shift has a round")
	}
	mustSay(t, spoken(c.Get(w.path("")).Body.String()), "Ændret fra planen før")
}

// A round is handed to another team in one form, and back by the next.
func TestARoundIsHandedOver(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	r := twoStops(t, plan)
	teams, err := w.Teams(t.Context(), w.M)
	if err != nil {
		t.Fatal(err)
	}
	other := teams[slices.IndexFunc(teams, func(one store.Team) bool { return one.ID != r.Shift.TeamID })]
	team := func() uuid.UUID {
		p := w.proposal(t)
		return p.Rounds[slices.IndexFunc(p.Rounds, func(one store.PlanRound) bool { return one.Shift.ID == r.Shift.ID })].Shift.TeamID
	}
	hand := form(plan, r, 0, "hand")
	hand.Set("team", other.ID.String())
	mustSay(t, spoken(c.Get(w.path("")).Body.String()), "Giv runden til", other.Name)
	page := follow(t, c, c.Form(w.path("/vagt"), hand))
	mustSay(t, spoken(page), "Runden er givet videre", "Fortryd")
	if team() != other.ID {
		t.Error("the other team does not have the round")
	}
	mustSay(t, page, `name="do" value="hand"`, `name="team" value="`+r.Shift.TeamID.String()+`"`)
	hand.Set("team", r.Shift.TeamID.String())
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/fortryd"), hand))), "Ændringen er fortrudt")
	if team() != r.Shift.TeamID {
		t.Error("the round did not go back")
	}
	hand.Set("team", uuid.NewString())
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/vagt"), hand))), "Nogen har ændret planen imens")
	mustCode(t, "no button of ours", c.Form(w.path("/vagt"), form(plan, r, 0, "dance")), http.StatusBadRequest)
}

// A proposal gives away no round that the approved plan has too: it says where to.
func TestAnApprovedRoundIsHandedOverInItsPlan(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	c.Form(w.path("/godkend"), url.Values{"plan": {plan.ID.String()}})
	w.propose(t)
	const elsewhere = "Giv den videre dér"
	if proposal := spoken(c.Get(w.path("")).Body.String()); !strings.Contains(proposal, elsewhere) || strings.Contains(proposal, "Giv runden til") {
		t.Error("the proposal does not say that its rounds are handed over in the approved plan")
	}
	if approved := spoken(c.Get(w.path("?vis=godkendt")).Body.String()); strings.Contains(approved, elsewhere) || !strings.Contains(approved, "Giv runden til") {
		t.Error("the approved plan does not offer its rounds to other teams")
	}
}
