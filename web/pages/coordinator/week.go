package coordinator

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"runde/geo"
	"runde/geo/need"
	"runde/routes/plans"
	"runde/store"
	"runde/store/access"
	"runde/web/auth"
	"runde/web/pages"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// weekData is what the week's page shows.
type weekData struct {
	Week     geo.Week
	Path     string // of this week
	Previous string
	Next     string
	MayEdit  bool
	Board    *board    // nil: there is no plan yet
	Idle     []day     // the shifts, where there is no plan yet
	Last     *geo.Week // whose rounds the week can start from, where there is no plan yet
	Undo     *undoView
	Map      *mapData
	// UnseenWeeks is from when on a cell counts as not visited.
	UnseenWeeks int
	making
}

// runView is a proposal that is being made.
type runView struct {
	ID      uuid.UUID
	Percent int
	Again   bool // from a plan of the week
}

// mapData is what the island needs to draw; the rest it asks the API for.
type mapData struct {
	Box   [4]float64 `json:"box"` // south, west, north, east
	Week  string     `json:"week"`
	State string     `json:"state"`
}

// refreshAfter is how often the page of a running proposal loads itself where
// there is no script, in seconds.
const refreshAfter = 2

// someWeek leads to the week that needs the coordinator: this one while it lacks an
// approved plan and has a shift to come, else the next.
func (h handlers) someWeek(w http.ResponseWriter, r *http.Request) error {
	week, err := h.nextToPlan(r.Context(), auth.From(r.Context()).Municipality)
	if err != nil {
		return err
	}
	return pages.SeeOther(w, r, pathOf(week))
}

func (h handlers) nextToPlan(ctx context.Context, m int32) (geo.Week, error) {
	today := h.db.Today()
	week := geo.WeekOf(today)
	_, err := h.db.PlanOf(ctx, m, week, store.Approved)
	if err == nil {
		return week.Add(1), nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return week, err
	}
	shifts, err := h.db.Shifts(ctx, m, week)
	for _, s := range shifts {
		if s.Date >= today && !s.Cancelled {
			return week, nil
		}
	}
	return week.Add(1), err
}

func pathOf(w geo.Week) string { return weekPath + "/" + w.String() }

func (h handlers) week(w http.ResponseWriter, r *http.Request) error {
	week, err := weekOf(r)
	if err != nil {
		return err
	}
	now, err := h.makingOf(r, week)
	if err != nil {
		return err
	}
	m := auth.From(r.Context()).Municipality
	plan, broken, err := h.shownPlan(r.Context(), m, week, r.URL.Query().Get("vis"))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return h.showWeek(w, r, week, now, plan, broken)
}

// shownPlan is the week's proposal or, without one or where asked for, its approved
// plan. Returns store.ErrNotFound where there is neither.
func (h handlers) shownPlan(ctx context.Context, m int32, week geo.Week, show string) (*store.Plan, []plans.Violation, error) {
	states := []store.PlanState{store.Proposed, store.Approved}
	if show == "godkendt" {
		states = states[1:]
	}
	p, err := h.firstPlan(ctx, m, week, states...)
	if err != nil {
		return nil, nil, err
	}
	timed, broken, err := h.db.EvaluatePlan(ctx, m, p.ID)
	return &timed, broken, err
}

// firstPlan is the week's plan of the first state in which there is one. Returns
// store.ErrNotFound where there is none.
func (h handlers) firstPlan(ctx context.Context, m int32, week geo.Week, states ...store.PlanState) (store.Plan, error) {
	for _, state := range states {
		p, err := h.db.PlanOf(ctx, m, week, state)
		if !errors.Is(err, store.ErrNotFound) {
			return p, err
		}
	}
	return store.Plan{}, store.ErrNotFound
}

// showWeek renders the page for a plan that may be nil.
func (h handlers) showWeek(w http.ResponseWriter, r *http.Request, week geo.Week, now making, plan *store.Plan, broken []plans.Violation) error {
	actor := auth.From(r.Context())
	data := weekData{
		Week: week, Path: pathOf(week), Previous: pathOf(week.Add(-1)), Next: pathOf(week.Add(1)),
		MayEdit: actor.May(access.EditPlans), Undo: undoOf(r.URL.Query()), UnseenWeeks: need.UnseenWeeks, making: now,
	}
	if err := h.addBoard(r, &data, plan, broken); err != nil {
		return err
	}
	page := pages.Page{
		Name: "coordinator/week", Title: h.L(r).Week(week), Data: data, Wide: true,
		Islands: []string{"board"}, Words: []string{"coordinator.board."},
	}
	if data.Run != nil {
		page.Refresh = refreshAfter
	}
	return h.Render(w, r, http.StatusOK, page)
}

func (h handlers) addBoard(r *http.Request, data *weekData, plan *store.Plan, broken []plans.Violation) error {
	ctx, m := r.Context(), auth.From(r.Context()).Municipality
	if plan == nil {
		return h.addShifts(ctx, m, data, h.L(r))
	}
	maker := boardMaker{l: h.L(r), plan: plan, broken: broken, query: r.URL.Query(), now: h.db.Now()}
	var err error
	if maker.locks, err = h.db.Locks(ctx, m, data.Week); err != nil {
		return err
	}
	if maker.teams, err = h.db.Teams(ctx, m); err != nil {
		return err
	}
	other := store.Approved
	if plan.State == store.Approved {
		other = store.Proposed
	}
	beside, err := h.db.PlanOf(ctx, m, data.Week, other)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	maker.walked = shiftsOf(beside, store.Approved)
	data.Board = maker.make(data.MayEdit)
	data.Board.Other = string(beside.State)
	if data.Board.Changes, err = h.changesOf(ctx, m, plan); err != nil {
		return err
	}
	area, err := h.db.Boundary(ctx, m)
	if err != nil {
		return err
	}
	data.Map = &mapData{Box: boxOf(area.Bound()), Week: data.Week.String(), State: string(plan.State)}
	return nil
}

// shiftsOf are the shifts that a plan in that state has rounds on, none in another.
func shiftsOf(p store.Plan, state store.PlanState) map[uuid.UUID]bool {
	out := map[uuid.UUID]bool{}
	for _, r := range p.Rounds {
		out[r.Shift.ID] = p.State == state
	}
	return out
}

// changesOf is what a proposal has changed of the plan that it started from, nil where
// it started from none.
func (h handlers) changesOf(ctx context.Context, m int32, plan *store.Plan) (*store.RunChanges, error) {
	if plan.State != store.Proposed {
		return nil, nil
	}
	run, err := h.db.RunOfPlan(ctx, m, plan.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return run.Changes, err
}

// addShifts shows a week without a plan: who is at work when, and the week whose
// rounds it can start from. The coming weeks' shifts are made from the regular week.
func (h handlers) addShifts(ctx context.Context, m int32, data *weekData, l words) error {
	if data.MayEdit && data.Week.Compare(geo.WeekOf(h.db.Today())) >= 0 {
		if _, err := h.db.MakeShifts(ctx, m, data.Week); err != nil {
			return err
		}
	}
	shifts, err := h.db.Shifts(ctx, m, data.Week)
	rounds := make([]store.PlanRound, len(shifts))
	for i, s := range shifts {
		rounds[i] = store.PlanRound{Shift: s, State: "planned"}
	}
	if err != nil {
		return err
	}
	maker := boardMaker{l: l, plan: &store.Plan{Week: data.Week, Rounds: rounds}, query: url.Values{}}
	data.Idle = maker.make(false).Days
	if !slices.ContainsFunc(shifts, func(s store.Shift) bool { return !s.Cancelled }) {
		return nil
	}
	last, err := h.db.LastApproved(ctx, m, data.Week)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	data.Last = &last
	return err
}

func boxOf(b orb.Bound) [4]float64 {
	return [4]float64{b.Min.Lat(), b.Min.Lon(), b.Max.Lat(), b.Max.Lon()}
}
