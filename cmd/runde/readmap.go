package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// readMapCmd is the process that reads a map for another one: a map comes from
// outside, and what goes wrong with it must not reach the database, nor take the
// memory of the server beside it. It knows paths, and nothing else.
type readMapCmd struct {
	OSM       string
	Boundary  string
	Geofa     string
	Dwellings string
	CoverOnly bool
}

// readMapName is the subcommand's name.
const readMapName = "read-map"

// args are what the subcommand is called with.
func (f mapFiles) args() []string {
	args := []string{readMapName, "--osm=" + f.OSM, "--boundary=" + f.Boundary, "--geofa=" + f.GeoFA, "--dwellings=" + f.Dwellings}
	if f.CoverOnly {
		args = append(args, "--cover-only")
	}
	return args
}

// Run answers on standard output. It ends when standard input does: then nobody
// waits for the answer.
func (c *readMapCmd) Run(ctx context.Context, s streams) error {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // ends one way or the other
		os.Exit(exitFailed)
	}()
	return answerMap(ctx, mapFiles{c.OSM, c.Boundary, c.Geofa, c.Dwellings, c.CoverOnly}, s.out)
}

// answerMap reads the map and writes the answer. It returns an error only where the
// answer cannot be written.
func answerMap(ctx context.Context, f mapFiles, to io.Writer) error {
	w := newFrameWriter(to)
	m, err := f.read(ctx, rarely(w.progress))
	if err != nil {
		return w.failure(failureOf(err))
	}
	if err := w.result(m); err != nil {
		return fmt.Errorf("answering: %w", err)
	}
	return nil
}

// progressEvery is how often progress is told.
const progressEvery = 100 * time.Millisecond

// rarely leaves out reports that follow too soon. Any goroutine may call it.
func rarely(report func(done, total int64)) func(done, total int64) {
	var mu sync.Mutex
	var last time.Time
	return func(done, total int64) {
		mu.Lock()
		defer mu.Unlock()
		if now := time.Now(); now.Sub(last) >= progressEvery {
			last = now
			report(done, total)
		}
	}
}
