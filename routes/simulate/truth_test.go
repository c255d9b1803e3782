package simulate

import (
	"math"
	"testing"
	"time"

	"runde/geo"

	"pgregory.net/rapid"
)

// Whatever the field, the power transform keeps the order of cells and gives the
// top tenth its half, where any power can.
func TestConcentrateKeepsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := newRandom(rapid.Uint64().Draw(t, "seed"), needStream)
		values := make([]float64, rapid.IntRange(20, 400).Draw(t, "cells"))
		for i := range values {
			values[i] = rng.lognormal(0.8)
		}
		out := concentrate(values, topShare)
		if got := top(out); math.Abs(got-topShare) > 0.01 {
			t.Fatalf("the top tenth holds %.3f", got)
		}
		for i := range values {
			for j := range values {
				if values[i] < values[j] && out[i] > out[j] {
					t.Fatal("the order changed")
				}
			}
		}
	})
}

// Dayparts and seasons spread the need, they do not add to it.
func TestFactorsHaveTheMeanOne(t *testing.T) {
	rng := newRandom(1, needStream)
	for range 50 {
		f := daypartFactors(rng)
		if m := (f[0] + f[1] + f[2] + f[3]) / 4; math.Abs(m-1) > 1e-12 {
			t.Errorf("dayparts have the mean %v", m)
		}
	}
	sum := 0.0
	for day := range geo.Date(365) {
		sum += season(geo.NewDate(2025, time.January, 1) + day)
	}
	if math.Abs(sum/365-1) > 0.001 {
		t.Errorf("seasons have the mean %v", sum/365)
	}
	if season(geo.NewDate(2026, time.July, 15)) < season(geo.NewDate(2026, time.January, 15)) {
		t.Error("more people are out in January than in July")
	}
}

// Draws by weight follow the weights, and nothing is drawn from nothing.
func TestIndexFollowsWeights(t *testing.T) {
	rng := newRandom(5, walkStream)
	n := [4]int{}
	for range 10000 {
		n[rng.index([]float64{1, 0, 3, 0})]++
	}
	if n[1]+n[3] > 0 || math.Abs(float64(n[2])/10000-0.75) > 0.02 {
		t.Errorf("seed 5: %v", n)
	}
	if rng.index([]float64{0, 0}) != -1 || rng.index(nil) != -1 {
		t.Error("drew from nothing")
	}
}

// The mean of a number of days is the asked one.
func TestDaysHaveTheirMean(t *testing.T) {
	rng := newRandom(5, decisionStream)
	sum := 0
	for range 20000 {
		sum += rng.days(2)
	}
	if m := float64(sum) / 20000; math.Abs(m-2) > 0.1 {
		t.Errorf("mean %v, want 2", m)
	}
}
