package need_test

import (
	"slices"
	"testing"

	"runde/geo/need"

	"pgregory.net/rapid"
)

// Who waits longest comes first, then who is known least, then who is known least well;
// what is sure is no blind spot.
func TestBlind(t *testing.T) {
	c := cells(8)
	e := func(i int, known bool, weeks int, high float64) need.Estimate {
		return need.Estimate{Cell: c[i], Known: known, WeeksSince: weeks, Mean: 1, Low: 0.5, High: high}
	}
	got := need.Blind([]need.Estimate{
		e(0, true, 7, 1.2), // sure
		e(1, true, 0, 2),
		e(2, true, 3, 4),
		e(3, false, 2, 1.2),
		e(4, true, 8, 9),
		e(5, false, 20, 2),
		e(6, true, 20, 1.2),
		e(7, false, -1, 2),
	})
	var order []int
	for _, e := range got {
		order = append(order, slices.Index(c, e.Cell))
	}
	if want := []int{7, 5, 6, 4, 3, 2, 1}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
}

// Whatever was observed, a cell is either sure or in the list, once, and the order does
// not depend on the order of the estimates.
func TestBlindLeavesNoneOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := cells(6)
		all := need.Fit(cs, weeks(t, cs), now, need.DefaultParams()).Estimates()
		blind := need.Blind(all)
		for _, e := range all {
			n := 0
			for _, b := range blind {
				if b.Cell == e.Cell {
					n++
				}
			}
			if sure := e.Certainty() == need.Sure; (n == 0) != sure || n > 1 {
				t.Fatalf("%+v is %d times in the list", e, n)
			}
		}
		slices.Reverse(all)
		if !slices.Equal(need.Blind(all), blind) {
			t.Fatal("the order depends on the order of the estimates")
		}
	})
}
