package api_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"runde/geo"
	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/web"
	"runde/web/webtest"

	"github.com/google/uuid"
)

// desk is Prøvekøbing with the API as its staff use it. This week's plan is
// approved: one round of four stops.
type desk struct {
	*webtest.Walk
	handler *web.Server
	week    string
}

func newDesk(t *testing.T) desk { return deskOf(t, webtest.NewWalk(t)) }

func deskOf(t *testing.T, w *webtest.Walk) desk {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	work, err := jobs.New(w.DB, log)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := web.New(web.Config{Log: log, DB: w.DB, Jobs: work, Municipality: w.M, Bundle: webtest.Bundle(t)})
	if err != nil {
		t.Fatal(err)
	}
	return desk{w, handler, geo.WeekOf(w.Day).String()}
}

func (d desk) as(t *testing.T, role access.Role) *webtest.Client {
	t.Helper()
	if role == access.Visitor {
		return webtest.SignIn(t, d.handler, "")
	}
	return webtest.SignIn(t, d.handler, webtest.People[role])
}

// planView is what the tests read of a plan.
type planView struct {
	State  string
	Rounds []struct {
		Shift uuid.UUID
		Stops []struct {
			ID, Place uuid.UUID
			Locked    bool
			Walked    bool
		}
		Ways []struct {
			Mode string
			Line [][2]float64
		}
	}
	Broken []struct{ Rule string }
}

func ask[T any](t *testing.T, c *webtest.Client, method, path, body string, want int) T {
	t.Helper()
	var out T
	answer := c.API(method, path, body)
	if answer.Code != want {
		t.Fatalf("%s %s: %d, want %d: %.300s", method, path, answer.Code, want, answer.Body)
	}
	if answer.Body.Len() > 0 && strings.Contains(answer.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(answer.Body.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// A plan is read with the way of each round, moved, shortened, lengthened and
// locked; each answer names what it breaks.
func TestPlanIsReadAndChanged(t *testing.T) {
	d := newDesk(t)
	c := d.as(t, access.Coordinator)
	path := "/plans/" + d.week
	plan := ask[planView](t, c, http.MethodGet, path+"?state=approved", "", 200)
	if plan.State != "approved" || len(plan.Rounds) != 1 || len(plan.Rounds[0].Stops) != 4 {
		t.Fatalf("read %+v", plan)
	}
	r := plan.Rounds[0]
	if len(r.Ways) != 1 || r.Ways[0].Mode != "foot" || len(r.Ways[0].Line) < 2*len(r.Stops) {
		t.Errorf("the way is %v: it does not follow the streets on foot", r.Ways)
	}
	stop := r.Stops[0]
	body := `{"shift":"` + r.Shift.String() + `","nth":4}`
	moved := ask[planView](t, c, http.MethodPatch, path+"/stops/"+stop.ID.String()+"?state=approved", body, 200)
	if got := moved.Rounds[0].Stops[3].ID; got != stop.ID {
		t.Errorf("the fourth stop is %s, want %s", got, stop.ID)
	}
	left := ask[planView](t, c, http.MethodDelete, path+"/stops/"+stop.ID.String()+"?state=approved", "", 200)
	if len(left.Rounds[0].Stops) != 3 {
		t.Errorf("%d stops are left", len(left.Rounds[0].Stops))
	}
	add := `{"place":"` + left.Rounds[0].Stops[0].Place.String() + `","shift":"` + r.Shift.String() + `"}`
	more := ask[planView](t, c, http.MethodPost, path+"/stops?state=approved", add, 200)
	rules := ""
	for _, b := range more.Broken {
		rules += b.Rule + " "
	}
	if len(more.Rounds[0].Stops) != 4 || !strings.Contains(rules, "repeat") {
		t.Errorf("a place twice on a round breaks %q", rules)
	}

	lock := path + "/locks/" + left.Rounds[0].Stops[1].Place.String()
	ask[struct{}](t, c, http.MethodPut, lock, `{"shift":"`+r.Shift.String()+`"}`, 204)
	if got := ask[planView](t, c, http.MethodGet, path+"?state=approved", "", 200); !got.Rounds[0].Stops[1].Locked {
		t.Error("the place is not locked")
	}
	ask[struct{}](t, c, http.MethodPut, lock, `{}`, 422)
	ask[struct{}](t, c, http.MethodDelete, lock, "", 204)
	ask[struct{}](t, c, http.MethodDelete, lock, "", 404)

	again := ask[planView](t, c, http.MethodPost, path+"/rounds/"+r.Shift.String()+"/rest", "", 200)
	if len(again.Rounds) != 1 || again.State != "approved" {
		t.Errorf("planned again: %+v", again)
	}
	ask[struct{}](t, c, http.MethodPost, path+"/rounds/"+uuid.NewString()+"/rest", "", 404)
}

// The way of a round that parks and walks comes in parts by mode, with the way back to
// the car.
func TestPlanTellsWhatIsWalked(t *testing.T) {
	d := newDesk(t)
	d.ParkAndWalk(t)
	plan := ask[planView](t, d.as(t, access.Coordinator), http.MethodGet, "/plans/"+d.week+"?state=approved", "", 200)
	r := plan.Rounds[0]
	modes, walked := "", ""
	for _, w := range r.Ways {
		modes += w.Mode + " "
	}
	for i, s := range r.Stops {
		if s.Walked {
			walked += strconv.Itoa(i+1) + " "
		}
	}
	if modes != "car foot car " || walked != "2 3 " {
		t.Errorf("ways by %q, walked to the stops %q", modes, walked)
	}
	if a, b := r.Ways[1].Line, r.Ways[2].Line; a[0] != a[len(a)-1] || a[0] != b[0] {
		t.Error("the walk does not end at the car, where the next way begins")
	}
}

// A proposal is queued, told of as it goes on, and published when it is approved.
func TestProposalIsQueuedFollowedAndApproved(t *testing.T) {
	d := newDesk(t)
	c := d.as(t, access.Coordinator)
	run := ask[struct {
		ID    uuid.UUID
		State string
	}](t, c, http.MethodPost, "/plans/"+d.week+"/proposals", "", 202)
	if run.State != "queued" {
		t.Errorf("the run is %s", run.State)
	}
	if err := jobs.Propose(t.Context(), d.DB, d.M, run.ID); err != nil {
		t.Fatal(err)
	}
	told := c.API(http.MethodGet, "/plan-runs/"+run.ID.String()+"/events", "")
	if kind := told.Header().Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("progress comes as %s", kind)
	}
	if text := told.Body.String(); !strings.Contains(text, "event: progress") || !strings.Contains(text, `"state":"done"`) {
		t.Errorf("progress says %q", text)
	}
	plan := ask[planView](t, c, http.MethodGet, "/plans/"+d.week, "", 200)
	if plan.State != "proposed" {
		t.Errorf("the plan is %s", plan.State)
	}
	ask[struct{}](t, c, http.MethodPost, "/plans/"+d.week+"/approval", "", 204)
	ask[struct{}](t, c, http.MethodPost, "/plans/"+d.week+"/approval", "", 404) // nothing is proposed any more
}

// A week is proposed again from one of its plans, and the run says what it changed. A
// plan that the week does not have is no start.
func TestProposalFromAPlan(t *testing.T) {
	d := newDesk(t)
	c := d.as(t, access.Coordinator)
	type runView struct {
		ID      uuid.UUID
		State   string
		Changes *store.RunChanges
	}
	path := "/plans/" + d.week + "/proposals"
	ask[struct{}](t, c, http.MethodPost, path+"?from=proposed", "", 404)
	ask[struct{}](t, c, http.MethodPost, path+"?from=memory", "", 422)
	run := ask[runView](t, c, http.MethodPost, path+"?from=approved", "", 202)
	if err := jobs.Propose(t.Context(), d.DB, d.M, run.ID); err != nil {
		t.Fatal(err)
	}
	done := ask[runView](t, c, http.MethodGet, "/plan-runs/"+run.ID.String(), "", 200)
	if done.State != "done" || done.Changes == nil {
		t.Errorf("the run is %+v", done)
	}
}

// Need by cell is for those who plan, with an outline for each cell, whole figures
// and no figure of its own for what is not known.
func TestNeedIsForThoseWhoPlan(t *testing.T) {
	d := newDesk(t)
	for role, want := range map[access.Role]int{
		access.Coordinator: 200, access.Leader: 200, access.Worker: 403, access.Management: 403, access.Visitor: 401,
	} {
		if got := d.as(t, role).API(http.MethodGet, "/need", "").Code; got != want {
			t.Errorf("%q: %d, want %d", role, got, want)
		}
	}
	got := ask[struct {
		Cells []struct {
			Cell  string
			Known bool
			Class int
		}
		Shapes struct{ Features []any }
	}](t, d.as(t, access.Leader), http.MethodGet, "/need", "", 200)
	if len(got.Cells) != len(d.Cover.Cells()) || len(got.Shapes.Features) != len(got.Cells) {
		t.Errorf("%d cells and %d outlines, want %d", len(got.Cells), len(got.Shapes.Features), len(d.Cover.Cells()))
	}
	for _, c := range got.Cells {
		if c.Known != (c.Class > 0) || c.Class > 5 {
			t.Errorf("cell %s: known %v, class %d", c.Cell, c.Known, c.Class)
		}
	}
}

// The classes lie between breaks that the answer tells, and beside each stands how sure
// it is: of what nobody has seen for eight weeks, and of what is unknown, too.
func TestNeedTellsHowSureItIs(t *testing.T) {
	w := webtest.NewDenseWalk(t)
	strong, known := w.Uneven(t)
	got := ask[struct {
		Breaks [4]float64
		Cells  []struct {
			Cell       geo.Cell
			Mean       float64
			Class      int
			Certainty  string
			WeeksSince int `json:"weeks_since"`
		}
	}](t, deskOf(t, w).as(t, access.Coordinator), http.MethodGet, "/need", "", 200)
	if want := [4]float64{3.6, 5.8, 9, 14.4}; got.Breaks != want { // around the 7.2 of the year's first weeks
		t.Errorf("breaks %v, want %v", got.Breaks, want)
	}
	count := map[string]int{}
	for _, c := range got.Cells {
		count[c.Certainty]++
		if (c.Certainty == "unknown") != (c.Class == 0) || (c.Certainty == "unseen") != (c.WeeksSince >= 8) {
			t.Errorf("%+v", c)
		}
		if strong.Contains(c.Cell) && (c.Class != 5 || c.Certainty != "sure") {
			t.Errorf("24 meetings in 8 hours: %+v", c)
		}
	}
	if count["sure"] == 0 || count["unsure"] == 0 || count["unseen"] == 0 || count["unknown"] != len(got.Cells)-known {
		t.Errorf("%v", count)
	}
}

// A leader reads plans and changes none; everybody else does neither.
func TestWhoChangesPlans(t *testing.T) {
	d := newDesk(t)
	plan, err := d.PlanOf(t.Context(), d.M, geo.WeekOf(d.Day), store.Approved)
	if err != nil {
		t.Fatal(err)
	}
	path, stop := "/plans/"+d.week, plan.Rounds[0].Stops[0]
	shift := plan.Rounds[0].Shift.ID.String()
	for role, want := range map[access.Role]int{access.Leader: 403, access.Worker: 403, access.Management: 403, access.Visitor: 401} {
		c := d.as(t, role)
		for _, one := range []struct{ method, path, body string }{
			{http.MethodPost, path + "/proposals", ""},
			{http.MethodPost, path + "/approval", ""},
			{http.MethodPost, path + "/rounds/" + shift + "/rest", ""},
			{http.MethodPatch, path + "/stops/" + stop.ID.String() + "?state=approved", `{"shift":"` + shift + `"}`},
			{http.MethodDelete, path + "/stops/" + stop.ID.String() + "?state=approved", ""},
			{http.MethodPut, path + "/locks/" + stop.PlaceID.String(), `{"forbidden":true}`},
		} {
			if got := c.API(one.method, one.path, one.body).Code; got != want {
				t.Errorf("%q, %s %s: %d, want %d", role, one.method, one.path, got, want)
			}
		}
		if role != access.Leader {
			if got := c.API(http.MethodGet, path+"?state=approved", "").Code; got != want {
				t.Errorf("%q reads: %d, want %d", role, got, want)
			}
			if got := c.API(http.MethodGet, "/plan-runs/"+uuid.NewString()+"/events", "").Code; got != want {
				t.Errorf("%q follows: %d, want %d", role, got, want)
			}
		}
	}
	ask[planView](t, d.as(t, access.Leader), http.MethodGet, path+"?state=approved", "", 200)
	after, err := d.PlanOf(t.Context(), d.M, geo.WeekOf(d.Day), store.Approved)
	if err != nil || len(after.Rounds[0].Stops) != 4 {
		t.Errorf("after refusals the round has %d stops, %v", len(after.Rounds[0].Stops), err)
	}
	for _, bad := range []string{"/plans/2026-W60", "/plans/nextweek", "/plans/" + d.week + "?state=dreamt"} {
		if got := d.as(t, access.Coordinator).API(http.MethodGet, bad, "").Code; got != 422 {
			t.Errorf("%s: %d, want 422", bad, got)
		}
	}
}
