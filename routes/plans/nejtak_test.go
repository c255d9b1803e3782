package plans

import (
	"math/rand/v2"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"pgregory.net/rapid"
)

// seen is what was met and how long anybody was there, over the last weeks.
func seen(t *rapid.T, cells []geo.Cell) (weeks []need.Observation, parts []need.Presence) {
	weeks = append(weeks, need.Observation{Cell: cells[0], Week: week.Add(-60)}) // open to concerns since then
	for range rapid.IntRange(5, 40).Draw(t, "observations") {
		c := rapid.SampledFrom(cells).Draw(t, "cell")
		hours := rapid.Float64Range(0.3, 20).Draw(t, "hours")
		met := rapid.IntRange(0, 12).Draw(t, "met")
		weeks = append(weeks, need.Observation{Cell: c, Week: week.Add(-rapid.IntRange(1, 12).Draw(t, "ago")), Encounters: met, Hours: hours})
		parts = append(parts, need.Presence{Cell: c, Daypart: rapid.SampledFrom(geo.Dayparts[:]).Draw(t, "part"), Encounters: met, Hours: hours})
	}
	return weeks, parts
}

// believe fits what was seen, with the prior fixed.
func (t *town) believe(weeks []need.Observation, parts []need.Presence) {
	p := need.DefaultParams()
	p.Prior = &need.Prior{Alpha: 0.8, Beta: 3, Rho: 0.2}
	model := need.Fit(t.cells, weeks, week.Add(-1), p)
	t.Estimates = model.Estimates()
	byPart := model.Dayparts(parts)
	t.Dayparts = map[geo.Cell][4]float64{}
	for _, c := range t.cells {
		t.Dayparts[c] = byPart.Factors(c)
	}
}

// prizes are what the first visit to each place is worth, by daypart.
func prizes(t *rapid.T, in Input) (out [][4]float64) {
	w, err := newWorld(&in)
	if err != nil {
		t.Fatal(err)
	}
	for i := range w.problem.Places {
		var worth [4]float64
		for _, c := range w.problem.Places[i].Cover {
			cell := &w.problem.Cells[c.Cell]
			for d := range worth {
				worth[d] += cell.Prize * w.problem.Saturation.Of(c.Amount*cell.Dayparts[d])
			}
		}
		out = append(out, worth)
	}
	return out
}

// R6. Nej tak is an encounter: with the prior and all else fixed, one more lowers the
// prize of no stop in its cell, at no time of day, from what was seen to the problem
// that is solved. With the pattern of the day fixed too, it lowers no stop's anywhere.
func TestNejTakLowersNoStopsPrize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newTown(rapid.Uint64Range(0, 1<<30).Draw(t, "seed"), size{12, 25, 2})
		fixed := rapid.Bool().Draw(t, "pattern fixed")
		if !fixed {
			w.Neighbours = nil
		}
		weeks, parts := seen(t, w.cells)
		w.believe(weeks, parts)
		pattern, before := w.Dayparts, prizes(t, w.Input)

		c := rapid.SampledFrom(w.cells).Draw(t, "where")
		declined := need.Observation{Cell: c, Week: week.Add(-rapid.IntRange(1, 12).Draw(t, "when")), Encounters: 1}
		if rapid.Bool().Draw(t, "in passing") {
			declined.Encounters, declined.Unplanned = 0, 1
		}
		w.believe(append(weeks, declined), append(parts, need.Presence{Cell: c, Daypart: rapid.SampledFrom(geo.Dayparts[:]).Draw(t, "part"), Encounters: 1}))
		if fixed {
			w.Dayparts = pattern
		}
		for i, after := range prizes(t, w.Input) {
			if !fixed && w.Places[i].Cell != c {
				continue
			}
			for d := range after {
				if after[d] < before[i][d]*(1-1e-9) {
					t.Errorf("nej tak in %s lowers a stop in %s, daypart %d, from %v to %v", c, w.Places[i].Cell, d, before[i][d], after[d])
				}
			}
		}
	})
}

// The world in which a nej tak in the morning would take something from the evening if
// dayparts weighed the doubt too: many hours, few met.
func TestNejTakInTheMorningLeavesTheEvening(t *testing.T) {
	w := hamlet(1)
	weeks := []need.Observation{{Cell: w.cells[0], Week: week.Add(-1), Encounters: 2, Hours: 40}}
	parts := []need.Presence{{Cell: w.cells[0], Daypart: 1, Encounters: 1, Hours: 5}, {Cell: w.cells[0], Daypart: 3, Encounters: 150, Hours: 3000}}
	prize := func() [4]float64 {
		in, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		c, out := in.problem.Cells[0], [4]float64{}
		for d := range out {
			out[d] = c.Prize * in.problem.Saturation.Of(c.Dayparts[d]/3)
		}
		return out
	}
	w.believe(weeks, parts)
	before := prize()
	weeks[0].Encounters++
	w.believe(weeks, append(slices.Clone(parts), need.Presence{Cell: w.cells[0], Daypart: 1, Encounters: 1}))
	if after := prize(); after[3] < before[3] || after[1] <= before[1] {
		t.Errorf("worth %v by daypart, %v before", after, before)
	}
}

// R6: one more nej tak in a cell, all else fixed, lowers no stop's prize anywhere.
// It is an encounter: the posterior gains one, and the score is its quantile.
func TestNejTakNeverLowersAPrize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		w := newTown(seed, size{20, 40, 2})
		rng := rand.New(rand.NewPCG(seed, 2))
		for i := range w.Estimates {
			e := &w.Estimates[i]
			post := need.Posterior{Alpha: 0.5 + 10*rng.Float64(), Beta: 1 + 20*rng.Float64()}
			setPosterior(e, post)
		}
		w.Concerns = []Concern{{Cell: w.cells[3], Count: 2, First: week.Monday()}}
		before, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		prizes := make([]float64, len(w.Places))
		for i := range w.Places {
			prizes[i] = before.worth(i)
		}
		e := &w.Estimates[rng.IntN(len(w.Estimates))]
		setPosterior(e, need.Posterior{Alpha: e.Posterior.Alpha + 1, Beta: e.Posterior.Beta})
		after, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		for i := range w.Places {
			if got := after.worth(i); got < prizes[i]-1e-9 {
				t.Errorf("seed %d: nej tak in %s lowers place %d from %v to %v", seed, e.Cell, i, prizes[i], got)
			}
		}
	})
}

func setPosterior(e *need.Estimate, p need.Posterior) {
	e.Posterior, e.Mean, e.Low, e.High = p, p.Mean(), p.Quantile(0.1), p.Quantile(0.9)
	e.Score = e.High
}
