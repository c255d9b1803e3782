package simulate

import (
	"math"
	"slices"
	"testing"

	"runde/geo/need"

	"github.com/google/go-cmp/cmp"
)

// No policy but the oracle can see the truth, or anything of the week that it plans: in
// a world with other rates, and with nobody to meet and no reports from then on, the
// week's plan is the same.
func TestPoliciesSeeOnlyThePast(t *testing.T) {
	const week = 20
	w := policyWorld(t, 1)
	other := *w
	other.rising, other.oracle = nil, 0
	other.before, other.after = slices.Clone(w.before), slices.Clone(w.after)
	slices.Reverse(other.before)
	slices.Reverse(other.after)
	other.met, other.reported = slices.Clone(w.met), slices.Clone(w.reported)
	for later := week; later < policyWeeks; later++ {
		other.met[later], other.reported[later] = make([]int, len(w.cells)), make([]int, len(w.cells))
	}
	for k, policy := range Policies() {
		p, q := w.planner(policy), other.planner(policy)
		p.walk(week + 1)
		q.walk(week + 1)
		if same := cmp.Equal(p.visits, q.visits); same != (k > 0) {
			t.Errorf("%s: the same plans where only what cannot be known differs: %v", policy.Name, same)
		}
	}
}

// A policy believes what was seen, and neither the reports nor the meetings of a cell
// that it did not visit: only visits tell of meetings.
func TestOnlyVisitsAreMet(t *testing.T) {
	w := policyWorld(t, 1)
	for _, visits := range [][]int{nil, {3}, {5, 80, 126}} {
		var met []int
		reported := 0
		for _, o := range w.observe(50, visits) {
			i := slices.Index(w.cells, o.Cell)
			if o.Week != firstPolicyWeek.Add(50) {
				t.Errorf("observed in %v", o.Week)
			}
			if o.Hours > 0 {
				met = append(met, i)
				if o.Encounters != w.met[50][i] || o.Hours != 1 {
					t.Errorf("cell %d: %+v, want %d met in an hour", i, o, w.met[50][i])
				}
			} else if reported += o.Concerns["neighbour"]; o.Encounters != 0 || o.Concerns["neighbour"] != w.reported[50][i] {
				t.Errorf("cell %d: %+v, want %d reports", i, o, w.reported[50][i])
			}
		}
		all := 0
		for _, n := range w.reported[50] {
			all += n
		}
		if !slices.Equal(met, visits) || reported != all {
			t.Errorf("%v were met, want %v; %d reports, want %d", met, visits, reported, all)
		}
	}
}

// What is believed in the end is held against the rates of the end: estimates that are
// as good as the truth after the hot spots rose have all of it, those from before miss
// the three risen cells.
func TestBeliefIsHeldAgainstTheEnd(t *testing.T) {
	w := policyWorld(t, 2)
	params := need.DefaultParams()
	params.Prior = &need.Prior{Alpha: 1, Beta: 1}
	believe := func(rates []float64) *need.Model {
		const hours = 1e6
		var obs []need.Observation
		for i, c := range w.cells {
			obs = append(obs, need.Observation{Cell: c, Week: firstPolicyWeek, Hours: hours, Encounters: int(math.Round(rates[i] * hours))})
		}
		return need.Fit(w.cells, obs, firstPolicyWeek, params)
	}
	end, before := believe(w.after), believe(w.before)
	if c, r := w.coverage(end), w.correlation(end); c != 1 || r < 0.999 {
		t.Errorf("the rates of the end: coverage %v, correlation %v", c, r)
	}
	if c, r := w.coverage(before), w.correlation(before); math.Abs(c-124.0/127) > 1e-9 || r > 0.99 {
		t.Errorf("the rates before: coverage %v, correlation %v", c, r)
	}
}
