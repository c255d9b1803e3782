package simulate

import (
	"slices"

	"runde/geo"
	"runde/geo/intake"
)

const (
	homeShare  = 0.25 // of concerns that are about somebody at home
	noteShare  = 0.35 // of concerns that came with a note
	noteDays   = 14   // after which a note is gone
	mergeShare = 0.4  // of concerns that follow another about the same cell within a week
)

// How often each channel reports about somebody in the street and at home.
var (
	streetChannels = []choice[intake.Channel]{
		{intake.Shop, 16}, {intake.Neighbour, 12}, {intake.Community, 10}, {intake.OwnOutreach, 9},
		{intake.PSP, 8}, {intake.Authority, 7}, {intake.Undisclosed, 6}, {intake.Relative, 5},
		{intake.JobCentre, 5}, {intake.Institution, 5}, {intake.Friend, 4}, {intake.EmergencyWard, 4},
		{intake.Housing, 4}, {intake.PsychiatricWard, 3}, {intake.Self, 3}, {intake.Other, 3},
	}
	homeChannels = []choice[intake.Channel]{
		{intake.Neighbour, 20}, {intake.Relative, 18}, {intake.Housing, 12}, {intake.JobCentre, 9},
		{intake.PsychiatricWard, 7}, {intake.Friend, 6}, {intake.PSP, 6}, {intake.Authority, 5},
		{intake.Institution, 5}, {intake.EmergencyWard, 4}, {intake.Self, 4}, {intake.Undisclosed, 4},
		{intake.Community, 3}, {intake.Shop, 2}, {intake.Other, 2}, {intake.OwnOutreach, 1},
	}
)

// notes say something of a situation and nothing of a person.
var notes = []string{
	"fryser, har sovepose, mest om aftenen",
	"sidder der næsten hver dag",
	"virker træt og tynd",
	"har brug for varmt tøj",
	"vil gerne tale, men ikke i telefon",
	"taler med sig selv, er venlig",
	"har hund, er der om formiddagen",
	"er der mest, når det regner",
}

// dayparts in which people report.
var reportDayparts = []float64{0.06, 0.34, 0.38, 0.22}

// report draws the concerns, in order of time. Their number by street cell follows
// need times reporting habit; at home, dwellings.
func report(in *Input, t *Truth) []*Concern {
	rng := newRandom(in.Seed, concernStream)
	streets := make([]float64, len(t.cells))
	for i := range t.cells {
		streets[i] = t.rate[i] * t.habit[i]
	}
	homes := in.Home.Cells()
	dwellings := make([]float64, len(homes))
	for i, c := range homes {
		dwellings[i] = float64(c.Dwellings) * rng.lognormal(0.5)
	}
	daily := float64(in.Concerns) / 365.25
	var out []*Concern
	for day := in.start(); day <= in.Now; day++ {
		for range rng.poisson(daily * weekdayFactor(day)) {
			c := Concern{ID: rng.id(), Context: intake.Street, Day: day, State: intake.Received}
			c.Cell = t.cells[rng.index(streets)]
			if i := rng.index(dwellings); rng.chance(homeShare) && i >= 0 {
				c.Context, c.Cell = intake.Home, homes[i].Cell
			}
			fill(in, &c, rng)
			out = append(out, &c)
		}
	}
	return out
}

// weekdayFactor: fewer report on Saturdays and Sundays.
func weekdayFactor(day geo.Date) float64 {
	if d := day.Weekday(); d == 0 || d == 6 {
		return 0.5
	}
	return 1.2
}

// fill draws what the concern says.
func fill(in *Input, c *Concern, rng random) {
	channels := streetChannels
	if c.Context == intake.Home {
		channels = homeChannels
	}
	c.Channel = pick(rng, channels)
	c.Daypart = geo.Daypart(rng.index(reportDayparts))
	c.Worries = worries(rng)
	if rng.chance(0.4) {
		c.MeetDayparts = []geo.Daypart{geo.Daypart(1 + rng.IntN(3))}
	}
	note := notes[rng.IntN(len(notes))]
	if rng.chance(noteShare) && in.Now-c.Day < noteDays {
		c.Note = note
	}
}

// worries are one to three boxes of the form.
func worries(rng random) []intake.Worry {
	boxes := rng.Perm(len(intake.Worries))[:1+rng.IntN(3)]
	slices.Sort(boxes)
	var out []intake.Worry
	for _, i := range boxes {
		out = append(out, intake.Worries[i])
	}
	return out
}
