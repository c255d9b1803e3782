package release

import (
	"errors"
	"fmt"

	"runde/geo"
)

// PeriodsInYear is the number of periods of an ISO year.
const PeriodsInYear = 13

const (
	weekDelay = 7  // days from the end of a week or period until it is published
	yearDelay = 14 // days from the end of a year until it is published
)

// ErrBadPeriod is returned for text that is no period written YYYY-Pnn.
var ErrBadPeriod = errors.New("period: not one of P01 to P13 written YYYY-Pnn")

// FourWeeks is a period: four ISO weeks, P01 to P13 of an ISO year. Week 53 joins
// P13.
type FourWeeks struct{ Year, Number int }

// PeriodOf is the period that a week belongs to.
func PeriodOf(w geo.Week) FourWeeks {
	y, n := w.ISO()
	return FourWeeks{y, min((n-1)/4+1, PeriodsInYear)}
}

// ParsePeriod reads YYYY-Pnn. The error never repeats the input.
func ParsePeriod(s string) (FourWeeks, error) {
	var p FourWeeks
	if _, err := fmt.Sscanf(s, "%4d-P%2d", &p.Year, &p.Number); err != nil || p.String() != s || p.Number < 1 || p.Number > PeriodsInYear {
		return FourWeeks{}, ErrBadPeriod
	}
	return p, nil
}

// String writes YYYY-Pnn.
func (p FourWeeks) String() string { return fmt.Sprintf("%04d-P%02d", p.Year, p.Number) }

// Weeks are the period's weeks: four, or five for P13 of a long year.
func (p FourWeeks) Weeks() []geo.Week {
	w := WeekOne(p.Year).Add(4 * (p.Number - 1))
	var out []geo.Week
	for ; PeriodOf(w) == p; w = w.Add(1) {
		out = append(out, w)
	}
	return out
}

// Add is the period n periods later.
func (p FourWeeks) Add(n int) FourWeeks {
	i := p.Year*PeriodsInYear + p.Number - 1 + n
	return FourWeeks{i / PeriodsInYear, i%PeriodsInYear + 1}
}

// WeekOne is the first week of an ISO year.
func WeekOne(year int) geo.Week {
	return geo.WeekOf(geo.NewDate(year, 1, 4))
}

// WeekDue is the first day on which a week may be published: when seven whole
// days have passed since it ended.
func WeekDue(w geo.Week) geo.Date { return w.Add(1).Monday() + weekDelay }

// Due is the first day on which the period may be published: when seven whole
// days have passed since it ended. Its last week is due the same day and comes
// first.
func (p FourWeeks) Due() geo.Date {
	weeks := p.Weeks()
	return WeekDue(weeks[len(weeks)-1])
}

// YearDue is the first day on which an ISO year may be published: when fourteen
// whole days have passed since it ended.
func YearDue(year int) geo.Date { return WeekOne(year+1).Monday() + yearDelay }
