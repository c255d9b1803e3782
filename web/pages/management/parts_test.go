package management

import (
	"strings"
	"testing"

	"runde/geo/stats"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Whatever an area is called, a spreadsheet takes its name for text.
func TestFileHoldsNoFormula(t *testing.T) {
	var out strings.Builder
	names := []string{"=1+1", "+45", "-3", "@SUM(A1)", "\t=1", "＝1", " =1", "Midtby", "a=b", "–"}
	var rows []row
	for _, n := range names {
		rows = append(rows, row{Cells: []cell{{Text: n}}})
	}
	if err := writeCSV(&out, []string{"=cmd"}, []table{{Title: "T", Head: []column{{Text: "H"}}, Rows: rows}}); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimPrefix(out.String(), "\ufeff"), "\r\n") {
		if text := strings.TrimLeft(line, "\" \t"); text != "" && strings.ContainsAny(text[:1], "=+-@") {
			t.Errorf("the file has a formula: %q", line)
		}
	}
	if !strings.Contains(out.String(), "\r\nMidtby\r\n") || !strings.Contains(out.String(), "\r\n–\r\n") {
		t.Errorf("harmless texts are changed:\n%s", out.String())
	}
}

// A class can be told from the rate as it is written, and the five classes never
// fall together.
func TestWrittenRateTellsTheClass(t *testing.T) {
	for _, mean := range []float64{0, 0.01, 0.3, 1.234, 2.2, 7.77, 40} {
		s := newScale(mean)
		for i := 1; i < len(s.breaks); i++ {
			if s.breaks[i] <= s.breaks[i-1] {
				t.Errorf("mean %g: breaks %v", mean, s.breaks)
			}
		}
		for rate := 0.0; rate < 4*max(mean, 1); rate += 0.01 {
			r := stats.Rate{Known: true, Mean: rate}
			written := stats.Rate{Known: true, Mean: s.round(rate)}
			if s.class(r) != s.class(written) || s.class(r) < 1 || s.class(r) > 5 {
				t.Fatalf("mean %g, rate %g: class %d, as written %d", mean, rate, s.class(r), s.class(written))
			}
		}
		if got := s.class(stats.Rate{}); got != 0 {
			t.Errorf("an unknown rate has class %d", got)
		}
	}
}

// A week that was too small to publish is a gap, not zero and not left out.
func TestMissingWeeksAreGaps(t *testing.T) {
	got := withGaps([]stats.Week{
		{Week: "2026-W52", Encounters: 20, Concerns: -1, Hours: 9}, {Week: "2027-W01", Encounters: 31, Concerns: 12, Hours: 10},
	})
	want := []stats.Week{
		{Week: "2026-W52", Encounters: 20, Concerns: -1, Hours: 9},
		{Week: "2026-W53", Encounters: -1, Concerns: -1, Hours: -1},
		{Week: "2027-W01", Encounters: 31, Concerns: 12, Hours: 10},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A figure is written inside its area, also where the centre is not.
//
//	##..##
//	##..##
//	######
func TestLabelLiesInside(t *testing.T) {
	u := orb.Polygon{{{0, 0}, {6, 0}, {6, 3}, {4, 3}, {4, 1}, {2, 1}, {2, 3}, {0, 3}, {0, 0}}}
	ring := orb.Polygon{{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}, {{2, 2}, {2, 8}, {7, 8}, {7, 2}, {2, 2}}}
	for name, p := range map[string]orb.Polygon{"u": u, "ring": ring} {
		if at := inside(p); !planar.PolygonContains(p, at) {
			t.Errorf("%s: %v lies outside", name, at)
		}
	}
}
