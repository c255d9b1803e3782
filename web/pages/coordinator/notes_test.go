package coordinator_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"runde/store/access"
)

// A form that takes a note asks, without a script, to confirm what may be personal:
// the note is shown again with the box; what is personal cannot be confirmed.
func TestStaffMayConfirmAWarning(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	place := "/steder/" + w.square(t).ID.String()
	for _, one := range []struct {
		path, field string
		form        func(url.Values) url.Values
	}{
		{"/henvendelser/ny", "note", func(v url.Values) url.Values { return w.call(t, v) }},
		{place, "safety_note", placeForm},
	} {
		send := func(note string, sure ...string) (code int, page string) {
			t.Helper()
			answer := c.Form(one.path, one.form(url.Values{one.field: {note}, "sure": sure}))
			return answer.Code, answer.Body.String()
		}
		const shut, open = "data-note-sure hidden>", "data-note-sure>"
		if page := c.Get(one.path).Body.String(); !strings.Contains(page, shut) {
			t.Errorf("%s: the box stands open before anything is written", one.path)
		}
		code, page := send("spørg efter Mette")
		if code != http.StatusUnprocessableEntity || !strings.Contains(page, open) || !strings.Contains(page, ">spørg efter Mette</textarea>") {
			t.Errorf("%s: a warning: %d\n%s", one.path, code, page)
		}
		code, page = send("bor på Vestergade 4", "1")
		if code != http.StatusUnprocessableEntity || !strings.Contains(page, shut) {
			t.Errorf("%s: a refusal that is confirmed: %d\n%s", one.path, code, page)
		}
		if code, page = send("spørg efter Mette", "1"); code != http.StatusSeeOther {
			t.Errorf("%s: a warning that is confirmed: %d\n%s", one.path, code, page)
		}
	}
	if got := w.square(t).SafetyNote; got != "spørg efter Mette" {
		t.Errorf("the place's note is %q", got)
	}
}
