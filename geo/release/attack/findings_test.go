package attack

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/release"

	"github.com/google/go-cmp/cmp"
)

// town is three hexagons a, b and c side by side, two of them in one block of
// encounters, all in the one of concerns.
var (
	town      = []geo.Cell{cell(8, 0, 0, 0), cell(8, 0, 0, 1), cell(8, 0, 0, 2)}
	townNames = map[byte]geo.Cell{'a': town[0], 'b': town[1], 'c': town[2]}
	townBlock = map[release.Family][]release.Block{
		release.Encounters: {{Name: "ab", Cells: geo.NewArea(town[0], town[1])}, {Name: "c", Cells: geo.NewArea(town[2])}},
		release.Concerns:   {{Name: "R", Cells: geo.NewArea(town...)}},
	}
)

// row is a figure of encounters on some of the hexagons, "" for all; a count below 0
// is unknown.
func row(level release.Level, period, ground, kind string, count int) release.Figure {
	f := release.Figure{Family: release.Encounters, Level: level, Period: period, Area: release.Area{Name: ground}, Kind: kind, Count: count, Status: release.OwnFigure}
	for i := range len(ground) {
		f.Area.Cells = append(f.Area.Cells, townNames[ground[i]])
	}
	if count < 0 {
		f.Count, f.Status = 0, release.Unknown
	}
	return f
}

// aside is a figure of a side table.
func aside(f release.Family, kind string, count int) release.Figure {
	return release.Figure{Family: f, Level: release.ByYear, Period: "2027", Area: release.Area{Name: "R"}, Kind: kind, Count: count, Status: release.OwnFigure}
}

func attackTown(t *testing.T, figures ...release.Figure) []string {
	t.Helper()
	r, err := Attack(Year{Year: 2027, K: 5, Blocks: townBlock, Figures: figures})
	no(t, err)
	var out []string
	for _, f := range r.Findings {
		name := f.Area
		for letter, c := range townNames {
			name = strings.ReplaceAll(name, c.String(), string(letter))
		}
		f.Area = name
		out = append(out, f.String())
	}
	return out
}

// Each thing that can be wrong is found and named, and what is not wrong is not.
func TestFindings(t *testing.T) {
	const p1, w1, w2 = "2027-P01", "2027-W01", "2027-W02"
	for name, c := range map[string]struct {
		figures []release.Figure
		want    string // a finding; "" for none at all
	}{
		"every row large": {[]release.Figure{row(release.ByPeriod, p1, "ab", "", 12), row(release.ByPeriod, p1, "c", "", 9)}, ""},
		"a row too small": {[]release.Figure{row(release.ByPeriod, p1, "ab", "", 12), row(release.ByPeriod, p1, "c", "", 4)},
			"too small: encounters, period 2027-P01, c, all kinds: 4 to 4, k 5"},
		"an area without its part": {[]release.Figure{row(release.ByPeriod, p1, "ab", "", 12), row(release.ByPeriod, p1, "a", "", 9)},
			"betrayed: encounters, period 2027-P01, b, all kinds: 3 to 3, k 5"},
		"the part is not told": {[]release.Figure{row(release.ByPeriod, p1, "ab", "", 12), row(release.ByPeriod, p1, "a", "", -1)}, ""},
		"nothing is left":      {[]release.Figure{row(release.ByPeriod, p1, "ab", "", 12), row(release.ByPeriod, p1, "a", "", 12)}, ""},
		"a week of a period": {[]release.Figure{row(release.ByPeriod, p1, "abc", "", 12), row(release.ByWeek, w1, "", "", 9),
			row(release.ByWeek, w2, "", "", -1)}, "betrayed: encounters, week 2027-W02, R, all kinds: 3 to 3, k 5"},
		"one is known to be there": { // 7 of 12 are a's, 9 are greeted: 4 to 7 are both
			[]release.Figure{row(release.ByYear, "2027", "a", "", 7), row(release.ByPeriod, p1, "ab", "", 12),
				row(release.ByYear, "2027", "", "greeted", 9), row(release.ByYear, "2027", "abc", "", 12), row(release.ByPeriod, p1, "c", "", 0)},
			"betrayed: encounters, year 2027, a, greeted: 4 to 7, k 5"},
		"a second difference": { // c is what a, b and d's sums leave, twice removed
			[]release.Figure{row(release.ByYear, "2027", "", "", 30), row(release.ByYear, "2027", "a", "", 10),
				row(release.ByPeriod, p1, "b", "", 17), row(release.ByWeek, w1, "", "", 30)},
			"betrayed: encounters, year 2027, c, all kinds: 3 to 3, k 5"},
		"parts that exceed the whole": {[]release.Figure{row(release.ByYear, "2027", "ab", "", 12), row(release.ByPeriod, p1, "a", "", 13)},
			"contradiction: encounters, year 2027, ab, all kinds: 0 to -1, k 5"},
		"two sums of the same": {[]release.Figure{row(release.ByYear, "2027", "a", "", 12), row(release.ByYear, "2027", "bc", "", 12),
			row(release.ByYear, "2027", "abc", "", 25)}, "contradiction: encounters, year 2027, abc, all kinds: 1 to 0, k 5"},
	} {
		got := attackTown(t, c.figures...)
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%s: found\n%s\nwant %q", name, strings.Join(got, "\n"), c.want)
		}
	}
}

// Figures that no release makes are refused, by name of what is wrong.
func TestBadFigures(t *testing.T) {
	good := row(release.ByPeriod, "2027-P01", "ab", "", 12)
	for name, c := range map[string]struct {
		spoil func(f *release.Figure)
		want  error
	}{
		"another year":   {func(f *release.Figure) { f.Period = "2026-P01" }, ErrBadFigure},
		"no such level":  {func(f *release.Figure) { f.Level = "day" }, ErrBadFigure},
		"another ground": {func(f *release.Figure) { f.Area.Cells = geo.NewArea(cell(8, 3, 0, 0)) }, release.ErrUnknownCell},
		"no such kind":   {func(f *release.Figure) { f.Kind = "waved" }, release.ErrUnknownKind},
		"no such family": {func(f *release.Figure) { f.Family = "visits" }, ErrBadFigure},
		"no ground":      {func(f *release.Figure) { f.Area.Cells = geo.Area{} }, ErrBadFigure},
		"below none":     {func(f *release.Figure) { f.Count = -1 }, ErrBadFigure},
		"beyond all":     {func(f *release.Figure) { f.Count = 1 << 40 }, ErrBadFigure},
		"no such block":  {func(f *release.Figure) { f.Area.Blocks = []string{"ab", "d"} }, release.ErrUnknownBlock},
		"another block":  {func(f *release.Figure) { f.Area.Blocks = []string{"c"} }, release.ErrUnknownCell},
		"a block of another family": {func(f *release.Figure) {
			f.Family, f.Area.Blocks = release.Concerns, []string{"ab"}
		}, release.ErrUnknownBlock},
		"a block's name":       {func(f *release.Figure) { f.Area.Blocks, f.Area.Cells = []string{"ab"}, nil }, ErrBadFigure},
		"a kind as days":       {func(f *release.Figure) { f.Kind = release.MedianDays }, release.ErrUnknownKind},
		"no such wait":         {func(f *release.Figure) { *f = aside(release.Waiting, "soon", 12) }, release.ErrUnknownKind},
		"a class of the whole": {func(f *release.Figure) { f.Of = "greeted" }, ErrBadFigure},
		"channels of a block": {func(f *release.Figure) {
			cells := f.Area.Cells
			*f = aside(release.Channels, "neighbour", 12)
			f.Area.Cells = cells
		}, ErrBadFigure},
		"channels of a period": {func(f *release.Figure) {
			*f = aside(release.Channels, "neighbour", 12)
			f.Level, f.Period = release.ByPeriod, "2027-P01"
		}, ErrBadFigure},
		"no such channel": {func(f *release.Figure) { *f = aside(release.Channels, "post", 12) }, release.ErrUnknownKind},
	} {
		f := good
		c.spoil(&f)
		if _, err := Attack(Year{Year: 2027, K: 5, Blocks: townBlock, Figures: []release.Figure{f}}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for name, y := range map[string]Year{
		"no threshold":    {Year: 2027, Blocks: townBlock},
		"too low a one":   {Year: 2027, K: 2, Blocks: townBlock},
		"too high a one":  {Year: 2027, K: 21, Blocks: townBlock},
		"without a block": {Year: 2027, K: 5, Figures: []release.Figure{row(release.ByWeek, "2027-W01", "", "", 12)}},
		"without one of its family": {Year: 2027, K: 5, Figures: []release.Figure{row(release.ByWeek, "2027-W01", "", "", 12)},
			Blocks: map[release.Family][]release.Block{release.Concerns: townBlock[release.Concerns]}},
	} {
		if _, err := Attack(y); !errors.Is(err, ErrBadYear) {
			t.Errorf("%s: %v, want %v", name, err, ErrBadYear)
		}
	}
	if r, err := Attack(Year{Year: 2027, K: 5, Blocks: townBlock}); err != nil || r.Targets != 0 || r.Nodes == 0 {
		t.Errorf("a year without figures: %+v, %v", r, err)
	}
}

// Equal unions of boxes are written alike, however they were put together.
func TestCanonical(t *testing.T) {
	sp := newSpace(3)
	a, b := sp.of([]uint64{1}), sp.of([]uint64{2})
	ab := sp.or(a, b)
	for _, boxes := range []set{
		{{ab, 3, 1}},
		{{a, 3, 1}, {b, 3, 1}},
		{{a, 1, 1}, {ab, 2, 1}, {b, 1, 1}},
		{{ab, 1, 1}, {b, 3, 1}, {ab, 2, 1}},
	} {
		got := sp.canonical(boxes)
		if diff := cmp.Diff(set{{ab, 3, 1}}.key(), got.key()); diff != "" || len(got) != 1 || got.size() != 4 {
			t.Errorf("%v is written as %v", boxes, got)
		}
	}
	if rest := sp.without(set{{ab, 3, 3}}, set{{a, 1, 1}}); rest.size() != 7 || rest.touches(set{{a, 1, 1}}) {
		t.Errorf("eight without one are %v", rest)
	}
}
