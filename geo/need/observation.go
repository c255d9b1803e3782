package need

import (
	"math"

	"runde/geo"
)

// Observation is what is known of one cell and one week. Several observations of
// one cell and week add up, except that concerns saturate within each.
type Observation struct {
	Cell       geo.Cell
	Week       geo.Week
	Encounters int            // all outcomes but nobody_met; *nej tak* counts
	Hours      float64        // hours of presence
	Concerns   map[string]int // by channel
}

// Saturate is what n concerns from one channel about one cell in one week count:
// 2(1 − 2^−n), that is 0, 1, 1.5, 1.75 and never more than 2.
func Saturate(n int) float64 { return 2 * (1 - math.Exp2(-float64(max(n, 0)))) }

// Concern is the saturated number of the observation's concerns over all channels.
func (o Observation) Concern() float64 {
	sum := 0.0
	for _, n := range o.Concerns {
		sum += Saturate(n)
	}
	return sum
}

// sums are one cell's decayed totals.
type sums struct {
	y, h, z float64
	visited bool
	last    geo.Week // latest week of presence, where visited
}

// decay is the weight of something n weeks old.
func decay(n int, halfLife float64) float64 { return math.Exp2(-float64(n) / halfLife) }

// add folds an observation in. Weeks after now count nothing.
func (s *sums) add(o Observation, now geo.Week, halfLife float64) {
	age := now.Since(o.Week)
	if age < 0 {
		return
	}
	d := decay(age, halfLife)
	s.y += d * float64(o.Encounters)
	s.h += d * o.Hours
	s.z += d * o.Concern()
	if o.Hours > 0 && (!s.visited || o.Week.Compare(s.last) > 0) {
		s.visited, s.last = true, o.Week
	}
}

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
