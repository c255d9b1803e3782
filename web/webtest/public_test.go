package webtest_test

import (
	"context"
	"strings"
	"testing"

	"runde/geo/intake"
	"runde/store"
	"runde/web/webtest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// tapMiddle taps the middle of the concern form's map.
const tapMiddle = `(() => {
	const map = document.querySelector("[data-map]");
	map.scrollIntoView({block: "center"});
	const box = map.getBoundingClientRect();
	const at = {bubbles: true, view: window, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2};
	for (const kind of ["mousedown", "mouseup", "click"]) map.dispatchEvent(new MouseEvent(kind, at));
	return true;
})()`

const mapIsDrawn = `document.querySelector("[data-map] canvas") !== null`

// concerns is what the coordinator finds.
func concerns(t *testing.T, w *webtest.Town) []store.Concern {
	t.Helper()
	list, err := w.DB.Inbox(t.Context(), w.ID)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// check ticks or chooses what a label names.
func check(p *webtest.Page, selector string) {
	webtest.Eval[bool](p, `(document.querySelector("`+selector+`").click(), true)`)
}

// Somebody taps the map: the patch is drawn and told with its size, the cell and no
// point is sent, nothing that was asked of the server tells where the tap was, and
// the receipt is in no address.
func TestConcernByTap(t *testing.T) {
	w := webtest.NewTown(t)
	server := w.Server(t, nil)
	for _, width := range []int64{320, 1280} {
		p := webtest.Browser(t).Page(t, server.URL, width)
		p.Open("/bekymring")
		p.Until("the map", mapIsDrawn)
		before := tileRequests(p)
		webtest.Eval[bool](p, tapMiddle)
		p.See("[data-patch]", "km²")
		p.Until("the patch on the map", `document.querySelector("[data-map] .leaflet-overlay-pane path") !== null`)
		p.See("#live", "Du har valgt et felt")
		if after := tileRequests(p); after != before {
			t.Errorf("%d tiles before the tap and %d after: the map tells where somebody looks", before, after)
		}
		sent := webtest.Eval[string](p, `document.querySelector("[name=cell]").value`)
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("concern-patch")

		check(p, "#worries-0")
		p.Click(".concern-form button[type=submit]")
		p.See("h1", "Tak. Vi har fået din henvendelse")
		p.Axe()
		p.NoSidewaysScroll()
		if path := p.Path(); path != "/bekymring" {
			t.Errorf("the receipt is at %s", path)
		}
		if cookies := webtest.Eval[string](p, `document.cookie`); cookies != "" {
			t.Errorf("cookies %q", cookies)
		}
		if got := concerns(t, w); len(got) == 0 || got[0].Cell.String() != sent {
			t.Errorf("stored %+v, want the cell %s", got, sent)
		}
		p.SameOrigin()
		p.Quiet()
	}
}

// tileRequests are the tiles that the page has asked for.
func tileRequests(p *webtest.Page) int {
	n := 0
	for _, address := range p.Requests() {
		if strings.Contains(address, "/tiles/") {
			n++
		}
	}
	return n
}

// The list of places does by keyboard what the map does, and gives up what was
// tapped before; a home takes the map away.
func TestConcernByKeyboard(t *testing.T) {
	w := webtest.NewTown(t)
	p := webtest.Browser(t).Page(t, w.Server(t, nil).URL, 390)
	p.Open("/bekymring?kanal=job_centre")
	p.Until("the map", mapIsDrawn)
	webtest.Eval[bool](p, tapMiddle)
	p.See("[data-patch]", "km²")

	p.Do("choose by the first letter", chromedp.Focus(chromedp.CSS("#place")), chromedp.SendKeys(chromedp.CSS("#place"), "Ø"))
	p.See("[data-patch]", "Det rummer Østby")
	if cell := webtest.Eval[string](p, `document.querySelector("[name=cell]").value`); cell != "" {
		t.Errorf("the patch that was tapped, %s, is still to be sent", cell)
	}
	p.Do("write", chromedp.SendKeys(chromedp.CSS("#note"), "fryser"))
	p.See("#note-limit", "194 tegn tilbage")

	check(p, "#context-1")
	p.Until("the map to go", `document.querySelector("[data-where-map]").hidden`)
	p.See("[data-patch]", "et hjem får aldrig et felt")
	p.Axe()
	check(p, "#worries-4")
	p.Do("send by the keyboard", chromedp.Focus(chromedp.CSS(".concern-form button[type=submit]")))
	p.Click(".concern-form button[type=submit]")
	p.See("main", "Giv os adressen i telefonen")
	home, _ := w.Home.At(webtest.TownEdge)
	got := concerns(t, w)
	if len(got) != 1 || got[0].Context != intake.Home || got[0].Cell != home || got[0].Channel != intake.JobCentre {
		t.Errorf("stored %+v, want one at home in %v from the job centre", got, home)
	}
	p.Quiet()
}

// withoutScript makes the tab one in which no page's script runs.
func withoutScript(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return chromedp.Void{}, err
}

// Without a script the whole way is there: mistakes told above with the focus on
// them, a note to be rewritten, status, withdrawing.
func TestConcernWithoutScript(t *testing.T) {
	w := webtest.NewTown(t)
	p := webtest.Browser(t).Page(t, w.Server(t, nil).URL, 390)
	p.Do("switch scripts off", withoutScript)
	says := func(selector, text string) {
		t.Helper()
		if got := p.Text(selector); !strings.Contains(got, text) {
			t.Errorf("%s says %q, want %q", selector, got, text)
		}
	}
	p.Open("/bekymring")
	p.Click(".concern-form button[type=submit]")
	says("#error-summary", "Vælg et sted på listen")
	p.NoSidewaysScroll()

	p.Do("choose Midtby", chromedp.SendKeys(chromedp.CSS("#place"), "M"))
	check(p, "#worries-1")
	p.Do("write", chromedp.SendKeys(chromedp.CSS("#note"), "ring 20304050"))
	p.Click(".concern-form button[type=submit]")
	says("h1", "Tak. Vi har fået din henvendelse")
	says(".rewrite", "et telefonnummer")
	words := p.Text(".receipt-words")
	p.Do("rewrite", chromedp.Clear(chromedp.CSS("#rewrite-note")), chromedp.SendKeys(chromedp.CSS("#rewrite-note"), "ved stationen"))
	p.Click(".rewrite button[type=submit]")
	says(".alert-success", "Det er tilføjet")

	p.Open("/kvittering")
	p.Do("type the words", chromedp.SendKeys(chromedp.CSS("#words"), words))
	p.Click("main form button[type=submit]")
	says(".status-word", "odtaget")
	if got := concerns(t, w); len(got) != 1 || got[0].Note == nil || *got[0].Note != "ved stationen" {
		t.Errorf("stored %+v, want the rewritten note", got)
	}
	p.Click("form[action='/kvittering/traek-tilbage'] button")
	p.Click("button[name=confirm]")
	says("h1", "Henvendelsen er slettet")
	if n := len(concerns(t, w)); n != 0 {
		t.Errorf("%d concerns left", n)
	}
}

// The other public pages are accessible at both ends of the widths, stay on the
// host, and put the focus on what went wrong.
func TestReceiptAndStoredPages(t *testing.T) {
	w := webtest.NewTown(t)
	server := w.Server(t, nil)
	for _, width := range []int64{320, 1280} {
		p := webtest.Browser(t).Page(t, server.URL, width)
		for _, path := range []string{"/bekymring", "/kvittering", "/hvad-gemmer-systemet"} {
			p.Open(path)
			p.Axe()
			p.NoSidewaysScroll()
		}
		p.Open("/hvad-gemmer-systemet")
		webtest.Eval[bool](p, `[...document.querySelectorAll("details")].every(d => d.open = true)`)
		p.Axe()
		p.NoSidewaysScroll()
		p.Open("/kvittering")
		p.Type("#words", "hej med dig")
		p.Click("main form button[type=submit]")
		p.Until("the focus on the summary", `document.activeElement.id === "error-summary"`)
		p.Axe()
		p.SameOrigin()
		p.Quiet()
	}
}
