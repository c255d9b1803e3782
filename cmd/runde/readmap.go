package main

import (
	"context"

	"runde/cmd/runde/mapread"
)

// readMapCmd is the process that reads a map for the one that a person started.
type readMapCmd struct {
	Files string `arg:"" help:"What to read, from the program that asks."`
}

// Run answers on standard output.
func (c *readMapCmd) Run(ctx context.Context, s streams) error {
	return mapread.Answer(ctx, c.Files, s.out)
}
