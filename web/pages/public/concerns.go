package public

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"
	"runde/web/fault"
	"runde/web/pages"
	"runde/web/reception"

	"github.com/google/uuid"
)

// concernForm opens on a form nobody has filled in; ?kanal= presets who tells, for
// a bookmark of a job centre or a ward.
func (h handlers) concernForm(w http.ResponseWriter, r *http.Request) error {
	cover, err := h.desk.Cover(r.Context(), store.StreetLevel)
	if err != nil {
		return err
	}
	form := h.EmptyForm(r)
	form.Values = url.Values{
		"id": {uuid.NewString()}, "cover": {strconv.Itoa(cover.Version)},
		"context": {string(intake.Street)}, "channel": {string(intake.Undisclosed)},
	}
	preset := intake.Channel(r.URL.Query().Get("kanal"))
	if preset.Public() {
		form.Values.Set("channel", string(preset))
	}
	return h.showConcern(w, r, http.StatusOK, form, "")
}

func (h handlers) sendConcern(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	c, err := h.readConcern(r.Context(), form)
	if err != nil {
		return err
	}
	if !form.OK() {
		return h.showConcern(w, r, http.StatusUnprocessableEntity, form, "")
	}
	note := c.Note
	send := h.desk.SendForm
	if form.Get("script") != "" {
		send = h.desk.Send
	}
	sent, err := send(r.Context(), c)
	var refused *reception.Refused
	switch {
	case errors.As(err, &refused):
		blame(form, refused.Fields)
		return h.showConcern(w, r, http.StatusUnprocessableEntity, form, "")
	case errors.Is(err, fault.ErrTooMany):
		return h.showConcern(w, r, http.StatusTooManyRequests, form, h.L(r).T("public.concern.busy"))
	case errors.Is(err, store.ErrConflict):
		form.Values.Set("id", uuid.NewString())
		return h.showConcern(w, r, http.StatusConflict, form, h.L(r).T("public.concern.twice"))
	case err != nil:
		return err
	}
	return h.showReceipt(w, r, c, sent, note)
}

// readConcern reads the form. The place's name stands for its patch unless a patch
// was chosen on the map; at home it always does, and the patch is the coarse one.
// Returns fault.ErrMalformed for a form that is not this page's.
func (h handlers) readConcern(ctx context.Context, form *pages.Form) (intake.Concern, error) {
	values := maps.Clone(form.Values)
	values["day"] = []string{h.desk.Today().String()}
	if form.Get("context") == string(intake.Home) || form.Get("cell") == "" {
		delete(values, "cell")
		name, err := h.name(ctx, form.Get("place"))
		if err != nil {
			return intake.Concern{}, err
		}
		if name != nil {
			values["cell"] = []string{cellOf(*name, intake.Context(form.Get("context"))).String()}
		}
	}
	c, broken := intake.ParseForm(values, "place", "script")
	blame(form, broken)
	if len(form.All("worries")) == 0 {
		form.Fail("worries", "public.worries.missing")
	}
	for _, f := range broken {
		if f.Field == "body" || f.Field == "id" {
			return c, fault.ErrMalformed
		}
	}
	return c, nil
}

// name is the place name that the form chose, nil where it chose none that is
// offered.
func (h handlers) name(ctx context.Context, key string) (*reception.Name, error) {
	names, err := h.desk.Names(ctx)
	if err != nil {
		return nil, err
	}
	for i := range names {
		if names[i].Key == key {
			return &names[i], nil
		}
	}
	return nil, nil
}

func cellOf(n reception.Name, c intake.Context) geo.Cell {
	if c == intake.Home {
		return n.Home
	}
	return n.Street
}

// blame notes broken rules at the fields of the page.
func blame(form *pages.Form, broken []intake.FieldError) {
	for _, f := range broken {
		switch {
		case f.Rule == intake.Outdated || f.Field == "day":
			form.Values.Del("cell")
			form.Fail("place", "public.place.outdated")
		case f.Field == "cell" || f.Field == "cover":
			form.Values.Del("cell")
			form.Fail("place", "public.place.missing."+where(form))
		case f.Rule == intake.LongText:
			form.Fail(f.Field, "common.field.too_long", "Max", intake.MaxNote)
		case f.Rule == intake.Control:
			form.Fail(f.Field, "common.field.bad_text")
		default:
			form.Fail(f.Field, "common.field.choose")
		}
	}
}

// where is the context that the form chose, the street's where it chose none.
func where(form *pages.Form) string {
	if form.Get("context") == string(intake.Home) {
		return string(intake.Home)
	}
	return string(intake.Street)
}
