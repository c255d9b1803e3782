// Command runde plans the street rounds of a municipality's outreach team. It is
// one program: each subcommand is a file of this package.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"runde/cmd/runde/download"
)

// commands are the subcommands; each has a Run method, which may ask for a
// context.Context that ends on an interrupt and for the streams.
type commands struct {
	Serve    serveCmd    `cmd:"" help:"Answer browsers and work on what is due, until interrupted."`
	Demo     demoCmd     `cmd:"" help:"Make a demo municipality of a real street map and a made-up past."`
	Cover    coverCmd    `cmd:"" help:"Show the cells that a municipality would be divided into, without a database."`
	Import   importCmd   `cmd:"" help:"Read a map into the database."`
	Map      mapCmd      `cmd:"" help:"Show the maps of a municipality, or go back to the one before."`
	Plan     planCmd     `cmd:"" help:"Propose the rounds of a week."`
	Release  releaseCmd  `cmd:"" help:"Look after the figures that leave the team."`
	Simulate simulateCmd `cmd:"" help:"Make up the past of a municipality."`
	Text     textCmd     `cmd:"" help:"Ask the filter of short texts."`
	User     userCmd     `cmd:"" help:"Add, list and close sign-ins."`
	Verify   verifyCmd   `cmd:"" help:"Check that nobody has changed the log."`
	ReadMap  readMapCmd  `cmd:"" hidden:""`
}

// streams are where a command writes: its result, and what a person should know
// besides.
type streams struct{ out, err io.Writer }

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2

	exitUnanswered = 2 // of a command that asks a question, where exitFailed is an answer
)

// exitError ends the program with a code of its own.
type exitError struct {
	error
	code int
}

func (e exitError) Unwrap() error { return e.error }

// run is the program with its surroundings as arguments. It returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	exited := -1 // set by --help, which ends the program in the middle of parsing
	parser, err := kong.New(&commands{},
		kong.Name("runde"),
		kong.Description("Plans the street rounds of a municipality's outreach team."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.Vars{"map_hosts": strings.Join(download.Hosts, ", ")},
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(streams{stdout, stderr}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintf(stderr, "runde: %v\n", err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintf(stderr, "runde: %v\nrunde --help shows what there is.\n", err)
		return exitUsage
	}
	err = command.Run()
	code := exitFailed
	if own := (exitError{}); errors.As(err, &own) {
		code = own.code
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		fmt.Fprintln(stderr, "runde: interrupted")
		return code
	}
	if err != nil {
		fmt.Fprintf(stderr, "runde: %v\n", err)
		return code
	}
	return exitOK
}
