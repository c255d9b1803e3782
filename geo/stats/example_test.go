package stats_test

import (
	"fmt"

	"runde/geo/release"
	"runde/geo/stats"
)

// Meetings beside hours, with how sure the rate is.
func ExampleAreas() {
	west := release.Area{Name: "west", Blocks: []string{"west"}}
	released := []release.Figure{
		{Family: release.Encounters, Level: release.ByPeriod, Period: "2026-P03", Area: west, Kind: release.Greeted, Count: 24, Status: release.OwnFigure},
		{Family: release.Presence, Level: release.ByPeriod, Period: "2026-P03", Area: west, Count: 30, Status: release.OwnFigure},
	}
	for _, a := range stats.Areas(release.Encounters, released) {
		fmt.Printf("%s: %d meetings in %d hours, %.0f–%.0f in 10 hours (%s)\n", a.Name, a.Count, a.Hours, 10*a.Rate.Low, 10*a.Rate.High, a.Rate.Certainty())
	}
	// Output:
	// west: 24 meetings in 30 hours, 6–10 in 10 hours (sure)
}
