package webtest_test

import (
	"fmt"
	"testing"

	"runde/geo"
	"runde/routes/rounds"
	"runde/store/access"
	"runde/web/webtest"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// phone is a worker with today's round open; it counts what is tapped.
type phone struct {
	*webtest.Page
	t    *testing.T
	w    *webtest.Walk
	taps int
}

func openPhone(t *testing.T, w *webtest.Walk, width int64) *phone {
	t.Helper()
	p := webtest.Browser(t).Page(t, w.Server(t).URL, width)
	p.Open("/log-ind")
	p.Type("#login", webtest.People[access.Worker])
	p.Type("#password", webtest.Password)
	p.Click(".signin-form button[type=submit]")
	p.See("h1", "Dagens runde")
	p.Until("the island", `!document.querySelector("[data-map]").hidden`)
	return &phone{Page: p, t: t, w: w}
}

func (p *phone) tap(selector string) {
	p.t.Helper()
	p.taps++
	p.Tap(selector)
}

// took fails the test where a job needed more taps than it may, and begins to count
// anew. Everything must be sent by then.
func (p *phone) took(job string, most int) {
	p.t.Helper()
	p.Until("everything is sent", `document.querySelector("[data-sent]").dataset.waiting === "0"`)
	if said := p.Text("[data-failed]:not([hidden])"); said != "" {
		p.t.Errorf("%s: %s", job, said)
	}
	if p.taps > most {
		p.t.Errorf("%s took %d taps, want %d at most", job, p.taps, most)
	}
	p.taps = 0
}

// at is a selector within the card that is shown.
func at(selector string) string { return ".stop-card:not([hidden]) " + selector }

// A whole round, one thumb: nobody met with one tap, a meeting with three, no
// thanks with two, a bridge with four, a skip with two, and a meeting outside the
// plan with one more than a planned one. The database then holds just that.
func TestWorkerWalksARound(t *testing.T) {
	w := webtest.NewWalk(t)
	p := openPhone(t, w, 390)
	stops := w.Round.Stops
	p.See(".stop-title", "Torvet")
	p.See(`a[href="tel:112"]`, "Ring 112")
	p.Shot("worker-today")

	p.tap(at("[data-nobody]"))
	p.See(".stop-title", "Bænk")
	p.took("nobody met", 1)
	p.focused(".stop-card:not([hidden]) .stop-title")
	p.See("[data-saved]", "Ingen mødt er gemt. Torvet")
	p.Until("it is announced", `document.getElementById("live").textContent.includes("Næste stop: Bænk")`)

	p.tap(at(".meet > summary"))
	p.tap(at(`[for$="-conversation"]`))
	p.Shot("worker-meeting")
	p.tap(at(".meet-form > .button"))
	p.took("a meeting", 3)
	p.focused(".stop-card:not([hidden]) [data-go]")

	p.tap(at(".meet > summary"))
	p.tap(at("[data-declined]"))
	p.took("no thanks", 2)
	p.See("[data-saved]", "Tak for at du var der")
	p.Shot("worker-met")
	p.Tap(at("[data-go]"))
	p.See(".stop-title", "Stationen")

	p.tap(at(".meet > summary"))
	p.tap(at(`[for$="-bridged"]`))
	p.tap(at(`[for$="-doctor"]`))
	p.Shot("worker-bridge")
	p.tap(at(".meet-form > .button"))
	p.took("a bridge", 4)
	p.Tap(at("[data-go]"))

	p.tap(at(".skip > summary"))
	p.tap(at(`.skip [value="weather"]`))
	p.took("a skip", 2)
	p.See("[data-all-done]", "Alle stop er gået")

	middle, _ := w.Cover.Middle(w.Cover.Cells()[5].Cell)
	p.At(middle)
	p.tap("[data-unplanned] > summary")
	p.tap("[data-locate]")
	p.See("[data-where-text]", "Feltet ved Sønderlund gemmes. Din position er glemt.")
	p.Until("the patch is drawn", `document.querySelector("[data-where-map] path.leaflet-interactive, [data-where-map] svg path") !== null`)
	p.Shot("worker-unplanned")
	p.tap(`[for="unplanned-greeted"]`)
	p.tap("[data-unplanned] .meet-form > .button")
	p.took("a meeting outside the plan", 4)

	p.Tap(".walk-finish .button")
	p.See("[data-finished]", "Alt er sendt")
	p.took("finishing", 0)
	p.Shot("worker-finished")
	p.SameOrigin()
	p.Quiet()

	type kept struct {
		Cell      geo.Cell
		Outcome   rounds.Outcome
		Persons   rounds.Persons
		Targets   int
		Unplanned bool
	}
	got := map[kept]int{}
	for _, e := range w.Recorded(t) {
		got[kept{e.Cell, e.Outcome, e.Persons, len(e.Targets), e.Unplanned}]++
	}
	want := map[kept]int{
		{stops[0].Cell, rounds.NobodyMet, "", 0, false}:                1,
		{stops[1].Cell, rounds.Conversation, rounds.One, 0, false}:     1,
		{stops[1].Cell, rounds.Declined, rounds.One, 0, false}:         1,
		{stops[2].Cell, rounds.Bridged, rounds.One, 1, false}:          1,
		{w.Cover.Cells()[5].Cell, rounds.Greeted, rounds.One, 0, true}: 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	var states []rounds.StopState
	for _, s := range w.Stops(t) {
		states = append(states, s.State)
	}
	if diff := cmp.Diff([]rounds.StopState{"visited", "visited", "visited", "skipped"}, states); diff != "" {
		t.Errorf("stops (-want +got):\n%s", diff)
	}
	if w.State(t) != rounds.Finished {
		t.Errorf("the round is %s", w.State(t))
	}
}

// focused waits until the element has the focus.
func (p *phone) focused(selector string) {
	p.t.Helper()
	p.Until("focus on "+selector, `document.activeElement?.matches("`+selector+`") ?? false`)
}

// Undo takes the record and the visit back, and leads back to the stop.
func TestWorkerUndoes(t *testing.T) {
	w := webtest.NewWalk(t)
	p := openPhone(t, w, 390)
	p.tap(at("[data-nobody]"))
	p.See(".stop-title", "Bænk")
	p.tap("[data-undo]")
	p.took("nobody met and undo", 2)
	p.focused(".stop-card:not([hidden]) .stop-title")
	p.See(at(".stop-title"), "Torvet")
	if got := w.Recorded(t); len(got) != 0 {
		t.Errorf("%d records are left", len(got))
	}
	if s := w.Stops(t)[0]; s.State != rounds.StopPlanned {
		t.Errorf("the stop is %s", s.State)
	}

	p.Tap(at(".meet > summary"))
	p.Tap(at("[data-declined]"))
	p.Tap(".recorded-row button")
	p.took("withdrawing from the list", 0)
	p.focused("[data-recorded-none]")
	if got := w.Recorded(t); len(got) != 0 {
		t.Errorf("%d records are left", len(got))
	}
	p.Quiet()
}

// Without signal a tap answers all the same; what was recorded waits on the phone
// and is sent when the signal is back, once.
func TestWorkerWithoutSignal(t *testing.T) {
	w := webtest.NewWalk(t)
	p := openPhone(t, w, 390)
	p.Signal(false)
	p.Tap(at("[data-nobody]"))
	p.See("[data-sent]", "1 er gemt på telefonen")
	p.Tap(at("[data-nobody]"))
	p.See("[data-sent]", "2 er gemt på telefonen")
	p.See(at(".stop-title"), "Stationen")
	p.Shot("worker-no-signal")
	if got := w.Recorded(t); len(got) != 0 {
		t.Errorf("%d records got through", len(got))
	}
	p.Signal(true)
	p.See("[data-sent]", "Alt er sendt")
	if got := w.Recorded(t); len(got) != 2 {
		t.Errorf("%d records, want 2", len(got))
	}
}

// The page is accessible at every width in each of its states, and no target of a
// thumb is under 48 pixels.
func TestWorkerPageIsAccessible(t *testing.T) {
	for _, width := range widths {
		p := openPhone(t, webtest.NewWalk(t), width)
		p.Eval("bring the map into view", `document.querySelector("[data-map]").scrollIntoView()`)
		p.Until("the map", `document.querySelectorAll(".walk-pin").length === 4`)
		p.looksRight("worker-page")
		p.Tap(at(".meet > summary"))
		p.Tap(at(`[for$="-bridged"]`))
		p.looksRight("worker-page-meeting")
		p.Tap(at(`[for$="-drop_in"]`))
		p.Tap(at(".meet-form > .button"))
		p.Tap("[data-unplanned] > summary")
		p.looksRight("worker-page-met")
		p.SameOrigin()
		p.Quiet()
	}
}

// Eval runs a statement in the page.
func (p *phone) Eval(_ string, expression string) {
	p.t.Helper()
	webtest.Eval[any](p.Page, expression+"; null")
}

func (p *phone) looksRight(name string) {
	p.t.Helper()
	p.Axe()
	p.NoSidewaysScroll()
	p.Shot(name)
	small := webtest.Eval[[]string](p.Page, `[...document.querySelectorAll(".walk a, .walk button, .walk summary, .walk .tile-label, .walk select")]
		.filter(e => e.checkVisibility() && !e.closest(".leaflet-control-attribution"))
		.filter(e => e.getBoundingClientRect().height < 47.5).map(e => e.outerHTML.slice(0, 120))`)
	for _, e := range small {
		p.t.Errorf("under 48 pixels: %s", e)
	}
}

// Whoever is signed out on the way, or finds somebody else signed in, loses nothing:
// what was recorded waits, and goes when the right one is back.
func TestWorkerSignsInAgainOnTheWay(t *testing.T) {
	p := openPhone(t, webtest.NewWalk(t), 390)
	for _, other := range []string{"", webtest.People[access.Management]} {
		p.signInBehind(other)
		p.tap(at("[data-nobody]"))
		p.See("[data-failed]", "Du er ikke logget ind til runden")
		p.See("[data-sent]", "1 er gemt på telefonen")
		p.signInBehind(webtest.People[access.Worker])
		p.Do("come back to the page", chromedp.Evaluate[chromedp.Void](`dispatchEvent(new Event("focus"))`))
		p.took("a record while signed out", 1)
		p.Until("nothing is said any more", `document.querySelector("[data-failed]").hidden`)
	}
	p.Quiet()
}

// signInBehind changes who is signed in without leaving the page, as another tab
// would; an empty login signs out alone.
func (p *phone) signInBehind(login string) {
	p.t.Helper()
	ask := `fetch("/log-ud", {method: "POST"})`
	if login != "" {
		ask += fmt.Sprintf(`.then(() => fetch("/log-ind", {method: "POST", body: new URLSearchParams({login: %q, password: %q})}))`,
			login, webtest.Password)
	}
	if !webtest.Eval[bool](p.Page, ask+`.then(r => r.ok)`) {
		p.t.Fatalf("signing in behind the page failed")
	}
}
