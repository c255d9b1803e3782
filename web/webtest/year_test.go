package webtest_test

import (
	"strings"
	"testing"

	"runde/store/access"
	"runde/web/webtest"
)

const mapDrawn = `document.querySelectorAll(".heat-map path.heat-area").length > 5`

// The year's page is accessible on the phone, on a small and on a large screen, and
// keeps the policy.
func TestYearIsAccessibleAndStaysHome(t *testing.T) {
	town := webtest.NewReleasedTown(t)
	town.MakeUpYear(t)
	server := serveTown(t, town)
	for _, width := range []int64{320, 390, 1280} {
		p := webtest.Browser(t).Page(t, server.URL, width)
		signIn(p, access.Management)
		p.Open("/ledelse/aar")
		p.See("h1", "Årets tal")
		p.Until("the map", mapDrawn)
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("year")
		p.SameOrigin()
		p.Quiet()
	}
}

// From the menu to the year, to the layer of concerns, to one of its areas and back,
// by keyboard: the focus goes with it, the address can be kept, and the map shows
// what the table says.
func TestUnderstandTheYear(t *testing.T) {
	town := webtest.NewReleasedTown(t)
	town.MakeUpYear(t)
	server := serveTown(t, town)
	p := webtest.Browser(t).Page(t, server.URL, 1280)
	signIn(p, access.Management)
	p.Click(`.site-wide-only a[href="/ledelse/aar"]`)
	p.Until("the map", mapDrawn)
	for look, selector := range map[string]string{
		"own": "[fill='#ffffff']", "unknown": "[fill*=heat-hatch]", "together": "[fill*=heat-stripes]", "zero": "[fill*=heat-dots]",
	} {
		if webtest.Eval[int](p, `document.querySelectorAll(".heat-map path.heat-outline`+selector+`").length`) == 0 {
			t.Errorf("no area of the map is drawn as %s", look)
		}
	}

	p.Do("the concerns", byKey(`[data-layer=bekymringer]`)...)
	p.See(".heat-side", "Bekymringer i året")
	p.Until("the announcement", `document.getElementById("live").textContent.includes("Bekymringer")`)
	drawn := webtest.Eval[int](p, `document.querySelectorAll(".heat-map path.heat-area").length`)
	rows := webtest.Eval[int](p, `document.querySelectorAll("#bekymringer ~ * [data-area]").length`)
	if drawn != rows || rows == 0 {
		t.Errorf("%d areas of concerns on the map, %d in the table", drawn, rows)
	}

	p.Do("choose an area", byKey(`[data-area^=b-]`)...)
	p.See("#forklaring", "er der kommet")
	p.Until("focus on the explanation", `document.activeElement.id === "forklaring"`)
	if path := p.Path(); !strings.Contains(path, "omraade=b-") || !strings.Contains(path, "vis=bekymringer") {
		t.Errorf("the address does not hold the layer and the area: %s", path)
	}
	p.Axe()
	p.Shot("year-area")
	p.Tap("[data-area-detail]:not([hidden]) [data-back]")
	p.Until("focus back in the table", `document.activeElement.matches("[data-area^=b-]")`)
	p.Quiet()

	p.Open(p.Path())
	p.See("#forklaring", "er der kommet")
	p.See(".heat-side", "Bekymringer i året")
}
