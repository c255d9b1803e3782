package public_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"runde/geo/intake"
	"runde/store"
	"runde/store/pgtest"
)

// A receipt tells one of three words and lets its owner add until somebody has
// decided.
func TestReceiptTellsThreeWords(t *testing.T) {
	d := newDoor(t)
	words := url.Values{"words": {strings.ToUpper(d.receipt(d.post("/bekymring", d.form(nil))))}}
	d.want(d.post("/kvittering", words), http.StatusOK, "modtaget", "Skriv mere")

	more := url.Values{"words": words["words"], "worries": {"alone"}}
	d.want(d.post("/kvittering/tilfoej", more), http.StatusOK, "Det er tilføjet")
	d.want(d.post("/kvittering/tilfoej", words), http.StatusUnprocessableEntity, "Sæt et kryds, eller skriv en tekst")
	more.Set("worries", "diagnosis")
	d.want(d.post("/kvittering/tilfoej", more), http.StatusUnprocessableEntity, "Vælg en mulighed")
	d.want(d.post("/kvittering/tilfoej", url.Values{"words": words["words"], "worries": {"conflict"}, "lat": {"54.8"}}), http.StatusBadRequest)
	c := d.inbox()[0]
	if len(c.Worries) != 2 {
		t.Errorf("worries %v, want two", c.Worries)
	}

	decide := func(code intake.Decision) {
		t.Helper()
		if err := d.DB.DecideConcern(t.Context(), d.ID, store.By{At: d.DB.Now()}, c.ID, store.Decision{Code: code}); err != nil {
			t.Fatal(err)
		}
	}
	decide(intake.Visit)
	d.want(d.post("/kvittering", words), http.StatusOK, "vi kigger forbi")
	more.Set("worries", "conflict")
	d.want(d.post("/kvittering/tilfoej", more), http.StatusConflict, "allerede besluttet")
	decide(intake.Leader)
	a := d.post("/kvittering", words)
	d.want(a, http.StatusOK, "afsluttet")
	if strings.Contains(a.body, "leder") {
		t.Error("the page tells who decided")
	}
}

// Withdrawing asks first and then leaves nothing.
func TestWithdrawDeletes(t *testing.T) {
	d := newDoor(t)
	words := url.Values{"words": {d.receipt(d.post("/bekymring", d.form(nil)))}}
	d.want(d.post("/kvittering/traek-tilbage", words), http.StatusOK, "Vil du trække henvendelsen tilbage?")
	if len(d.inbox()) != 1 {
		t.Fatal("deleted before it was confirmed")
	}
	words.Set("confirm", "1")
	d.want(d.post("/kvittering/traek-tilbage", words), http.StatusOK, "Henvendelsen er slettet")
	if len(d.inbox()) != 0 {
		t.Error("something of the concern is left")
	}
	d.want(d.post("/kvittering/traek-tilbage", words), http.StatusUnprocessableEntity, "Vi kender ikke de fire ord")
}

// Words that are nobody's and text that is no receipt get the same page, except
// for what was typed.
func TestUnknownWordsLookAlike(t *testing.T) {
	d := newDoor(t)
	var pages []string
	for _, typed := range []string{"aborre abrikos aften agurk", "hej", "", "fem ord er et for", "<script>x</script>"} {
		a := d.post("/kvittering", url.Values{"words": {typed}})
		d.want(a, http.StatusUnprocessableEntity, "Vi kender ikke de fire ord", `id="error-summary"`)
		i, j := strings.Index(a.body, ` value="`), strings.Index(a.body, ` maxlength`)
		pages = append(pages, a.body[:i]+a.body[j:])
	}
	for _, page := range pages[1:] {
		if page != pages[0] {
			t.Fatalf("pages differ:\n%s\n\n%s", pages[0], page)
		}
	}
}

// The page of what is stored tells every column of a meeting or worry in words, in
// both languages, and what has been deleted.
func TestStoredPageTellsEveryColumn(t *testing.T) {
	d := newDoor(t)
	d.want(d.get("/hvad-gemmer-systemet"), http.StatusOK, "Bekymringshenvendelser", "<code>receipt_hash</code>",
		"slettes senest efter 14 dage", "Der er intet at vise endnu")

	const open = "Kommunen har valgt åbne data"
	if a := d.get("/hvad-gemmer-systemet"); strings.Contains(a.body, open) {
		t.Error("the page tells of open data that nobody chose")
	}
	s, err := d.DB.Settings(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.OpenData = true
	if err := d.DB.SaveSettings(t.Context(), d.ID, store.By{At: d.DB.Now()}, s); err != nil {
		t.Fatal(err)
	}
	d.want(d.get("/hvad-gemmer-systemet"), http.StatusOK, open)

	d.post("/bekymring", d.form(url.Values{"note": {"mest om aftenen"}}))
	if _, err := d.DB.Retire(t.Context(), d.ID, d.DB.Today()+15); err != nil {
		t.Fatal(err)
	}
	d.DB.SetClock(func() time.Time { return pgtest.Now.AddDate(0, 0, 20) })
	d.want(d.get("/hvad-gemmer-systemet"), http.StatusOK, "korte tekster i henvendelser", "færre end 10", "søndag den 6. december 2026")
}
