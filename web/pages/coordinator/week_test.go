package coordinator_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"runde/geo"
	"runde/store"
	"runde/store/access"
	"runde/web/webtest"
)

// Who may see a week, and who may change it: a leader reads, everybody else is
// refused, and nothing is stored by those who are.
func TestWhoMayPlan(t *testing.T) {
	w := newWorld(t)
	plan := w.propose(t)
	r := twoStops(t, plan)
	posts := map[string]url.Values{
		"/gentag": {}, "/forslag": {}, "/kasser": {}, "/stop": form(plan, r, 0, "remove"), "/sted": form(plan, r, 0, "add"),
		"/fortryd": form(plan, r, 0, ""), "/rest": form(plan, r, 0, "replan"), "/vagt": form(plan, r, 0, "cancel"), "/godkend": {"plan": {plan.ID.String()}},
	}
	for role, want := range map[access.Role]int{
		access.Coordinator: http.StatusOK, access.Leader: http.StatusOK,
		access.Worker: http.StatusForbidden, access.Management: http.StatusForbidden, access.Visitor: http.StatusSeeOther,
	} {
		c := w.as(t, role)
		mustCode(t, string(role)+" reads", c.Get(w.path("")), want)
		if role == access.Coordinator {
			continue
		}
		refused := http.StatusForbidden
		if role == access.Visitor {
			refused = http.StatusUnauthorized
		}
		for path, values := range posts {
			mustCode(t, string(role)+" posts "+path, c.Form(w.path(path), values), refused)
		}
	}
	if got := w.proposal(t); got.ID != plan.ID || !slices.Equal(order(got, r.Shift.ID), order(plan, r.Shift.ID)) {
		t.Error("a refused form has changed the proposal")
	}
	if page := w.as(t, access.Leader).Get(w.path("")).Body.String(); strings.Contains(page, "<form method=\"post\" action=\"/uge") {
		t.Error("a leader is shown a form")
	}
}

// The start page is the week that lacks a plan: this one has an approved one and so
// the next is shown.
func TestTheWeekThatNeedsAPlanComesFirst(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	if got := c.Get("/uge").Header().Get("Location"); got != w.path("") {
		t.Errorf("leads to %s, want %s", got, w.path(""))
	}
	for _, path := range []string{"/uge/2026-W60", "/uge/igen", "/uge/2026-W7x"} {
		mustCode(t, path, c.Get(path), http.StatusNotFound)
	}
}

// Every stop says why it is in, with at most three reasons, and every place left
// out says why not.
func TestThePlanIsExplained(t *testing.T) {
	w := newWorld(t)
	plan := w.propose(t)
	page := w.as(t, access.Coordinator).Get(w.path("")).Body.String()
	stops := 0
	for _, r := range plan.Rounds {
		stops += len(r.Stops)
	}
	if got := strings.Count(page, `class="stop-why"`); got != stops {
		t.Errorf("%d stops explain themselves, want %d", got, stops)
	}
	for _, list := range strings.Split(page, `<ul class="reasons`)[1:] {
		list, _, _ = strings.Cut(list, "</ul>")
		if n := strings.Count(list, "<li>"); n < 1 || n > 3 {
			t.Errorf("a stop has %d reasons", n)
		}
	}
	if got := strings.Count(page, `class="left-why"`); got != len(plan.LeftOut) {
		t.Errorf("%d places left out say why, want %d", got, len(plan.LeftOut))
	}
	mustSay(t, spoken(page), "Steder, der ikke kom med")
}

// A wish that no plan can meet is said: a visit a day, at least a week apart.
func TestWishesThatAreNotMetAreSaid(t *testing.T) {
	w := newWorld(t)
	p, err := w.Place(t.Context(), w.M, w.Today(), twoStops(t, w.propose(t)).Stops[0].PlaceID)
	if err != nil {
		t.Fatal(err)
	}
	p.MinVisits, p.MaxVisits, p.GapDays = 7, 7, 7
	if err := w.EditPlace(t.Context(), w.M, store.By{At: w.Now()}, p); err != nil {
		t.Fatal(err)
	}
	w.propose(t)
	mustSay(t, spoken(w.as(t, access.Coordinator).Get(w.path("")).Body.String()), "Ønsker, planen ikke opfylder", ": mangler 6 ønskede besøg.")
}

// Every button of a stop does what it says, and what it did can be taken back.
func TestStopsAreMovedByForms(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	r := twoStops(t, plan)
	before := order(plan, r.Shift.ID)

	page := follow(t, c, c.Form(w.path("/stop"), form(plan, r, 0, "down")))
	mustSay(t, spoken(page), "Stoppet er flyttet")
	after := order(w.proposal(t), r.Shift.ID)
	if after[0] != before[1] || after[1] != before[0] {
		t.Fatalf("down: %v became %v", before, after)
	}
	if !strings.Contains(page, `name="at" value="1">`) {
		t.Error("the page offers no way back to place 1")
	}

	plan = w.proposal(t)
	c.Form(w.path("/stop"), form(plan, twoStops(t, plan), 1, "up"))
	if got := order(w.proposal(t), r.Shift.ID); !slices.Equal(got, before) {
		t.Errorf("down and up: %v became %v", before, got)
	}

	plan = w.proposal(t)
	r = twoStops(t, plan)
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/stop"), form(plan, r, 0, "remove")))), "Stoppet er fjernet", "Fortryd")
	if got := order(w.proposal(t), r.Shift.ID); len(got) != len(before)-1 {
		t.Errorf("removed: %d stops left of %d", len(got), len(before))
	}
	back := url.Values{
		"plan": {plan.ID.String()}, "place": {r.Stops[0].PlaceID.String()}, "shift": {r.Shift.ID.String()}, "at": {"1"},
	}
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/fortryd"), back))), "Ændringen er fortrudt")
	if got := w.proposal(t); len(order(got, r.Shift.ID)) != len(before) || stopsOf(got, r)[0].PlaceID != r.Stops[0].PlaceID {
		t.Error("the removed stop is not back in its place")
	}
}

func stopsOf(p store.Plan, r store.PlanRound) []store.PlanStop {
	for _, one := range p.Rounds {
		if one.Shift.ID == r.Shift.ID {
			return one.Stops
		}
	}
	return nil
}

// A stop goes to another round where it lengthens the way least; a rule that this
// breaks is named at the stop, and the change is made all the same.
func TestABrokenRuleIsNamedAtItsStop(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	r := twoStops(t, plan)
	other := plan.Rounds[0]
	if other.Shift.ID == r.Shift.ID {
		other = plan.Rounds[1]
	}
	add := url.Values{"plan": {plan.ID.String()}, "place": {r.Stops[0].PlaceID.String()}, "to": {r.Shift.ID.String()}, "do": {"add"}}
	page := follow(t, c, c.Form(w.path("/sted"), add))
	mustSay(t, spoken(page), "Stedet er lagt ind", "Står to gange på runden", "brudt")
	if !strings.Contains(page, "stop-broken") {
		t.Error("no stop carries its broken rule")
	}

	plan = w.proposal(t)
	move := form(plan, stopRound(plan, r), 0, "move")
	move.Set("to", other.Shift.ID.String())
	follow(t, c, c.Form(w.path("/stop"), move))
	if got := order(w.proposal(t), other.Shift.ID); len(got) != len(other.Stops)+1 {
		t.Errorf("the other round has %d stops, want %d", len(got), len(other.Stops)+1)
	}
}

func stopRound(p store.Plan, like store.PlanRound) store.PlanRound {
	like.Stops = stopsOf(p, like)
	return like
}

// A lock outlives the next proposal, and can be taken away; a place kept out of the
// week says so among those left out.
func TestLocksOutliveAProposal(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	r := twoStops(t, plan)
	place := r.Stops[0].PlaceID
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/stop"), form(plan, r, 0, "lock")))), "Stedet er låst", "Lås op")
	plan = w.propose(t)
	if !slices.ContainsFunc(stopsOf(plan, r), func(s store.PlanStop) bool { return s.PlaceID == place && s.Locked }) {
		t.Fatal("the locked place is not on its round")
	}
	at := slices.IndexFunc(stopsOf(plan, r), func(s store.PlanStop) bool { return s.PlaceID == place })
	mustSay(t, spoken(follow(t, c, c.Form(w.path("/stop"), form(plan, stopRound(plan, r), at, "unlock")))), "Låsen er ophævet")
	if locks, err := w.Locks(t.Context(), w.M, w.next); err != nil || len(locks) != 0 {
		t.Errorf("%d locks are left, %v", len(locks), err)
	}

	page := follow(t, c, c.Form(w.path("/stop"), form(plan, stopRound(plan, r), at, "forbid")))
	mustSay(t, spoken(page), "Stedet holdes ude af ugen")
	for _, one := range w.propose(t).Rounds {
		if slices.ContainsFunc(one.Stops, func(s store.PlanStop) bool { return s.PlaceID == place }) {
			t.Error("a place that was kept out is on a round")
		}
	}
}

// Nothing reaches the workers before Godkend has been asked and answered.
func TestApprovingTakesAQuestion(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	plan := w.propose(t)
	ask := c.Get(w.path("/godkend"))
	mustCode(t, "the question", ask, http.StatusOK)
	mustSay(t, spoken(ask.Body.String()), "Når du godkender, kan medarbejderne se deres runder")
	if _, err := w.PlanOf(t.Context(), w.M, w.next, store.Approved); err == nil {
		t.Fatal("asking has approved the plan")
	}
	page := follow(t, c, c.Form(w.path("/godkend"), url.Values{"plan": {plan.ID.String()}}))
	mustSay(t, spoken(page), "Ugen er godkendt", "Godkendt")
	if _, err := w.PlanOf(t.Context(), w.M, w.next, store.Approved); err != nil {
		t.Error(err)
	}
	log, err := w.Audits(t.Context(), w.M, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(log, func(a store.Audit) bool { return a.Action == "plan.approve" && a.ObjectID == plan.ID.String() }) {
		t.Error("the approval is not in the log")
	}
	if got := c.Get(w.path("/godkend")).Header().Get("Location"); got != w.path("") {
		t.Errorf("asking again leads to %q", got)
	}
}

// Two coordinators: the second one's form about a plan that is gone changes nothing
// and shows the week as it is.
func TestAnOutdatedFormChangesNothing(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	old := w.propose(t)
	plan := w.propose(t)
	page := follow(t, c, c.Form(w.path("/stop"), form(old, twoStops(t, old), 0, "remove")))
	mustSay(t, spoken(page), "Nogen har ændret planen imens")
	if got := w.proposal(t); got.ID != plan.ID {
		t.Error("the newer proposal is gone")
	}
	for _, bad := range []url.Values{{"plan": {"x"}}, {"do": {"dance"}}, {"at": {"one"}}} {
		mustCode(t, bad.Encode(), c.Form(w.path("/stop"), bad), http.StatusBadRequest)
	}
}

// A round by car says which stops are walked to, and where the car stands meanwhile.
func TestTheBoardSaysWhereTheCarStands(t *testing.T) {
	w := newWorld(t)
	w.ParkAndWalk(t)
	page := spoken(w.as(t, access.Coordinator).Get("/uge/" + geo.WeekOf(w.Day).String() + "?vis=godkendt").Body.String())
	if n := strings.Count(page, "til fods fra bilen ved Torvet"); n != 2 {
		t.Errorf("%d stops are walked to, want 2", n)
	}
	if n := strings.Count(page, "til fods fra bilen ved Torvet – og tilbage"); n != 1 {
		t.Errorf("%d times back to the car, want once", n)
	}
}

// What the island gets for a form is the page itself, in one answer.
func TestTheIslandGetsThePageAtOnce(t *testing.T) {
	w := newWorld(t)
	plan := w.propose(t)
	signIn := url.Values{"login": {webtest.People[access.Coordinator]}, "password": {webtest.Password}}
	in := webtest.SignIn(t, w.handler, "").Form("/log-ind", signIn)
	r := httptest.NewRequest(http.MethodPost, w.path("/stop"), strings.NewReader(form(plan, twoStops(t, plan), 0, "down").Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("X-Board", "1")
	for _, cookie := range in.Result().Cookies() {
		r.AddCookie(cookie)
	}
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r)
	mustCode(t, "the form", answer, http.StatusOK)
	mustSay(t, answer.Body.String(), `id="board"`, "Stoppet er flyttet")
}
