package coordinator_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/routes"
	"runde/routes/plans"
	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/web"
	"runde/web/webtest"

	"github.com/google/uuid"
)

// world is Prøvekøbing with a coordinator's pages: this week is approved, next week
// has shifts and no plan.
type world struct {
	*webtest.Walk
	handler *web.Server
	next    geo.Week
}

func newWorld(t *testing.T) *world { return worldOf(t, webtest.NewWalk(t)) }

func worldOf(t *testing.T, walk *webtest.Walk) *world {
	t.Helper()
	w := &world{Walk: walk}
	log := slog.New(slog.DiscardHandler)
	work, err := jobs.New(w.DB, log)
	if err != nil {
		t.Fatal(err)
	}
	w.handler, err = web.New(web.Config{
		Log: log, DB: w.DB, Jobs: work, Municipality: w.M, Bundle: webtest.Bundle(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	w.next = geo.WeekOf(w.Today()).Add(1)
	w.addShift(t, time.Tuesday)
	w.addShift(t, time.Thursday)
	return w
}

// addShift gives the first team a shift from 9 to 13 in the next week.
func (w *world) addShift(t *testing.T, day time.Weekday) {
	t.Helper()
	teams, err := w.Teams(t.Context(), w.M)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.AddShift(t.Context(), w.M, store.By{At: w.Now()}, routes.Shift{
		TeamID: teams[len(teams)-1].ID, Date: w.next.Day(day), Start: 540, End: 780, Mode: routes.Foot, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) as(t *testing.T, role access.Role) *webtest.Client {
	t.Helper()
	if role == access.Visitor {
		return webtest.SignIn(t, w.handler, "")
	}
	return webtest.SignIn(t, w.handler, webtest.People[role])
}

// path is an address below next week's.
func (w *world) path(rest string) string { return "/uge/" + w.next.String() + rest }

// propose stores a proposal for next week, and returns it.
func (w *world) propose(t *testing.T) store.Plan {
	t.Helper()
	in, err := w.PlanInput(t.Context(), w.M, w.next)
	if err != nil {
		t.Fatal(err)
	}
	in.Iterations = 200
	p, err := plans.Propose(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveProposal(t.Context(), w.M, store.By{At: w.Now()}, in.Seed, p); err != nil {
		t.Fatal(err)
	}
	return w.proposal(t)
}

func (w *world) proposal(t *testing.T) store.Plan {
	t.Helper()
	p, err := w.PlanOf(t.Context(), w.M, w.next, store.Proposed)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// twoStops is a round with at least two stops.
func twoStops(t *testing.T, p store.Plan) store.PlanRound {
	t.Helper()
	for _, r := range p.Rounds {
		if len(r.Stops) >= 2 {
			return r
		}
	}
	t.Fatalf("no round has two stops: %d rounds", len(p.Rounds))
	return store.PlanRound{}
}

// form is what a stop's form sends.
func form(p store.Plan, r store.PlanRound, at int, do string) url.Values {
	s := r.Stops[at]
	return url.Values{
		"plan": {p.ID.String()}, "stop": {s.ID.String()}, "place": {s.PlaceID.String()},
		"shift": {r.Shift.ID.String()}, "at": {strconv.Itoa(s.Position)}, "do": {do},
	}
}

// order are the stops of a shift's round.
func order(p store.Plan, shift uuid.UUID) []uuid.UUID {
	var out []uuid.UUID
	for _, r := range p.Rounds {
		if r.Shift.ID == shift {
			for _, s := range r.Stops {
				out = append(out, s.ID)
			}
		}
	}
	return out
}

func mustCode(t *testing.T, what string, answer *httptest.ResponseRecorder, want int) {
	t.Helper()
	if answer.Code != want {
		t.Fatalf("%s: %d, want %d\n%.600s", what, answer.Code, want, answer.Body)
	}
}

func mustSay(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// spoken is a page's text without its markup.
func spoken(page string) string { return tags.ReplaceAllString(page, " ") }

// follow asks for the page that a form leads to.
func follow(t *testing.T, c *webtest.Client, answer *httptest.ResponseRecorder) string {
	t.Helper()
	mustCode(t, "the form", answer, http.StatusSeeOther)
	target, _, _ := strings.Cut(answer.Header().Get("Location"), "#")
	page := c.Get(target)
	mustCode(t, target, page, http.StatusOK)
	return page.Body.String()
}
