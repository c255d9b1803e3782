package need_test

import (
	"math"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"pgregory.net/rapid"
)

func presence(t *rapid.T, cs []geo.Cell) []need.Presence {
	var out []need.Presence
	for range rapid.IntRange(0, 12).Draw(t, "presence") {
		out = append(out, need.Presence{
			Cell:       rapid.SampledFrom(cs).Draw(t, "cell"),
			Daypart:    rapid.SampledFrom(geo.Dayparts[:]).Draw(t, "part"),
			Encounters: rapid.IntRange(0, 6).Draw(t, "met"),
			Hours:      float64(rapid.IntRange(0, 20).Draw(t, "quarters")) / 4,
		})
	}
	return out
}

// A cell whose people are there in the evening has a factor above one then and
// below one in the morning; a cell nobody saw follows the municipality's pattern;
// a daypart nobody walked is as the rest.
func TestDaypartsFollowWhatWasSeen(t *testing.T) {
	cs := cells(3)
	p := need.DefaultParams()
	p.Prior = &need.Prior{Alpha: 10, Beta: 10}
	d := need.Fit(cs, nil, now, p).Dayparts([]need.Presence{
		{Cell: cs[0], Daypart: geo.Evening, Encounters: 60, Hours: 20},
		{Cell: cs[0], Daypart: geo.Morning, Encounters: 1, Hours: 20},
		{Cell: cs[1], Daypart: geo.Evening, Encounters: 20, Hours: 20},
		{Cell: geo.Rest, Daypart: geo.Night, Encounters: 900, Hours: 1},
	})
	f, g, unseen := d.Factors(cs[0]), d.Factors(cs[1]), d.Factors(cs[2])
	if !(f[geo.Evening] > 2 && f[geo.Morning] < 0.5) {
		t.Errorf("the evening cell: %v", f)
	}
	if !(g[geo.Evening] < f[geo.Evening] && g[geo.Evening] > 1) {
		t.Errorf("the even cell: %v", g)
	}
	if !(unseen[geo.Evening] > 1 && unseen[geo.Morning] < 1) {
		t.Errorf("the unseen cell: %v", unseen)
	}
	for _, x := range [][4]float64{f, g, unseen} {
		if x[geo.Night] != 1 || x[geo.Afternoon] != 1 {
			t.Errorf("a daypart nobody walked: %v", x)
		}
	}
}

// Whatever was seen, factors are positive and finite, and shares sum to one.
func TestSharesSumToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := cells(3)
		d := need.Fit(cs, weeks(t, cs), now, need.DefaultParams()).Dayparts(presence(t, cs))
		for _, c := range cs {
			sum := 0.0
			for p, s := range d.Shares(c) {
				if f := d.Factors(c)[p]; !(f > 0) || math.IsInf(f, 0) {
					t.Fatalf("factor %v", f)
				}
				sum += s
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Fatalf("shares sum to %v", sum)
			}
		}
	})
}
