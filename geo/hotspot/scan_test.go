package hotspot

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"github.com/google/go-cmp/cmp"
	"github.com/uber/h3-go/v4"
	"pgregory.net/rapid"
)

// The ratio is that of two Poisson likelihoods, one rate inside and one outside the
// zone against one rate for all, wherever there are more cases than expected; it is a
// number at the ends too: all cases, none, as many as expected.
func TestRatioIsOfLikelihoods(t *testing.T) {
	poisson := func(cases, mean float64) float64 {
		if cases == 0 {
			return -mean
		}
		return cases*math.Log(mean) - mean // ln cases! cancels
	}
	rapid.Check(t, func(t *rapid.T) {
		all := float64(rapid.IntRange(1, 500).Draw(t, "all"))
		cases := float64(rapid.IntRange(0, int(all)).Draw(t, "cases"))
		expected := all * rapid.Float64Range(0.001, 0.999).Draw(t, "share")
		got, want := llr(cases, expected, all), 0.0
		if cases > expected {
			want = poisson(cases, cases) + poisson(all-cases, all-cases) - poisson(cases, expected) - poisson(all-cases, all-expected)
		}
		if !(math.Abs(got-want) <= 1e-9*(1+want)) {
			t.Fatalf("%v of %v cases, %v expected: %v, want %v", cases, all, expected, got, want)
		}
	})
	if got, want := llr(10, 4, 10), 10*math.Log(2.5); got != want {
		t.Errorf("all cases in the zone: %v, want %v", got, want)
	}
	if got := llr(4, 4, 10) + llr(0, 0, 10) + llr(0, 3, 10); got != 0 {
		t.Errorf("no more than expected: %v", got)
	}
}

// Each zone is all cells within so many steps, each larger one is the next that holds
// no more than was allowed, and the first that is left out holds more or is no larger.
func TestZonesAreCompleteDisks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 15).Draw(t, "cells")
		near := graph(t, n)
		expected := make([]float64, n)
		sum := 0.0
		for i := range expected {
			expected[i] = float64(rapid.IntRange(0, 8).Draw(t, "expected"))
			sum += expected[i]
		}
		hops := steps(near)
		for centre, nest := range disks(near, expected, sum/2) {
			for radius := 0; ; radius++ {
				var disk []int
				held := 0.0
				for j := range n {
					if hops[centre][j] <= radius {
						disk = append(disk, j)
						held += expected[j]
					}
				}
				if radius == len(nest.ends) {
					if held <= sum/2 && (radius == 0 || len(disk) > len(nest.order)) {
						t.Fatalf("centre %d: the disk of %d steps is missing", centre, radius)
					}
					break
				}
				got := slices.Sorted(slices.Values(nest.order[:nest.ends[radius]]))
				if diff := cmp.Diff(disk, got); diff != "" || held > sum/2 {
					t.Fatalf("centre %d, %d steps, %v expected of %v:\n%s", centre, radius, held, sum, diff)
				}
			}
		}
	})
}

// steps between all pairs by Floyd and Warshall.
func steps(near [][]int) [][]int {
	n := len(near)
	hops := make([][]int, n)
	for i := range hops {
		hops[i] = make([]int, n)
		for j := range hops[i] {
			if hops[i][j] = n; i == j {
				hops[i][j] = 0
			}
		}
		for _, j := range near[i] {
			hops[i][j] = 1
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				hops[i][j] = min(hops[i][j], hops[i][k]+hops[k][j])
			}
		}
	}
	return hops
}

// On a lattice of one size the zones are H3's own disks.
func TestZonesAreGridDisks(t *testing.T) {
	cover, ids, _ := grid(t)
	one := make([]float64, len(ids))
	for i := range one {
		one[i] = 1
	}
	zones := disks(positions(ids, cover.Neighbours), one, 64)
	middle := slices.IndexFunc(zones, func(n nest) bool { return slices.Equal(n.ends, []int{1, 7, 19, 37, 61}) })
	if middle < 0 {
		t.Fatal("no cell has four whole rings around it")
	}
	nest := zones[middle]
	for radius, end := range nest.ends {
		disk, err := h3.GridDisk(h3.Cell(ids[middle]), radius)
		if err != nil {
			t.Fatal(err)
		}
		var want, got geo.Area
		for _, c := range disk {
			want = append(want, geo.Cell(c))
		}
		for _, i := range nest.order[:end] {
			got = append(got, ids[i])
		}
		if diff := cmp.Diff(geo.NewArea(want...), geo.NewArea(got...)); diff != "" {
			t.Errorf("radius %d:\n%s", radius, diff)
		}
	}
}

// In made-up municipalities no case falls where nobody was, which would be a ratio
// without end, and a cell has as many as its hours let expect: twice its ratio is, where
// it has more than that, a χ² with one degree of freedom, so that one in forty is above
// that distribution's 95 % quantile.
func TestSimulationFollowsTheHours(t *testing.T) {
	hours := []float64{4, 0, 1, 3, 0}
	s := newScan([]int{500, 0, 200, 300, 0}, hours)
	s.over([]nest{{[]int{1, 4}, []int{2}}, {[]int{0}, []int{1}}})
	const runs = 2000
	over := 0
	for _, most := range s.simulate(runs, 3) {
		if most > 3.841459/2 {
			over++
		}
	}
	if share := float64(over) / runs; math.Abs(share-0.025) > 0.012 {
		t.Errorf("seed 3: a ratio above the quantile in %.3f of runs", share)
	}
}

// walks draws encounters by hours at a rate, of which some cells have more.
func walks(rng *rand.Rand, ids []geo.Cell, strong geo.Area, times float64) []Count {
	var out []Count
	for _, c := range ids {
		n := Count{Cell: c, Hours: float64(1+rng.IntN(12)) / 2}
		mean := 0.8 * n.Hours
		if strong.Contains(c) {
			mean *= times
		}
		for p := rng.Float64(); p > math.Exp(-mean); p *= rng.Float64() {
			n.Encounters++
		}
		out = append(out, n)
	}
	return out
}

// A disk with three times the rate is found; the same seed gives the same p-values,
// whatever the order of cells and counts; clusters share no cell.
func TestClustersFindWhatIsThere(t *testing.T) {
	cover, ids, _ := grid(t)
	strong := geo.NewArea(append(cover.Neighbours(ids[30]), ids[30])...)
	rng := rand.New(rand.NewPCG(5, 0))
	counts := walks(rng, ids, strong, 3)
	got := Clusters(ids, cover.Neighbours, counts, 1)
	if len(got) == 0 || got[0].Centre != ids[30] || got[0].P != 0.001 {
		t.Fatalf("seed 5: %+v", got)
	}
	seen := map[geo.Cell]bool{}
	for _, c := range got {
		met, hours := 0, 0.0
		for _, n := range counts {
			if c.Cells.Contains(n.Cell) {
				met, hours = met+n.Encounters, hours+n.Hours
			}
		}
		if met != c.Encounters || math.Abs(hours-c.Hours) > 1e-9 || !(float64(met) > c.Expected) || !(c.Expected > 0.5*hours) {
			t.Errorf("%+v: %d met in %v hours", c, met, hours)
		}
		for _, cell := range c.Cells {
			if seen[cell] {
				t.Errorf("%s is in two clusters", cell)
			}
			seen[cell] = true
		}
	}
	slices.Reverse(counts)
	turned := slices.Clone(ids)
	slices.Reverse(turned)
	if diff := cmp.Diff(got, Clusters(turned, cover.Neighbours, counts, 1)); diff != "" {
		t.Errorf("in another order:\n%s", diff)
	}
}

// Where meetings fall by hours alone, a cluster is shown about once in twenty
// municipalities.
func TestClustersErrSeldom(t *testing.T) {
	cover, ids, _ := grid(t)
	near := positions(ids, cover.Neighbours)
	rng := rand.New(rand.NewPCG(11, 0))
	shown := 0
	const runs = 300
	for range runs {
		var cases []int
		var hours []float64
		for _, n := range walks(rng, ids, nil, 1) {
			cases, hours = append(cases, n.Encounters), append(hours, n.Hours)
		}
		s := newScan(cases, hours)
		s.over(disks(near, s.expected, mostOfAll*s.all))
		if pValue(s.simulate(39, rng.Uint64()), s.largest(cases)) <= Level {
			shown++
		}
	}
	if share := float64(shown) / runs; share > 0.1 || share < 0.015 {
		t.Errorf("seed 11: a cluster in %.3f of municipalities without one", share)
	}
}

// A period without meetings, without hours or without cells has no cluster. Cells that
// nobody visited, or that are not the municipality's, are in none.
func TestClustersOfLittle(t *testing.T) {
	cover, ids, _ := grid(t)
	for name, counts := range map[string][]Count{
		"no counts":   nil,
		"no meetings": {{Cell: ids[0], Hours: 3}, {Cell: ids[1], Hours: 2}},
		"no hours":    {{Cell: ids[0], Encounters: 30}},
		"elsewhere":   {{Cell: geo.Rest, Encounters: 30, Hours: 2}},
	} {
		if got := Clusters(ids, cover.Neighbours, counts, 1); len(got) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := Clusters(nil, cover.Neighbours, nil, 1); len(got) != 0 {
		t.Errorf("no cells: %+v", got)
	}
	var counts []Count
	for i, c := range ids[:127] {
		if i%2 == 0 {
			counts = append(counts, Count{Cell: c, Encounters: 1, Hours: 4})
		}
	}
	counts[0].Encounters = 40
	got := Clusters(ids, cover.Neighbours, counts, 1)
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	if diff := cmp.Diff(geo.Area{ids[0]}, got[0].Cells); diff != "" || got[0].Encounters != 40 {
		t.Errorf("%+v\n%s", got[0], diff)
	}
}

// Counts are of the weeks asked for; what was met in passing has no hours and counts
// nowhere.
func TestCounts(t *testing.T) {
	week := geo.WeekOf(geo.NewDate(2026, 11, 16))
	a, b, c := geo.Cell(0x891f262ec03ffff), geo.Cell(0x891f262ec07ffff), geo.Cell(0x891f262ec0bffff)
	got := Counts([]need.Observation{
		{Cell: b, Week: week, Encounters: 2, Hours: 1},
		{Cell: a, Week: week, Encounters: 1, Unplanned: 4},
		{Cell: a, Week: week, Hours: 0.5},
		{Cell: b, Week: week.Add(-1), Encounters: 7, Concerns: map[string]int{"shop": 2}},
		{Cell: b, Week: week.Add(-3), Encounters: 3, Hours: 2},
		{Cell: b, Week: week.Add(-4), Encounters: 9, Hours: 9},
		{Cell: b, Week: week.Add(1), Encounters: 9, Hours: 9},
		{Cell: c, Week: week, Encounters: 5},
	}, week.Add(-3), week)
	want := []Count{{a, 1, 0.5}, {b, 5, 3}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
