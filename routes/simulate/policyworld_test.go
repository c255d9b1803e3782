package simulate

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

func policyWorld(t *testing.T, seed uint64) *PolicyWorld {
	t.Helper()
	w, err := NewPolicyWorld(seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// What the description promises: the cells, the rates, half of the need in a tenth of
// the cells, the rising cells, the weeks of habit and the visits of a week.
func TestPolicyWorldIsAsDescribed(t *testing.T) {
	for seed := range uint64(5) {
		w := policyWorld(t, seed)
		if len(w.cells) != 127 || len(w.met) != 104 || len(w.reported) != 104 || len(w.history) != 12 {
			t.Fatalf("seed %d: %d cells, %d and %d weeks, %d of habit", seed, len(w.cells), len(w.met), len(w.reported), len(w.history))
		}
		sorted := slices.Sorted(slices.Values(w.before))
		peak := stat.Mean(sorted[114:], nil)
		if share := floats.Sum(sorted[114:]) / floats.Sum(sorted); math.Abs(share-0.5) > 1e-6 || math.Abs(stat.Mean(sorted, nil)-0.4) > 1e-9 {
			t.Errorf("seed %d: a tenth holds %.3f, the mean is %.3f", seed, share, stat.Mean(sorted, nil))
		}
		risen := 0
		for i := range w.cells {
			switch {
			case !slices.Contains(w.rising, i):
				if w.before[i] != w.after[i] {
					t.Errorf("seed %d: cell %d changed", seed, i)
				}
			case w.before[i] <= sorted[63] && math.Abs(w.after[i]-peak) < 1e-9:
				risen++
			}
		}
		if risen != 3 || len(w.rising) != 3 {
			t.Errorf("seed %d: %d of %d cells rise from the lower half to %.2f", seed, risen, len(w.rising), peak)
		}
		for week, visits := range w.history {
			if distinct := slices.Compact(slices.Sorted(slices.Values(visits))); len(visits) != 30 || len(distinct) != 30 {
				t.Errorf("seed %d: week %d has %d visits to %d cells", seed, week, len(visits), len(distinct))
			}
		}
	}
}

// Meetings follow the rates, reports follow the rates and habits, and where workers
// went by habit follows the need only in part: the history knows little of many cells.
func TestPolicyWorldIsBiased(t *testing.T) {
	var followed, spread []float64
	for seed := range uint64(10) {
		w := policyWorld(t, seed)
		met, reports, hours := make([]float64, 127), make([]float64, 127), make([]float64, 127)
		for week := range risingWeek {
			for i := range w.cells {
				met[i] += float64(w.met[week][i]) / risingWeek
				reports[i] += float64(w.reported[week][i])
			}
		}
		dispersion := 0.0
		for i, rate := range w.before {
			alike := 0.03 * rate * risingWeek // reports, if all had the same habit
			dispersion += (reports[i] - alike) * (reports[i] - alike) / alike / 127
		}
		spread = append(spread, dispersion)
		for _, visits := range w.history {
			for _, i := range visits {
				hours[i]++
			}
		}
		if r := stat.Correlation(met, w.before, nil); r < 0.97 {
			t.Errorf("seed %d: meetings correlate %.2f with the rates", seed, r)
		}
		if weekly := floats.Sum(reports) / risingWeek; weekly < 0.7 || weekly > 6 { // 1.5 at the median habit
			t.Errorf("seed %d: %.2f reports a week", seed, weekly)
		}
		followed = append(followed, stat.Correlation(ranks(hours), ranks(w.before), nil))
		slices.Sort(hours)
		if little := floats.Sum(hours[:64]) / 360; little > 0.2 {
			t.Errorf("seed %d: half of the cells have %.2f of the hours", seed, little)
		}
	}
	if r := stat.Mean(followed, nil); r < 0.15 || r > 0.45 { // about 0 without any need in it, 0.57 without habit
		t.Errorf("hours and rates have a rank correlation of %.2f", r)
	}
	if d := stat.Mean(spread, nil); d < 1.6 || d > 3.5 { // 1 if reports followed the rates alone, 2.3 as described
		t.Errorf("reports spread %.2f times as far as if all had the same habit", d)
	}
}

// The same seed gives the same world and the same outcome, another seed others.
func TestPolicyFollowsFromItsSeed(t *testing.T) {
	a, b, other := policyWorld(t, 3), policyWorld(t, 3), policyWorld(t, 4)
	if diff := cmp.Diff(a, b, cmp.AllowUnexported(PolicyWorld{})); diff != "" {
		t.Errorf("the same seed gives another world:\n%s", diff)
	}
	if cmp.Equal(a.before, other.before) || cmp.Equal(a.met, other.met) {
		t.Error("another seed gives the same world")
	}
	thompson := policy(t, "ML prior, Thompson + 10 % exploration")
	if diff := cmp.Diff(a.Run(thompson), b.Run(thompson)); diff != "" {
		t.Errorf("%s: the same seed gives another outcome:\n%s", thompson.Name, diff)
	}
}
