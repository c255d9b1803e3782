package need_test

import (
	"slices"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/need"

	"pgregory.net/rapid"
)

// The middle class holds the mean, and each break belongs to the class above it.
func TestClassesLieAroundTheMean(t *testing.T) {
	b := need.BreaksAround(1)
	for rate, want := range map[float64]int{0: 1, 0.49: 1, 0.5: 2, 0.8: 3, 1: 3, 1.25: 4, 1.99: 4, 2: 5, 9: 5} {
		if got := b.Class(rate); got != want {
			t.Errorf("rate %v: class %d, want %d", rate, got, want)
		}
	}
}

// jan is the week of 1 January 2026, a Thursday.
var jan = geo.WeekOf(geo.NewDate(2026, time.January, 1))

// steady are weeks in which each cell had an hour and the same meetings.
func steady(cs []geo.Cell, from geo.Week, weeks, met int) []need.Observation {
	var out []need.Observation
	for i := range weeks {
		for _, c := range cs {
			out = append(out, need.Observation{Cell: c, Week: from.Add(i), Hours: 1, Encounters: met})
		}
	}
	return out
}

// yearBreaks are those of 2026 as seen so many weeks after its first.
func yearBreaks(cs []geo.Cell, obs []need.Observation, weeks int) need.Breaks {
	return need.YearBreaks(cs, obs, 2026, jan.Add(weeks), need.DefaultParams())
}

// Cells that all met two an hour the year before have breaks around two, to the
// hundredth; none of what the year itself brings moves them, nor what was longer ago
// than every day of the year can read.
func TestBreaksAreThoseOfTheYearBefore(t *testing.T) {
	cs := cells(12)
	before := steady(cs, jan.Add(-20), 20, 2)
	want := need.Breaks{1, 1.6, 2.5, 4}
	if got := yearBreaks(cs, before, 0); got != want {
		t.Errorf("in January %v, want %v", got, want)
	}
	more := slices.Concat(before, steady(cs, jan, 52, 9), steady(cs, jan.Add(-60), 9, 7))
	if got := yearBreaks(cs, more, 52); got != want {
		t.Errorf("in December %v, want %v", got, want)
	}
}

// After 90 days nobody knows any more which meetings came in passing: the breaks must
// not change with that.
func TestBreaksDoNotKnowMeetingsInPassing(t *testing.T) {
	cs := cells(5)
	told := append(steady(cs, jan.Add(-8), 8, 1), need.Observation{Cell: cs[0], Week: jan.Add(-3), Unplanned: 40})
	rolled := slices.Clone(told)
	rolled[len(rolled)-1] = need.Observation{Cell: cs[0], Week: jan.Add(-3), Encounters: 40}
	if a, b := yearBreaks(cs, told, 2), yearBreaks(cs, rolled, 30); a != b {
		t.Errorf("%v, and after 90 days %v", a, b)
	}
}

// In the first year the breaks are the fallback's for 13 weeks, and then those of the
// 13 weeks, for the rest of the year.
func TestBreaksOfTheFirstYear(t *testing.T) {
	cs := cells(12)
	obs := slices.Concat(steady(cs, jan.Add(10), 13, 2), steady(cs, jan.Add(23), 29, 8))
	fallback := need.Breaks{0.13, 0.2, 0.31, 0.5} // around a quarter of a person an hour
	for weeks, want := range map[int]need.Breaks{0: fallback, 22: fallback, 23: {1, 1.6, 2.5, 4}, 52: {1, 1.6, 2.5, 4}} {
		until := slices.DeleteFunc(slices.Clone(obs), func(o need.Observation) bool { return o.Week.Since(jan) > weeks })
		if got := yearBreaks(cs, until, weeks); got != want {
			t.Errorf("%d weeks into the year %v, want %v", weeks, got, want)
		}
	}
}

// Whatever is observed, breaks ascend, so that there are five classes; and no
// observation of the year itself moves those that rest on the year before.
func TestBreaksHoldForAYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := cells(4)
		obs := weeks(t, cs) // up to 60 weeks before now, which is in November 2026
		b := yearBreaks(cs, obs, 52)
		for i := range b[1:] {
			if b[i+1] <= b[i] {
				t.Fatalf("breaks %v", b)
			}
		}
		if !slices.ContainsFunc(obs, func(o need.Observation) bool { return o.Hours > 0 && o.Week.Since(jan) < 0 }) {
			return
		}
		past := slices.DeleteFunc(slices.Clone(obs), func(o need.Observation) bool { return o.Week.Since(jan) >= 0 })
		if got := yearBreaks(cs, past, 0); got != b {
			t.Fatalf("in January %v, in December %v", got, b)
		}
	})
}
