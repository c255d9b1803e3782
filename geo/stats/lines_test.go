package stats

import (
	"testing"

	"runde/geo/release"

	"github.com/google/go-cmp/cmp"
)

// A detail's line is its sum over the classes in which it stands alone; what is shown
// together has a line for each group, and nothing is counted in two lines.
func TestLines(t *testing.T) {
	bridge := func(of, kind string, n int, s release.Status) release.Figure {
		return release.Figure{Family: release.Bridges, Level: release.ByYear, Period: "2026", Of: of, Kind: kind, Count: n, Status: s}
	}
	got := Lines([]release.Figure{
		bridge("", "doctor", 6, release.OwnFigure),
		bridge("", "drop_in+none", 41, release.Merged),
		bridge("", "other", 0, release.Zero),
		bridge("bridged", "doctor", 7, release.OwnFigure),
		bridge("bridged", "drop_in", 12, release.OwnFigure),
		bridge("bridged", "other", 0, release.Zero),
		bridge("bridged", "several+caseworker", 10, release.Merged),
		bridge("bridged+greeted", "drop_in+none", 19, release.Merged),
		bridge("bridged+greeted", "untold", 5, release.OwnFigure),
		bridge("bridged+greeted", "several", 3, release.Unknown),
		bridge("bridged", "several", 9, release.OwnFigure),
	}, []string{"doctor", "caseworker", "drop_in", "other", "several", "none"})
	want := []Line{
		{[]string{"doctor"}, 13, release.OwnFigure},
		{[]string{"drop_in"}, 12, release.OwnFigure},
		{[]string{"other"}, 0, release.Zero},
		{[]string{"several"}, 0, release.Unknown},
		{[]string{"untold"}, 5, release.OwnFigure},
		{[]string{"caseworker", "several"}, 10, release.Merged},
		{[]string{"drop_in", "none"}, 60, release.Merged},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := Lines(nil, nil); len(got) != 0 {
		t.Errorf("of no figures: %+v", got)
	}
}

// In a year a row of several parts of one block is shown together; a block whose
// kinds are shown together is not.
func TestPartsOfABlockAreShownTogether(t *testing.T) {
	rest := met("a", release.AllKinds, 14, release.Merged)
	rest.Area.Name = "a-rest"
	whole := met("b", release.Greeted+"+"+release.Bridged, 14, release.Merged)
	got := Areas(release.Encounters, []release.Figure{rest, whole})
	if !got[0].Together() || got[0].Status != release.Merged {
		t.Errorf("the rest of a block: %+v", got[0])
	}
	if got[1].Together() || got[1].Status != release.OwnFigure {
		t.Errorf("a whole block: %+v", got[1])
	}
}
