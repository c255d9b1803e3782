package release

import (
	"errors"
	"math/rand/v2"
	"testing"
	"testing/iotest"

	"runde/geo"
	"runde/geo/release/noise"

	"github.com/google/go-cmp/cmp"
)

// quiet is an epsilon whose noise is 0 but once in e¹⁰⁰⁰ draws: figures are the
// capped counts.
var quiet = noise.Epsilon{S: 1000, T: 1}

func seeded(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

// openWorld is the nested cover with two blocks and a few events.
func openWorld() (*Tree, []Block, []Part) {
	blocks := []Block{{"west", geo.Area{c73}}, {"east", geo.NewArea(geo.Rest, c6, c70, c81, c91, c95)}}
	return NewTree(nested), blocks, []Part{
		{Cell: c81, Kind: Greeted, Count: 3}, {Cell: c91, Kind: Greeted, Count: 1}, {Cell: c91, Kind: Bridged, Count: 2},
		{Cell: geo.Rest, Kind: Respected, Count: 4},
	}
}

// Every node of a level has its figure, also those where nothing happened, and the
// figures of each level hold every event once.
func TestOpenShowsEveryNode(t *testing.T) {
	tree, blocks, parts := openWorld()
	c70rest, c6rest := c70.String()+"-remainder", c6.String()+"-remainder"
	for level, want := range map[Level]map[[2]string]int{
		ByWeek: {{"R", ""}: 10},
		ByPeriod: {
			{"east", Respected}: 4, {"east", Greeted}: 4, {"east", Conversation}: 0, {"east", Bridged}: 2,
			{"west", Respected}: 0, {"west", Greeted}: 0, {"west", Conversation}: 0, {"west", Bridged}: 0,
		},
		ByYear: {
			{"R-remainder", ""}: 4, {c6rest, ""}: 0, {c70rest, ""}: 0, {c81.String(), ""}: 6,
			{c95.Parent(8).String(), ""}: 0, {c73.String(), ""}: 0,
		},
	} {
		of := OpenFigure{Family: Encounters, Level: level, Period: "p"}
		list, err := Open(tree, of, blocks, parts, quiet, seeded(1))
		if err != nil {
			t.Fatal(err)
		}
		got := map[[2]string]int{}
		for _, f := range list {
			got[[2]string{f.Node, f.Kind}] = f.Count
			if f.Family != Encounters || f.Level != level || f.Period != "p" {
				t.Errorf("%s: a figure says %+v", level, f)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(list) != len(want) {
			t.Errorf("%s: %d figures (-want +got):\n%s", level, len(list), diff)
		}
	}
}

// Each figure has a draw of its own, of the right epsilon, in the order of the rows:
// none shares its noise with another.
func TestOpenDrawsForEachFigure(t *testing.T) {
	tree, blocks, parts := openWorld()
	e := noise.Epsilon{S: 1, T: 4}
	for _, level := range []Level{ByWeek, ByPeriod, ByYear} {
		of := OpenFigure{Family: Encounters, Level: level, Period: "p"}
		exact, err := Open(tree, of, blocks, parts, quiet, seeded(1))
		if err != nil {
			t.Fatal(err)
		}
		noisy, err := Open(tree, of, blocks, parts, e, seeded(2))
		if err != nil {
			t.Fatal(err)
		}
		stream := noise.NewSource(seeded(2))
		for i, f := range noisy {
			x, err := stream.Draw(e)
			if err != nil || f.Count-exact[i].Count != x || f.Node != exact[i].Node {
				t.Errorf("%s, row %d: noise %d, want %d (%v)", level, i, f.Count-exact[i].Count, x, err)
			}
		}
	}
}

// One event more changes one figure of each level, by one.
func TestOpenCountsAnEventOnce(t *testing.T) {
	tree, blocks, parts := openWorld()
	for _, level := range []Level{ByWeek, ByPeriod, ByYear} {
		of := OpenFigure{Family: Encounters, Level: level, Period: "p"}
		for _, c := range nested {
			more := append([]Part{{Cell: c, Kind: Conversation, Count: 1}}, parts...)
			before, err := Open(tree, of, blocks, parts, quiet, seeded(1))
			after, err2 := Open(tree, of, blocks, more, quiet, seeded(1))
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(err)
			}
			changed := 0
			for i := range after {
				changed += max(after[i].Count-before[i].Count, before[i].Count-after[i].Count)
			}
			if changed != 1 {
				t.Errorf("%s: an event in %s changes figures by %d", level, c, changed)
			}
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	tree, blocks, parts := openWorld()
	broken := errors.New("broken")
	of := OpenFigure{Family: Encounters, Level: ByPeriod, Period: "p"}
	outside := []Part{{Cell: c95.Parent(8), Kind: Greeted, Count: 1}}
	foreign := []Part{{Cell: c81, Kind: "neighbourhood", Count: 1}}
	for name, c := range map[string]struct {
		run  func() ([]OpenFigure, error)
		want error
	}{
		"no randomness": {func() ([]OpenFigure, error) {
			return Open(tree, of, blocks, parts, DefaultBudget().Period, iotest.ErrReader(broken))
		}, broken},
		"no budget":    {func() ([]OpenFigure, error) { return Open(tree, of, blocks, parts, noise.Epsilon{}, seeded(1)) }, noise.ErrEpsilon},
		"cell outside": {func() ([]OpenFigure, error) { return Open(tree, of, blocks, outside, quiet, seeded(1)) }, ErrUnknownCell},
		"block outside": {func() ([]OpenFigure, error) {
			return Open(tree, of, []Block{{"x", geo.Area{1}}}, parts, quiet, seeded(1))
		}, ErrUnknownCell},
		"other family": {func() ([]OpenFigure, error) { return Open(tree, of, blocks, foreign, quiet, seeded(1)) }, ErrUnknownKind},
	} {
		if list, err := c.run(); !errors.Is(err, c.want) || list != nil {
			t.Errorf("%s: %v, %v; want %v", name, list, err, c.want)
		}
	}
}

// A reader sees no negative number, and is told which ones the noise may have made.
func TestShown(t *testing.T) {
	e := DefaultBudget().Week // standard deviation 5.6
	for count, want := range map[int]struct {
		shown     int
		uncertain bool
	}{-4: {0, true}, 0: {0, true}, 11: {11, true}, 12: {12, false}, 90: {90, false}} {
		shown, uncertain := OpenFigure{Count: count}.Shown(e)
		if shown != want.shown || uncertain != want.uncertain {
			t.Errorf("%d is shown as %d, uncertain %v", count, shown, uncertain)
		}
	}
}

// What the tables together tell of an event is the sum of the three: 3/2.
func TestDefaultBudget(t *testing.T) {
	sum := 0.0
	for _, l := range []Level{ByWeek, ByPeriod, ByYear} {
		e := DefaultBudget().Of(l)
		if err := e.Check(); err != nil {
			t.Errorf("%s: %v", l, err)
		}
		sum += e.Float()
	}
	if sum != 1.5 || DefaultBudget().Of(ByYear).String() != "3/4" {
		t.Errorf("the budget is %g", sum)
	}
}
