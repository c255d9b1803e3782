package management

import (
	"context"
	"fmt"
	"math"
	"slices"

	"runde/geo/need"
	"runde/geo/release"
	"runde/geo/stats"
	"runde/store"
	"runde/web/pages/catalogue"
)

// scale turns rates into classes and words. It is fixed for a year.
type scale struct {
	breaks   need.Breaks // of meetings an hour
	decimals int         // of meetings for ten hours
}

// tenHours is the unit of a rate: a working day or two of presence, so that rates
// are whole numbers that one can picture.
const tenHours = 10

// leastMean keeps the classes apart where hardly anybody is met.
const leastMean = 0.1

func newScale(mean float64) scale {
	s := scale{}
	mean = max(mean, leastMean)
	if mean*tenHours < 20 {
		s.decimals = 1
	}
	for i, b := range need.BreaksAround(mean) {
		s.breaks[i] = s.round(b)
	}
	return s
}

// round is the rate as it is written, so that what is written tells the class.
func (s scale) round(rate float64) float64 {
	unit := tenHours * math.Pow10(s.decimals)
	return math.Round(rate*unit) / unit
}

// class is 1 to 5, 0 where the rate is unknown.
func (s scale) class(r stats.Rate) int {
	r.Mean = s.round(r.Mean)
	return r.Class(s.breaks)
}

// write is a rate as meetings for ten hours.
func (s scale) write(l *catalogue.L, rate float64) string {
	return l.Number(rate*tenHours, s.decimals)
}

// breaks separate five classes of a count.
type breaks [4]int

// hourBreaks are those of effort on an area, in hours: in four weeks; and in a year
// half an hour, one, two and four hours a week.
var hourBreaks = map[release.Level]breaks{
	release.ByPeriod: {8, 16, 32, 64},
	release.ByYear:   {26, 52, 104, 208},
}

// concernBreaks are those of a year's concerns about an area.
var concernBreaks = breaks{10, 20, 40, 80}

// classOf is 1 to 5. A count on a break belongs to the class above.
func classOf(n int, at breaks) int {
	class := 1
	for _, b := range at {
		if n >= b {
			class++
		}
	}
	return class
}

// scale is the year's: around the mean rate of the year before, or, in the first
// year of an installation, of its first period. Both are published before any
// figure is shown that is classed by them, and never change.
func (h handlers) scale(ctx context.Context, m int32, year int, published []store.Edition) (scale, error) {
	level, period := release.ByYear, fmt.Sprint(year-1)
	if !has(published, release.Encounters, level, period) {
		level = release.ByPeriod
		for _, e := range slices.Backward(published) {
			if e.Family == release.Encounters && e.Level == level && e.Year == year {
				period = e.Period
				break
			}
		}
	}
	areas, err := h.areas(ctx, m, level, period, nil)
	return newScale(stats.Overall(areas).Mean), err
}

func has(published []store.Edition, f release.Family, level release.Level, period string) bool {
	return slices.ContainsFunc(published, func(e store.Edition) bool {
		return e.Family == f && e.Level == level && e.Period == period
	})
}
