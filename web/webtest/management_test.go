package webtest_test

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"runde/store/access"
	"runde/web"
	"runde/web/webtest"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/chromedp/chromedp"
)

// figures is a server on a town with published figures.
func figures(t *testing.T) *httptest.Server {
	t.Helper()
	return serveTown(t, webtest.NewReleasedTown(t))
}

func serveTown(t *testing.T, town *webtest.ReleasedTown) *httptest.Server {
	t.Helper()
	handler, err := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), DB: town.DB, Municipality: town.Municipality,
		Sessions: memstore.NewWithCleanupInterval(0), Lookup: webtest.Lookup(t), Demo: webtest.Demo(),
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

func signIn(p *webtest.Page, role access.Role) {
	p.Open("/log-ind")
	p.Type("#login", webtest.People[role])
	p.Type("#password", webtest.Password)
	p.Click(".signin-form button[type=submit]")
}

// Management lands on the heat map, which is accessible at every width, asks no other
// host and keeps the policy.
func TestHeatMapIsAccessibleAndStaysHome(t *testing.T) {
	server := figures(t)
	for _, width := range widths {
		p := webtest.Browser(t).Page(t, server.URL, width)
		signIn(p, access.Management)
		p.See("h1", "Udækket behov")
		p.Until("the map", `document.querySelectorAll(".heat-map path.heat-area").length > 5`)
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("need")
		p.Open("/ledelse?periode=2026-P10&vis=indsats&sorter=timer")
		p.Until("the map", `document.querySelectorAll(".heat-map path.heat-area").length > 5`)
		p.Axe()
		p.Shot("effort")
		p.SameOrigin()
		p.Quiet()
	}
}

// The looks on the map differ by class and pattern, not by colour alone, and each
// area of the map stands in the table.
func TestMapAndTableAgree(t *testing.T) {
	server := figures(t)
	p := webtest.Browser(t).Page(t, server.URL, 1280)
	signIn(p, access.Management)
	p.Until("the map", `document.querySelectorAll(".heat-map path.heat-area").length > 5`)
	for _, look := range []string{"own", "unknown", "together"} {
		found := map[string]string{
			"own":      `document.querySelectorAll(".heat-map path.heat-outline[fill='#ffffff']").length`,
			"unknown":  `document.querySelectorAll(".heat-map path.heat-outline[fill*=heat-hatch]").length`,
			"together": `document.querySelectorAll(".heat-map path.heat-outline[fill*=heat-stripes]").length`,
		}[look]
		if webtest.Eval[int](p, found) == 0 {
			t.Errorf("no area of the map is drawn as %s", look)
		}
	}
	drawn := webtest.Eval[int](p, `JSON.parse(document.getElementById("heatmap-data").textContent).areas.length`)
	rows := webtest.Eval[int](p, `document.querySelectorAll("[data-area]").length`)
	if drawn != rows || rows == 0 {
		t.Errorf("%d areas on the map, %d in the table", drawn, rows)
	}
}

// A row explains its area in two or three sentences; the focus goes there and back,
// and the address can be kept. The other layer is one key away and is announced.
func TestUnderstandOneArea(t *testing.T) {
	server := figures(t)
	p := webtest.Browser(t).Page(t, server.URL, 1280)
	signIn(p, access.Management)
	p.Until("the map", `document.querySelectorAll(".heat-map path.heat-area").length > 5`)
	p.Do("choose an area", byKey(`tr:has(.heat-need-3, .heat-need-4, .heat-need-2) [data-area]`)...)
	p.See("#forklaring", "er der talt")
	p.See("#forklaring", "80 % sandsynlighed")
	p.Until("focus on the explanation", `document.activeElement.id === "forklaring"`)
	if path := p.Path(); !strings.Contains(path, "omraade=") {
		t.Errorf("the address does not hold the area: %s", path)
	}
	p.Axe()
	p.Shot("need-area")
	p.Tap("[data-area-detail]:not([hidden]) [data-back]")
	p.Until("focus back in the table", `document.activeElement.matches("[data-area]")`)

	p.Do("the other layer", byKey(`[data-layer=indsats]`)...)
	p.See(".heat-side", "Timers tilstedeværelse i perioden")
	p.Until("the announcement", `document.getElementById("live").textContent.includes("Indsats")`)
	p.Until("focus stays", `document.activeElement.matches("[data-layer=indsats]")`)
	p.Axe()
	p.Quiet()

	again := p.Path()
	p.Open(again)
	p.See("#forklaring", "er der talt")
	p.See(".heat-side", "Timers tilstedeværelse i perioden")
}

// byKey focuses an element and presses Enter.
func byKey(selector string) []chromedp.Action[chromedp.Void] {
	return []chromedp.Action[chromedp.Void]{chromedp.Focus(chromedp.CSS(selector)), chromedp.KeyEvent("\r")}
}
