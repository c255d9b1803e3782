package webtest_test

import (
	"testing"

	"runde/web/webtest"

	"github.com/chromedp/chromedp"
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
		p.Tap("main details summary")
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("hot-page")
		p.Quiet()
		p.SameOrigin()
	}
}
