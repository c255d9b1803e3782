package need_test

import (
	"testing"

	"runde/geo/need"
)

// How sure: never so where too little was seen, nor where nobody was for eight weeks,
// and else by the width of the interval beside the mean.
func TestCertainty(t *testing.T) {
	e := func(known bool, weeks int, low, high float64) need.Estimate {
		return need.Estimate{Known: known, WeeksSince: weeks, Mean: 1, Low: low, High: high}
	}
	for _, c := range []struct {
		e    need.Estimate
		want need.Certainty
		seen bool
	}{
		{e(true, 0, 0.5, 1.5), need.Sure, true},
		{e(true, 7, 0.6, 1.4), need.Sure, true},
		{e(true, 7, 0.4, 1.5), need.Unsure, true},
		{e(true, 8, 0.9, 1.1), need.Unseen, false},
		{e(true, 8, 0.1, 3), need.Unseen, false},
		{e(false, 0, 0.9, 1.1), need.Unknown, true},
		{e(false, 30, 0.1, 3), need.Unknown, false},
		{e(false, -1, 0.1, 3), need.Unknown, false},
	} {
		if got := c.e.Certainty(); got != c.want || c.e.Seen() != c.seen {
			t.Errorf("%+v: %s, seen %v", c.e, got, c.e.Seen())
		}
	}
}

// Meetings make a cell sure and time makes it unsure again: twelve this week are, three
// are not, and none of twelve nine weeks ago is.
func TestCertaintyOfObservations(t *testing.T) {
	c := cells(3)
	p := need.DefaultParams()
	p.Prior = &need.Prior{Alpha: 1, Beta: 1}
	m := need.Fit(c, []need.Observation{
		{Cell: c[0], Week: now, Encounters: 12, Hours: 6},
		{Cell: c[1], Week: now, Encounters: 3, Hours: 2},
		{Cell: c[2], Week: now.Add(-9), Encounters: 12, Hours: 6},
	}, now, p)
	want := []need.Certainty{need.Sure, need.Unsure, need.Unseen}
	for i, e := range m.Estimates() {
		if got := e.Certainty(); got != want[i] {
			t.Errorf("cell %d: %s, want %s", i, got, want[i])
		}
	}
}
