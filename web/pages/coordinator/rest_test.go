package coordinator_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/store"
	"runde/store/access"
)

// The rest of a round of today is planned again in one press, what was recorded stays,
// and the press after takes it back; no other round is offered that.
func TestTheRestOfTodaysRoundIsPlannedAgain(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	clock := func(hour time.Duration) { // by Danish winter time
		w.SetClock(func() time.Time { return w.Day.Time().Add((hour - 1) * time.Hour) })
	}
	clock(10)
	path := "/uge/" + geo.WeekOf(w.Day).String()
	approved := func() store.Plan {
		p, err := w.PlanOf(t.Context(), w.M, geo.WeekOf(w.Day), store.Approved)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	before := approved()
	walker := w.as(t, access.Worker)
	mark := "/rounds/" + w.Round.ID.String() + "/stops/"
	if got := walker.API(http.MethodPut, mark+w.Round.Stops[0].ID.String(), `{"state":"visited"}`); got.Code != http.StatusNoContent {
		t.Fatalf("marking the first stop: %d", got.Code)
	}
	if got := walker.API(http.MethodPut, mark+w.Round.Stops[1].ID.String(), `{"state":"skipped","reason":"closed"}`); got.Code != http.StatusNoContent {
		t.Fatalf("skipping the second stop: %d", got.Code)
	}
	w.propose(t)
	if page := c.Get(w.path("")).Body.String(); strings.Contains(page, "/rest\"") {
		t.Error("a proposal offers to plan the rest of a round")
	}
	mustSay(t, spoken(c.Get(path).Body.String()), "Læg resten af runden om")
	rest := url.Values{"plan": {before.ID.String()}, "shift": {w.Shift.String()}, "do": {"replan"}}
	page := follow(t, c, c.Form(path+"/rest", rest))
	mustSay(t, spoken(page), "Resten af runden er lagt om fra nu af", "Fortryd")
	after := approved().Rounds[0]
	for i, want := range []string{"visited", "skipped"} {
		if s := after.Stops[i]; s.ID != w.Round.Stops[i].ID || s.State != want {
			t.Errorf("stop %d is %s, want it %s", i+1, s.State, want)
		}
	}
	for _, s := range after.Stops[2:] {
		if s.Arrive < 600 || s.PlaceID == w.Round.Stops[1].PlaceID {
			t.Errorf("the rest visits %s at %d", s.PlaceID, s.Arrive)
		}
	}
	for _, s := range slices.Concat(w.Stops(t), w.Round.Stops[2:]) { // of the page as it is, and of one opened before
		body := `{"state":"` + string(s.State) + `"}`
		if s.State == "skipped" {
			body = `{"state":"skipped","reason":"closed"}`
		}
		if got := walker.API(http.MethodPut, mark+s.ID.String(), body); got.Code != http.StatusNoContent {
			t.Errorf("the worker's phone cannot record on stop %d: %d", s.Position, got.Code)
		}
	}
	_, hidden, _ := strings.Cut(page, `name="rest" value="`)
	places, _, _ := strings.Cut(hidden, `"`)
	back := url.Values{"plan": {before.ID.String()}, "shift": {w.Shift.String()}, "do": {"rest"}, "rest": {places}}
	mustSay(t, spoken(follow(t, c, c.Form(path+"/fortryd", back))), "Ændringen er fortrudt")
	same := func(a, b store.PlanStop) bool { return a.PlaceID == b.PlaceID }
	if got := approved().Rounds[0]; !slices.EqualFunc(got.Stops, before.Rounds[0].Stops, same) {
		t.Error("the round is not as it was")
	}
	mustCode(t, "a malformed rest", c.Form(path+"/fortryd", url.Values{"do": {"rest"}, "rest": {"x"}}), http.StatusBadRequest)
	clock(12)
	if page := c.Get(path).Body.String(); strings.Contains(page, "/rest\"") {
		t.Error("a round that is over is offered")
	}
	mustSay(t, spoken(follow(t, c, c.Form(path+"/rest", rest))), "Nogen har ændret planen imens")
}
