package orienteer

import (
	"math"
	"time"

	"runde/routes"
)

// Tick is the problem's unit of time, counted from midnight of a shift's day and
// free to pass the day's end. The caller chooses the unit (tenths of a second for
// a week on streets, hundredths of a distance for published instances); travel
// matrices are in the same unit. All ticks lie within ±2^27.
type Tick = int32

// Problem is everything a plan depends on. Solve and Check read it and keep
// nothing of it.
type Problem struct {
	Places []Place
	Shifts []Shift
	Cells  []Cell
	Wishes []Wish
	Locks  []Lock
	Before [][]int // by shift: the places of an earlier plan, whose changes Prices.Change prices; nil: none

	Saturation Saturation
	Day        Tick    // ticks in a day, to find a start's daypart; 0: no dayparts
	Explore    float64 // share of stops that must explore, 0–1
	Prices     Prices
}

// Saturation is the concave function g from a cell's coverage to the share of its
// prize that is collected.
type Saturation int

// The saturations.
const (
	Exponential Saturation = iota // g(x) = 1 − e^(−x)
	Linear                        // g(x) = min(1, x)
)

// Of is g(x) for x ≥ 0.
func (s Saturation) Of(x float64) float64 {
	if s == Linear {
		return math.Min(1, x)
	}
	return -math.Expm1(-x)
}

// Prices are the costs of soft rules, in units of prize.
type Prices struct {
	Travel   float64 // for each tick of travel
	MinVisit float64 // for each visit missing to a place's minimum
	Handover float64 // for each visit by another team than the place's own
	Change   float64 // for each visit that is not in Before on its shift, and each of Before that is gone
}

// Cell holds a prize that visits collect by covering it.
type Cell struct {
	Prize     float64    // ≥ 0
	Dayparts  [4]float64 // factor on the coverage by a visit that starts in that daypart; all 0: no difference
	Explorers int        // so many first stops in it explore; 0: none does
}

// Coverage is how far one visit covers a cell.
type Coverage struct {
	Cell   int
	Amount float64 // ≥ 0
}

// Window is a span for the start of a visit, both ends included.
type Window struct{ Open, Close Tick }

// Place is a candidate stop. Place i is node i of every shift's matrix.
type Place struct {
	Service    Tick        // length of a visit
	Windows    [7][]Window // by weekday of the shift's day; all empty: always open
	Cover      []Coverage  // the cells that a visit covers, each once
	Cell       int         // the cell it stands in, -1 for none: for exploration and wishes
	Min, Max   int         // visits: wished at least, allowed at most
	GapDays    int         // days between two visits' days, at least
	Previous   []int       // days of visits before the plan, for the gap
	TwoWorkers bool        // only on a shift of two workers or more
	Habit      *Habit      // its usual visit
	Team       int         // the team it belongs to, 0 for none
}

// Habit is a usual weekday and span for the start of a visit.
type Habit struct {
	Weekday time.Weekday
	Window  Window
	Price   float64 // if no visit of the plan keeps it
}

// Shift is one route to fill.
type Shift struct {
	Day        int // counted as the caller likes; orders shifts and measures gaps
	Weekday    time.Weekday
	Team       int
	Workers    int
	Start, End Tick
	From, To   int           // nodes of the matrix where the route starts and ends
	Travel     routes.Matrix // nodes: the places first, then bases
	Blocks     []Window      // times without a place, apart from each other
	Break      Break
	// Walk, of the same nodes, lets a driving team leave its vehicle at a stop and
	// walk to the next ones; N = 0: it never does. From the last stop walked to, it
	// walks back to the vehicle before it drives on.
	Walk routes.Matrix
	Park Tick // to park and set out: added to the way to each stop that is driven to
	// Frozen keeps the route of Options.Start as it stands, whatever rule it breaks:
	// a round that is over, or that nobody is to touch. Check leaves its times alone.
	Frozen bool
}

// Break is taken once, between two visits or at the base, when Length is above 0.
type Break struct {
	Length Tick
	Window Window // for its start
}

// Wish is a cell that should get a stop, by a day: a decided concern.
type Wish struct {
	Cell  int
	Day   int
	Price float64 // if no stop of the plan stands in the cell
	Late  float64 // for each day between Day and the first stop, together at most Price
}

// LockKind says what a lock asks.
type LockKind int

// The kinds of lock.
const (
	Pin    LockKind = iota // the place is visited on the shift
	Forbid                 // the place is not visited on the shift, or on any if Shift is -1
)

// Lock is a hard wish of the coordinator. Pins of one shift are listed in the
// order of the round.
type Lock struct {
	Kind  LockKind
	Place int
	Shift int
	// Position, for a pin: the stop's index in the round counted from 1, 0 for
	// any. A round too short for it ends with the stops that are locked so.
	Position int
}

// Visit is one stop of a plan.
type Visit struct {
	Place  int
	Start  Tick // start of service; it leaves at Start + Service
	Walked bool // reached on foot from the visit before, the vehicle left at the last visit driven to
}

// Route is the order of one shift. The zero value is an empty route.
type Route struct {
	Visits []Visit
	Break  Tick // start of the break, if the shift has one
	End    Tick // when it is back
}

// Solution is a plan: one route a shift.
type Solution struct {
	Routes []Route
	Value  float64 // what the solver says it is worth, see [Score]
}
