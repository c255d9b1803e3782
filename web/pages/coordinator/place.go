package coordinator

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"runde/routes"
	"runde/store"
	"runde/web/auth"
	"runde/web/pages"
	"runde/web/pages/fds"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// placeData is the form of one place.
type placeData struct {
	Form   *pages.Form
	Action string
	Place  store.Place
	Title  string
	New    bool
	Kinds  []fds.Option
	Days   []fds.Option // open on
	From   string
	To     string
	Beside []fds.Option // of a new place: where it is

	Streets string // where the note's filter finds the street names
	Doubt   bool   // the note may hold personal data: the writer may say that it does not
}

// The usual visit of a place that was made by hand.
const (
	usualVisit = 20
	usualMost  = 2
	usualGap   = 1
)

func (h handlers) place(w http.ResponseWriter, r *http.Request) error {
	p, err := h.placeOf(r)
	if err != nil {
		return err
	}
	return h.showPlace(w, r, http.StatusOK, placeData{Form: h.EmptyForm(r), Place: p})
}

func (h handlers) placeOf(r *http.Request) (store.Place, error) {
	id, err := uuid.Parse(chi.URLParam(r, "id"))
	if err != nil {
		return store.Place{}, store.ErrNotFound
	}
	return h.db.Place(r.Context(), auth.From(r.Context()).Municipality, h.db.Today(), id)
}

func (h handlers) newPlace(w http.ResponseWriter, r *http.Request) error {
	p := store.Place{Place: routes.Place{Visit: usualVisit, MaxVisits: usualMost, GapDays: usualGap}}
	return h.showPlace(w, r, http.StatusOK, placeData{Form: h.EmptyForm(r), Place: p, New: true})
}

func (h handlers) showPlace(w http.ResponseWriter, r *http.Request, status int, data placeData) error {
	l := h.L(r)
	texts, err := h.texts.Of(r.Context(), auth.From(r.Context()).Municipality)
	if err != nil {
		return err
	}
	data.Streets = texts.Address()
	data.Action = placesPath + "/" + data.Place.ID.String()
	if data.New {
		data.Action, data.Title = placesPath+"/ny", l.T("coordinator.places.new")
		if data.Beside, err = h.knownPlaces(r, data.Form.Get("beside")); err != nil {
			return err
		}
	} else {
		data.Title = placeTitle(l, data.Place.Name, data.Place.Kind)
	}
	kinds := publicKinds()
	if data.Kinds = kindOptions(l, kinds, data.Place.Kind); data.New {
		data.Kinds = slices.Insert(data.Kinds, 0, fds.Option{Text: l.T("coordinator.places.kind.choose")})
	}
	open, from, to := simpleHours(data.Place.Windows)
	data.From, data.To = clockField(from), clockField(to)
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		data.Days = append(data.Days, fds.Option{
			Value: strconv.Itoa(int(day)), Text: capital(l.T("weekday." + strconv.Itoa(int(day)))), Selected: open[day],
		})
	}
	return h.Render(w, r, status, pages.Page{
		Name: "coordinator/place", Title: data.Title, Data: data,
		Islands: []string{"board", "notes"}, Words: []string{"coordinator.board.", "textfilter."},
	})
}

// knownPlaces are those with a name: a new place is said to be beside one of them.
func (h handlers) knownPlaces(r *http.Request, chosen string) ([]fds.Option, error) {
	l := h.L(r)
	list, err := h.db.Places(r.Context(), auth.From(r.Context()).Municipality, h.db.Today(), store.PlaceFilter{})
	out := []fds.Option{{Text: l.T("coordinator.places.beside.choose")}}
	for _, p := range list {
		if p.Name != "" {
			id := p.ID.String()
			out = append(out, fds.Option{Value: id, Text: p.Name + " (" + kindText(l, p.Kind) + ")", Selected: id == chosen})
		}
	}
	return out, err
}

func (h handlers) savePlace(w http.ResponseWriter, r *http.Request) error {
	p, err := h.placeOf(r)
	if err != nil {
		return err
	}
	form, doubt, err := h.readPlace(w, r, &p)
	if err != nil {
		return err
	}
	if form.OK() {
		err = h.db.EditPlace(r.Context(), auth.From(r.Context()).Municipality, h.by(r), p)
		if err = notePlaceError(form, err); err != nil {
			return err
		}
	}
	if !form.OK() {
		return h.showPlace(w, r, http.StatusUnprocessableEntity, placeData{Form: form, Place: p, Doubt: doubt})
	}
	h.Auth.Flash(r.Context(), "coordinator.places.saved")
	return pages.SeeOther(w, r, placesPath+"/"+p.ID.String())
}

func (h handlers) createPlace(w http.ResponseWriter, r *http.Request) error {
	p := store.Place{Place: routes.Place{GapDays: usualGap}}
	form, doubt, err := h.readPlace(w, r, &p)
	if err != nil {
		return err
	}
	m := auth.From(r.Context()).Municipality
	if beside, bad := uuid.Parse(form.Get("beside")); bad != nil {
		form.Fail("beside", "common.field.choose")
	} else if known, bad := h.db.Place(r.Context(), m, h.db.Today(), beside); bad != nil {
		form.Fail("beside", "common.field.choose")
	} else {
		p.Point = aside(known.Point)
	}
	if form.OK() {
		p.ID, err = h.db.AddPlace(r.Context(), m, h.by(r), p)
		if err = notePlaceError(form, err); err != nil {
			return err
		}
	}
	if !form.OK() {
		return h.showPlace(w, r, http.StatusUnprocessableEntity, placeData{Form: form, Place: p, New: true, Doubt: doubt})
	}
	h.Auth.Flash(r.Context(), "coordinator.places.added")
	return pages.SeeOther(w, r, placesPath+"/"+p.ID.String())
}

// aside is a few metres from a point, so that two marks on the map are two.
func aside(p orb.Point) orb.Point { return orb.Point{p.Lon() + 0.0001, p.Lat()} }

// notePlaceError notes a rule of the store at its field; other errors come back.
func notePlaceError(form *pages.Form, err error) error {
	var invalid *store.InvalidError
	if !errors.As(err, &invalid) {
		return err
	}
	switch invalid.Field {
	case "kind":
		form.Fail("kind", "common.field.choose")
	case "point":
		form.Fail("beside", "coordinator.places.not_there")
	default:
		form.Fail("name", "coordinator.places.refused")
	}
	return nil
}

// readPlace reads the form into the place; what is wrong is noted at its field. It
// reports whether the note only needs to be confirmed.
func (h handlers) readPlace(w http.ResponseWriter, r *http.Request, p *store.Place) (form *pages.Form, doubt bool, err error) {
	if form, err = h.ReadForm(w, r); err != nil {
		return nil, false, err
	}
	before := p.Name
	p.Name, p.Kind = strings.Join(strings.Fields(form.Get("name")), " "), form.Get("kind")
	if p.Kind == "" {
		form.Fail("kind", "common.field.choose")
	}
	if len([]rune(p.Name)) > 120 {
		form.Fail("name", "common.field.too_long", "Max", 120)
	}
	p.Visit = numberIn(form, "visit", 5, 240)
	p.MinVisits = numberIn(form, "min_visits", 0, 14)
	p.MaxVisits = numberIn(form, "max_visits", 1, 14)
	if form.OK() && p.MinVisits > p.MaxVisits {
		form.Fail("min_visits", "coordinator.places.min_above_max")
	}
	p.TwoWorkers = form.Get("two_workers") != ""
	p.Windows = hoursIn(form, p.Windows)
	p.SafetyNote = strings.Join(strings.Fields(form.Get("safety_note")), " ")
	if p.Name != before {
		if err := h.checkName(r.Context(), form, p.Name); err != nil {
			return nil, false, err
		}
	}
	doubt, err = h.checkNote(r.Context(), form, "safety_note", p.SafetyNote)
	return form, doubt, err
}

func numberIn(form *pages.Form, name string, low, high int) int {
	n, err := strconv.Atoi(form.Get(name))
	if err != nil || n < low || n > high {
		form.Fail(name, "coordinator.places.number", "Low", low, "High", high)
	}
	return n
}
