package coordinator

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/pages"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// boardHeader is what the island sends with a form: it wants the page at once and
// not the address of the page.
const boardHeader = "X-Board"

// hand is one change of the plan as a form sends it.
type hand struct {
	week  geo.Week
	plan  uuid.UUID
	stop  uuid.UUID // none: a place is added
	place uuid.UUID
	shift uuid.UUID // where the stop is
	at    int       // its position there, counted from 1
	to    uuid.UUID // where it shall be
	do    string
	show  string // the plan that the page shows: see shownPlan
	team  uuid.UUID
	rest  []uuid.UUID // the places that a round had left to visit
}

// readHand reads the fields of a stop's form.
func (h handlers) readHand(w http.ResponseWriter, r *http.Request) (hand, error) {
	week, err := weekOf(r)
	if err != nil {
		return hand{}, err
	}
	form, err := h.ReadForm(w, r)
	if err != nil {
		return hand{}, err
	}
	c := hand{week: week, do: form.Get("do"), show: form.Get("vis")}
	for name, id := range map[string]*uuid.UUID{"plan": &c.plan, "stop": &c.stop, "place": &c.place, "shift": &c.shift, "to": &c.to, "team": &c.team} {
		if form.Get(name) == "" {
			continue
		}
		if *id, err = idIn(form, name); err != nil {
			return hand{}, err
		}
	}
	if c.rest, err = idsOf(form.Get("rest")); err != nil {
		return hand{}, err
	}
	if text := form.Get("at"); text != "" {
		if c.at, err = strconv.Atoi(text); err != nil {
			return hand{}, fault.ErrMalformed
		}
	}
	return c, nil
}

// change does what one of a stop's buttons says.
func (h handlers) change(w http.ResponseWriter, r *http.Request) error {
	c, err := h.readHand(w, r)
	if err != nil {
		return err
	}
	switch c.do {
	case "up":
		return h.move(w, r, c, store.Change{StopID: c.stop, ShiftID: c.shift, Position: max(1, c.at-1)}, "moved")
	case "down":
		return h.move(w, r, c, store.Change{StopID: c.stop, ShiftID: c.shift, Position: c.at + 1}, "moved")
	case "place": // dragged to a position
		return h.move(w, r, c, store.Change{StopID: c.stop, ShiftID: c.to, Position: c.at}, "moved")
	case "move":
		return h.moveAway(w, r, c)
	case "remove":
		return h.move(w, r, c, store.Change{StopID: c.stop}, "removed")
	case "lock", "unlock", "forbid":
		return h.lock(w, r, c)
	}
	return fault.ErrMalformed
}

// addPlace puts a place that was left out on a round, or takes its lock away.
func (h handlers) addPlace(w http.ResponseWriter, r *http.Request) error {
	c, err := h.readHand(w, r)
	if err != nil {
		return err
	}
	if c.do == "unlock" {
		return h.lock(w, r, c)
	}
	actor := auth.From(r.Context())
	place, err := h.db.Place(r.Context(), actor.Municipality, c.week.Monday(), c.place)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	at, err := h.bestPlaceIn(r, c, place.Point)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	return h.move(w, r, c, store.Change{PlaceID: c.place, ShiftID: c.to, Position: at}, "added")
}

// moveAway moves a stop to another round, where it lengthens the way least.
func (h handlers) moveAway(w http.ResponseWriter, r *http.Request, c hand) error {
	plan, err := h.db.Plan(r.Context(), auth.From(r.Context()).Municipality, c.plan)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	_, stop, ok := placed(plan, c.stop)
	if !ok {
		return h.givenUp(w, r, c.week, store.ErrNotFound)
	}
	at, err := h.bestPlaceIn(r, c, stop.Point)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	return h.move(w, r, c, store.Change{StopID: c.stop, ShiftID: c.to, Position: at}, "moved")
}

// bestPlaceIn is the position in the round of c.to at which the point lengthens the
// way least, as the crow flies.
func (h handlers) bestPlaceIn(r *http.Request, c hand, point orb.Point) (int, error) {
	plan, err := h.db.Plan(r.Context(), auth.From(r.Context()).Municipality, c.plan)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(plan.Rounds, func(r store.PlanRound) bool { return r.Shift.ID == c.to })
	if i < 0 {
		return 0, nil // a shift that has no round yet
	}
	var way []orb.Point
	for _, s := range plan.Rounds[i].Stops {
		if s.ID != c.stop {
			way = append(way, s.Point)
		}
	}
	return cheapest(plan.Rounds[i].Shift.Home, way, point), nil
}

// move changes the plan and shows the round that has changed.
func (h handlers) move(w http.ResponseWriter, r *http.Request, c hand, change store.Change, done string) error {
	m := auth.From(r.Context()).Municipality
	before, err := h.db.Plan(r.Context(), m, c.plan)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	plan, broken, err := h.db.ChangePlan(r.Context(), m, h.by(r), c.plan, change)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	return h.changed(w, r, c.week, inverse(before, plan, change, done), &plan, broken)
}

// lock pins a place to its round, keeps it out of the week, or frees it again.
func (h handlers) lock(w http.ResponseWriter, r *http.Request, c hand) error {
	ctx, m, by := r.Context(), auth.From(r.Context()).Municipality, h.by(r)
	query := url.Values{"aendret": {c.do}, "f_place": {c.place.String()}}
	if c.shift != uuid.Nil {
		query.Set("runde", c.shift.String())
	}
	var err error
	switch c.do {
	case "lock":
		err = h.db.PinPlace(ctx, m, by, c.week, c.place, c.shift, 0)
	case "unlock":
		err = h.db.Unlock(ctx, m, by, c.week, c.place)
	case "forbid":
		if _, _, err = h.db.ChangePlan(ctx, m, by, c.plan, store.Change{StopID: c.stop}); err == nil {
			err = h.db.ForbidPlace(ctx, m, by, c.week, c.place)
		}
	}
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	if c.do != "forbid" && c.stop != uuid.Nil {
		query.Set("stop", c.stop.String())
	}
	return h.changed(w, r, c.week, query, nil, nil)
}

// undo makes the change that takes the last one back.
func (h handlers) undo(w http.ResponseWriter, r *http.Request) error {
	c, err := h.readHand(w, r)
	if err != nil {
		return err
	}
	switch c.do {
	case "rest":
		return h.undoRest(w, r, c)
	case "hand":
		return h.handOver(w, r, c, "undone")
	}
	change := store.Change{StopID: c.stop, ShiftID: c.shift, Position: c.at}
	if c.stop == uuid.Nil {
		change.PlaceID = c.place
	}
	return h.move(w, r, c, change, "undone")
}

// changed leads to the page with what was changed open, or shows it to the island
// at once.
func (h handlers) changed(w http.ResponseWriter, r *http.Request, week geo.Week, query url.Values, plan *store.Plan, broken []plans.Violation) error {
	if plan != nil && plan.State == store.Approved {
		query.Set("vis", "godkendt")
	}
	if r.Header.Get(boardHeader) == "" {
		target := pathOf(week) + "?" + query.Encode()
		if id := query.Get("runde"); id != "" {
			target += "#runde-" + id
		}
		http.Redirect(w, r, target, http.StatusSeeOther)
		return nil
	}
	shown := r.Clone(r.Context())
	shown.URL = &url.URL{Path: pathOf(week), RawQuery: query.Encode()}
	now, err := h.makingOf(shown, week)
	if err != nil {
		return err
	}
	if plan == nil {
		plan, broken, err = h.shownPlan(r.Context(), auth.From(r.Context()).Municipality, week, query.Get("vis"))
		if err != nil {
			return err
		}
	}
	return h.showWeek(w, shown, week, now, plan, broken)
}

// givenUp shows the week as it is where somebody else was first.
func (h handlers) givenUp(w http.ResponseWriter, r *http.Request, week geo.Week, err error) error {
	if !outdated(err) {
		return err
	}
	if r.Header.Get(boardHeader) != "" {
		return store.ErrConflict
	}
	h.Auth.Flash(r.Context(), "coordinator.week.outdated")
	return pages.SeeOther(w, r, pathOf(week))
}
