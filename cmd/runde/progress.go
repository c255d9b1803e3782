package main

import (
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a long piece of work is, on standard error and only to a
// person: nothing is written where that is a file or a pipe.
type progress struct {
	bar   *progressbar.ProgressBar
	shown bool
}

// newProgress begins a bar with the given words before it.
func newProgress(what string, quiet bool) *progress {
	if quiet || !term.IsTerminal(int(os.Stderr.Fd())) {
		return &progress{}
	}
	return &progress{shown: true, bar: progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(os.Stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowBytes(false),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionClearOnFinish(),
	)}
}

// set moves the bar. A total of -1 is unknown.
func (p *progress) set(done, total int64) {
	if !p.shown {
		return
	}
	p.bar.ChangeMax64(total)
	_ = p.bar.Set64(done) // a bar that cannot be drawn stops nothing
}

// end takes the bar away.
func (p *progress) end() {
	if p.shown {
		_ = p.bar.Finish() // likewise
	}
}
