package main

import (
	"math"
	"testing"
)

// A search of 0.2 s and 0.4 ms an iteration reaches a budget of 3 s with 7,000.
func TestIterationsReachTheBudget(t *testing.T) {
	for _, c := range []struct {
		budget, fixed, each float64
		want                int
	}{
		{3, 0.2, 0.0004, 7000},
		{3, 0.2, 1e-7, 28_000_000},
		{3, 0, 2, 1},
		{0.1, 0.5, 0.001, 1}, // not even one iteration fits
	} {
		spent := 0.0
		got := iterationsTimed(c.budget, func(n int) float64 {
			took := c.fixed + c.each*float64(n)
			spent += took
			return took
		})
		if math.Abs(float64(got-c.want)) > 0.01*float64(c.want)+1 {
			t.Errorf("%v s: %d iterations, want %d", c.budget, got, c.want)
		}
		if c.each < 1 && spent > 16*c.fixed+2*c.budget {
			t.Errorf("%v s: calibrated in %v s", c.budget, spent)
		}
	}
}

// Runs that take no time at all end the calibration too.
func TestCalibrationEnds(t *testing.T) {
	if got := iterationsTimed(1, func(int) float64 { return 0 }); got < mostIterations {
		t.Errorf("%d iterations of no time, want at least %d", got, mostIterations)
	}
}
