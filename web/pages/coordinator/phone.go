package coordinator

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"
	"runde/store/access"
	"runde/web/auth"
	"runde/web/pages"
	"runde/web/pages/fds"
	"runde/web/reception"

	"github.com/google/uuid"
)

// phoneData is the form that a concern is typed into while somebody tells it.
type phoneData struct {
	Form     *pages.Form
	ID       string // made with the form: sent twice, it is stored once
	Contexts []fds.Option
	Areas    []fds.Option
	Channels []fds.Option
	Worries  []fds.Option
	Meet     []fds.Option
	Streets  string // where the note's filter finds the street names
	Doubt    bool   // the note may hold personal data: the writer may say that it does not
	Taken    bool   // another concern is stored under the form's id: this one has a new id
}

func (h handlers) phone(w http.ResponseWriter, r *http.Request) error {
	return h.showPhone(w, r, http.StatusOK, phoneData{Form: h.EmptyForm(r)})
}

func (h handlers) showPhone(w http.ResponseWriter, r *http.Request, status int, data phoneData) error {
	m := auth.From(r.Context()).Municipality
	names, err := h.db.PlaceNames(r.Context(), m, h.db.Today())
	if err != nil {
		return err
	}
	texts, err := h.texts.Of(r.Context(), m)
	if err != nil {
		return err
	}
	data.Streets = texts.Address()
	l, form := h.L(r), data.Form
	if data.ID = form.Get("id"); data.ID == "" || data.Taken {
		data.ID = uuid.NewString()
	}
	chosen := func(name string) func(string) bool {
		return func(v string) bool { return form.Checked(name, v) }
	}
	for i, c := range intake.Contexts {
		selected := form.Checked("context", string(c)) || i == 0 && form.Get("context") == ""
		data.Contexts = append(data.Contexts, fds.Option{Value: string(c), Text: capital(l.T(c.Key())), Selected: selected})
	}
	data.Areas = []fds.Option{{Text: l.T("coordinator.phone.area.choose")}}
	for _, n := range reception.Keyed(names) {
		data.Areas = append(data.Areas, fds.Option{Value: n.Key, Text: n.Key, Selected: chosen("area")(n.Key)})
	}
	data.Channels = []fds.Option{{Text: l.T("coordinator.phone.channel.choose")}}
	for _, c := range intake.Channels {
		v := string(c.Channel)
		data.Channels = append(data.Channels, fds.Option{Value: v, Text: capital(l.T(c.Channel.Key())), Selected: chosen("channel")(v)})
	}
	for _, v := range intake.Worries {
		data.Worries = append(data.Worries, fds.Option{Value: string(v), Text: capital(l.T(v.Key())), Selected: chosen("worries")(string(v))})
	}
	for _, p := range geo.Dayparts {
		data.Meet = append(data.Meet, fds.Option{Value: p.String(), Text: capital(l.Daypart(p)), Selected: chosen("met")(p.String())})
	}
	return h.Render(w, r, status, pages.Page{
		Name: "coordinator/phone", Title: l.T("coordinator.phone.title"), Data: data,
		Islands: []string{"board", "notes"}, Words: []string{"coordinator.board.", "textfilter."},
	})
}

// takeCall stores the concern, or shows the form again with its mistakes and
// nothing stored.
func (h handlers) takeCall(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	if err := form.Only("id", "area", "context", "channel", "worries", "met", "note", "sure"); err != nil {
		return err
	}
	actor := auth.From(r.Context())
	c, err := h.callOf(r.Context(), actor.Municipality, form)
	if err != nil {
		return err
	}
	doubt, err := h.checkNote(r.Context(), form, "note", c.Note)
	if err != nil {
		return err
	}
	if !form.OK() {
		return h.showPhone(w, r, http.StatusUnprocessableEntity, phoneData{Form: form, Doubt: doubt})
	}
	taken, err := h.storeCall(r.Context(), actor.Municipality, c)
	if err != nil {
		return err
	}
	if taken {
		return h.showPhone(w, r, http.StatusConflict, phoneData{Form: form, Taken: true})
	}
	h.Auth.Flash(r.Context(), "coordinator.phone.saved")
	if !actor.May(access.ReadConcerns) {
		return pages.SeeOther(w, r, concernsPath+"/ny")
	}
	return pages.SeeOther(w, r, concernsPath)
}

// storeCall stores a concern, once however often the form is sent. It reports
// whether another concern is stored under the id, as when the form is filled in
// anew after the browser's way back; nothing is stored then.
func (h handlers) storeCall(ctx context.Context, m int32, c intake.Concern) (taken bool, err error) {
	err = h.db.InsertConcern(ctx, m, c)
	if !errors.Is(err, store.ErrConflict) {
		return false, err
	}
	there, err := h.db.Concern(ctx, m, c.ID)
	if err != nil {
		return false, err
	}
	return !sameCall(there, c), nil
}

// sameCall reports whether a stored concern says what was typed in.
func sameCall(there store.Concern, c intake.Concern) bool {
	note := ""
	if there.Note != nil {
		note = *there.Note
	}
	return there.Context == c.Context && there.Cell == c.Cell && there.Channel == c.Channel && note == c.Note &&
		slices.Equal(there.Worries, c.Worries) && slices.Equal(there.MeetDayparts, c.Met)
}

// callOf reads the form's fields; what is wrong is noted at them.
func (h handlers) callOf(ctx context.Context, m int32, form *pages.Form) (intake.Concern, error) {
	c := intake.Concern{
		Context: intake.Context(form.OneOf("context", string(intake.Street), string(intake.Home))), Day: h.db.Today(),
		Note: strings.TrimSpace(strings.Join(strings.Fields(form.Get("note")), " ")),
	}
	id, err := idIn(form, "id")
	if err != nil || !intake.RandomID(id) {
		id = uuid.New()
	}
	c.ID = id
	if c.Cell, err = h.cellNamed(ctx, m, form, c.Context); err != nil {
		return c, err
	}
	if c.Channel = intake.Channel(form.Get("channel")); !c.Channel.Valid() {
		form.Fail("channel", "common.field.choose")
	}
	for _, v := range form.All("worries") {
		if w := intake.Worry(v); w.Valid() && !slices.Contains(c.Worries, w) {
			c.Worries = append(c.Worries, w)
		}
	}
	for _, v := range form.All("met") {
		var p geo.Daypart
		if p.UnmarshalText([]byte(v)) == nil && !slices.Contains(c.Met, p) {
			c.Met = append(c.Met, p)
		}
	}
	return c, nil
}

// cellNamed is the cell of the chosen area: of the street cover, or of the coarse
// one for a home.
func (h handlers) cellNamed(ctx context.Context, m int32, form *pages.Form, where intake.Context) (geo.Cell, error) {
	names, err := h.db.PlaceNames(ctx, m, h.db.Today())
	if err != nil {
		return geo.Rest, err
	}
	for _, n := range reception.Keyed(names) {
		if n.Key != form.Get("area") {
			continue
		}
		if where == intake.Home {
			return n.Home, nil
		}
		return n.Street, nil
	}
	form.Fail("area", "common.field.choose")
	return geo.Rest, nil
}
