package webtest_test

import (
	"testing"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"
	"runde/web/webtest"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press switches a checkbox as the keyboard does.
func press(p *webtest.Page, selector string) {
	p.Do("press "+selector, chromedp.Focus(chromedp.CSS(selector)), chromedp.KeyEvent(" "))
}

// The coordinator switches on where need stands out by keyboard: the map shows marks,
// the list beside it says the same, a screen reader hears how many, and all of it goes
// when it is switched off.
func TestCoordinatorSeesWhereNeedStandsOut(t *testing.T) {
	w := webtest.NewDenseWalk(t)
	w.Uneven(t)
	address, next := officeOf(t, w)
	propose(t, w, next)
	for _, width := range []int64{390, 1280} {
		p := signInAsCoordinator(t, address, width)
		p.Open("/uge/" + next.Add(-1).String())
		p.Until("stops on the map", `document.querySelectorAll(".map-dot").length > 0`)
		press(p, "#map-standouts")
		p.See("#standouts-beside", "Kun dem, der står tilbage efter korrektion for mange sammenligninger")
		p.Until("marks on the map", `document.querySelectorAll(".map-mark").length > 1`)
		p.Until("the live region", `document.getElementById("live").textContent.includes("1 klynge stikker ud.")`)
		onMap := webtest.Eval[[]string](p, `[...document.querySelectorAll(".map-mark")].map(e => e.textContent).sort()`)
		listed := webtest.Eval[[]string](p, `[...document.querySelectorAll(".spot-list .spot-mark")].map(e => e.textContent).sort()`)
		if len(onMap) == 0 || len(onMap) != len(listed) {
			t.Errorf("on the map %v, in the list %v", onMap, listed)
		}
		press(p, "#map-need")
		p.Until("need below", `document.querySelectorAll("#week-map path.leaflet-interactive").length === 49`)
		p.See("#need-legend", "14,4 og over")
		for _, pattern := range []string{"stripes", "crosses", "hatch"} {
			p.Until(pattern+" on the map", `document.querySelector('#week-map path[fill^="url(#`+pattern+`"]') !== null`)
		}
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("hot-map")
		press(p, "#map-standouts")
		p.Until("the layer to go", `document.querySelectorAll(".map-mark").length === 0 && document.getElementById("standouts-beside").hidden`)
		p.Open("/uge/behov")
		p.Tap("#alle ~ details summary")
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("hot-page")
		putOnARound(p)
		p.Quiet()
		p.SameOrigin()
	}
}

// propose stores a proposal for the week.
func propose(t *testing.T, w *webtest.Walk, week geo.Week) {
	t.Helper()
	in, err := w.PlanInput(t.Context(), w.M, week)
	if err != nil {
		t.Fatal(err)
	}
	in.Iterations = 200
	plan, err := plans.Propose(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveProposal(t.Context(), w.M, store.By{At: w.Now()}, in.Seed, plan); err != nil {
		t.Fatal(err)
	}
}

// putOnARound puts the first blind spot that has a place on a round of next week by
// keyboard, and takes it back.
func putOnARound(p *webtest.Page) {
	spot := "#blinde-pletter .left-item:has(details)"
	p.Do("open the tools", chromedp.Focus(chromedp.CSS(spot+" summary")), chromedp.KeyEvent(kb.Enter))
	p.See(spot, "På runde")
	p.Axe()
	p.NoSidewaysScroll()
	p.Shot("blind-spots")
	p.Do("put it on", chromedp.Focus(chromedp.CSS(spot+" button")), chromedp.KeyEvent(kb.Enter))
	p.See("h1", "ge 48")
	p.See("[data-notice]", "Stedet er lagt ind på runden")
	p.Shot("blind-added")
	p.Tap("[data-notice] button")
	p.See("[data-notice]", "Ændringen er fortrudt")
}
