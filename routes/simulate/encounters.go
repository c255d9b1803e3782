package simulate

import (
	"math"

	"runde/geo"
)

// passing is the time on the way through a neighbouring cell, for each hour of
// presence: whoever is met there is met outside the plan.
const passing = 0.12

var (
	strangers = []choice[string]{{"seen", 36}, {"declined", 27}, {"greeted", 25}, {"conversation", 11}, {"bridged", 1}}
	familiar  = []choice[string]{{"seen", 14}, {"declined", 17}, {"greeted", 31}, {"conversation", 30}, {"bridged", 8}}
	bands     = []choice[string]{{"one", 68}, {"few", 27}, {"many", 5}}
	targets   = []choice[string]{{"doctor", 28}, {"caseworker", 24}, {"addiction_treatment", 16}, {"drop_in", 22}, {"other", 10}}
)

// meet draws the encounters of the rounds, after scaling the truth so that a year's
// expected number is the wished one.
func meet(in *Input, t *Truth, rounds []Round) []Encounter {
	m := meeter{in: in, truth: t, rng: newRandom(in.Seed, meetStream), trust: make(map[geo.Cell]float64)}
	expected := 0.0
	visits(rounds, func(r Round, s Stop) {
		expected += m.mean(r, s, s.Cell)
		near := m.near(s.Cell)
		for _, c := range near {
			expected += passing * m.mean(r, s, c) / float64(len(near))
		}
	})
	if expected == 0 {
		return nil
	}
	t.scale(float64(in.Encounters) * in.years() / expected)
	visits(rounds, m.visit)
	return m.out
}

// visits calls back for every stop that was visited, in order of time.
func visits(rounds []Round, f func(Round, Stop)) {
	for _, r := range rounds {
		for _, s := range r.Stops {
			if s.State == Visited {
				f(r, s)
			}
		}
	}
}

func hours(s Stop) float64 { return float64(s.Leave-s.Arrive) / 60 }

type meeter struct {
	in    *Input
	truth *Truth
	rng   random
	trust map[geo.Cell]float64 // visits so far
	out   []Encounter
}

// mean is how many people a team would expect to meet, were the stop in the cell.
func (m *meeter) mean(r Round, s Stop, c geo.Cell) float64 {
	return m.truth.Rate(c, geo.DaypartAt(s.Arrive), r.Shift.Date) * hours(s)
}

// near are the cells that one may pass on the way to a cell.
func (m *meeter) near(c geo.Cell) []geo.Cell {
	if n := m.in.Street.Neighbours(c); len(n) > 0 {
		return n
	}
	return []geo.Cell{c}
}

// visit records what happened at a stop, so many meetings or that there were none,
// and on the way to it.
func (m *meeter) visit(r Round, s Stop) {
	n := m.rng.poisson(m.mean(r, s, s.Cell))
	for range n {
		m.encounter(r, s, s.Cell, m.outcome(s.Cell), false)
	}
	if n == 0 {
		m.encounter(r, s, s.Cell, "nobody_met", false)
	}
	m.trust[s.Cell]++
	near := m.near(s.Cell)
	c := near[m.rng.IntN(len(near))]
	for range m.rng.poisson(passing * m.mean(r, s, c)) {
		m.encounter(r, s, c, m.outcome(c), true)
	}
}

// outcome moves from strangers' to familiar with the visits of the cell.
func (m *meeter) outcome(c geo.Cell) string {
	if m.rng.chance(1 - math.Exp(-m.trust[c]/25)) {
		return pick(m.rng, familiar)
	}
	return pick(m.rng, strangers)
}

func (m *meeter) encounter(r Round, s Stop, c geo.Cell, outcome string, unplanned bool) {
	e := Encounter{
		ID: m.rng.id(), RoundID: r.ID, Cell: c, Day: r.Shift.Date, Daypart: geo.DaypartAt(s.Arrive),
		Outcome: outcome, BridgeTargets: []string{}, Unplanned: unplanned,
	}
	if outcome != "nobody_met" {
		e.Persons = pick(m.rng, bands)
	}
	if outcome == "bridged" {
		e.BridgeTargets = append(e.BridgeTargets, pick(m.rng, targets))
	}
	m.out = append(m.out, e)
}
