package worker_test

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/routes"
	"runde/routes/plans"
	"runde/routes/rounds"
	"runde/store"
	"runde/store/access"
	"runde/store/pgtest"
	"runde/web/webtest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// world is Prøvekøbing with its worker signed in.
type world struct {
	*webtest.Walk
	*webtest.Client
}

func newWorld(t *testing.T) world {
	t.Helper()
	w := webtest.NewWalk(t)
	return world{w, webtest.SignIn(t, w.Handler(t, webtest.Bundle(t)), webtest.People[access.Worker])}
}

func (w world) path(action string) string { return "/runde/" + w.Round.ID.String() + action }

// meeting is a complete form of a meeting at the first stop.
func (w world) meeting(outcome string) url.Values {
	return url.Values{
		"id": {uuid.NewString()}, "stop": {w.Round.Stops[0].ID.String()}, "outcome": {outcome}, "persons": {"one"},
	}
}

func (w world) states(t *testing.T) []rounds.StopState {
	t.Helper()
	var out []rounds.StopState
	for _, s := range w.Stops(t) {
		out = append(out, s.State)
	}
	return out
}

func (w world) unchanged(t *testing.T) {
	t.Helper()
	if got := w.Recorded(t); len(got) != 0 {
		t.Errorf("%d encounters were stored after a refusal", len(got))
	}
	if diff := cmp.Diff([]rounds.StopState{"planned", "planned", "planned", "planned"}, w.states(t)); diff != "" {
		t.Errorf("stops after a refusal (-want +got):\n%s", diff)
	}
}

// The page shows the next stop with all that is needed there, and neither what
// somebody was worried about nor a link to another site.
func TestTodayShowsTheNextStop(t *testing.T) {
	w := newWorld(t)
	page := w.Get("/runde")
	if page.Code != http.StatusOK {
		t.Fatalf("%d\n%s", page.Code, page.Body)
	}
	for _, want := range []string{
		`href="tel:112"`, "Næste stop", "Torvet", "09.10–09.30", `href="geo:`, "Opsøgende besøg",
		"Gå to sammen", "Udforskning", "Team Midt", walkMinutes(t, w),
	} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page.Body.String(), "ZgotmplZ") {
		t.Error("a link was filtered away")
	}
	if other := webtest.SignIn(t, w.Handler(t, webtest.Bundle(t)), webtest.OtherWorker).Get("/runde"); !strings.Contains(other.Body.String(), "Du har ingen runde") {
		t.Error("another team sees a round")
	}
}

// On a round by car that parks and walks, each card tells how one comes there: on foot,
// with where the car stands, and from the last stop before the car back to it.
func TestTodayTellsWhereTheCarStands(t *testing.T) {
	w := newWorld(t)
	w.ParkAndWalk(t)
	page := w.Get("/runde").Body.String()
	cards := strings.Split(page, `<article class="stop-card"`)[1:]
	if len(cards) != 4 {
		t.Fatalf("%d cards", len(cards))
	}
	for i, want := range []struct {
		mode         string
		walked, back bool
	}{{"min. i bil", false, false}, {"min. til fods", true, false}, {"min. til fods", true, true}, {"min. i bil", false, false}} {
		card := cards[i]
		for text, there := range map[string]bool{
			want.mode: true, "Bilen står ved Torvet": want.walked, "Gå tilbage til bilen bagefter": want.back,
		} {
			if strings.Contains(card, text) != there {
				t.Errorf("card %d says %q: %v, want %v", i+1, text, !there, there)
			}
		}
	}
	if !strings.Contains(page, `"mode":"foot"`) || !strings.Contains(page, `"mode":"car"`) {
		t.Error("the map is not given the ways by their modes")
	}
}

// A round is walked also while the streets cannot be loaded, after an update that
// stores them in another form: ways are straight then, and take what was planned.
func TestTodayWithoutStreets(t *testing.T) {
	w := newWorld(t)
	pgtest.SpoilLayer(t, w.DB, w.M, store.NetworkLayer)
	page := w.Get("/runde")
	if page.Code != http.StatusOK {
		t.Fatalf("%d\n%s", page.Code, page.Body)
	}
	for _, want := range []string{"Næste stop", "Torvet", "09.10–09.30"} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// walkMinutes is what the page says of the way to the first stop: the street
// network's minutes, not the ten that the plan leaves for it.
func walkMinutes(t *testing.T, w world) string {
	t.Helper()
	streets, err := w.Streets(t.Context(), w.M)
	if err != nil {
		t.Fatal(err)
	}
	leg, err := streets.Router(routes.Foot).Path(w.Round.Shift.Home, w.Round.Stops[0].Point)
	if err != nil {
		t.Fatal(err)
	}
	minutes := int(math.Ceil(float64(leg.Tenths) / 600))
	if minutes == w.Round.Stops[0].Way {
		t.Fatalf("the way takes %d minutes, as the plan has it: the test tells nothing", minutes)
	}
	return fmt.Sprintf("%d min. til fods", minutes)
}

// Nobody met is a whole record by one form; the stop is visited, and the page that
// follows shows the next stop and the undo.
func TestNobodyMet(t *testing.T) {
	w := newWorld(t)
	form := w.meeting("nobody_met")
	answer := w.Form(w.path("/registrer"), form)
	if answer.Code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", answer.Code, answer.Body)
	}
	got := w.Recorded(t)
	want := []rounds.Encounter{{
		ID: uuid.MustParse(form.Get("id")), Round: w.Round.ID, Cell: w.Round.Stops[0].Cell, Daypart: geo.Morning,
		Outcome: rounds.NobodyMet, Targets: []rounds.Target{},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := w.states(t); got[0] != rounds.StopVisited || got[1] != rounds.StopPlanned {
		t.Errorf("stops: %v", got)
	}
	next := w.Get(answer.Header().Get("Location")).Body.String()
	if !strings.Contains(next, "Ingen mødt er gemt. Torvet") || !strings.Contains(next, form.Get("id")) {
		t.Error("the next page offers no undo")
	}

	again := w.Form(w.path("/registrer"), form)
	if again.Code != http.StatusSeeOther || len(w.Recorded(t)) != 1 {
		t.Errorf("sent twice: %d, %d records", again.Code, len(w.Recorded(t)))
	}

	undo := url.Values{"id": form["id"], "stop": form["stop"]}
	if answer := w.Form(w.path("/fortryd"), undo); answer.Code != http.StatusSeeOther {
		t.Fatalf("undo: %d", answer.Code)
	}
	w.unchanged(t)
	w.Form(w.path("/registrer"), form)
	w.unchangedEncounters(t)
}

// unchangedEncounters holds that what was withdrawn stays so when it is sent again.
func (w world) unchangedEncounters(t *testing.T) {
	t.Helper()
	if got := w.Recorded(t); len(got) != 0 {
		t.Errorf("a withdrawn record came back: %v", got)
	}
}

// A bridge carries its targets; the button for no thanks stands for the whole
// answer, whatever else is chosen, and is answered with thanks.
func TestMeetings(t *testing.T) {
	w := newWorld(t)
	bridge := w.meeting("bridged")
	bridge["targets"] = []string{"drop_in", "doctor"}
	bridge.Set("persons", "few")
	w.Form(w.path("/registrer"), bridge)
	declined := w.meeting("conversation")
	declined.Set("now", "declined")
	answer := w.Form(w.path("/registrer"), declined)
	page := w.Get(answer.Header().Get("Location")).Body.String()
	if !strings.Contains(page, "Tak for at du var der") {
		t.Error("no thanks for being there")
	}
	byOutcome := map[rounds.Outcome]rounds.Encounter{}
	for _, e := range w.Recorded(t) {
		byOutcome[e.Outcome] = e
	}
	if e := byOutcome[rounds.Bridged]; e.Persons != rounds.Few || !cmp.Equal(e.Targets, []rounds.Target{"doctor", "drop_in"}) {
		t.Errorf("bridge: %+v", e)
	}
	if e := byOutcome[rounds.Declined]; e.Persons != rounds.One || len(e.Targets) != 0 || len(byOutcome) != 2 {
		t.Errorf("no thanks: %+v of %d", e, len(byOutcome))
	}
}

// A meeting outside the plan is held in the patch that was chosen, and visits no
// stop.
func TestMeetingOutsideThePlan(t *testing.T) {
	w := newWorld(t)
	cell := w.Cover.Cells()[6].Cell
	w.Form(w.path("/registrer"), url.Values{
		"id": {uuid.NewString()}, "cell": {cell.String()}, "outcome": {"greeted"}, "persons": {"one"},
	})
	got := w.Recorded(t)
	if len(got) != 1 || !got[0].Unplanned || got[0].Cell != cell || got[0].Daypart != geo.Morning {
		t.Fatalf("%+v", got)
	}
	if page := w.Get("/runde").Body.String(); !strings.Contains(page, "Skovby · uden for planen") {
		t.Error("the list does not name the patch")
	}
	if got := w.states(t); got[0] != rounds.StopPlanned {
		t.Errorf("stops: %v", got)
	}
}

// What is missing is said at its field, with what was chosen kept; nothing is
// stored.
func TestMistakesComeBack(t *testing.T) {
	for name, c := range map[string]struct {
		form func(w world) url.Values
		want string
	}{
		"no outcome":          {func(w world) url.Values { return w.meeting("") }, "Vælg, hvad det blev til"},
		"a bridge to nowhere": {func(w world) url.Values { return w.meeting("bridged") }, "Vælg, hvem der er bygget bro til"},
		"no number": {func(w world) url.Values {
			v := w.meeting("greeted")
			v.Set("persons", "12")
			return v
		}, "Vælg, hvor mange du mødte"},
		"no patch": {func(w world) url.Values {
			v := w.meeting("greeted")
			v.Del("stop")
			return v
		}, "Vælg feltet, hvor mødet var"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			answer := w.Form(w.path("/registrer"), c.form(w))
			body := answer.Body.String()
			if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(body, `id="error-summary"`) || strings.Count(body, c.want) < 2 {
				t.Errorf("%d; %q stands %d times", answer.Code, c.want, strings.Count(body, c.want))
			}
			w.unchanged(t)
		})
	}
}

// A form that no page of ours sends is refused, and stores nothing.
func TestForgedFormsAreRefused(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		action string
		change func(url.Values)
		want   int
	}{
		"an id that tells the time": {"/registrer", func(v url.Values) { v.Set("id", "01938f3a-1c2b-7d3e-8f4a-5b6c7d8e9f00") }, 400},
		"no id":                     {"/registrer", func(v url.Values) { v.Del("id") }, 400},
		"another round's stop":      {"/registrer", func(v url.Values) { v.Set("stop", uuid.NewString()) }, 404},
		"a cell outside the cover": {"/registrer", func(v url.Values) {
			v.Del("stop")
			v.Set("cell", "881f20584bfffff")
		}, 422},
		"a coordinate":           {"/registrer", func(v url.Values) { v.Set("lat", "54.8") }, 400},
		"an unknown skip reason": {"/stop", func(v url.Values) { v.Set("reason", "rain") }, 422},
		"no stop to skip":        {"/stop", func(v url.Values) { v.Del("stop") }, 404},
		"a note on a stop":       {"/stop", func(v url.Values) { v.Set("note", "x") }, 400},
	} {
		v := w.meeting("greeted")
		if c.action == "/stop" {
			v = url.Values{"stop": v["stop"]}
		}
		c.change(v)
		if got := w.Form(w.path(c.action), v); got.Code != c.want {
			t.Errorf("%s: %d, want %d", name, got.Code, c.want)
		}
		w.unchanged(t)
	}
}

// A stop is skipped with a reason, taken along after all, and the round finished.
func TestSkipResumeFinish(t *testing.T) {
	w := newWorld(t)
	stop := w.Round.Stops[1].ID.String()
	w.Form(w.path("/stop"), url.Values{"stop": {stop}, "reason": {"weather"}})
	if s := w.Stops(t)[1]; s.State != rounds.StopSkipped || s.Skip != rounds.Weather {
		t.Errorf("%s %s", s.State, s.Skip)
	}
	if page := w.Get(w.path("?stop=" + stop)).Body.String(); !strings.Contains(page, "Sprunget over: vejr") {
		t.Error("the card does not say why")
	}
	w.Form(w.path("/stop"), url.Values{"stop": {stop}})
	if s := w.Stops(t)[1]; s.State != rounds.StopPlanned {
		t.Errorf("after all: %s", s.State)
	}
	w.Form(w.path("/afslut"), nil)
	if got := w.State(t); got != rounds.Finished {
		t.Errorf("the round is %s", got)
	}
	if page := w.Get("/runde").Body.String(); !strings.Contains(page, "Runden er afsluttet") {
		t.Error("the page does not say so")
	}
}

// Another team's round is not found, in the same words as one that does not exist;
// other roles are refused; a visitor is asked to sign in. Nothing is stored.
func TestWhoMayWalk(t *testing.T) {
	w := newWorld(t)
	handler := w.Handler(t, webtest.Bundle(t))
	other := webtest.SignIn(t, handler, webtest.OtherWorker)
	for _, action := range []string{"/registrer", "/stop", "/fortryd", "/afslut"} {
		foreign := other.Form(w.path(action), w.meeting("greeted"))
		id := uuid.NewString()
		unknown := other.Form("/runde/"+id+action, w.meeting("greeted"))
		same := strings.ReplaceAll(unknown.Body.String(), id, w.Round.ID.String()) // the links to other languages name the page
		if foreign.Code != http.StatusNotFound || foreign.Body.String() != same {
			t.Errorf("%s of another team: %d; of none: %d", action, foreign.Code, unknown.Code)
		}
		for _, role := range []access.Role{access.Management, access.Leader} {
			c := webtest.SignIn(t, handler, webtest.People[role])
			if got := c.Form(w.path(action), w.meeting("greeted")); got.Code != http.StatusForbidden {
				t.Errorf("%s as %s: %d", action, role, got.Code)
			}
		}
		if got := webtest.SignIn(t, handler, "").Form(w.path(action), w.meeting("greeted")); got.Code != http.StatusUnauthorized {
			t.Errorf("%s as a visitor: %d", action, got.Code)
		}
	}
	if got := other.Get(w.path("")); got.Code != http.StatusNotFound {
		t.Errorf("another team's page: %d", got.Code)
	}
	w.unchanged(t)
}

// replan approves the week again with a further round of the same stops.
func (w world) replan(t *testing.T, day geo.Date, start, end int) {
	t.Helper()
	by := store.By{At: w.Now()}
	shift, err := w.AddShift(t.Context(), w.M, by, routes.Shift{
		TeamID: w.Round.Shift.TeamID, Date: day, Start: start, End: end, Mode: routes.Foot, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	old, err := w.PlanOf(t.Context(), w.M, geo.WeekOf(w.Day), store.Approved)
	if err != nil {
		t.Fatal(err)
	}
	plan := old.Bare()
	further := plans.Round{ShiftID: shift}
	for i, s := range plan.Rounds[0].Stops {
		s.Arrive, s.Leave = start+10+40*i, start+30+40*i
		further.Stops = append(further.Stops, s)
	}
	plan.Rounds = append(plan.Rounds, further)
	id, err := w.SaveProposal(t.Context(), w.M, by, 2, plan)
	if err != nil {
		t.Fatal(err)
	}
	coordinator, err := w.StaffByLogin(t.Context(), w.M, webtest.People[access.Coordinator])
	if err != nil {
		t.Fatal(err)
	}
	if err := w.ApprovePlan(t.Context(), w.M, store.By{Actor: coordinator.ID, At: w.Now()}, id); err != nil {
		t.Fatal(err)
	}
}

// Where a team has several rounds of a day the worker chooses.
func TestSeveralRoundsOfADay(t *testing.T) {
	w := newWorld(t)
	w.replan(t, w.Day, 780, 960)
	page := w.Get("/runde").Body.String()
	for _, want := range []string{"flere runder", "Team Midt, 09.00–12.00", "Team Midt, 13.00–16.00"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if links := strings.Count(page, `href="/runde/`); links != 2 {
		t.Errorf("%d rounds to choose from, want 2", links)
	}
}

// A round that goes on past midnight stays in sight until two hours after its end.
func TestRoundPastMidnight(t *testing.T) {
	w := newWorld(t)
	evening := w.Day - 1
	w.replan(t, evening, 1200, 1500) // 20.00–01.00
	for _, c := range []struct {
		hour int
		want string
	}{{0, "flere runder"}, {2, "flere runder"}, {4, "Næste stop"}} {
		now := time.Date(2026, 11, 18, c.hour, 30, 0, 0, time.FixedZone("CET", 3600))
		w.SetClock(func() time.Time { return now })
		if page := w.Get("/runde").Body.String(); !strings.Contains(page, c.want) {
			t.Errorf("at %d.30 the page lacks %q", c.hour, c.want)
		}
	}
}
