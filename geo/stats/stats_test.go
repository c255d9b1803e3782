package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/geo/release"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// figure is a released figure of a period on blocks that are named a, b, c …
func figure(f release.Family, blocks, kind string, n int, s release.Status) release.Figure {
	fig := release.Figure{Family: f, Level: release.ByPeriod, Period: "2026-P03", Kind: kind, Count: n, Status: s}
	for i, b := range blocks {
		if i > 0 {
			fig.Area.Name += "+"
		}
		fig.Area.Name += string(b)
		fig.Area.Blocks = append(fig.Area.Blocks, string(b))
		fig.Area.Cells = append(fig.Area.Cells, geo.Cell(b))
	}
	return fig
}

func met(blocks, kind string, n int, s release.Status) release.Figure {
	return figure(release.Encounters, blocks, kind, n, s)
}

func hours(blocks string, n int) release.Figure {
	return figure(release.Presence, blocks, release.AllKinds, n, release.OwnFigure)
}

// An own figure, one shown together, an unknown one and a zero become rows that
// differ; an unknown row has neither a count nor a rate, a zero has a rate of zero.
func TestAreas(t *testing.T) {
	got := Areas(release.Encounters, []release.Figure{
		met("d", release.AllKinds, 0, release.Zero), hours("d", 40),
		met("a", release.Greeted, 12, release.OwnFigure), met("a", release.Conversation+"+"+release.Bridged, 8, release.Merged), met("a", release.Respected, 0, release.Zero),
		hours("a", 10),
		met("bc", release.AllKinds, 30, release.Merged), hours("bc", 60),
		met("e", release.Greeted, 7, release.Unknown), met("e", release.Bridged, 0, release.Unknown), hours("e", 1),
		figure(release.Concerns, "a", release.AllKinds, 99, release.OwnFigure),
	})
	want := []Area{
		{Name: "a", Family: release.Encounters, Blocks: []string{"a"}, Cells: geo.Area{'a'}, Status: release.OwnFigure, Count: 20, Hours: 10,
			Kinds: []Kind{{[]string{release.Greeted}, 12}, {[]string{release.Conversation, release.Bridged}, 8}, {[]string{release.Respected}, 0}}},
		{Name: "b+c", Family: release.Encounters, Blocks: []string{"b", "c"}, Cells: geo.Area{'b', 'c'}, Status: release.Merged, Count: 30, Hours: 60},
		{Name: "d", Family: release.Encounters, Blocks: []string{"d"}, Cells: geo.Area{'d'}, Status: release.Zero, Hours: 40},
		{Name: "e", Family: release.Encounters, Blocks: []string{"e"}, Cells: geo.Area{'e'}, Status: release.Unknown, Hours: 1},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Area{}, "Rate")); diff != "" {
		t.Fatal(diff)
	}
	for i, known := range []bool{true, true, true, false} {
		if r := got[i].Rate; r.Known != known || known && r.Mean != float64(got[i].Count)/float64(got[i].Hours) {
			t.Errorf("%s: rate %+v, want known %v", got[i].Name, r, known)
		}
	}
	if !got[1].Together() || got[0].Together() {
		t.Error("only b+c is shown together")
	}
	want2 := Ladder{Counts: map[string]int{release.Greeted: 12, release.Respected: 0}, Unsplit: 38}
	if diff := cmp.Diff(want2, LadderOf(got)); diff != "" {
		t.Error(diff)
	}
	if r := Overall(got); r.Mean != 50.0/110 {
		t.Errorf("overall %v, want 50 meetings in 110 hours: the unknown area apart", r.Mean)
	}
}

// Ground without a released figure of hours has no rate, and says so.
func TestAreasWithoutHours(t *testing.T) {
	got := Areas(release.Concerns, []release.Figure{figure(release.Concerns, "a", release.AllKinds, 12, release.OwnFigure)})
	if len(got) != 1 || !got[0].Missing || got[0].Rate.Known || got[0].Count != 12 {
		t.Errorf("got %+v", got)
	}
	if got := Areas(release.Encounters, nil); len(got) != 0 {
		t.Errorf("nothing released: got %+v", got)
	}
}

// The interval holds the true rate about four times in five, and is narrow enough
// to be called sure from about twenty meetings on.
func TestRate(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	covered := 0
	const runs = 4000
	for range runs {
		rate := 0.2 + 2*random.Float64()
		r := RateOf(poisson(random, 30*rate), 30)
		if r.Low <= rate && rate <= r.High {
			covered++
		}
	}
	if share := float64(covered) / runs; math.Abs(share-0.8) > 0.03 {
		t.Errorf("seed 1,2: the 80 %% interval held the truth in %.3f of runs", share)
	}
	for n, want := range map[int]Certainty{0: Unsure, 5: Unsure, 12: Unsure, 25: Sure, 200: Sure} {
		if got := RateOf(n, 40).Certainty(); got != want {
			t.Errorf("%d meetings: %s, want %s", n, got, want)
		}
	}
	if r := RateOf(7, 0); r.Known || r.Certainty() != NotSaid {
		t.Errorf("no hours: %+v", r)
	}
	if r := RateOf(0, 40); !r.Known || r.Mean != 0 || r.Low >= r.High {
		t.Errorf("zero meetings: %+v", r)
	}
}

// A rate has the class that need has; an unknown one has none.
func TestClass(t *testing.T) {
	b := need.BreaksAround(1)
	if got := (Rate{Known: true, Mean: 1}).Class(b); got != 3 {
		t.Errorf("the mean: class %d, want 3", got)
	}
	if got := (Rate{}).Class(b); got != 0 {
		t.Errorf("unknown: class %d, want 0", got)
	}
}

// A change is shown only where it is larger than its uncertainty, and grounds that
// were joined differently are compared as what both have in common.
func TestCompare(t *testing.T) {
	before := Areas(release.Encounters, []release.Figure{
		met("a", release.AllKinds, 40, release.OwnFigure), hours("a", 40),
		met("b", release.AllKinds, 40, release.OwnFigure), hours("b", 40),
		met("cd", release.AllKinds, 20, release.Merged), hours("cd", 40),
		met("e", release.AllKinds, 30, release.OwnFigure), hours("e", 30),
		met("f", release.AllKinds, 0, release.Unknown), hours("f", 1),
	})
	now := Areas(release.Encounters, []release.Figure{
		met("a", release.AllKinds, 80, release.OwnFigure), hours("a", 40),
		met("b", release.AllKinds, 45, release.OwnFigure), hours("b", 40),
		met("c", release.AllKinds, 12, release.OwnFigure), hours("c", 30),
		met("de", release.AllKinds, 12, release.Merged), hours("de", 40),
		met("f", release.AllKinds, 50, release.OwnFigure), hours("f", 30),
		met("g", release.AllKinds, 50, release.OwnFigure), hours("g", 30),
	})
	var got []string
	for _, c := range Compare(now, before) {
		got = append(got, fmt.Sprintf("%v %s %.2f %.2f", c.Areas, c.Direction, c.Before.Mean, c.Now.Mean))
	}
	want := []string{
		"[a] up 1.00 2.00", "[b] same 1.00 1.12",
		"[c d+e] down 0.71 0.34", // c+d and e before, c and d+e after: only c+d+e is common
		"[f] unknown 0.00 1.67", "[g] unknown 0.00 1.67",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Where nothing changed, a change is shown about once in ten times; where the rate
// doubled, nearly always.
func TestCompareErrsSeldom(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	shown := func(factor float64) float64 {
		n := 0
		const runs = 3000
		for range runs {
			if differ(poisson(random, 40), 50, poisson(random, 40*factor), 50) {
				n++
			}
		}
		return float64(n) / runs
	}
	if s := shown(1); math.Abs(s-0.1) > 0.02 {
		t.Errorf("seed 3,4: shown in %.3f of runs without a change, want about 0.1", s)
	}
	if s := shown(2); s < 0.95 {
		t.Errorf("seed 3,4: a doubled rate was shown in only %.3f of runs", s)
	}
}

// Weeks stand in the order of time; what has not been released is not zero.
func TestWeeks(t *testing.T) {
	week := func(f release.Family, w string, n int) release.Figure {
		return release.Figure{Family: f, Level: release.ByWeek, Period: w, Area: release.Area{Name: "R"}, Count: n}
	}
	got := Weeks([]release.Figure{
		week(release.Encounters, "2026-W02", 30), week(release.Presence, "2026-W02", 55), week(release.Encounters, "2025-W52", 12),
		week(release.Concerns, "2026-W02", 0), met("a", release.AllKinds, 9, release.OwnFigure),
	})
	want := []Week{{"2025-W52", 12, -1, -1}, {"2026-W02", 30, 0, 55}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// poisson draws by Knuth's product of uniforms.
func poisson(r *rand.Rand, mean float64) int {
	n := 0
	for p := r.Float64(); p > math.Exp(-mean); p *= r.Float64() {
		n++
	}
	return n
}
