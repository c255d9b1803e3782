package plans

import (
	"runde/geo"

	"github.com/google/uuid"
)

// Plan is a week's rounds, one for each shift in the input's order, an empty one
// where a shift visits nothing.
type Plan struct {
	Week        geo.Week     `json:"week"`
	Rounds      []Round      `json:"rounds"`
	LeftOut     []LeftOut    `json:"left_out,omitempty"`
	Compromises []Compromise `json:"compromises,omitempty"`
}

// Round is the stops of one shift in order.
type Round struct {
	ShiftID uuid.UUID `json:"shift_id"`
	Stops   []Stop    `json:"stops"`
	Break   int       `json:"break,omitempty"` // when the break starts, minutes after midnight; 0: none
	End     int       `json:"end"`             // back at the base, minutes after midnight
}

// Stop is a planned visit. Arrive is when the visit starts: waiting for a place to
// open comes before it. Both times are minutes after midnight of the shift's date.
type Stop struct {
	PlaceID     uuid.UUID `json:"place_id"`
	Cell        geo.Cell  `json:"cell"`
	Arrive      int       `json:"arrive"`
	Leave       int       `json:"leave"`
	Walked      bool      `json:"walked,omitempty"`      // on foot from the stop before; the car stands at the last stop that is not
	Exploration bool      `json:"exploration,omitempty"` // among the week's first stops in a cell of which too little, or least, is known
	Locked      bool      `json:"locked,omitempty"`
	Reasons     []Reason  `json:"reasons,omitempty"` // at most MaxReasons, the strongest first
}

// MaxReasons is how many reasons a stop shows.
const MaxReasons = 3

// MaxLeftOut is how many left-out places a plan explains.
const MaxLeftOut = 20

// Reason is one term of why a stop is in the plan: a code, which is a key of the
// catalogue, and the numbers that its sentence needs.
type Reason struct {
	Code    string   `json:"code"`
	N       int      `json:"n,omitempty"`
	Low     float64  `json:"low,omitempty"`
	High    float64  `json:"high,omitempty"`
	Date    geo.Date `json:"date,omitempty"`
	Weekday int      `json:"weekday,omitempty"` // time.Weekday
	Minute  int      `json:"minute,omitempty"`
}

// The codes of reasons.
const (
	ReasonLocked       = "locked"           // the coordinator's lock
	ReasonExploration  = "exploration"      // too little is known here
	ReasonConcerns     = "concerns_in_cell" // N decided concerns in the cell, the first on Date
	ReasonHighNeed     = "high_need"        // Low to High people met per 10 hours, in the upper third of cells
	ReasonNeed         = "need"             // Low to High people met per 10 hours
	ReasonNotVisited   = "not_visited"      // N days since a visit, which leaves room for more need
	ReasonNeverVisited = "never_visited"    // no visit on record
	ReasonHabit        = "habit"            // the usual Weekday and Minute
	ReasonLastWeek     = "last_week"        // as in an earlier week: Weekday and Minute
	ReasonMinVisits    = "min_visits"       // N visits a week are wished
	ReasonNeighbours   = "neighbours"       // it covers N neighbouring cells with need
)

// LeftOut is a strong place that the plan does not visit.
type LeftOut struct {
	PlaceID uuid.UUID `json:"place_id"`
	Cell    geo.Cell  `json:"cell"`
	Pinned  bool      `json:"pinned,omitempty"` // the coordinator locked it to a shift, and it does not fit
	WhyNot  WhyNot    `json:"why_not"`
}

// WhyNot is the cheapest way to visit a place and what stops it.
type WhyNot struct {
	Code    string    `json:"code"`
	N       int       `json:"n,omitempty"`
	ShiftID uuid.UUID `json:"shift_id,omitzero"` // the round that comes nearest
	Opens   int       `json:"opens,omitempty"`   // minutes after midnight
	Closes  int       `json:"closes,omitempty"`
	Starts  int       `json:"starts,omitempty"` // of the shift
	Ends    int       `json:"ends,omitempty"`
}

// The codes of why-not.
const (
	WhyNotNoShift      = "no_shift"          // the week has no shift
	WhyNotOver         = "round_over"        // no round that could visit it is still to come
	WhyNotForbidden    = "forbidden"         // a lock of the coordinator
	WhyNotMaxVisits    = "max_visits"        // at most N visits a week, and so many there are
	WhyNotTwoWorkers   = "two_workers"       // no shift has two workers
	WhyNotGap          = "gap_days"          // at least N days between visits
	WhyNotUnreachable  = "unreachable"       // no street leads there by the shifts' modes
	WhyNotWindow       = "window"            // open from Opens to Closes, but the shift is from Starts to Ends
	WhyNotClosed       = "closed"            // closed on every day with a shift
	WhyNotTooFar       = "too_far"           // even alone it takes N minutes more than the shift has
	WhyNotNeedsMinutes = "needs_minutes"     // the round would need N minutes more
	WhyNotBlocked      = "other_stops"       // it fits only if another stop misses its opening hours or break
	WhyNotCovered      = "covered_by_others" // other stops cover its cell already
	WhyNotShare        = "exploration_share" // one more stop needs one more that explores
	WhyNotWeak         = "not_worth_travel"  // it would fit, and is worth less than the way
	WhyNotChange       = "not_worth_change"  // it would fit, and is worth less than the change of the round
	WhyNotFits         = "fits"              // it would fit, and is worth it: the round has room
)
