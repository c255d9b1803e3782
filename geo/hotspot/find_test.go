package hotspot

import (
	"math/rand/v2"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// seen makes a week's observation of each count.
func seen(counts []Count, week geo.Week) []need.Observation {
	var out []need.Observation
	for _, c := range counts {
		out = append(out, need.Observation{Cell: c.Cell, Week: week, Encounters: c.Encounters, Hours: c.Hours})
	}
	return out
}

// A strong disk is found by both, from the same seed with the same figures whatever the
// order; the weeks before the period, cells of which too little is known and a town
// without any pattern are not.
func TestFind(t *testing.T) {
	cover, ids, _ := grid(t)
	now := geo.WeekOf(geo.NewDate(2026, 11, 22))
	strong := geo.NewArea(append(cover.Neighbours(ids[30]), ids[30])...)
	obs := seen(walks(rand.New(rand.NewPCG(5, 0)), ids, strong, 4), now.Add(-2))
	obs = append(obs, need.Observation{Cell: ids[90], Week: now.Add(-ScanWeeks), Encounters: 500, Hours: 1})
	unknown := ids[60]
	for i := range obs {
		if obs[i].Cell == unknown {
			obs[i].Hours, obs[i].Encounters = 0.5, 9
		}
	}
	model := need.Fit(ids, obs, now, need.DefaultParams())
	got := Find(model.Estimates(), cover.Neighbours, obs, now, 1)
	if !got.Hot.Contains(ids[30]) || len(got.Clusters) == 0 || got.Clusters[0].Centre != ids[30] {
		t.Fatalf("seed 5: hot %v, clusters %+v", got.Hot, got.Clusters)
	}
	if got.From != now.Add(-12) || got.To != now || got.Seed != 1 || got.Simulations != 999 {
		t.Errorf("%+v", got)
	}
	if got.Known+got.Unknown != len(ids) || got.Unknown == 0 {
		t.Errorf("%d known and %d unknown of %d cells", got.Known, got.Unknown, len(ids))
	}
	for _, c := range got.Clusters {
		if c.Cells.Contains(unknown) || got.Hot.Contains(unknown) {
			t.Errorf("a cell of half an hour takes part: %+v", c)
		}
		if c.Encounters > 300 {
			t.Errorf("meetings from before the period count: %+v", c)
		}
	}
	estimates := model.Estimates()
	slices.Reverse(estimates)
	slices.Reverse(obs)
	if diff := cmp.Diff(got, Find(estimates, cover.Neighbours, obs, now, 1), cmp.Comparer(func(a, b geo.Week) bool { return a == b })); diff != "" {
		t.Errorf("in another order:\n%s", diff)
	}
	obs = seen(walks(rand.New(rand.NewPCG(5, 0)), ids, nil, 1), now)
	none := Find(need.Fit(ids, obs, now, need.DefaultParams()).Estimates(), cover.Neighbours, obs, now, 1)
	if len(none.Hot)+len(none.Clusters) != 0 {
		t.Errorf("seed 5, without a pattern: %+v", none)
	}
}

// Each municipality and week has a seed of its own, that a number of JSON can hold.
func TestSeed(t *testing.T) {
	week := geo.WeekOf(geo.NewDate(2026, 11, 22))
	seeds := map[uint64]bool{}
	for _, m := range []int32{1, 2, 860} {
		for i := range 3 {
			seeds[Seed(m, week.Add(i))] = true
			if s := Seed(m, week.Add(i)); s != Seed(m, week.Add(i)) || s >= 1<<53 {
				t.Errorf("municipality %d, %s: %d", m, week.Add(i), s)
			}
		}
	}
	if len(seeds) != 9 {
		t.Errorf("%d seeds, want 9", len(seeds))
	}
}

// Passing zones over by their χ² never misses the largest ratio.
func TestLargestLooksFarEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "cells")
		cases, hours := make([]int, n), make([]float64, n)
		for i := range n {
			cases[i] = rapid.IntRange(0, 9).Draw(t, "cases")
			hours[i] = rapid.Float64Range(0.1, 20).Draw(t, "hours")
		}
		s := newScan(cases, hours)
		s.over(disks(graph(t, n), s.expected, mostOfAll*s.all))
		want := 0.0
		s.each(cases, func(z zone) { want = max(want, llr(z.cases, z.expected, s.all)) })
		if got := s.largest(cases); got != want {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}
