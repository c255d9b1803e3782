package coordinator_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"
	"runde/store/access"
	"runde/store/jobs"

	"github.com/google/uuid"
)

// A week without a plan shows its shifts and one thing to do; asking queues a run,
// which the page follows without script, and then shows.
func TestAProposalIsAskedForAndFollowed(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	empty := c.Get(w.path("")).Body.String()
	mustSay(t, spoken(empty), "Ugen har ingen plan endnu", "Lav forslag", "09.00–13.00")

	page := follow(t, c, c.Form(w.path("/forslag"), url.Values{}))
	mustSay(t, page, "Forslaget bliver lavet", "det bedste forslag", `<noscript><meta http-equiv="refresh" content="2"></noscript>`, "<progress")
	if strings.Contains(page, "bliver stående") {
		t.Error("a week without a plan promises to keep it")
	}
	run, err := w.UnfinishedPlanRun(t.Context(), w.M, w.next)
	if err != nil {
		t.Fatal(err)
	}
	if err := jobs.Propose(t.Context(), w.DB, w.M, run.ID); err != nil {
		t.Fatal(err)
	}
	page = c.Get(w.path("?forslag=" + run.ID.String())).Body.String()
	if strings.Contains(page, "http-equiv") {
		t.Error("the page still loads itself again")
	}
	mustSay(t, spoken(page), "Forslag – ikke godkendt", "Hvorfor?", "Godkend")
}

// A week without a plan opens on the last approved rounds: one press lays them on its
// shifts as a proposal, which names what it breaks and can be dropped like any other.
func TestAWeekStartsFromTheLastRounds(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	w.addShift(t, w.Day.Weekday())
	empty := c.Get(w.path("")).Body.String()
	mustSay(t, spoken(empty), "Start fra runderne i uge 47, 2026", "Lav forslag")
	if strings.Index(empty, "/gentag") > strings.Index(empty, `/forslag"`) {
		t.Error("a proposal of its own is offered before the last rounds")
	}
	if err := w.ForbidPlace(t.Context(), w.M, store.By{At: w.Now()}, w.next, w.Round.Stops[1].PlaceID); err != nil {
		t.Fatal(err)
	}
	page := follow(t, c, c.Form(w.path("/gentag"), url.Values{}))
	mustSay(t, spoken(page), "Runderne fra sidst er lagt ind som et forslag", "1 stop kom ikke med", "Forslag – ikke godkendt", "Kassér forslaget")
	var got []uuid.UUID
	for _, r := range w.proposal(t).Rounds {
		for _, s := range r.Stops {
			if r.Shift.Date.Weekday() != w.Day.Weekday() {
				t.Errorf("a stop is on a %s", r.Shift.Date.Weekday())
			}
			got = append(got, s.PlaceID)
		}
	}
	want := []uuid.UUID{w.Round.Stops[0].PlaceID, w.Round.Stops[2].PlaceID, w.Round.Stops[3].PlaceID}
	if !slices.Equal(got, want) {
		t.Errorf("the stops are %v, want %v", got, want)
	}
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/gentag"), url.Values{}))), "Nogen har ændret planen imens")
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/kasser"), url.Values{}))), "Start fra runderne i uge 47, 2026")
}

// Where no rounds were walked before, or nobody is at work, there is nothing to start
// from.
func TestNoRoundsToStartFrom(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	shifts, err := w.Shifts(t.Context(), w.M, w.next)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shifts {
		if err := w.CancelShift(t.Context(), w.M, store.By{At: w.Now()}, s.ID, true); err != nil {
			t.Fatal(err)
		}
	}
	before := geo.WeekOf(w.Today()).Add(-1).String()
	for _, path := range []string{w.path(""), "/uge/" + before} {
		if page := c.Get(path).Body.String(); strings.Contains(page, "/gentag") || !strings.Contains(page, `/forslag"`) {
			t.Errorf("%s offers rounds to start from, or no proposal", path)
		}
	}
}

// A week is planned again from what stands: the locks hold, and the page says in one
// line what changed. What was approved stays until the new plan is.
func TestAWeekIsPlannedAgainFromWhatStands(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	r := twoStops(t, plan)
	c.Form(w.path("/stop"), form(plan, r, 0, "lock"))
	c.Form(w.path("/stop"), form(plan, r, 1, "remove"))
	c.Form(w.path("/godkend"), url.Values{"plan": {plan.ID.String()}})
	before, err := w.PlanOf(t.Context(), w.M, w.next, store.Approved)
	if err != nil {
		t.Fatal(err)
	}
	mustSay(t, spoken(c.Get(w.path("")).Body.String()), "Foreslå igen ud fra denne plan", "Lav nyt forslag")

	page := follow(t, c, c.Form(w.path("/forslag"), url.Values{"plan": {plan.ID.String()}}))
	mustSay(t, spoken(page), "Forslaget bliver lavet", "Låsene holder", "Den plan, du har, bliver stående")
	run, err := w.UnfinishedPlanRun(t.Context(), w.M, w.next)
	if err != nil {
		t.Fatal(err)
	}
	if err := jobs.Propose(t.Context(), w.DB, w.M, run.ID); err != nil {
		t.Fatal(err)
	}
	after := w.proposal(t)
	if !slices.ContainsFunc(stopsOf(after, r), func(s store.PlanStop) bool { return s.PlaceID == r.Stops[0].PlaceID && s.Locked }) {
		t.Error("the locked place is not on its round")
	}
	said := "Forslaget er som planen før."
	if d := plans.Changes(before.Bare(), after.Bare()); len(d.Added)+len(d.Removed)+len(d.Moved) > 0 {
		said = "Ændret fra planen før: " + strconv.Itoa(len(d.Added)) + " ny"
	}
	mustSay(t, spoken(c.Get(w.path("")).Body.String()), said)
	if page := spoken(c.Get(w.path("?vis=godkendt")).Body.String()); strings.Contains(page, "planen før") {
		t.Error("the approved plan says what the proposal changed")
	}
	mustSay(t, spoken(c.Get(w.path("/godkend")).Body.String()), "Runder, der er begyndt eller forbi, bliver stående")
	mustCode(t, "a malformed plan", c.Form(w.path("/forslag"), url.Values{"plan": {"x"}}), http.StatusBadRequest)
}

// A run that fails says why, and the week keeps the plan that it had.
func TestAFailedProposalSaysWhy(t *testing.T) {
	w := newWorld(t)
	plan := w.propose(t)
	c := w.as(t, access.Coordinator)
	c.Form(w.path("/forslag"), url.Values{})
	run, err := w.UnfinishedPlanRun(t.Context(), w.M, w.next)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.FailPlanRun(t.Context(), w.M, run.ID, jobs.ErrorTimeout); err != nil {
		t.Fatal(err)
	}
	page := c.Get(w.path("?forslag=" + run.ID.String())).Body.String()
	mustSay(t, spoken(page), "Forslaget tog for lang tid")
	if got := w.proposal(t); got.ID != plan.ID {
		t.Error("the week has lost its plan")
	}

	mustSay(t, spoken(follow(t, c, c.Form(w.path("/forslag"), url.Values{}))), "Den plan, du har, bliver stående")
	run, err = w.UnfinishedPlanRun(t.Context(), w.M, w.next)
	if err != nil {
		t.Fatal(err)
	}
	page = follow(t, c, c.Form(w.path("/forslag/stop"), url.Values{"run": {run.ID.String()}}))
	if strings.Contains(page, "Forslaget bliver lavet") {
		t.Error("a run that was stopped is still shown")
	}
}
