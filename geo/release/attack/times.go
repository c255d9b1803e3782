package attack

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"

	"runde/geo"
	"runde/geo/release"
)

// levels are those of the staircase, the finest time first.
var levels = []release.Level{release.ByWeek, release.ByPeriod, release.ByYear}

// weeksOf is the weeks of a figure's period, the first of the year as bit 0.
// ErrBadFigure where it is none of the year's.
func weeksOf(fig release.Figure, year int) (uint64, error) {
	switch fig.Level {
	case release.ByWeek:
		if w, err := geo.ParseWeek(fig.Period); err == nil && isoYear(w) == year {
			return weekBit(w), nil
		}
	case release.ByPeriod:
		if p, err := release.ParsePeriod(fig.Period); err == nil && p.Year == year {
			return periodBits(p), nil
		}
	case release.ByYear:
		if fig.Period == strconv.Itoa(year) {
			return yearBits(year), nil
		}
	}
	return 0, fmt.Errorf("%s: %w", fig.Family, ErrBadFigure)
}

func isoYear(w geo.Week) int {
	y, _ := w.ISO()
	return y
}

func weekBit(w geo.Week) uint64 {
	_, n := w.ISO()
	return 1 << (n - 1)
}

func periodBits(p release.FourWeeks) (m uint64) {
	for _, w := range p.Weeks() {
		m |= weekBit(w)
	}
	return m
}

func yearBits(year int) uint64 {
	_, n := release.WeekOne(year + 1).Add(-1).ISO()
	return 1<<n - 1
}

// span is a time that an attacker asks about.
type span struct {
	level release.Level
	name  string
	weeks uint64
}

// spansOf are the times of a year, the whole first.
func spansOf(year int) []span {
	out := []span{{release.ByYear, strconv.Itoa(year), yearBits(year)}}
	for n := 1; n <= release.PeriodsInYear; n++ {
		p := release.FourWeeks{Year: year, Number: n}
		out = append(out, span{release.ByPeriod, p.String(), periodBits(p)})
	}
	for i := range bits.Len64(yearBits(year)) {
		w := release.WeekOne(year).Add(i)
		out = append(out, span{release.ByWeek, w.String(), weekBit(w)})
	}
	return out
}

// spans are the times of which something may have been published: those that have
// passed and in which events are counted.
func (f *family) spans() []span {
	return slices.DeleteFunc(spansOf(f.year.Year), func(s span) bool {
		return s.weeks&^f.closed != 0 || s.weeks&f.weeks == 0
	})
}
