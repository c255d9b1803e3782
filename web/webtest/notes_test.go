package webtest_test

import (
	"testing"

	"runde/web/webtest"

	"github.com/chromedp/chromedp"
)

const (
	selected = `(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.activeElement)`
	keeps    = `localStorage.length + sessionStorage.length + document.cookie.length`
)

// write replaces what is in a field, key by key.
func write(p *webtest.Page, selector, text string) {
	webtest.Eval[bool](p, `(document.querySelector("`+selector+`").select(), true)`)
	p.Do("write into "+selector, chromedp.SendKeys(chromedp.CSS(selector), text))
}

// posts counts how often the browser has asked for the address.
func posts(p *webtest.Page, address string) int {
	n := 0
	for _, one := range p.Requests() {
		if one == address {
			n++
		}
	}
	return n
}

// While somebody writes a note, the page says what in it must not be sent, and where;
// the form does not go out before it is mended, the focus is where one goes on, and
// nothing of the text has left the field.
func TestRefusedNoteStaysWithItsWriter(t *testing.T) {
	w := webtest.NewTown(t)
	server := w.Server(t, nil)
	for _, width := range []int64{390, 1280} {
		p := webtest.Browser(t).Page(t, server.URL, width)
		p.Open("/bekymring")
		p.Do("choose Midtby", chromedp.SendKeys(chromedp.CSS("#place"), "M"))
		check(p, "#worries-1")
		write(p, "#note", "bor bag hegnet nr. 4, tlf 8940 1234")
		p.See(".note-check", "en adresse: bag hegnet nr. 4")
		p.See(".note-check", "et telefonnummer: tlf 8940 1234")
		p.See("#live", "Teksten ser ud til at indeholde en adresse, et telefonnummer.")
		p.See("#note-limit", "165 tegn tilbage")
		if got := webtest.Eval[string](p, `document.getElementById("note").getAttribute("aria-describedby")`); got != "note-hint note-limit note-check" {
			t.Errorf("the field is described by %q", got)
		}
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("note-refused")
		p.Tap(".note-check-list li:last-child button")
		if got := webtest.Eval[string](p, selected); got != "tlf 8940 1234" {
			t.Errorf("the finding leads to %q", got)
		}

		before := posts(p, server.URL+"/bekymring")
		p.Tap(".concern-form button[type=submit]")
		p.Until("the focus on the note", `document.activeElement.id === "note"`)
		if n := posts(p, server.URL+"/bekymring"); n != before {
			t.Errorf("the form was sent with its note")
		}
		if n := webtest.Eval[int](p, keeps); n != 0 {
			t.Errorf("the page keeps %d characters", n)
		}
		p.Tap(".note-check > .button")
		p.See("#live", "Der er ikke mere at rette i teksten.")
		p.See("#note-limit", "200 tegn tilbage")
		p.Until("the panel to go", `document.querySelector(".note-check").hidden && document.activeElement.id === "note"`)
		write(p, "#note", "fryser")
		p.Click(".concern-form button[type=submit]")
		p.See("h1", "Tak. Vi har fået din henvendelse")
		p.SameOrigin()
		p.Quiet()
	}
	for _, one := range concerns(t, w) {
		if one.Note == nil || *one.Note != "fryser" {
			t.Errorf("stored %+v, want the note that was mended", one)
		}
	}
}

// A note that was sent before the page could read it comes back from the server, and
// its message makes way for the page's own.
func TestRewrittenNoteIsRead(t *testing.T) {
	w := webtest.NewTown(t)
	p := webtest.Browser(t).Page(t, w.Server(t, nil).URL, 390)
	p.Open("/bekymring")
	p.Do("choose Midtby", chromedp.SendKeys(chromedp.CSS("#place"), "M"))
	check(p, "#worries-1")
	webtest.Eval[bool](p, `(document.getElementById("note").value = "talte med Jens", true)`)
	webtest.Eval[bool](p, `(document.querySelector(".concern-form").submit(), true)`)
	p.See("h1", "Tak. Vi har fået din henvendelse")
	p.See(".rewrite .note-check", "et navn: Jens")
	p.Until("the server's message to go", `document.getElementById("rewrite-note-error") === null`)
	p.Axe()
	p.Shot("note-rewrite")
	write(p, "#rewrite-note", "ved stationen")
	p.Until("the panel to go", `document.querySelector(".note-check").hidden`)
	p.Click(".rewrite button[type=submit]")
	p.See(".alert-success", "Det er tilføjet")
	p.Quiet()
}

// Staff are asked to confirm what is only a warning, are stopped at a refusal, and the
// box goes away with its reason; a place's note is read in the same way.
func TestStaffConfirmAWarning(t *testing.T) {
	w, address, _ := office(t)
	for _, width := range []int64{390, 1280} {
		p := signInAsCoordinator(t, address, width)
		p.Open("/henvendelser/ny")
		p.Do("choose", chromedp.SendKeys(chromedp.CSS("#area"), "M"), chromedp.SendKeys(chromedp.CSS("#channel"), "B"))
		write(p, "#note", "talte med Jens igen")
		p.See(".note-check", "et navn: Jens")
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("note-confirm")
		p.Tap("main form button[type=submit]")
		p.Until("the focus on the box", `document.activeElement.name === "sure"`)
		write(p, "#note", ", cpr 010104-1235")
		p.See(".note-check", "et CPR-nummer")
		p.Until("the box to go", `document.querySelector("[data-note-sure]").hidden`)
		p.Shot("note-staff-refused")
		p.Tap("main form button[type=submit]")
		p.Until("the focus on the note", `document.activeElement.id === "note"`)
		write(p, "#note", "talte med Jens")
		p.Until("the box to come", `!document.querySelector("[data-note-sure]").hidden`)
		check(p, "[name=sure]")
		p.Click("main form button[type=submit]")
		p.See("main", "Henvendelsen er gemt")

		p.Open("/steder/ny")
		write(p, "#safety_note", "spørg efter Mette")
		p.See(".note-check", "et navn: Mette")
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("note-place")
		p.Tap("main form button[type=submit]")
		p.Until("the focus on the box", `document.activeElement.name === "sure"`)
		p.SameOrigin()
		p.Quiet()
	}
	n := 0
	inbox, err := w.Inbox(t.Context(), w.M)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range inbox {
		if one.Note != nil && *one.Note == "talte med Jens" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d confirmed notes are stored, want one a width", n)
	}
}
