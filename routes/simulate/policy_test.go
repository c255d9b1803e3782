package simulate

import (
	"math"
	"slices"
	"testing"

	"runde/geo/need"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func policy(t *testing.T, name string) Policy {
	t.Helper()
	for _, p := range Policies() {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("no policy %q", name)
	return Policy{}
}

// at is a planner in a week, after the history and some weeks by the policy.
func at(t *testing.T, name string, week int) *planner {
	t.Helper()
	p := policyWorld(t, 1).planner(policy(t, name))
	p.walk(week)
	return p
}

// The recommended policy keeps its limits in a few worlds, and planning by raw counts
// does far worse in the same ones: it never sees most of the cells, nor the hot spots
// that rise.
func TestRecommendedPolicyBeatsRawCounts(t *testing.T) {
	const seeds = 3
	mean := map[string]Outcome{}
	for _, name := range []string{RecommendedPolicy, RawCountPolicy} {
		var m Outcome
		for seed := range uint64(seeds) {
			o := policyWorld(t, seed).Run(policy(t, name))
			m.Found += o.Found / seeds
			m.Never += o.Never / seeds
			m.Coverage += o.Coverage / seeds
			m.TopHours += o.TopHours / seeds
			m.Rising += o.Rising / seeds
		}
		t.Logf("%s: %+v", name, m)
		mean[name] = m
	}
	good, bad := mean[RecommendedPolicy], mean[RawCountPolicy]
	if good.Found < 0.82 || good.Coverage < 0.75 || good.Coverage > 0.9 || good.Never != 0 || good.TopHours > 0.45 || good.Rising > 20 {
		t.Errorf("seeds 0–2: recommended %+v", good)
	}
	if bad.Found > good.Found-0.05 || bad.Never < 0.5 || bad.Rising < 40 {
		t.Errorf("seeds 0–2: raw counts %+v, recommended %+v", bad, good)
	}
}

// Every policy plans a week of 30 different cells, with its share of exploration.
func TestPlansAreWhole(t *testing.T) {
	for _, policy := range Policies() {
		p := at(t, policy.Name, historyWeeks)
		visits := p.plan()
		distinct := slices.Compact(slices.Sorted(slices.Values(visits)))
		if len(visits) != policyVisits || len(distinct) != policyVisits {
			t.Errorf("%s: %d visits to %d cells", policy.Name, len(visits), len(distinct))
		}
	}
}

// The recommended policy explores by the product's list: the first six visits of a week
// are the next ones of it that nobody visited for four weeks, and after a pass there is
// no cell that was neither among them nor visited lately.
func TestRecommendedPolicyTakesTheList(t *testing.T) {
	p := at(t, RecommendedPolicy, historyWeeks)
	list := need.Explore(p.world.cells, p.world.listSeed, 0, len(p.world.cells))
	lately := func(i int) bool {
		return slices.ContainsFunc(p.visits[p.week-4:], func(visits []int) bool { return slices.Contains(visits, i) })
	}
	crossed := 0
	for p.explored < len(list) {
		from := p.explored
		visits := p.plan()[:6]
		for _, c := range list[from:min(p.explored, len(list))] {
			i := slices.Index(p.world.cells, c)
			if lately(i) {
				crossed++
			} else if visits[0] != i {
				t.Fatalf("week %d: %v explores, want cell %d next", p.week, visits, i)
			} else {
				visits = visits[1:]
			}
			if lately(i) && slices.Contains(visits, i) {
				t.Fatalf("week %d: cell %d was visited lately", p.week, i)
			}
		}
		p.explored = from
		p.walk(p.week + 1)
	}
	if crossed < 10 || crossed > 117 {
		t.Errorf("%d of %d cells were crossed off", crossed, len(list))
	}
}

// The others are those with the highest upper bounds of the product's own model.
func TestRecommendedPolicyTakesTheUpperBound(t *testing.T) {
	p := at(t, RecommendedPolicy, 30)
	visits := p.plan()
	estimates := need.Fit(p.world.cells, p.seen, firstPolicyWeek.Add(29), need.DefaultParams()).Estimates()
	least := math.Inf(1)
	for _, i := range visits[6:] {
		least = min(least, estimates[i].Score)
	}
	for i, e := range estimates {
		if e.Score > least && !slices.Contains(visits, i) {
			t.Errorf("cell %d has the score %v and is left out; %v is in", i, e.Score, least)
		}
	}
}

// Those seen longest ago are never fewer weeks away than one that is left out.
func TestLongestUnseen(t *testing.T) {
	p := at(t, RecommendedPolicy, 20)
	estimates := p.fit().Estimates()
	ago := func(i int) int {
		if estimates[i].WeeksSince < 0 {
			return policyWeeks
		}
		return estimates[i].WeeksSince
	}
	chosen := p.longestUnseen(10)
	for i := range estimates {
		if !slices.Contains(chosen, i) && ago(i) > ago(chosen[9]) {
			t.Errorf("cell %d was seen %d weeks ago and is left out; one of %d is in", i, ago(i), ago(chosen[9]))
		}
	}
}

// Of the cells that nobody visited for eight weeks, those with the highest upper bounds
// come, never another, also where there are few.
func TestHopefulUnseen(t *testing.T) {
	p := at(t, RecommendedPolicy, 30)
	estimates := p.fit().Estimates()
	unseen := func(i int) bool { return estimates[i].WeeksSince < 0 || estimates[i].WeeksSince >= 8 }
	chosen := p.hopefulUnseen(5)
	for i, e := range estimates {
		if unseen(i) && !slices.Contains(chosen, i) && e.Score > estimates[chosen[4]].Score {
			t.Errorf("cell %d has the score %v and is left out; %v is in", i, e.Score, estimates[chosen[4]].Score)
		}
	}
	all := 0
	for i := range estimates {
		if unseen(i) {
			all++
		}
	}
	chosen = p.hopefulUnseen(127)
	if len(chosen) != all || !(all > 5) || slices.ContainsFunc(chosen, func(i int) bool { return !unseen(i) }) {
		t.Errorf("%d cells of %d that are unseen", len(chosen), all)
	}
}

// The prior by moments has the mean of where workers went, which is higher than that of
// the cells.
func TestMomentPriorIsWeightedByEffort(t *testing.T) {
	p := at(t, RawCountPolicy, 40)
	prior := byMoments(p).Prior
	fitted := p.fit().Prior()
	if prior.Mean() < 1.2*fitted.Mean() {
		t.Errorf("the mean is %.2f by moments, %.2f by likelihood", prior.Mean(), fitted.Mean())
	}
	if got, want := prior.Rho*prior.Mean(), fitted.Rho*fitted.Mean(); math.Abs(got-want) > 1e-12 {
		t.Errorf("%v reports a cell and week, want %v", got, want)
	}
}

// The oracle's outcome follows from the world: it finds all it can in the 30 strongest
// cells, and three more from week 40 on.
func TestOutcomeOfTheOracle(t *testing.T) {
	o := policyWorld(t, 1).Run(Policies()[0])
	o.Correlation, o.Coverage = 0, 0
	want := Outcome{Found: 1, Seen: 1, Never: 94.0 / 127, TopHours: 13.0 / 30}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })
	if diff := cmp.Diff(want, o, near); diff != "" {
		t.Error(diff)
	}
}

// Outcomes by hand: always the same 30 cells, but for one visit to each risen cell.
func TestOutcomeByHand(t *testing.T) {
	w := policyWorld(t, 2)
	strong := highest(w.before, 40)
	var same []int
	for _, i := range strong {
		if !slices.Contains(w.rising, i) && len(same) < policyVisits {
			same = append(same, i)
		}
	}
	visits := make([][]int, policyWeeks)
	for week := range visits {
		visits[week] = same
	}
	for k, i := range w.rising {
		visits[45+k] = append(slices.Clone(same[1:]), i)
	}
	model := need.Fit(w.cells, nil, firstPolicyWeek, need.DefaultParams())
	o := w.outcome(visits, model)
	if o.Rising != 7 {
		t.Errorf("%v weeks to the risen cells, want 7", o.Rising)
	}
	if want := (127.0 - 33) / 127; math.Abs(o.Never-want) > 1e-9 {
		t.Errorf("%v never visited, want %v", o.Never, want)
	}
	// 28 weeks with the 25 strongest, 64 with three others among them, each of which is
	// recent in four weeks; the strongest cell stays recent.
	if want := (28*25 + 64*22 + 3*4) / (92.0 * 25); math.Abs(o.Seen-want) > 1e-9 {
		t.Errorf("%v seen, want %v", o.Seen, want)
	}
	if !(o.Found > 0.8 && o.Found < 1) {
		t.Errorf("found %v", o.Found)
	}
	visits[47] = same
	if o := w.outcome(visits, model); o.Rising != 64 {
		t.Errorf("one was never visited: %v weeks", o.Rising)
	}
}

// A draw without replacement takes each cell first with its weight's share.
func TestLottery(t *testing.T) {
	rng := newRandom(9, policyStream)
	weights := []float64{1, 2, 5}
	first := make([]float64, 3)
	const runs = 20000
	for range runs {
		first[highest(lottery(rng, weights), 1)[0]]++
	}
	for i, n := range first {
		if share := n / runs; math.Abs(share-weights[i]/8) > 0.015 {
			t.Errorf("seed 9: %d is first in %.3f of draws, want %.3f", i, share, weights[i]/8)
		}
	}
}

// A rank is the number of values below, half of those that are equal, and itself.
func TestRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(rapid.Map(rapid.IntRange(0, 6), func(n int) float64 { return float64(n) })).Draw(t, "values")
		for i, got := range ranks(values) {
			want := 0.5
			for _, v := range values {
				if v < values[i] {
					want++
				} else if v == values[i] {
					want += 0.5
				}
			}
			if got != want {
				t.Fatalf("of %v, %v has rank %v, want %v", values, values[i], got, want)
			}
		}
	})
}
