package coordinator

import (
	"errors"
	"net/http"

	"runde/geo"
	"runde/store"
	"runde/web/auth"
	"runde/web/pages"

	"github.com/google/uuid"
)

// propose queues a proposal for the week and leads to the page that follows it.
func (h handlers) propose(w http.ResponseWriter, r *http.Request) error {
	week, err := weekOf(r)
	if err != nil {
		return err
	}
	actor := auth.From(r.Context())
	run, err := h.jobs.Plan(r.Context(), actor.Municipality, week, actor.User)
	if err != nil {
		return err
	}
	return pages.SeeOther(w, r, pathOf(week)+"?forslag="+run.String())
}

// stopProposing ends the run that is being followed; the week keeps the plan that
// it has.
func (h handlers) stopProposing(w http.ResponseWriter, r *http.Request) error {
	week, err := weekOf(r)
	if err != nil {
		return err
	}
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	run, err := idIn(form, "run")
	if err != nil {
		return err
	}
	err = h.db.CancelPlanRun(r.Context(), auth.From(r.Context()).Municipality, run)
	if err != nil && !errors.Is(err, store.ErrConflict) { // it is over by itself
		return err
	}
	return pages.SeeOther(w, r, pathOf(week))
}

// drop deletes the week's proposal; what was approved stays.
func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	week, err := weekOf(r)
	if err != nil {
		return err
	}
	if err := h.db.DropProposal(r.Context(), auth.From(r.Context()).Municipality, week); err != nil {
		return err
	}
	h.Auth.Flash(r.Context(), "coordinator.week.dropped")
	return pages.SeeOther(w, r, pathOf(week))
}

// addRun shows the run that is being made, or why the one that was followed was
// not.
func (h handlers) addRun(r *http.Request, data *weekData) error {
	run, err := h.runOf(r, data.Week)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if !run.State.Over() {
		data.Run = &runView{run.ID, int(100 * run.Progress)}
	}
	if run.State == store.RunFailed && run.ErrorCode != nil {
		l := h.L(r)
		data.Failed = l.Or("coordinator.plan_error."+*run.ErrorCode, l.T("coordinator.plan_error.failed"))
	}
	return nil
}

// runOf is the run that the address follows, else the week's unfinished one.
func (h handlers) runOf(r *http.Request, week geo.Week) (store.PlanRun, error) {
	m := auth.From(r.Context()).Municipality
	if id, err := uuid.Parse(r.URL.Query().Get("forslag")); err == nil {
		if run, err := h.db.PlanRun(r.Context(), m, id); err == nil && run.Week == week && run.State == store.RunFailed {
			return run, nil
		}
	}
	return h.db.UnfinishedPlanRun(r.Context(), m, week)
}
