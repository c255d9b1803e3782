package coordinator

import (
	"errors"
	"math"
	"net/http"
	"slices"

	"runde/geo"
	"runde/geo/need"
	"runde/store"
	"runde/store/access"
	"runde/web/auth"

	"github.com/google/uuid"
)

// mostBlind is how many blind spots are listed: more than a week's rounds could take.
const mostBlind = 20

// blindData are the areas that nobody has been in for long or that little is known of,
// and the week whose rounds they can be put on.
type blindData struct {
	Spots   []blindSpot
	More    int  // that are not listed
	AllSeen bool // somebody was in every cell within Weeks
	Weeks   int
	Week    geo.Week
	Path    string // of the week
	Planned bool   // the week has a plan
	Plan    uuid.UUID
	MayEdit bool
	Targets []target // rounds that can take a stop
}

// blindSpot is a cell with why it is listed, and what can be done about it.
type blindSpot struct {
	Cell  geo.Cell
	Name  string
	Why   string
	Place uuid.UUID // that can be put on a round; none: Note says why not
	Title string    // of the place
	Note  string
}

// blindMaker finds the blind spots and a place in each.
type blindMaker struct {
	l      words
	names  map[geo.Cell]string
	plan   *store.Plan         // nil: there is none
	week   geo.Week            // being planned
	places []store.Place       // in use, area stops too
	barred map[uuid.UUID]bool  // kept out of the week
	on     map[geo.Cell]string // the cells that the plan visits, with the place
}

// blind are the blind spots among the cells, with the places of them.
func (h handlers) blind(r *http.Request, cells []store.StandoutCell, names map[geo.Cell]string, places []store.Place) (blindData, error) {
	actor, l := auth.From(r.Context()), h.L(r)
	week, err := h.nextToPlan(r.Context(), actor.Municipality)
	if err != nil {
		return blindData{}, err
	}
	maker := blindMaker{l: l, names: names, week: week, places: places}
	switch plan, err := h.firstPlan(r.Context(), actor.Municipality, week, store.Proposed, store.Approved); {
	case err == nil:
		maker.plan = &plan
	case !errors.Is(err, store.ErrNotFound):
		return blindData{}, err
	}
	locks, err := h.db.Locks(r.Context(), actor.Municipality, week)
	if err != nil {
		return blindData{}, err
	}
	maker.barred = map[uuid.UUID]bool{}
	for _, lock := range locks {
		maker.barred[lock.PlaceID] = lock.Forbidden
	}
	out := maker.make(cells)
	out.MayEdit = actor.May(access.EditPlans)
	if maker.plan != nil {
		out.Planned, out.Plan = true, maker.plan.ID
		out.Targets = boardMaker{l: l, plan: maker.plan, now: h.db.Now()}.make(true).Targets
	}
	return out, nil
}

func (b blindMaker) make(cells []store.StandoutCell) blindData {
	out := blindData{Weeks: need.UnseenWeeks, Week: b.week, Path: pathOf(b.week), AllSeen: true}
	estimates := make([]need.Estimate, len(cells))
	for i, c := range cells {
		estimates[i] = c.Estimate
		out.AllSeen = out.AllSeen && c.Seen()
	}
	b.on = map[geo.Cell]string{}
	if b.plan != nil {
		for _, r := range b.plan.Rounds {
			for _, s := range r.Stops {
				b.on[s.Cell] = placeTitle(b.l, s.Name, s.Kind)
			}
		}
	}
	blind := need.Blind(estimates)
	out.More = max(0, len(blind)-mostBlind)
	for _, e := range blind[:len(blind)-out.More] {
		out.Spots = append(out.Spots, b.spot(e))
	}
	return out
}

func (b blindMaker) spot(e need.Estimate) blindSpot {
	out := blindSpot{Cell: e.Cell, Name: b.names[e.Cell], Why: b.since(e) + " " + b.unsure(e)}
	in := slices.DeleteFunc(slices.Clone(b.places), func(p store.Place) bool { return p.Cell != e.Cell })
	free := slices.DeleteFunc(slices.Clone(in), func(p store.Place) bool { return b.barred[p.ID] })
	switch title, visited := b.on[e.Cell]; {
	case visited:
		out.Note = b.l.T("coordinator.blind.planned", "Place", title)
	case len(in) == 0:
		out.Note = b.l.T("coordinator.blind.placeless")
	case len(free) == 0:
		out.Note = b.l.T("coordinator.blind.forbidden")
	default:
		best := slices.MinFunc(free, func(p, q store.Place) int { return effortTo(p) - effortTo(q) })
		out.Place, out.Title = best.ID, placeTitle(b.l, best.Name, best.Kind)
	}
	return out
}

// effortTo sorts the places of a cell by how easily they are found: those with a name
// before those without, and area stops last.
func effortTo(p store.Place) int {
	switch {
	case p.Source == store.FromArea:
		return 2
	case p.Name == "":
		return 1
	}
	return 0
}

// since says how long nobody was there.
func (b blindMaker) since(e need.Estimate) string {
	switch {
	case e.WeeksSince < 0:
		return b.l.T("coordinator.blind.never")
	case e.WeeksSince == 0:
		return b.l.T("coordinator.blind.this_week")
	case e.Seen():
		return b.l.T("coordinator.blind.seen", "Count", e.WeeksSince)
	}
	return b.l.T("coordinator.blind.unseen", "Count", e.WeeksSince)
}

// unsure says how little is known.
func (b blindMaker) unsure(e need.Estimate) string {
	switch {
	case !e.Known && e.WeeksSince < 0:
		return b.l.T("coordinator.blind.unknown")
	case !e.Known:
		return b.l.T("coordinator.blind.few", "Hours", b.l.Number(math.Floor(10*e.Hours)/10, 1),
			"Enough", b.l.Number(need.DefaultParams().KnownHours, 0))
	}
	key := "coordinator.blind.interval"
	if !e.Seen() {
		key = "coordinator.blind.last"
	}
	return b.l.T(key, "Low", math.Round(10*e.Low), "High", math.Round(10*e.High))
}
