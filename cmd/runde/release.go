package main

// releaseCmd looks after the figures that leave the team.
type releaseCmd struct {
	Open releaseOpenCmd `cmd:"" help:"Choose open data, or write what is published as open data."`
}
