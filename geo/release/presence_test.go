package release

import (
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
)

// Hours stand on the rows of encounters, whole and once for each ground; ground
// with too little presence is unknown, whatever was counted there.
func TestHoursOnTheRowsOfEncounters(t *testing.T) {
	hours := map[geo.Cell]float64{town[0]: 1.4, town[1]: 30.6, town[2]: 12, town[3]: 0.2}
	own := Area{Name: "one", Blocks: []string{"one"}, Cells: geo.Area{town[0]}}
	both := Area{Name: "three+two", Blocks: []string{"three", "two"}, Cells: geo.Area{town[1], town[2]}}
	none := Area{Name: "four", Blocks: []string{"four"}, Cells: geo.Area{town[3]}}
	figures := []Figure{
		{Family: Encounters, Level: ByPeriod, Period: "2026-P03", Area: own, Kind: Greeted, Count: 7, Status: OwnFigure},
		{Family: Encounters, Level: ByPeriod, Period: "2026-P03", Area: own, Kind: Bridged, Count: 0, Status: Zero},
		{Family: Encounters, Level: ByPeriod, Period: "2026-P03", Area: both, Count: 12, Status: Merged},
		{Family: Encounters, Level: ByPeriod, Period: "2026-P03", Area: none, Count: 0, Status: Zero},
	}
	row := func(a Area, n int, s Status) Figure {
		return Figure{Family: Presence, Level: ByPeriod, Period: "2026-P03", Area: a, Count: n, Status: s}
	}
	want := []Figure{row(own, 1, OwnFigure), row(both, 43, Merged), row(none, 0, Zero)}
	if diff := cmp.Diff(want, Hours(figures, hours)); diff != "" {
		t.Error(diff)
	}
	MarkUnknown(figures, hours, 4)
	for i, want := range []Status{Unknown, Unknown, Merged, Unknown} {
		if figures[i].Status != want {
			t.Errorf("figure %d: got %s, want %s", i, figures[i].Status, want)
		}
	}
	week := []Figure{{Family: Encounters, Level: ByWeek, Period: "2026-W07", Area: Area{Name: "R"}, Count: 20, Status: OwnFigure}}
	if got := Hours(week, hours); len(got) != 1 || got[0].Count != 44 || got[0].Status != OwnFigure {
		t.Errorf("the municipality: got %+v, want 44 hours", got)
	}
}
