package coordinator_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/store/access"
	"runde/store/pgtest"
	"runde/web/webtest"

	"github.com/google/uuid"
)

var addForm = regexp.MustCompile(`(?s)<form method="post" action="([^"]+)/sted">(.*?)</form>`)
var hidden = regexp.MustCompile(`<input type="hidden" name="([a-z_]+)" value="([^"]*)">`)
var option = regexp.MustCompile(`<option value="([^"]+)"`)

// fields are what the first form of the kind on the page sends.
func fields(t *testing.T, kind *regexp.Regexp, page string) (path string, out url.Values) {
	t.Helper()
	found := kind.FindStringSubmatch(page)
	if found == nil {
		t.Fatal("the page has no such form")
	}
	out = url.Values{}
	for _, f := range hidden.FindAllStringSubmatch(found[2], -1) {
		out.Set(f[1], f[2])
	}
	return found[1], out
}

// visited are the places that next week's proposal visits.
func (w *world) visited(t *testing.T) []uuid.UUID {
	t.Helper()
	var out []uuid.UUID
	for _, r := range w.proposal(t).Rounds {
		for _, s := range r.Stops {
			out = append(out, s.PlaceID)
		}
	}
	return out
}

// A blind spot's place is laid on a round by a plain form, as a place that was left out
// is, and taken back by the week's own undo.
func TestBlindSpotIsPutOnARound(t *testing.T) {
	w := worldOf(t, webtest.NewDenseWalk(t))
	c := w.as(t, access.Coordinator)
	page := spoken(c.Get("/uge/behov").Body.String())
	mustSay(t, page, "Blinde pletter", "Ingen besøg i to år.", "Der er ingen plan for uge 48, 2026 endnu.", "Feltet har intet sted, en runde kan stoppe ved.",
		"felter til er usikre. De står under")

	w.propose(t)
	before := w.visited(t)
	body := c.Get("/uge/behov").Body.String()
	mustSay(t, spoken(body), "Et sted i feltet kan lægges ind på en runde i uge 48, 2026.", "Læg ind: Områdestop", "Er med i ugens plan:")
	path, form := fields(t, addForm, body)
	form.Set("do", "add")
	form.Set("to", option.FindStringSubmatch(addForm.FindStringSubmatch(body)[2])[1])
	place := uuid.MustParse(form.Get("place"))
	if path != w.path("") || slices.Contains(before, place) {
		t.Fatalf("the form adds to %s; the place is in already: %v", path, slices.Contains(before, place))
	}
	week := follow(t, c, c.Form(path+"/sted", form))
	mustSay(t, week, "Stedet er lagt ind på runden.")
	if got := w.visited(t); len(got) != len(before)+1 || !slices.Contains(got, place) {
		t.Errorf("%d stops, before %d", len(got), len(before))
	}
	undo := regexp.MustCompile(`(?s)<form[^>]* action="([^"]+/fortryd)"[^>]*>(.*?)</form>`)
	path, form = fields(t, undo, week)
	follow(t, c, c.Form(path, form))
	if got := w.visited(t); len(got) != len(before) || slices.Contains(got, place) {
		t.Errorf("%d stops after the undo, before %d", len(got), len(before))
	}
	if strings.Contains(w.as(t, access.Leader).Get("/uge/behov").Body.String(), "/sted") {
		t.Error("a leader is shown a form")
	}
}

// Where every cell was visited and enough is known, that is the answer.
func TestNoBlindSpots(t *testing.T) {
	w := newWorld(t)
	var obs []need.Observation
	for _, c := range w.Cover.Cells() {
		obs = append(obs, need.Observation{Cell: c.Cell, Week: geo.WeekOf(w.Today()).Add(-2), Hours: 10, Encounters: 20})
	}
	pgtest.Observe(t, w.DB, w.M, w.Today().Year(), obs)
	page := spoken(w.as(t, access.Coordinator).Get("/uge/behov").Body.String())
	mustSay(t, page, "Alle felter er besøgt inden for 8 uger. Og vi ved nok om dem alle.")
	if strings.Contains(page, "Læg ind") {
		t.Error("there is something to put on a round")
	}
}
