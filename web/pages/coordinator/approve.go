package coordinator

import (
	"errors"
	"net/http"

	"runde/geo"
	"runde/store"
	"runde/web/auth"
	"runde/web/pages"
)

// confirmData is what is asked before a plan is published.
type confirmData struct {
	Week    geo.Week
	Path    string
	Board   *board
	Replace bool // an approved plan is replaced
}

// confirm asks once more: publishing is the only step that others see.
func (h handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	week, err := weekOf(r)
	if err != nil {
		return err
	}
	ctx, m := r.Context(), auth.From(r.Context()).Municipality
	p, err := h.db.PlanOf(ctx, m, week, store.Proposed)
	if errors.Is(err, store.ErrNotFound) {
		return pages.SeeOther(w, r, pathOf(week)) // approved already, or gone
	}
	if err != nil {
		return err
	}
	plan, broken, err := h.db.EvaluatePlan(ctx, m, p.ID)
	if err != nil {
		return err
	}
	data := confirmData{Week: week, Path: pathOf(week)}
	data.Board = boardMaker{l: h.L(r), plan: &plan, broken: broken}.make(true)
	_, err = h.db.PlanOf(ctx, m, week, store.Approved)
	if data.Replace = err == nil; err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return h.Render(w, r, http.StatusOK, pages.Page{
		Name: "coordinator/approve", Title: h.L(r).T("coordinator.approve.title", "Week", h.L(r).Week(week)), Data: data,
	})
}

// approve publishes the proposal.
func (h handlers) approve(w http.ResponseWriter, r *http.Request) error {
	week, err := weekOf(r)
	if err != nil {
		return err
	}
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	plan, err := idIn(form, "plan")
	if err != nil {
		return err
	}
	err = h.db.ApprovePlan(r.Context(), auth.From(r.Context()).Municipality, h.by(r), plan)
	if err != nil {
		return h.givenUp(w, r, week, err)
	}
	h.Auth.Flash(r.Context(), "coordinator.week.approved")
	return pages.SeeOther(w, r, pathOf(week)+"?vis=godkendt")
}
