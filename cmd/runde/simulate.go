package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"runde/store"
)

// simulateCmd makes up the past of a municipality.
type simulateCmd struct {
	database
	Municipality string `help:"Name of a municipality that has a map and no past." required:"" placeholder:"NAME"`
	Seed         uint64 `help:"Where the made-up world begins: the same seed gives the same past." default:"1"`
	Encounters   int    `help:"Meetings a year." default:"5000"`
	Concerns     int    `help:"Concerns a year." default:"400"`
}

// Help is shown by --help.
func (simulateCmd) Help() string {
	return `Everything is made up: the need, the concerns, the rounds and whom they met,
from 1 January of last year until today. Teams and a regular week are added where
there are none. What would have been published is published; what would have been
deleted is deleted.`
}

// Run simulates and says what came of it.
func (c *simulateCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.simulate(ctx, db, s.out), closeDB())
}

func (c *simulateCmd) simulate(ctx context.Context, db *store.DB, out io.Writer) error {
	m, err := municipalityNamed(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	p := past{db: db, m: m.ID, seed: c.Seed, encounters: c.Encounters, concerns: c.Concerns}
	made, err := p.make(ctx, func(what string) *progress { return newProgress(what, false) })
	if err != nil {
		return err
	}
	if !made {
		return errors.New("the municipality has a past already: nothing was changed")
	}
	editions, err := db.Editions(ctx, m.ID)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s has a made-up past since last New Year; %d tables of figures were published.\n", m.Name, len(editions))
	return err
}
