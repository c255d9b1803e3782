package public_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/web/webtest"
)

// The form begins with what to do when life is in danger and then the team's
// telephone; it sets no cookie and is kept by no browser.
func TestFormBeginsWithDangerToLife(t *testing.T) {
	d := newDoor(t)
	a := d.get("/bekymring")
	d.want(a, http.StatusOK, "Bekymringshenvendelse", "Er der fare for liv?", `href="tel:112"`, "00 00 00 00",
		"Telefonnummeret er opdigtet", "Østby – landsby")
	danger, lead := strings.Index(a.body, "Er der fare for liv?"), strings.Index(a.body, "Er du bekymret")
	if danger < 0 || danger > lead {
		t.Error("the danger to life does not come first")
	}
	if a.header.Get("Set-Cookie") != "" || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("cookie %q, cache %q; want none and no-store", a.header.Get("Set-Cookie"), a.header.Get("Cache-Control"))
	}
}

// A bookmark presets who tells; a channel that is the team's own is not one.
func TestBookmarkPresetsTheChannel(t *testing.T) {
	d := newDoor(t)
	d.want(d.get("/bekymring?kanal=job_centre"), http.StatusOK, "Du skriver som jobcenter", `<option value="job_centre" selected>`)
	for _, kanal := range []string{"own_outreach", "<script>", ""} {
		a := d.get("/bekymring?" + url.Values{"kanal": {kanal}}.Encode())
		d.want(a, http.StatusOK, `<option value="undisclosed" selected>`)
	}
}

// Without a script a place name stands for its patch: the fine one in the street,
// the coarse one at home.
func TestPlaceNameStandsForItsPatch(t *testing.T) {
	d := newDoor(t)
	d.want(d.post("/bekymring", d.form(url.Values{
		"worries": {"sleeps_out", "alone"}, "met": {"evening"}, "channel": {"neighbour"}, "note": {"fryser,\r\nhar sovepose"},
	})), http.StatusOK, "Tak. Vi har fået din henvendelse", "Skriv dem ned")
	d.want(d.post("/bekymring", d.form(url.Values{"context": {"home"}, "place": {"Østby"}})), http.StatusOK, "Giv os adressen i telefonen")

	street, _ := d.Street.At(webtest.TownMiddle)
	home, _ := d.Home.At(webtest.TownEdge)
	for _, c := range d.inbox() {
		switch c.Context {
		case intake.Street:
			if c.Cell != street || c.Channel != intake.Neighbour || *c.Note != "fryser, har sovepose" || len(c.Worries) != 2 || c.MeetDayparts[0] != geo.Evening {
				t.Errorf("in the street: %+v, want the cell %v", c, street)
			}
		case intake.Home:
			if c.Cell != home || c.Note != nil {
				t.Errorf("at home: %+v, want the cell %v", c, home)
			}
		}
	}
	if n := len(d.inbox()); n != 2 {
		t.Errorf("%d concerns, want 2", n)
	}
}

// A patch of the map is sent as its cell. At home it is forgotten: only the name
// counts.
func TestPatchOfTheMap(t *testing.T) {
	d := newDoor(t)
	cell, _ := d.Street.At(webtest.TownEdge)
	d.want(d.post("/bekymring", d.form(url.Values{"place": {""}, "cell": {cell.String()}, "script": {"1"}})), http.StatusOK)
	if got := d.inbox()[0].Cell; got != cell {
		t.Errorf("stored %v, want %v", got, cell)
	}
	a := d.post("/bekymring", d.form(url.Values{"place": {""}, "cell": {cell.String()}, "context": {"home"}}))
	d.want(a, http.StatusUnprocessableEntity, "Vælg byen eller kvarteret på listen")
}

// What is wrong is told at its field and above, what was filled in stays, and
// nothing is stored.
func TestRefusedFormStoresNothing(t *testing.T) {
	d := newDoor(t)
	fine := d.Street.Leaves(d.Street.Cells()[0].Cell)[0]
	for name, c := range map[string]struct {
		values url.Values
		status int
		says   string
	}{
		"no place":               {url.Values{"place": {""}}, 422, "Vælg et sted på listen eller et felt på kortet"},
		"a place of elsewhere":   {url.Values{"place": {"Fjernby"}}, 422, "Vælg et sted på listen"},
		"a cell finer than ours": {url.Values{"cell": {fine.String()}}, 422, "Vælg et sted på listen"},
		"a cell that is none":    {url.Values{"cell": {"881f20584bfffffff"}}, 422, "Vælg et sted på listen"},
		"no worry":               {url.Values{"worries": nil}, 422, "Sæt mindst ét kryds"},
		"an unknown worry":       {url.Values{"worries": {"diagnosis"}}, 422, "Vælg en mulighed"},
		"the team's own channel": {url.Values{"channel": {"own_outreach"}}, 422, "Vælg en mulighed"},
		"a long note":            {url.Values{"note": {strings.Repeat("æ", 201)}}, 422, "Teksten må højst være 200 tegn"},
		"a NUL in the note":      {url.Values{"note": {"a\x00b"}}, 422, "Teksten indeholder tegn"},
		"another year's cover":   {url.Values{"cover": {"2019"}}, 422, "Siden har været åben længe"},
		"a coordinate":           {url.Values{"lat": {"54.77"}}, 400, "passer ikke"},
		"an id that tells time":  {url.Values{"id": {"01932f3a-0000-7000-8000-000000000000"}}, 422, "Vælg en mulighed"},
		"no id":                  {url.Values{"id": {""}}, 400, "passer ikke"},
		"two contexts":           {url.Values{"context": {"street", "home"}}, 422, ""},
	} {
		a := d.post("/bekymring", d.form(c.values))
		if a.status != c.status || !strings.Contains(a.body, c.says) {
			t.Errorf("%s: status %d, want %d and %q:\n%s", name, a.status, c.status, c.says, a.body)
		}
		if a.status == 422 && !strings.Contains(a.body, `id="error-summary"`) {
			t.Errorf("%s: no summary of mistakes", name)
		}
	}
	if n := len(d.inbox()); n != 0 {
		t.Errorf("%d concerns stored", n)
	}
	a := d.post("/bekymring", d.form(url.Values{"place": {""}, "note": {"fryser"}, "met": {"night"}}))
	d.want(a, 422, ">fryser</textarea>", `value="night" checked`, `value="sleeps_out" checked`)
}

// A form that was sent twice by a hasty thumb is one concern with one receipt.
func TestSendingTwiceIsOneConcern(t *testing.T) {
	d := newDoor(t)
	form := d.form(nil)
	first, second := d.receipt(d.post("/bekymring", form)), d.receipt(d.post("/bekymring", form))
	if first != second || len(d.inbox()) != 1 {
		t.Errorf("receipts %q and %q, %d concerns; want one of each", first, second, len(d.inbox()))
	}
	form.Set("channel", "shop")
	d.want(d.post("/bekymring", form), http.StatusConflict, "allerede sendt én gang")
}

// A note with personal data is not kept anywhere; the concern is, and the note
// comes back to be rewritten.
func TestNoteIsShownAgainAndTheConcernKept(t *testing.T) {
	d := newDoor(t)
	const note = "bor bag hegnet 7, ring 20 30 40 50"
	a := d.post("/bekymring", d.form(url.Values{"note": {note}}))
	d.want(a, http.StatusOK, "Teksten er ikke gemt", "et telefonnummer", "en adresse", ">"+note+"</textarea>")
	if got := d.inbox(); len(got) != 1 || got[0].Note != nil {
		t.Fatalf("stored %+v, want one concern without a note", got)
	}
	words := d.receipt(a)
	again := d.post("/kvittering/tilfoej", url.Values{"words": {words}, "note": {"ring 20 30 40 50"}})
	d.want(again, http.StatusUnprocessableEntity, "et telefonnummer", ">ring 20 30 40 50</textarea>")
	d.want(d.post("/kvittering/tilfoej", url.Values{"words": {words}, "note": {"mest om aftenen"}}), http.StatusOK, "Det er tilføjet")
	if got := d.inbox()[0].Note; got == nil || *got != "mest om aftenen" {
		t.Errorf("note %v, want the rewritten one", got)
	}
}

// What people write is text and never markup.
func TestNoteIsTextOnly(t *testing.T) {
	d := newDoor(t)
	const note = `<script>alert(1)</script>{{7*7}}`
	a := d.post("/bekymring", d.form(url.Values{"note": {note}, "place": {""}}))
	if strings.Contains(a.body, "<script>alert") {
		t.Error("the note came back as markup")
	}
	d.want(a, 422, "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}</textarea>")
}
