package need_test

import (
	"math"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mathext"
	"pgregory.net/rapid"
)

// believed are estimates with these shapes and the same hours.
func believed(cs []geo.Cell, alpha ...float64) []need.Estimate {
	out := make([]need.Estimate, len(alpha))
	for i, a := range alpha {
		out[i] = need.Estimate{Cell: cs[i], Posterior: need.Posterior{Alpha: a, Beta: 4}}
	}
	return out
}

// Of two cells with the same hours the share of one among all is Beta distributed, so
// that the probability of being first is known; a thousand draws come within three
// standard errors, another seed elsewhere.
func TestTopShareIsTheProbability(t *testing.T) {
	two := believed(cells(2), 5, 3)
	want := 1 - mathext.RegIncBeta(5, 3, 0.5)
	got := need.TopShares(two, 1, need.Draws, 7)
	if math.Abs(got[0]-want) > 3*math.Sqrt(want*(1-want)/need.Draws) || math.Abs(got[0]+got[1]-1) > 1e-12 {
		t.Errorf("seed 7: first with %v and %v, want %v", got[0], got[1], want)
	}
	if other := need.TopShares(two, 1, need.Draws, 8); other[0] == got[0] {
		t.Errorf("seeds 7 and 8 both give %v", got[0])
	}
}

// The shares sum to the places that there are, belong to the cell wherever it stands in
// the list, and are the same again with the same seed.
func TestTopSharesOfAnyCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alpha := rapid.SliceOfN(rapid.Float64Range(0.01, 40), 0, 12).Draw(t, "alpha")
		n := rapid.IntRange(0, 14).Draw(t, "n")
		seed := rapid.Uint64().Draw(t, "seed")
		list := believed(cells(12), alpha...)
		got := need.TopShares(list, n, 50, seed)
		sum := 0.0
		for _, p := range got {
			sum += p
			if p < 0 || p > 1 || len(list) <= n && p != 1 {
				t.Fatalf("%d cells, the top %d: %v", len(list), n, got)
			}
		}
		if want := float64(min(n, len(list))); math.Abs(sum-want) > 1e-9 {
			t.Fatalf("the shares sum to %v, want %v", sum, want)
		}
		slices.Reverse(list)
		turned := need.TopShares(list, n, 50, seed)
		slices.Reverse(turned)
		if diff := cmp.Diff(got, turned); diff != "" {
			t.Fatalf("in another order:\n%s", diff)
		}
	})
}

// A cell about which little is known is among the first more often than its mean says.
func TestTopSharesRewardDoubt(t *testing.T) {
	cs := cells(3)
	list := []need.Estimate{
		{Cell: cs[0], Posterior: need.Posterior{Alpha: 200, Beta: 100}}, // 2, surely
		{Cell: cs[1], Posterior: need.Posterior{Alpha: 180, Beta: 100}}, // 1.8, surely
		{Cell: cs[2], Posterior: need.Posterior{Alpha: 1.6, Beta: 1}},   // 1.6, perhaps
	}
	got := need.TopShares(list, 1, need.Draws, 3)
	if got[2] <= got[1] {
		t.Errorf("seed 3: %v", got)
	}
}

// Hours and concerns are of the weeks asked for, whatever the channel and the outcome.
func TestGiven(t *testing.T) {
	cs := cells(2)
	got := need.Given([]need.Observation{
		{Cell: cs[0], Week: now, Hours: 1, Concerns: map[string]int{"shop": 2, "friend": 1}},
		{Cell: cs[0], Week: now.Add(-2), Hours: 0.5, Encounters: 9},
		{Cell: cs[1], Week: now.Add(-2), Concerns: map[string]int{"shop": 1}},
		{Cell: cs[1], Week: now.Add(-3), Hours: 7, Concerns: map[string]int{"shop": 7}},
		{Cell: cs[1], Week: now.Add(1), Hours: 7},
	}, now.Add(-2), now)
	want := map[geo.Cell]need.Attention{cs[0]: {Hours: 1.5, Concerns: 3}, cs[1]: {Concerns: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
