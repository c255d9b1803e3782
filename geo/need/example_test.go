package need_test

import (
	"fmt"

	"runde/geo"
	"runde/geo/need"
)

// Two cells, each with one person met this week: in one it took an hour, in the
// other eight. The first holds more need, and is known less well.
func ExampleFit() {
	week := geo.WeekOf(geo.NewDate(2026, 11, 16))
	square, suburb := geo.Cell(0x891f262ec03ffff), geo.Cell(0x891f262ec07ffff)
	m := need.Fit([]geo.Cell{square, suburb}, []need.Observation{
		{Cell: square, Week: week, Encounters: 1, Hours: 1},
		{Cell: suburb, Week: week, Encounters: 1, Hours: 8},
	}, week, need.DefaultParams())
	for _, e := range m.Estimates() {
		fmt.Printf("%.0f people per 10 hours, between %.0f and %.0f\n", 10*e.Mean, 10*e.Low, 10*e.High)
	}
	// Output:
	// 5 people per 10 hours, between 1 and 9
	// 2 people per 10 hours, between 1 and 4
}
