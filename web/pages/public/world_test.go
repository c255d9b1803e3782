package public_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"runde/store"
	"runde/web/webtest"
)

// door is the town's public pages as somebody without script sees them.
type door struct {
	*webtest.Town
	t   *testing.T
	url string
}

func newDoor(t *testing.T) *door {
	t.Helper()
	town := webtest.NewTown(t)
	return &door{town, t, town.Server(t, webtest.Bundle(t)).URL}
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (d *door) get(path string) answer {
	d.t.Helper()
	r, err := http.Get(d.url + path)
	return d.read(r, err)
}

func (d *door) post(path string, form url.Values) answer {
	d.t.Helper()
	r, err := http.PostForm(d.url+path, form)
	return d.read(r, err)
}

func (d *door) read(r *http.Response, err error) answer {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return answer{r.StatusCode, r.Header, string(body)}
}

// want fails the test unless the answer has the status and says all of the texts.
func (d *door) want(a answer, status int, texts ...string) {
	d.t.Helper()
	if a.status != status {
		d.t.Errorf("status %d, want %d:\n%s", a.status, status, a.body)
	}
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			d.t.Errorf("the page does not say %q:\n%s", text, a.body)
		}
	}
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

// form is the concern form as it is served, with its hidden fields and a worry in
// Midtby; values are set on top.
func (d *door) form(values url.Values) url.Values {
	d.t.Helper()
	out := url.Values{"context": {"street"}, "place": {"Midtby"}, "worries": {"sleeps_out"}, "channel": {"undisclosed"}}
	for _, field := range hidden.FindAllStringSubmatch(d.get("/bekymring").body, -1) {
		out.Set(field[1], field[2])
	}
	for name, v := range values {
		out[name] = v
	}
	return out
}

var word = regexp.MustCompile(`<span>([a-zæøå]+)</span>`)

// receipt are the four words that the page shows.
func (d *door) receipt(a answer) string {
	d.t.Helper()
	var words []string
	for _, m := range word.FindAllStringSubmatch(a.body, -1) {
		words = append(words, m[1])
	}
	if len(words) != 4 {
		d.t.Fatalf("%d words of a receipt:\n%s", len(words), a.body)
	}
	return strings.Join(words, " ")
}

// inbox is what the coordinator finds.
func (d *door) inbox() []store.Concern {
	d.t.Helper()
	list, err := d.DB.Inbox(d.t.Context(), d.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}
