package coordinator

import (
	"net/http"
	"net/url"
	"slices"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/pages"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// handedOverData is what the leader's list shows.
type handedOverData struct {
	Waiting []concern
	Done    string // what the leader did last, "" for nothing
	DoneID  uuid.UUID
}

// leaderDeeds are what the leader does with a concern that was handed over.
var leaderDeeds = []string{"visit", "watch", "not_ours", "close", "return"}

func (h handlers) handedOver(w http.ResponseWriter, r *http.Request) error {
	m := auth.From(r.Context()).Municipality
	list, err := h.db.HandedOver(r.Context(), m)
	if err != nil {
		return err
	}
	var data handedOverData
	if data.Waiting, err = h.readable(r.Context(), m, h.L(r), list); err != nil {
		return err
	}
	done := r.URL.Query().Get("besluttet")
	if id, err := uuid.Parse(r.URL.Query().Get("henvendelse")); err == nil && slices.Contains(leaderDeeds, done) {
		data.Done, data.DoneID = done, id
	}
	return h.Render(w, r, http.StatusOK, pages.Page{
		Name: "coordinator/handed-over", Title: h.L(r).T("coordinator.leader.title"), Data: data,
		Islands: []string{"board"}, Words: []string{"coordinator.board."},
	})
}

// decideHandedOver does what one of a concern's buttons says.
func (h handlers) decideHandedOver(w http.ResponseWriter, r *http.Request) error {
	id, err := uuid.Parse(chi.URLParam(r, "id"))
	if err != nil {
		return store.ErrNotFound
	}
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	if err := form.Only("do", "visit_by"); err != nil {
		return err
	}
	do := form.Get("do")
	if err := h.leaderDoes(r, id, form, do); err != nil {
		if !outdated(err) {
			return err
		}
		h.Auth.Flash(r.Context(), "coordinator.leader.outdated")
		return pages.SeeOther(w, r, leaderPath)
	}
	query := url.Values{"besluttet": {do}, "henvendelse": {id.String()}}
	return pages.SeeOther(w, r, leaderPath+"?"+query.Encode())
}

func (h handlers) leaderDoes(r *http.Request, id uuid.UUID, form *pages.Form, do string) error {
	ctx, m, by := r.Context(), auth.From(r.Context()).Municipality, h.by(r)
	switch do {
	case "visit":
		day, err := geo.ParseDate(form.Get("visit_by"))
		if err != nil {
			return err
		}
		return h.db.DecideHandedOver(ctx, m, by, id, store.Decision{Code: intake.Visit, VisitBy: &day})
	case "watch", "not_ours":
		return h.db.DecideHandedOver(ctx, m, by, id, store.Decision{Code: intake.Decision(do)})
	case "close":
		return h.db.CloseHandedOver(ctx, m, by, id)
	case "return":
		return h.db.ReturnHandedOver(ctx, m, by, id)
	}
	return fault.ErrMalformed
}
