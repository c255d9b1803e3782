package public

import (
	"context"
	"net/http"
	"strconv"
	"unicode"
	"unicode/utf8"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"
	"runde/web/pages"
	"runde/web/pages/catalogue"
	"runde/web/pages/fds"
	"runde/web/reception"
)

// concernData is what the concern form shows.
type concernData struct {
	Form     *pages.Form
	Problem  string // why nothing was sent, where no field is to blame
	Contact  contact
	Preset   string // the channel that a bookmark chose
	Contexts []fds.Option
	Places   []fds.Option
	Worries  []fds.Option
	Met      []fds.Option
	Channels []fds.Option
	Streets  string // where the note's filter finds the street names
	Island   islandData
}

// islandData is what the form's island needs to put the map beside the list.
type islandData struct {
	Box   [4]float64          `json:"box"`   // south, west, north, east
	Cover string              `json:"cover"` // address of the cover, below the API's
	Names map[string]geo.Cell `json:"names"` // the patch of each place name
}

func (h handlers) showConcern(w http.ResponseWriter, r *http.Request, status int, form *pages.Form, problem string) error {
	data, err := h.concernData(r.Context(), h.L(r), form)
	if err != nil {
		return err
	}
	data.Problem = problem
	if c := intake.Channel(r.URL.Query().Get("kanal")); c.Public() {
		data.Preset = h.L(r).T(c.Key())
	}
	if cover, err := h.desk.Cover(r.Context(), store.StreetLevel); err == nil {
		form.Values.Set("cover", strconv.Itoa(cover.Version)) // a page that was open over New Year goes on
	}
	return h.Render(w, r, status, pages.Page{
		Name: "public/concern", Title: h.L(r).T("public.concern.title"), Data: data,
		Islands: append([]string{"concern"}, noteIsland...), Words: append([]string{"public.patch.", "public.note."}, noteWords...),
	})
}

func (h handlers) concernData(ctx context.Context, l *catalogue.L, form *pages.Form) (concernData, error) {
	data := concernData{Form: form}
	var err error
	if data.Contact, err = h.contact(ctx); err != nil {
		return data, err
	}
	if data.Streets, err = h.streets(ctx); err != nil {
		return data, err
	}
	names, err := h.desk.Names(ctx)
	if err != nil {
		return data, err
	}
	cover, err := h.desk.Cover(ctx, store.StreetLevel)
	if err != nil {
		return data, err
	}
	box, err := h.desk.Box(ctx)
	if err != nil {
		return data, err
	}
	data.Island = islandData{
		Box:   [4]float64{box.Min.Lat(), box.Min.Lon(), box.Max.Lat(), box.Max.Lon()},
		Cover: "/cover?level=street&v=" + cover.Hash, Names: map[string]geo.Cell{},
	}
	data.Places = []fds.Option{{Text: l.T("public.place.choose")}}
	for _, n := range names {
		data.Island.Names[n.Key] = n.Street
		data.Places = append(data.Places, fds.Option{Value: n.Key, Text: nameText(l, n), Selected: form.Get("place") == n.Key})
	}
	data.Contexts = contexts(l, form)
	data.Worries = worries(l, form)
	for _, p := range geo.Dayparts {
		data.Met = append(data.Met, fds.Option{Value: p.String(), Text: l.T("public.met." + p.String()), Selected: form.Checked("met", p.String())})
	}
	data.Channels = channels(l, form)
	return data, nil
}

// nameText is a place name with its kind, where the catalogue has a word for it.
func nameText(l *catalogue.L, n reception.Name) string {
	if kind := l.Or("public.place_kind."+n.Kind, ""); kind != "" {
		return n.Key + " – " + kind
	}
	return n.Key
}

func contexts(l *catalogue.L, form *pages.Form) []fds.Option {
	var out []fds.Option
	for _, c := range intake.Contexts {
		out = append(out, fds.Option{
			Value: string(c), Text: upperFirst(l.T(c.Key())),
			Hint: l.T("public.context." + string(c)), Selected: form.Checked("context", string(c)),
		})
	}
	return out
}

func worries(l *catalogue.L, form *pages.Form) []fds.Option {
	var out []fds.Option
	for _, w := range intake.Worries {
		out = append(out, fds.Option{Value: string(w), Text: upperFirst(l.T(w.Key())), Selected: form.Checked("worries", string(w))})
	}
	return out
}

// channels begin with not telling, which is what a form opens on.
func channels(l *catalogue.L, form *pages.Form) []fds.Option {
	var out, last []fds.Option
	for _, one := range intake.Channels {
		c := one.Channel
		if !c.Public() {
			continue
		}
		o := fds.Option{Value: string(c), Text: upperFirst(l.T(c.Key())), Selected: form.Get("channel") == string(c)}
		if c == intake.Undisclosed {
			out = append(out, o)
			continue
		}
		last = append(last, o)
	}
	return append(out, last...)
}

// upperFirst begins a word of the catalogue as a label begins.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
