package api_test

import (
	"net/http"
	"strings"
	"testing"

	"runde/geo"
	"runde/routes/rounds"
	"runde/store/access"
	"runde/web/webtest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// phone is Prøvekøbing with its worker's phone.
type phone struct {
	*webtest.Walk
	*webtest.Client
}

func newPhone(t *testing.T) phone {
	t.Helper()
	w := webtest.NewWalk(t)
	return phone{w, webtest.SignIn(t, w.Handler(t, webtest.Bundle(t)), webtest.People[access.Worker])}
}

func (p phone) round() string { return "/rounds/" + p.Round.ID.String() }

// put records a body under an id, a fresh one where it is empty.
func (p phone) put(id, body string) (status int, answer string) {
	if id == "" {
		id = uuid.NewString()
	}
	w := p.API(http.MethodPut, p.round()+"/encounters/"+id, body)
	return w.Code, w.Body.String()
}

// body is a meeting in the first stop's cell, with the words replaced.
func (p phone) body(replace ...string) string {
	cell := p.Round.Stops[0].Cell.String()
	b := `{"cell":"` + cell + `","daypart":"morning","outcome":"greeted","persons":"one"}`
	return strings.NewReplacer(replace...).Replace(b)
}

func (p phone) nothing(t *testing.T) {
	t.Helper()
	if got := p.Recorded(t); len(got) != 0 {
		t.Errorf("%d encounters are stored", len(got))
	}
	for _, s := range p.Stops(t) {
		if s.State != rounds.StopPlanned {
			t.Errorf("stop %d is %s", s.Position, s.State)
		}
	}
}

// The same record sent twice is one; the same id with another body is a conflict;
// what was withdrawn stays so, also when its withdrawal comes first.
func TestEncountersAreIdempotent(t *testing.T) {
	p := newPhone(t)
	id := uuid.NewString()
	for _, want := range []string{"stored", "known"} {
		if status, body := p.put(id, p.body()); status != http.StatusOK || !strings.Contains(body, `"answer":"`+want+`"`) {
			t.Errorf("want %s: %d %s", want, status, body)
		}
	}
	want := []rounds.Encounter{{
		ID: uuid.MustParse(id), Round: p.Round.ID, Cell: p.Round.Stops[0].Cell, Daypart: geo.Morning,
		Outcome: rounds.Greeted, Targets: []rounds.Target{}, Persons: rounds.One,
	}}
	if diff := cmp.Diff(want, p.Recorded(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if status, _ := p.put(id, p.body("greeted", "seen")); status != http.StatusConflict {
		t.Errorf("another body: %d", status)
	}
	if w := p.API(http.MethodDelete, p.round()+"/encounters/"+id, ""); w.Code != http.StatusNoContent {
		t.Errorf("withdraw: %d %s", w.Code, w.Body)
	}
	if status, body := p.put(id, p.body()); status != http.StatusOK || !strings.Contains(body, "withdrawn") {
		t.Errorf("after withdrawing: %d %s", status, body)
	}
	early := uuid.NewString()
	p.API(http.MethodDelete, p.round()+"/encounters/"+early, "")
	p.put(early, p.body())
	p.nothing(t)
}

// What an encounter may not be is refused with the field's name and never its
// value, and nothing is stored.
func TestEncountersThatAreRefused(t *testing.T) {
	p := newPhone(t)
	cell := p.Round.Stops[0].Cell.String()
	for name, c := range map[string]struct {
		id, body string
		status   int
	}{
		"a coordinate":                {"", p.body(`{"cell"`, `{"lat":56.4612,"cell"`), 400},
		"a clock time":                {"", p.body(`{"cell"`, `{"time":"09:15","cell"`), 400},
		"a name":                      {"", p.body(`{"cell"`, `{"note":"hilsen fra Bo","cell"`), 400},
		"the cell twice":              {"", p.body(`{"cell"`, `{"cell":"`+cell+`","cell"`), 400},
		"a cell as a number":          {"", p.body(`"`+cell+`"`, "613177664827555839"), 400},
		"a cell that is none":         {"", p.body(cell, "torvet"), 400},
		"a cell outside the cover":    {"", p.body(cell, "881f20584bfffff"), 422},
		"a cell finer than the cover": {"", p.body(cell, "891f0559303ffff"), 422},
		"a cell of resolution 10":     {"", p.body(cell, "8a1f05593007fff"), 422},
		"a planned meeting elsewhere": {"", p.body(cell, p.Cover.Cells()[6].Cell.String()), 422},
		"an id that tells the time":   {"01938f3a-1c2b-7d3e-8f4a-5b6c7d8e9f00", p.body(), 422},
		"no id":                       {"00000000-0000-0000-0000-000000000000", p.body(), 422},
		"an id that is none":          {"1", p.body(), 422},
		"a fifth daypart":             {"", p.body("morning", "noon"), 422},
		"an unknown outcome":          {"", p.body("greeted", "arrested"), 422},
		"nobody met, but one":         {"", p.body("greeted", "nobody_met"), 422},
		"a bridge to nowhere":         {"", p.body("greeted", "bridged"), 422},
		"a target without a bridge":   {"", p.body(`{"cell"`, `{"targets":["doctor"],"cell"`), 422},
		"a crowd":                     {"", p.body(`"one"`, `"twelve"`), 422},
	} {
		status, body := p.put(c.id, c.body)
		if status != c.status {
			t.Errorf("%s: %d, want %d: %s", name, status, c.status, body)
		}
		for _, secret := range []string{"56.4612", "hilsen", "arrested", "twelve", "881f20584"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s: the answer repeats %q", name, secret)
			}
		}
	}
	p.nothing(t)
}

// A stop is marked with its reason, and not with one that does not belong.
func TestMarkingStops(t *testing.T) {
	p := newPhone(t)
	stop := p.round() + "/stops/" + p.Round.Stops[2].ID.String()
	for _, c := range []struct {
		path, body string
		status     int
	}{
		{stop, `{"state":"skipped"}`, 422},
		{stop, `{"state":"visited","reason":"weather"}`, 422},
		{stop, `{"state":"skipped","reason":"rain"}`, 422},
		{stop, `{"state":"lost"}`, 422},
		{stop, `{"state":"visited","lat":56.4612}`, 400},
		{p.round() + "/stops/" + uuid.NewString(), `{"state":"visited"}`, 404},
	} {
		if w := p.API(http.MethodPut, c.path, c.body); w.Code != c.status {
			t.Errorf("%s: %d, want %d: %s", c.body, w.Code, c.status, w.Body)
		}
	}
	p.nothing(t)
	if w := p.API(http.MethodPut, stop, `{"state":"skipped","reason":"weather"}`); w.Code != http.StatusNoContent {
		t.Errorf("skip: %d %s", w.Code, w.Body)
	}
	if s := p.Stops(t)[2]; s.State != rounds.StopSkipped || s.Skip != rounds.Weather {
		t.Errorf("%s %s", s.State, s.Skip)
	}
	if w := p.API(http.MethodPut, p.round()+"/state", `{"state":"finished"}`); w.Code != http.StatusNoContent || p.State(t) != rounds.Finished {
		t.Errorf("finish: %d, the round is %s", w.Code, p.State(t))
	}
}

// A round of another team is not found, in the same words as one that does not
// exist; roles that walk no rounds are refused, a visitor is asked to sign in.
func TestWhoMayRecord(t *testing.T) {
	p := newPhone(t)
	handler := p.Handler(t, webtest.Bundle(t))
	other := webtest.SignIn(t, handler, webtest.OtherWorker)
	management := webtest.SignIn(t, handler, webtest.People[access.Management])
	visitor := webtest.SignIn(t, handler, "")
	stop := p.Round.Stops[0].ID.String()
	for _, c := range []struct{ method, path, body string }{
		{http.MethodPut, "/encounters/" + uuid.NewString(), p.body()},
		{http.MethodDelete, "/encounters/" + uuid.NewString(), ""},
		{http.MethodPut, "/stops/" + stop, `{"state":"visited"}`},
		{http.MethodPut, "/state", `{"state":"finished"}`},
	} {
		foreign := other.API(c.method, p.round()+c.path, c.body)
		unknown := other.API(c.method, "/rounds/"+uuid.NewString()+c.path, c.body)
		if foreign.Code != http.StatusNotFound || foreign.Body.String() != unknown.Body.String() {
			t.Errorf("%s of another team: %d %s; of none: %d %s", c.path, foreign.Code, foreign.Body, unknown.Code, unknown.Body)
		}
		for _, body := range []string{c.body, `{"lat":56.4612}`} { // the role is refused before the body is read
			if w := management.API(c.method, p.round()+c.path, body); w.Code != http.StatusForbidden {
				t.Errorf("%s as management: %d", c.path, w.Code)
			}
		}
		if w := visitor.API(c.method, p.round()+c.path, c.body); w.Code != http.StatusUnauthorized {
			t.Errorf("%s as a visitor: %d", c.path, w.Code)
		}
	}
	p.nothing(t)
}
