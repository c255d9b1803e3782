package need

import (
	"math"
	"time"

	"runde/geo"
)

// Breaks separate five classes of rates, in people met per hour, ascending.
type Breaks [4]float64

// BreaksAround are the breaks around a mean rate: half of it, four fifths, five
// quarters and double. They are multiples, because a rate is known to a share of itself.
func BreaksAround(mean float64) Breaks {
	return Breaks{mean / 2, mean * 4 / 5, mean * 5 / 4, mean * 2}
}

// Class is the rate's class, 1 to 5. A rate on a break belongs to the class above.
func (b Breaks) Class(rate float64) int {
	class := 1
	for _, at := range b {
		if rate >= at {
			class++
		}
	}
	return class
}

const (
	// yearWeeks is how much of the past a year's breaks rest on. What is read for an
	// estimate reaches 104 weeks back: on the last day of a year it still holds these.
	yearWeeks = 51
	// firstWeeks is the same in the first year with presence, counted from its start.
	firstWeeks = 13
	// leastMean, of people met per hour, keeps the classes apart where hardly anybody is met.
	leastMean = 0.1
)

// YearBreaks are the breaks that classes of need have in a calendar year, rounded to a
// tenth of a person per ten hours, as seen from week now of it. They lie around the mean
// of the prior that is fitted to the 51 weeks before the week of 1 January, so that a
// colour means the same from January to December, whatever the year brings. Nothing is
// stored: the same past gives the same breaks, before and after its meetings become
// weekly counts, which no longer tell those in passing.
//
// Where nobody was present in those weeks, the breaks lie around the mean of
// p.Fallback, until 13 weeks have passed since the first presence of the year; they
// rest on these from then on, and change that once.
func YearBreaks(cells []geo.Cell, obs []Observation, year int, now geo.Week, p Params) Breaks {
	first := geo.WeekOf(geo.NewDate(year, time.January, 1))
	from, to := first.Add(-yearWeeks), first.Add(-1)
	if _, ok := begun(obs, from, to); !ok {
		to = from.Add(-1) // nothing to rest on
		if start, ok := begun(obs, first, now); ok && now.Since(start) >= firstWeeks {
			from, to = start, start.Add(firstWeeks-1)
		}
	}
	breaks := BreaksAround(max(Fit(cells, within(obs, from, to), to, p).Prior().Mean(), leastMean))
	for i, b := range breaks {
		breaks[i] = math.Round(100*b) / 100
	}
	return breaks
}

// begun is the first week with presence from one week to another, both included.
func begun(obs []Observation, from, to geo.Week) (first geo.Week, ok bool) {
	for _, o := range within(obs, from, to) {
		if o.Hours > 0 && (!ok || o.Week.Compare(first) < 0) {
			first, ok = o.Week, true
		}
	}
	return first, ok
}

// within are the observations from one week to another, both included, without what
// tells meetings in passing from others.
func within(obs []Observation, from, to geo.Week) []Observation {
	var out []Observation
	for _, o := range obs {
		if o.Week.Compare(from) >= 0 && o.Week.Compare(to) <= 0 {
			o.Encounters, o.Unplanned = o.Encounters+o.Unplanned, 0
			out = append(out, o)
		}
	}
	return out
}
