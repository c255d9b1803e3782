package webtest_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/intake"
	"runde/routes"
	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/web"
	"runde/web/webtest"

	"github.com/google/uuid"
)

// office is Prøvekøbing with a coordinator's day of work: shifts next week, a
// concern that waits, and a queue that is worked on.
func office(t *testing.T) (w *webtest.Walk, address string, next geo.Week) {
	t.Helper()
	w = webtest.NewWalk(t)
	address, next = officeOf(t, w)
	return w, address, next
}

func officeOf(t *testing.T, w *webtest.Walk) (address string, next geo.Week) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	work, err := jobs.New(w.DB, log)
	if err != nil {
		t.Fatal(err)
	}
	if err := work.Start(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := work.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	s, err := web.New(web.Config{Log: log, DB: w.DB, Jobs: work, Municipality: w.M, Tile: w.Tile})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	next = geo.WeekOf(w.Today()).Add(1)
	teams, err := w.Teams(t.Context(), w.M)
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []time.Weekday{time.Tuesday, time.Thursday} {
		if _, err := w.AddShift(t.Context(), w.M, store.By{At: w.Now()}, routes.Shift{
			TeamID: teams[0].ID, Date: next.Day(day), Start: 540, End: 780, Mode: routes.Foot, Workers: 2,
		}); err != nil {
			t.Fatal(err)
		}
	}
	err = w.InsertConcern(t.Context(), w.M, intake.Concern{
		ID: uuid.New(), Context: intake.Street, Cell: w.Cover.Cells()[0].Cell, Day: w.Today(),
		Channel: intake.Shop, Worries: []intake.Worry{intake.SleepsOut}, Note: "sover i læskuret",
	})
	if err != nil {
		t.Fatal(err)
	}
	return server.URL, next
}

func signInAsCoordinator(t *testing.T, address string, width int64) *webtest.Page {
	t.Helper()
	p := webtest.Browser(t).Page(t, address, width)
	signIn(p, access.Coordinator)
	return p
}

// focused is what a screen reader says of the element that has the focus.
const focused = `document.activeElement.textContent.trim().replace(/\s+/g, " ")`

// From an empty week to an approved one: a proposal is followed, a stop is moved,
// removed and taken back without a reload, the focus stays where the work is, and
// nothing is published before the question is answered.
func TestCoordinatorPlansAWeek(t *testing.T) {
	w, address, next := office(t)
	p := signInAsCoordinator(t, address, 1280)
	p.See("h1", "ge 48") // this week is approved already
	p.See("h2", "Ugen har ingen plan endnu")
	p.Axe()
	p.Click(`form[action$="/forslag"] button`)
	p.Until("the proposal", `document.querySelector(".state-proposed") !== null`)
	p.Until("stops on the map", `document.querySelectorAll(".map-dot").length > 0`)
	p.Axe()
	press(p, "#map-standouts")
	p.See("#standouts-beside", "Findes der ingen, er det også et svar")
	press(p, "#map-need")
	p.See("#need-legend", "5,0 og over")

	round := `[data-round]:has(.stop:nth-child(2))`
	p.Tap(round + " > .round-head")
	p.Tap(round + " .stop-why summary")
	p.Tap(round + " [data-change]")
	p.Axe()
	first := webtest.Eval[string](p, `document.querySelector("`+round+` .stop").id`)
	p.Tap(round + ` .stop:first-child button[value="down"]`)
	p.Until("the stop to move down", `document.querySelector("`+round+` .stop:nth-child(2)").id === "`+first+`"`)
	p.See("[data-notice]", "Stoppet er flyttet")
	if inside := webtest.Eval[bool](p, `document.getElementById("`+first+`").contains(document.activeElement)`); !inside {
		t.Errorf("after a move the focus is on %q, not in the stop", webtest.Eval[string](p, focused))
	}
	p.Until("the live region", `document.getElementById("live").textContent.includes("Stoppet er flyttet")`)
	if kept := webtest.Eval[bool](p, `document.getElementById("map-standouts").checked`); !kept {
		t.Error("after a move the layer is switched off")
	}
	p.See("#standouts-beside", "Findes der ingen, er det også et svar")
	p.Until("the legend as it was", `!document.getElementById("need-legend").hidden && document.getElementById("need-legend").textContent.includes("5,0 og over")`)

	p.Tap("#" + first + " .stop-tools summary")
	p.Tap("#" + first + ` button[value="remove"]`)
	p.See("[data-notice]", "Stoppet er fjernet")
	if got := webtest.Eval[string](p, focused); got != "Fortryd" {
		t.Errorf("after a removal the focus is on %q, want the way back", got)
	}
	p.Tap("[data-notice] button")
	p.See("[data-notice]", "Ændringen er fortrudt")
	p.NoSidewaysScroll()
	p.Quiet()

	p.Click(`a[href$="/godkend"]`)
	p.See("h1", "Godkend")
	p.Axe()
	if _, err := w.PlanOf(t.Context(), w.M, next, store.Approved); err == nil {
		t.Error("asking has published the plan")
	}
	p.Click(`form[action$="/godkend"] button`)
	p.See("main", "Ugen er godkendt")
	p.SameOrigin()
}

// Every page of the coordinator is accessible and fits from the narrowest phone to
// the desk.
func TestCoordinatorPagesAreAccessible(t *testing.T) {
	_, address, next := office(t)
	this := geo.WeekOf(next.Monday() - 7)
	for _, width := range []int64{320, 1280} {
		p := signInAsCoordinator(t, address, width)
		for name, path := range map[string]string{
			"week": "/uge/" + this.String(), "inbox": "/henvendelser", "closed": "/henvendelser?vis=afsluttede",
			"call": "/henvendelser/ny", "places": "/steder", "new-place": "/steder/ny",
		} {
			p.Open(path)
			p.Axe()
			p.NoSidewaysScroll()
			p.Quiet()
			p.Shot("coordinator-" + name)
		}
		p.SameOrigin()
	}
}

// A call is typed in by keyboard alone, and decided by one button.
func TestCoordinatorTakesACall(t *testing.T) {
	_, address, _ := office(t)
	p := signInAsCoordinator(t, address, 1280)
	p.Open("/henvendelser/ny")
	if got := webtest.Eval[string](p, `document.activeElement.id`); got != "area" {
		t.Errorf("the form opens with the focus on %q, want the first field", got)
	}
	p.Click(`main form button[type=submit]`)
	p.See("#error-summary", "Ret 2 felter")
	if got := webtest.Eval[string](p, `document.activeElement.id`); got != "error-summary" {
		t.Errorf("after mistakes the focus is on %q", got)
	}
	p.Axe()
	p.Open("/henvendelser")
	p.Click(`button[value="watch"]`)
	p.See(".notice", "Besluttet: hold øje")
	p.Click(`.notice button`)
	p.See(".notice", "åben igen")
}

// The leader lands on what was handed over, decides it with one press, sees that
// nothing is left, and takes it back; the page is accessible with and without.
func TestLeaderDecidesWhatIsHandedOver(t *testing.T) {
	w, address, _ := office(t)
	waiting, err := w.Inbox(t.Context(), w.M)
	if err != nil || len(waiting) != 1 {
		t.Fatalf("%d concerns, %v", len(waiting), err)
	}
	by := store.By{At: w.Now()}
	if err := w.DecideConcern(t.Context(), w.M, by, waiting[0].ID, store.Decision{Code: intake.Leader}); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{320, 1280} {
		p := webtest.Browser(t).Page(t, address, width)
		signIn(p, access.Leader)
		p.See("h1", "Overdraget til dig")
		p.See(".concern", "sover i læskuret")
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("leader-waiting")
		p.Click(`button[value="watch"]`)
		p.See("main", "Ingen henvendelser venter på dig.")
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("leader-empty")
		p.Click(`button[value="return"]`)
		p.See(".concern", "sover i læskuret")
		p.Quiet()
		p.SameOrigin()
	}
}
