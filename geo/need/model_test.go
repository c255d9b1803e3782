package need_test

import (
	"math"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// One cell worked out by hand: this week two meetings in one hour, 13 weeks ago
// four in two hours; two neighbours called this week.
//
//	Y = 2 + 4/2 = 4    H = 1 + 2/2 = 2    Z = 1.5
//	need = (1 + 4 + 0.1·1.5) / (4 + 2 + 0.1·ρ·C)
func TestFitByHand(t *testing.T) {
	c := cells(2)
	p := need.DefaultParams()
	p.Prior = &need.Prior{Alpha: 1, Beta: 4, Rho: 0.5}
	m := need.Fit(c, []need.Observation{
		{Cell: c[0], Week: now, Encounters: 2, Hours: 1, Concerns: map[string]int{"neighbour": 2}},
		{Cell: c[0], Week: now.Add(-13), Encounters: 4, Hours: 2},
	}, now, p)
	open := 0.0
	for age := range 14 {
		open += math.Pow(2, -float64(age)/13)
	}
	e, _ := m.Of(c[0])
	near(t, "mean", e.Mean, 5.15/(6+0.05*open), 1e-12)
	near(t, "hours", e.Hours, 2, 1e-12)
	near(t, "encounters", e.Encounters, 4, 1e-12)
	near(t, "concerns", e.Concerns, 1.5, 1e-12)
	near(t, "expected in 10 hours", e.Expected(10), 10*e.Mean, 1e-12)
	if e.WeeksSince != 0 || !e.Known || e.Score != e.High || !(e.Low < e.Mean && e.Mean < e.High) {
		t.Errorf("%+v", e)
	}
	e, _ = m.Of(c[1])
	near(t, "mean of a cell nobody knows", e.Mean, 1/(4+0.05*open), 1e-12)
	if e.WeeksSince != -1 || e.Known {
		t.Errorf("a cell that nobody visited: %+v", e)
	}
	if _, ok := m.Of(geo.Rest); ok {
		t.Error("an estimate for a cell that Fit was not given")
	}
}

// Reports per week over all cells set ρ: half a concern a cell and week, at a mean
// rate of 0.25 an hour, is ρ = 2.
func TestReportingRate(t *testing.T) {
	c := cells(2)
	m := need.Fit(c, []need.Observation{
		{Cell: c[0], Week: now, Concerns: map[string]int{"shop": 1}},
	}, now, need.DefaultParams())
	near(t, "ρ", m.Prior().Rho, 2, 1e-12)
}

// R6. *Nej tak* is the work itself: with the prior and all else fixed, one more
// encounter never lowers its cell's need, not in any daypart either.
func TestNoThanksNeverLowersNeed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := cells(4)
		obs := append(weeks(t, cs), need.Observation{Cell: cs[0], Week: now.Add(-60)}) // open to concerns since then
		p := need.DefaultParams()
		p.Prior = &need.Prior{Alpha: 0.8, Beta: 3, Rho: 0.2}
		before := need.Fit(cs, obs, now, p)
		c := rapid.SampledFrom(cs).Draw(t, "where")
		declined := need.Observation{Cell: c, Week: now.Add(-rapid.IntRange(0, 12).Draw(t, "when")), Encounters: 1}
		if rapid.Bool().Draw(t, "unplanned") {
			declined.Encounters, declined.Unplanned = 0, 1
		}
		after := need.Fit(cs, append(obs, declined), now, p)
		b, _ := before.Of(c)
		a, _ := after.Of(c)
		if a.Mean < b.Mean || a.Low < b.Low || a.Score < b.Score || a.Known != b.Known || a.WeeksSince != b.WeeksSince {
			t.Fatalf("before %+v\nafter %+v", b, a)
		}
		for _, other := range cs {
			x, _ := before.Of(other)
			y, _ := after.Of(other)
			if other != c && !cmp.Equal(x, y) {
				t.Fatalf("another cell changed: before %+v\nafter %+v", x, y)
			}
		}
		seen := presence(t, cs)
		part := rapid.SampledFrom(geo.Dayparts[:]).Draw(t, "daypart")
		was := before.Dayparts(seen).Factors(c)
		is := after.Dayparts(append(seen, need.Presence{Cell: c, Daypart: part, Encounters: 1})).Factors(c)
		for d := range is {
			if a.Mean*is[d] < b.Mean*was[d]*(1-1e-12) {
				t.Fatalf("need in the %v fell from %g to %g", geo.Daypart(d), b.Mean*was[d], a.Mean*is[d])
			}
		}
	})
}

// The other half of R5: an hour with nobody met lowers that cell's need and makes
// it better known, and leaves the others alone.
func TestAnHourWithNobodyIsKnowledge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := cells(3)
		obs := append(weeks(t, cs), need.Observation{Cell: cs[0], Week: now.Add(-60)},
			need.Observation{Cell: cs[0], Week: now, Hours: 0.25}) // or this week's meetings were in passing
		p := need.DefaultParams()
		p.Prior = &need.Prior{Alpha: 0.8, Beta: 3, Rho: 0.2}
		before := need.Fit(cs, obs, now, p)
		after := need.Fit(cs, append(obs, need.Observation{Cell: cs[0], Week: now, Hours: 1}), now, p)
		b, _ := before.Of(cs[0])
		a, _ := after.Of(cs[0])
		if a.Mean >= b.Mean || a.High-a.Low >= b.High-b.Low || !a.Known || a.WeeksSince != 0 {
			t.Fatalf("before %+v\nafter %+v", b, a)
		}
	})
}

// R15. The loudest does not win: ten more concerns from one channel about one cell
// in one week add less than the first one did, and another channel adds as much as
// the first.
func TestConcernsSaturate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := cells(20)
		obs := append(weeks(t, cs), need.Observation{Cell: cs[0], Week: now.Add(-60)})
		p := need.DefaultParams()
		p.Prior = &need.Prior{Alpha: 0.8, Beta: 3, Rho: 0.2}
		week := now.Add(-rapid.IntRange(0, 20).Draw(t, "age"))
		score := func(concerns map[string]int) float64 {
			all := append(obs[:len(obs):len(obs)], need.Observation{Cell: cs[7], Week: week, Concerns: concerns})
			e, _ := need.Fit(cs, all, now, p).Of(cs[7])
			return e.Mean
		}
		none, one := score(nil), score(map[string]int{"shop": 1})
		eleven, two := score(map[string]int{"shop": 11}), score(map[string]int{"shop": 1, "relative": 1})
		if !(one > none) || !(eleven > one) {
			t.Fatalf("need does not rise: %g, %g, %g", none, one, eleven)
		}
		if eleven-one >= one-none {
			t.Fatalf("the first adds %g, ten more %g", one-none, eleven-one)
		}
		if math.Abs((two-one)-(one-none)) > 1e-9*two {
			t.Fatalf("the first channel adds %g, the second %g", one-none, two-one)
		}
	})
}

// Meetings in passing have no hours to divide by. They raise the need as concerns
// do, whether they are told apart or are all there is of a week, and a cell where
// nobody was ever present does not become the neediest by them.
func TestMeetingsInPassing(t *testing.T) {
	cs := cells(3)
	p := need.DefaultParams()
	p.Prior = &need.Prior{Alpha: 1, Beta: 4, Rho: 0.2}
	m := need.Fit(cs, []need.Observation{
		{Cell: cs[0], Week: now, Unplanned: 2},
		{Cell: cs[1], Week: now, Encounters: 2},
		{Cell: cs[2], Week: now, Concerns: map[string]int{"shop": 2}},
	}, now, p)
	for i, e := range m.Estimates() {
		near(t, "mean of cell "+string(rune('0'+i)), e.Mean, (1+0.1*1.5)/(4+0.1*0.2), 1e-12)
		if e.Known || e.WeeksSince != -1 {
			t.Errorf("%+v", e)
		}
	}
	m = need.Fit(cs, []need.Observation{
		{Cell: cs[0], Week: now, Encounters: 3, Unplanned: 1, Hours: 1},
	}, now, p)
	e, _ := m.Of(cs[0])
	near(t, "mean with presence", e.Mean, (1+3+0.1)/(4+1+0.1*0.2), 1e-12)
}

// The saturation is the function that is written down.
func TestSaturate(t *testing.T) {
	for n, want := range []float64{0, 1, 1.5, 1.75, 1.875} {
		if got := need.Saturate(n); got != want {
			t.Errorf("%d concerns count %v, want %v", n, got, want)
		}
	}
	if got := need.Saturate(100000); got > 2 {
		t.Errorf("many count %v", got)
	}
	if got := need.Saturate(-1); got != 0 {
		t.Errorf("a negative number counts %v", got)
	}
}

// Neither the order of the observations nor how a cell's week is cut into rows
// matters, not for saturation either; and the future does not.
func TestFitIgnoresOrderAndFuture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := cells(5)
		obs := weeks(t, cs)
		want := need.Fit(cs, obs, now, need.DefaultParams()).Estimates()
		var mixed []need.Observation
		for _, o := range rapid.Permutation(obs).Draw(t, "order") {
			hours := o
			hours.Encounters, hours.Concerns, o.Hours = 0, nil, 0
			mixed = append(mixed, hours, o)
		}
		mixed = append(mixed,
			need.Observation{Cell: cs[1], Week: now.Add(1), Encounters: 50, Hours: 1},
			need.Observation{Cell: geo.Rest, Week: now, Encounters: 50, Hours: 1})
		got := need.Fit(cs, mixed, now, need.DefaultParams()).Estimates()
		for i := range want {
			near(t, "mean", got[i].Mean, want[i].Mean, 1e-9)
			near(t, "score", got[i].Score, want[i].Score, 1e-9)
		}
	})
}

// A municipality that has just begun has estimates, all alike, all unknown.
func TestFirstDay(t *testing.T) {
	for _, e := range need.Fit(cells(9), nil, now, need.DefaultParams()).Estimates() {
		if e.Known || e.WeeksSince != -1 || e.Mean != 0.25 || !(e.Score > e.Mean) || math.IsNaN(e.Low) {
			t.Errorf("%+v", e)
		}
	}
}

func BenchmarkFit(b *testing.B) {
	cs := cells(1000)
	var obs []need.Observation
	for i := range 20000 {
		obs = append(obs, need.Observation{Cell: cs[i*7919%1000], Week: now.Add(-i % 90), Encounters: i % 3, Hours: 0.5})
	}
	for b.Loop() {
		need.Fit(cs, obs, now, need.DefaultParams())
	}
}
