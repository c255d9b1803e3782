package store_test

import (
	"fmt"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
)

// Management gets the weeks that are published, in order and no further back than
// it asks for; a week that was too small is missing, and one that is not due is too.
func TestWeekFiguresAreThePublishedOnes(t *testing.T) {
	w := newWalkWorld(t)
	first := geo.WeekOf(walkDay)
	w.met(t, first.Monday(), 5, 3)
	w.met(t, first.Add(1).Monday(), 1, 2) // too few: they count in the week after
	w.met(t, first.Add(2).Monday(), 6, 3)
	w.met(t, first.Add(3).Monday(), 5, 3)
	_, err := w.ReleaseDue(t.Context(), w.m, first.Add(3).Monday()+7)
	no(t, err)
	for weeks, want := range map[int][]string{
		26: {
			"2026-W47 concerns 0", "2026-W47 encounters 15", "2026-W47 presence 5",
			"2026-W48 concerns 0",
			"2026-W49 concerns 0", "2026-W49 encounters 20", "2026-W49 presence 7",
		},
		1: {"2026-W49 concerns 0", "2026-W49 encounters 20", "2026-W49 presence 7"},
	} {
		figures, err := w.WeekFigures(t.Context(), w.m, weeks)
		no(t, err)
		var got []string
		for _, f := range figures {
			got = append(got, fmt.Sprint(f.Period, " ", f.Family, " ", f.Count))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d weeks (-want +got):\n%s", weeks, diff)
		}
	}
}
