package coordinator

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"runde/geo"
	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/web/auth"
	"runde/web/pages"

	"github.com/google/uuid"
)

// propose queues a proposal for the week, from the plan that the form names or from
// nothing, and leads to the page that follows it.
func (h handlers) propose(w http.ResponseWriter, r *http.Request) error {
	week, err := weekOf(r)
	if err != nil {
		return err
	}
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	actor := auth.From(r.Context())
	var run uuid.UUID
	if form.Get("plan") == "" {
		run, err = h.jobs.Plan(r.Context(), actor.Municipality, week, actor.User)
	} else {
		run, err = h.proposeFrom(r.Context(), actor, week, form)
	}
	if err != nil {
		return err
	}
	return pages.SeeOther(w, r, pathOf(week)+"?forslag="+run.String())
}

func (h handlers) proposeFrom(ctx context.Context, actor access.Actor, week geo.Week, form *pages.Form) (uuid.UUID, error) {
	from, err := idIn(form, "plan")
	if err != nil {
		return uuid.Nil, err
	}
	return h.jobs.Replan(ctx, actor.Municipality, week, from, actor.User)
}

// repeat proposes the rounds of the last approved week.
func (h handlers) repeat(w http.ResponseWriter, r *http.Request) error {
	week, err := weekOf(r)
	if err != nil {
		return err
	}
	fell, err := h.db.RepeatWeek(r.Context(), auth.From(r.Context()).Municipality, h.by(r), week)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrMapUnusable) {
		h.Auth.Flash(r.Context(), "coordinator.plan_error."+jobs.ErrorNoMap)
		return pages.SeeOther(w, r, pathOf(week))
	}
	if err != nil {
		return h.givenUp(w, r, week, err)
	}
	query := url.Values{"aendret": {"repeated"}}
	if fell > 0 {
		query.Set("faldet", strconv.Itoa(fell))
	}
	return pages.SeeOther(w, r, pathOf(week)+"?"+query.Encode())
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

// making is what is known of a proposal that is being made, or was not made.
type making struct {
	Run    *runView // nil: none is being made
	Failed string   // why the last one was not
}

// makingOf reads it. Read it before the plan: a proposal that is ready in between
// is then shown as one that is being made, and the page looks again.
func (h handlers) makingOf(r *http.Request, week geo.Week) (making, error) {
	run, err := h.runOf(r, week)
	if errors.Is(err, store.ErrNotFound) {
		return making{}, nil
	}
	if err != nil {
		return making{}, err
	}
	var out making
	if !run.State.Over() {
		out.Run = &runView{run.ID, int(100 * run.Progress), run.FromPlanID != nil}
	}
	if run.State == store.RunFailed && run.ErrorCode != nil {
		l := h.L(r)
		out.Failed = l.Or("coordinator.plan_error."+*run.ErrorCode, l.T("coordinator.plan_error.failed"))
	}
	return out, nil
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
