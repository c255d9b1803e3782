package coordinator

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"runde/geo/osm"
	"runde/store"
	"runde/web/auth"
	"runde/web/pages"
	"runde/web/pages/fds"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// placesData is the list of places.
type placesData struct {
	Query   string
	Kinds   []fds.Option
	Retired bool // those out of use are shown too
	Places  []placeRow
	Total   int
	More    string // the address of the next page, "" on the last
	Before  string
}

// placeRow is a place in the list.
type placeRow struct {
	store.Place
	Title string
	Kind  string
	Hours string
}

// perPage is how many places one page lists.
const perPage = 50

func (h handlers) places(w http.ResponseWriter, r *http.Request) error {
	m, q, l := auth.From(r.Context()).Municipality, r.URL.Query(), h.L(r)
	data := placesData{Query: strings.TrimSpace(q.Get("q")), Retired: q.Get("ude") != ""}
	list, err := h.db.Places(r.Context(), m, h.db.Today(), store.PlaceFilter{Retired: data.Retired})
	if err != nil {
		return err
	}
	data.Kinds = append([]fds.Option{{Text: l.T("coordinator.places.every_kind")}}, kindOptions(l, kindsOf(list), q.Get("slags"))...)
	var found []placeRow
	for _, p := range list {
		row := placeRow{p, placeTitle(l, p.Name, p.Kind), kindText(l, p.Kind), hoursText(l, p)}
		if (q.Get("slags") == "" || p.Kind == q.Get("slags")) && contains(row.Title, data.Query) {
			found = append(found, row)
		}
	}
	data.Total = len(found)
	from := perPage * pageNumber(q.Get("side"))
	data.Places = found[min(from, len(found)):min(from+perPage, len(found))]
	if from+perPage < len(found) {
		data.More = pageAddress(q, pageNumber(q.Get("side"))+1)
	}
	if from > 0 {
		data.Before = pageAddress(q, pageNumber(q.Get("side"))-1)
	}
	return h.Render(w, r, http.StatusOK, pages.Page{
		Name: "coordinator/places", Title: l.T("coordinator.places.title"), Data: data,
		Islands: []string{"board"}, Words: []string{"coordinator.board."},
	})
}

func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}

// pageNumber counts from 0; anything that is no page is the first.
func pageNumber(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1000 {
		return 0
	}
	return n
}

func pageAddress(q url.Values, n int) string {
	next := url.Values{}
	for _, name := range []string{"q", "slags", "ude"} {
		if v := q.Get(name); v != "" {
			next.Set(name, v)
		}
	}
	if n > 0 {
		next.Set("side", strconv.Itoa(n))
	}
	return placesPath + "?" + next.Encode()
}

func kindsOf(list []store.Place) []string {
	var out []string
	for _, p := range list {
		if !slices.Contains(out, p.Kind) {
			out = append(out, p.Kind)
		}
	}
	return out
}

// publicKinds are what a place may be made by hand.
func publicKinds() []string {
	out := []string{store.Hangout}
	for _, k := range osm.Kinds() {
		out = append(out, string(k))
	}
	return out
}

// kindOptions are the kinds in the order of their words.
func kindOptions(l words, kinds []string, chosen string) []fds.Option {
	var out []fds.Option
	for _, k := range kinds {
		out = append(out, fds.Option{Value: k, Text: kindText(l, k), Selected: k == chosen})
	}
	slices.SortFunc(out, func(a, b fds.Option) int { return strings.Compare(a.Text, b.Text) })
	return out
}

// retire takes a place out of use, or back into it.
func (h handlers) retire(w http.ResponseWriter, r *http.Request) error {
	id, err := uuid.Parse(chi.URLParam(r, "id"))
	if err != nil {
		return store.ErrNotFound
	}
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	retired := form.Get("do") == "retire"
	if err := h.db.RetirePlace(r.Context(), auth.From(r.Context()).Municipality, h.by(r), id, retired); err != nil {
		return err
	}
	done := "coordinator.places.restored"
	if retired {
		done = "coordinator.places.retired"
	}
	h.Auth.Flash(r.Context(), done)
	return pages.SeeOther(w, r, placesPath+"/"+id.String())
}
