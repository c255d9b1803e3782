package plans

import "runde/routes/orienteer"

// Prices of the soft rules, in mean prizes of a cell.
const (
	concernPrice   = 3.0  // a decided concern whose cell gets no stop, times f(n) of need.Saturate
	concernLate    = 0.3  // each day after the wished one
	habitPrice     = 1.5  // a place's habit is not kept
	lastWeekPrice  = 0.25 // a visit is not at last week's weekday and time
	minVisitPrice  = 1.0  // a wished visit is missing
	handoverPrice  = 0.1  // another team than the last
	travelPrice    = 0.3  // an hour of travel
	changePrice    = 0.05 // each stop that a whole new week does not have where the old one had it, or has where it had none
	todayPrice     = 0.02 // the same, in a round that is planned again today
	habitTolerance = 30   // minutes
)

// parkMinutes is what it takes to find a place for a car, and to set out again: walking
// to the next stop is quicker where that is near.
const parkMinutes = 2

// prices turns multiples of the mean prize into prizes.
func prices(unit float64) orienteer.Prices {
	return orienteer.Prices{
		Travel:   travelPrice * unit / (60 * minute),
		MinVisit: minVisitPrice * unit,
		Handover: handoverPrice * unit,
	}
}
