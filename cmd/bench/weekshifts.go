package main

import (
	"math/rand/v2"
	"slices"

	"runde/geo"
	"runde/routes"

	"github.com/paulmach/orb"
)

// shifts are n shifts of the week that is planned, in order of their days.
func (w *weekWorld) shifts(n int) []routes.Shift {
	rng := w.random(shiftStream)
	teams := max(1, n/4)
	out := make([]routes.Shift, n)
	for i := range out {
		team := i % teams
		s := routes.Shift{
			ID: weekID("shift", i), TeamID: weekID("team", team), Date: weekPlanned.Monday() + geo.Date(7*i/n),
			Mode: routes.Modes[pick(rng, 0.45, 0.30, 0.25)], Workers: 2 - pick(rng, 0.65, 0.35),
			Home: onGround(w.base(team)),
		}
		s.Start, s.End = workingTime(rng)
		s.Break = 15
		if s.End-s.Start >= 4*60 {
			s.Break = 30
		}
		if rng.Float64() < 0.3 {
			from := s.Start + 60 + 30*rng.IntN(2)
			kind := []string{"home_visit", "meeting"}[rng.IntN(2)]
			s.Blocks = []routes.Block{{Kind: kind, Start: from, End: from + 45 + 15*rng.IntN(2)}}
		}
		out[i] = s
	}
	return out
}

// base is where a team's rounds start and end, in kilometres.
func (w *weekWorld) base(team int) orb.Point {
	if team%2 == 0 {
		return orb.Point{}
	}
	return w.districts[team/2%len(w.districts)]
}

// workingTime is by day, in the evening or late, in minutes.
func workingTime(rng *rand.Rand) (start, end int) {
	half := func(from, to int) int { return 30 * (from + rng.IntN(to-from+1)) } // in half hours
	switch pick(rng, 0.45, 0.40, 0.15) {
	case 0:
		start = half(18, 22)
		return start, start + half(8, 10)
	case 1:
		start = half(32, 36)
		return start, start + half(7, 10)
	}
	start = half(39, 42)
	return start, start + half(7, 9)
}

func aWeekEarlier(shifts []routes.Shift) []routes.Shift {
	out := slices.Clone(shifts)
	for i := range out {
		out[i].ID = weekID("earlier shift", i)
		out[i].Date -= 7
	}
	return out
}

// tightness is the working time of all shifts for each hour that it would take to
// visit every place once. Working time is without breaks and blocks. A visit comes
// with a typical way: that from the fifth nearest other place, by the modes of the
// shifts in the proportion of their working time.
func (w *weekWorld) tightness() float64 {
	in := &w.this
	total, byMode := 0.0, map[routes.Mode]float64{}
	for _, s := range in.Shifts {
		minutes := float64(s.End - s.Start - s.Break)
		for _, b := range s.Blocks {
			minutes -= float64(b.End - b.Start)
		}
		total += minutes
		byMode[s.Mode] += minutes
	}
	once := 0.0
	for i, p := range in.Places {
		once += float64(p.Visit)
		for _, mode := range routes.Modes {
			if part := byMode[mode]; part > 0 {
				m := in.Matrices[mode]
				ways := slices.Sorted(slices.Values(m.Times[i*m.N : i*m.N+len(in.Places)])) // its own, 0, is the first
				once += part / total * float64(ways[min(5, len(ways)-1)]) / 600
			}
		}
	}
	return total / max(1, once)
}
