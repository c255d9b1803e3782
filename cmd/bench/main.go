// Command bench measures Runde's engines against plain implementations and
// published instances, and prints tables that anyone can make again. Each
// subcommand is a file of this package; what it prints is what it saw in that
// run. Speed is measured here and never in a test.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands are the subcommands; each has a Run method, which may ask for a
// context.Context that ends on an interrupt and for the writer of its result.
type commands struct {
	Matrix  matrixCmd  `cmd:"" help:"Time the street engine: a table of travel times, and the same by Dijkstra."`
	OSM     osmCmd     `cmd:"" name:"osm" help:"Time the reading of a map extract, and measure its memory."`
	TOPTW   toptwCmd   `cmd:"" name:"toptw" help:"Solve published team orienteering instances, and compare with the best known."`
	TTDP    ttdpCmd    `cmd:"" name:"ttdp" help:"Solve published tourist trips of several days, and compare with the published profits."`
	Tiles   tilesCmd   `cmd:"" help:"Time the tiles of the base map, cold and warm, and weigh them."`
	Need    needCmd    `cmd:"" help:"Compare ways to plan in made-up worlds whose need is known."`
	Release releaseCmd `cmd:"" help:"Measure what the release of figures leaves of a year's events."`
	Week    weekCmd    `cmd:"" help:"Plan made-up weeks: value against time, and against two plain planners."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	command := kong.Parse(&commands{},
		kong.Name("bench"),
		kong.Description("Measures Runde's engines. Figures depend on the machine: compare ratios of one run."),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(os.Stdout, (*io.Writer)(nil)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	command.FatalIfErrorf(command.Run())
}

// write prints a result: its lines, or with --json the value itself.
func write(to io.Writer, asJSON bool, result fmt.Stringer) error {
	if !asJSON {
		_, err := io.WriteString(to, result.String())
		return err
	}
	e := json.NewEncoder(to)
	e.SetIndent("", "  ")
	return e.Encode(result)
}
