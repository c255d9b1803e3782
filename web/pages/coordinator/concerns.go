package coordinator

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"
	"runde/store/access"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/pages"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// inboxData is what the inbox shows.
type inboxData struct {
	Closed    bool // the closed ones are shown
	MayDecide bool
	Waiting   []concern // nobody has decided them yet
	Decided   []concern
	Today     geo.Date
	Done      string // what was decided last, "" for nothing
	DoneID    uuid.UUID
}

// concern is a concern as it is read.
type concern struct {
	store.Concern
	Area    string
	Home    bool
	Worries string
	Meet    string
	Text    string    // the note, "" where none is kept
	Verdict string    // what was decided, as a code
	Similar []similar // perhaps the same
	VisitOn geo.Date  // proposed day of the first visit
}

// similar is another concern about the same cell.
type similar struct {
	ID   uuid.UUID
	Text string
}

// visitWithin is how many days a first visit is proposed to wait at most.
const visitWithin = 3

func (h handlers) inbox(w http.ResponseWriter, r *http.Request) error {
	actor := auth.From(r.Context())
	data := inboxData{
		Closed: r.URL.Query().Get("vis") == "afsluttede", MayDecide: actor.May(access.DecideConcern), Today: h.db.Today(),
	}
	read := h.db.Inbox
	if data.Closed {
		read = h.db.ClosedConcerns
	}
	list, err := read(r.Context(), actor.Municipality)
	if err != nil {
		return err
	}
	shown, err := h.readable(r.Context(), actor.Municipality, h.L(r), list)
	if err != nil {
		return err
	}
	for _, c := range shown {
		if c.State == intake.Received {
			data.Waiting = append(data.Waiting, c)
		} else {
			data.Decided = append(data.Decided, c)
		}
	}
	if id, err := uuid.Parse(r.URL.Query().Get("henvendelse")); err == nil {
		data.Done, data.DoneID = r.URL.Query().Get("besluttet"), id
		if !h.L(r).Has("coordinator.decided." + data.Done) {
			data.Done = ""
		}
	}
	return h.Render(w, r, http.StatusOK, pages.Page{
		Name: "coordinator/concerns", Title: h.L(r).T("coordinator.concerns.title"), Data: data,
		Islands: []string{"board"}, Words: []string{"coordinator.board."},
	})
}

// readable adds what a reader needs: areas by name, and what each may be the same
// as.
func (h handlers) readable(ctx context.Context, m int32, l words, list []store.Concern) ([]concern, error) {
	names := map[intake.Context]map[geo.Cell]store.AreaName{}
	for context, level := range map[intake.Context]store.Level{intake.Street: store.StreetLevel, intake.Home: store.HomeLevel} {
		cover, err := h.db.CoverOn(ctx, m, level, h.db.Today())
		if err != nil {
			return nil, err
		}
		if names[context], err = h.db.AreaNames(ctx, m, cover); err != nil {
			return nil, err
		}
	}
	byID := map[uuid.UUID]store.Concern{}
	for _, c := range list {
		byID[c.ID] = c
	}
	out := make([]concern, len(list))
	for i, c := range list {
		area := names[c.Context][c.Cell]
		out[i] = concern{
			Concern: c, Home: c.Context == intake.Home, Area: capital(areaText(l, area.Name, area.Inside)),
			VisitOn: max(h.db.Today(), min(c.Day, h.db.Today())+visitWithin),
		}
		var worries, meet []string
		for _, w := range c.Worries {
			worries = append(worries, l.Or(w.Key(), string(w)))
		}
		for _, p := range c.MeetDayparts {
			meet = append(meet, l.Daypart(p))
		}
		out[i].Worries, out[i].Meet = strings.Join(worries, ", "), strings.Join(meet, ", ")
		if c.Note != nil {
			out[i].Text = *c.Note
		}
		if c.Decision != nil {
			out[i].Verdict = string(*c.Decision)
		}
		for _, id := range c.SameMatter {
			if other, there := byID[id]; there && other.Context == c.Context {
				out[i].Similar = append(out[i].Similar, similar{id, similarText(l, other)})
			}
		}
	}
	return out, nil
}

func similarText(l words, c store.Concern) string {
	return l.T("coordinator.concerns.similar", "Day", l.DateShort(c.Day), "Channel", l.T(c.Channel.Key()),
		"State", l.T("concern_state."+string(c.State)))
}

// decide does what one of a concern's buttons says.
func (h handlers) decide(w http.ResponseWriter, r *http.Request) error {
	id, err := uuid.Parse(chi.URLParam(r, "id"))
	if err != nil {
		return store.ErrNotFound
	}
	actor := auth.From(r.Context())
	if err := actor.Require(access.DecideConcern); err != nil {
		return err
	}
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	if err := form.Only("do", "visit_by", "into"); err != nil {
		return err
	}
	do := form.Get("do")
	if err := h.decideAs(r, actor.Municipality, id, form, do); err != nil {
		if !outdated(err) {
			return err
		}
		h.Auth.Flash(r.Context(), "coordinator.concerns.outdated")
		return pages.SeeOther(w, r, concernsPath)
	}
	query := url.Values{"besluttet": {do}, "henvendelse": {id.String()}}
	return pages.SeeOther(w, r, concernsPath+"?"+query.Encode())
}

func (h handlers) decideAs(r *http.Request, m int32, id uuid.UUID, form *pages.Form, do string) error {
	ctx, by := r.Context(), h.by(r)
	switch do {
	case "visit":
		day, err := geo.ParseDate(form.Get("visit_by"))
		if err != nil {
			return err
		}
		return h.db.DecideConcern(ctx, m, by, id, store.Decision{Code: intake.Visit, VisitBy: &day})
	case "watch", "leader", "not_ours":
		return h.db.DecideConcern(ctx, m, by, id, store.Decision{Code: intake.Decision(do)})
	case "close":
		return h.db.CloseConcern(ctx, m, by, id)
	case "reopen":
		return h.db.ReopenConcern(ctx, m, by, id)
	case "merge":
		into, err := idIn(form, "into")
		if err != nil {
			return err
		}
		return h.db.MergeConcern(ctx, m, by, id, into)
	}
	return fault.ErrMalformed
}
