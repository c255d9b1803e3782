package coordinator

import (
	"math"
	"net/url"
	"slices"
	"strconv"

	"runde/store"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
)

// undoView says what was done last and, where it can be taken back, by which
// change.
type undoView struct {
	Done  string // one of deeds
	Stop  string // id; "": the place is added again
	Place string
	Shift string // "": the stop is removed again
	At    int
	Able  bool
	Team  string // that had the round before it was handed over
	Rest  string // the places that a round had left to visit, where its rest is taken back
	Fell  int    // stops of the last rounds that are not among the repeated ones
}

// undoOf reads from the address what was done.
func undoOf(q url.Values) *undoView {
	done := q.Get("aendret")
	if !slices.Contains(deeds, done) {
		return nil
	}
	at, _ := strconv.Atoi(q.Get("f_at"))     // 0, the end of the round, for anything else
	fell, _ := strconv.Atoi(q.Get("faldet")) // 0, none, for anything else
	return &undoView{
		Done: done, Stop: q.Get("f_stop"), Place: q.Get("f_place"), Shift: q.Get("f_shift"), At: at,
		Able: slices.Contains(undoable, done), Team: q.Get("f_team"), Rest: q.Get("f_rest"), Fell: fell,
	}
}

var (
	deeds    = []string{"moved", "removed", "added", "undone", "lock", "unlock", "forbid", "cancel", "restore", "repeated", "replanned", "handed"}
	undoable = []string{"moved", "removed", "added", "replanned", "handed"}
)

// inverse is the address's query that shows what a change has changed, and holds
// the change that takes it back.
func inverse(before, after store.Plan, c store.Change, done string) url.Values {
	q := url.Values{"aendret": {done}}
	if c.ShiftID != uuid.Nil {
		q.Set("runde", c.ShiftID.String())
	}
	if shift, s, ok := placed(before, c.StopID); ok {
		if c.ShiftID == uuid.Nil {
			q.Set("runde", shift.String())
		} else {
			q.Set("stop", s.ID.String())
			q.Set("f_stop", s.ID.String())
		}
		q.Set("f_place", s.PlaceID.String())
		q.Set("f_shift", shift.String())
		q.Set("f_at", strconv.Itoa(s.Position))
		return q
	}
	for _, r := range after.Rounds {
		for _, s := range r.Stops {
			if _, _, was := placed(before, s.ID); !was && r.Shift.ID == c.ShiftID && s.PlaceID == c.PlaceID {
				q.Set("stop", s.ID.String())
				q.Set("f_stop", s.ID.String())
			}
		}
	}
	q.Set("f_place", c.PlaceID.String())
	return q
}

// placed is the stop with the id and the shift that it is on.
func placed(p store.Plan, stop uuid.UUID) (uuid.UUID, store.PlanStop, bool) {
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			if s.ID == stop {
				return r.Shift.ID, s, true
			}
		}
	}
	return uuid.Nil, store.PlanStop{}, false
}

// cheapest is the position, counted from 1, at which a point lengthens a way from
// home and back least, as the crow flies.
func cheapest(home orb.Point, way []orb.Point, point orb.Point) int {
	best, at := math.Inf(1), 1
	previous := home
	for i := range len(way) + 1 {
		next := home
		if i < len(way) {
			next = way[i]
		}
		longer := geo.Distance(previous, point) + geo.Distance(point, next) - geo.Distance(previous, next)
		if longer < best {
			best, at = longer, i+1
		}
		previous = next
	}
	return at
}
