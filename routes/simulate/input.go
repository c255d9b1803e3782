package simulate

import (
	"fmt"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/routes"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// Input is the municipality to simulate.
type Input struct {
	Seed uint64
	// Now is the last day. Concerns come until then; rounds were walked until the
	// Sunday before its week, so that its own week is free to be planned. Everything
	// begins on 1 January of the year before.
	Now geo.Date

	Street *cells.Cover // where people are met
	Home   *cells.Cover // the coarse cover of concerns about somebody at home
	Places []routes.Place
	Week   []Pattern // the regular week; see RegularWeek

	// Weights say how much need the street cells draw, as by neighbourhood; a cell
	// that is missing has 1. Nil: all alike.
	Weights map[geo.Cell]float64

	Encounters int // expected in a year, without nobody_met; 0: 5,000
	Concerns   int // expected in a year; 0: 400
}

// Pattern is a shift of the regular week.
type Pattern struct {
	ID      uuid.UUID
	TeamID  uuid.UUID
	Weekday time.Weekday
	Start   int // minutes after midnight
	End     int // minutes after midnight, > Start, may pass 1440
	Mode    routes.Mode
	Workers int
	Break   int // minutes
	Home    orb.Point
}

// Team is who walks.
type Team struct {
	ID   uuid.UUID
	Home orb.Point // where its rounds start and end
}

func (in *Input) defaults() {
	if in.Encounters == 0 {
		in.Encounters = 5000
	}
	if in.Concerns == 0 {
		in.Concerns = 400
	}
}

// check names the first field that breaks its rule.
func (in *Input) check() error {
	switch {
	case in.Street == nil || len(in.Street.Cells()) == 0:
		return fmt.Errorf("simulate: Street: the cover has no cells")
	case in.Home == nil || len(in.Home.Cells()) == 0:
		return fmt.Errorf("simulate: Home: the cover has no cells")
	case in.Encounters < 0 || in.Concerns < 0:
		return fmt.Errorf("simulate: Encounters, Concerns: a number a year is not negative")
	}
	for i, p := range in.Places {
		if !in.Street.Has(p.Cell) {
			return fmt.Errorf("simulate: Places[%d].Cell: not in the cover", i)
		}
	}
	for i, p := range in.Week {
		if p.End <= p.Start || !p.Mode.Valid() || p.Workers < 1 {
			return fmt.Errorf("simulate: Week[%d]: ends after it starts, by foot, bicycle or car, with one worker or more", i)
		}
	}
	return nil
}

// start is the first day of the history.
func (in *Input) start() geo.Date { return geo.NewDate(in.Now.Year()-1, time.January, 1) }

// years is the length of the history.
func (in *Input) years() float64 { return float64(in.Now-in.start()+1) / 365.25 }

// RegularWeek is a plausible week of shifts for the teams, with ids from the seed:
// each walks by day, goes out one evening, and drives where it is far; one evening
// passes midnight.
func RegularWeek(seed uint64, teams []Team) []Pattern {
	rng := newRandom(seed, patternStream)
	day := []Pattern{
		{Weekday: time.Monday, Start: 9 * 60, End: 14 * 60, Mode: routes.Foot, Workers: 2, Break: 30},
		{Weekday: time.Tuesday, Start: 12 * 60, End: 17 * 60, Mode: routes.Car, Workers: 2, Break: 30},
		{Weekday: time.Wednesday, Start: 9 * 60, End: 14 * 60, Mode: routes.Bicycle, Workers: 1, Break: 30},
		{Weekday: time.Thursday, Start: 16 * 60, End: 21 * 60, Mode: routes.Foot, Workers: 2, Break: 30},
		{Weekday: time.Friday, Start: 10 * 60, End: 15 * 60, Mode: routes.Car, Workers: 2, Break: 30},
	}
	late := Pattern{Weekday: time.Friday, Start: 20 * 60, End: 25 * 60, Mode: routes.Foot, Workers: 2, Break: 20}
	var out []Pattern
	for i, t := range teams {
		for j, p := range day {
			// The second team takes the modes a day later, and so on.
			p.Mode = day[(i+j)%len(day)].Mode
			out = append(out, p.of(t, rng))
		}
		if i == 0 {
			out = append(out, late.of(t, rng))
		}
	}
	return out
}

func (p Pattern) of(t Team, rng random) Pattern {
	p.ID, p.TeamID, p.Home = rng.id(), t.ID, t.Home
	return p
}
