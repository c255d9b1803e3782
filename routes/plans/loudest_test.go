package plans

import (
	"slices"
	"testing"

	"runde/geo/need"

	"pgregory.net/rapid"
)

// R15. The loudest does not win: of eleven concerns from one channel about one cell in
// one week the first is worth more to a stop there than the ten others together, as need
// and, once they are decided, as a wish. Worth counts in mean prizes of a cell, as all
// prices do.
func TestTheLoudestDoesNotWin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newTown(rapid.Uint64Range(0, 1<<30).Draw(t, "seed"), size{12, 25, 2})
		weeks, parts := seen(t, w.cells)
		k := rapid.IntRange(0, len(w.Places)-1).Draw(t, "place")
		cell := w.Places[k].Cell
		at := week.Add(-rapid.IntRange(1, 12).Draw(t, "ago"))
		decided := rapid.Bool().Draw(t, "decided")
		worth := func(concerns int) float64 {
			said := need.Observation{Cell: cell, Week: at, Concerns: map[string]int{"shop": concerns}}
			w.believe(append(slices.Clone(weeks), said), parts)
			w.Concerns = nil
			if decided && concerns > 0 {
				w.Concerns = []Concern{{Cell: cell, Count: concerns, Since: at.Monday(), First: week.Monday()}}
			}
			in, err := newWorld(&w.Input)
			if err != nil {
				t.Fatal(err)
			}
			return in.worth(k) / in.unit
		}
		none, one, eleven := worth(0), worth(1), worth(11)
		if !(none < one && one < eleven) || eleven-one >= one-none {
			t.Errorf("a stop at place %d is worth %v, with one concern %v, with eleven %v", k, none, one, eleven)
		}
	})
}
