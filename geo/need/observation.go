package need

import (
	"maps"
	"math"
	"slices"

	"runde/geo"
)

// Observation is what is known of one cell and one week. Several observations of
// one cell and week add up to one.
type Observation struct {
	Cell       geo.Cell
	Week       geo.Week
	Encounters int            // all outcomes but nobody_met; *nej tak* counts
	Unplanned  int            // those besides that are known to have come without presence, in passing
	Hours      float64        // hours of presence
	Concerns   map[string]int // by channel
}

// Saturate is what n concerns from one channel about one cell in one week count:
// 2(1 − 2^−n), that is 0, 1, 1.5, 1.75 and never more than 2.
func Saturate(n int) float64 { return 2 * (1 - math.Exp2(-float64(max(n, 0)))) }

// cellWeek is all that is known of one cell and one week.
type cellWeek struct {
	cell     int // position in the model
	age      int // weeks before now
	met      int
	passing  int
	hours    float64
	concerns map[string]int
}

// effort splits the encounters: those of presence, and those in passing. Where
// there was no presence all were in passing.
func (w *cellWeek) effort() (met, passing int) {
	if w.hours > 0 {
		return w.met, w.passing
	}
	return 0, w.met + w.passing
}

// concern is the saturated number of concerns over all channels.
func (w *cellWeek) concern() float64 {
	sum := 0.0
	for _, c := range slices.Sorted(maps.Keys(w.concerns)) { // sorted: sums must not depend on the order
		sum += Saturate(w.concerns[c])
	}
	return sum
}

func (w *cellWeek) add(o Observation) {
	w.met += o.Encounters
	w.passing += o.Unplanned
	w.hours += o.Hours
	if w.concerns == nil && len(o.Concerns) > 0 {
		w.concerns = make(map[string]int, len(o.Concerns))
	}
	for c, n := range o.Concerns {
		w.concerns[c] += n
	}
}

// byCellWeek adds up the observations of the cells up to now, in order of their
// first appearance.
func (m *Model) byCellWeek(obs []Observation, now geo.Week) []*cellWeek {
	type key struct{ cell, age int }
	var out []*cellWeek
	index := make(map[key]*cellWeek)
	for _, o := range obs {
		i, ok := m.index[o.Cell]
		age := now.Since(o.Week)
		if !ok || age < 0 {
			continue
		}
		w := index[key{i, age}]
		if w == nil {
			w = &cellWeek{cell: i, age: age}
			index[key{i, age}] = w
			out = append(out, w)
		}
		w.add(o)
	}
	return out
}

// sums are one cell's decayed totals.
type sums struct {
	y, h float64 // encounters of presence, and its hours
	u, z float64 // encounters in passing and concerns, saturated
	last int     // age of the latest presence, -1 without any
}

// collect sums what is known by cell.
func collect(weeks []*cellWeek, cells int, halfLife float64) []sums {
	out := make([]sums, cells)
	for i := range out {
		out[i].last = -1
	}
	for _, w := range weeks {
		s, d := &out[w.cell], decay(w.age, halfLife)
		met, passing := w.effort()
		s.y += d * float64(met)
		s.h += d * w.hours
		s.u += d * Saturate(passing)
		s.z += d * w.concern()
		if w.hours > 0 && (s.last < 0 || w.age < s.last) {
			s.last = w.age
		}
	}
	return out
}

// decay is the weight of something n weeks old.
func decay(n int, halfLife float64) float64 { return math.Exp2(-float64(n) / halfLife) }

// weeksOpen is the decayed number of weeks in which concerns could be reported:
// from the earliest observation's week to now, the same for every cell; 0 without
// observations.
func weeksOpen(obs []Observation, now geo.Week, halfLife float64) float64 {
	oldest := -1
	for _, o := range obs {
		oldest = max(oldest, now.Since(o.Week))
	}
	sum := 0.0
	for age := range oldest + 1 {
		sum += decay(age, halfLife)
	}
	return sum
}
