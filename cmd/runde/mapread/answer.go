package mapread

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// Subcommand is the name of the program's subcommand that calls Answer with its one
// argument.
const Subcommand = "read-map"

// args are what the program is called with to read the files.
func (f Files) args() ([]string, error) {
	arg, err := json.Marshal(f)
	return []string{Subcommand, string(arg)}, err
}

// Answer is the process that reads a map for another one: a map comes from outside,
// and what goes wrong with it must not reach the database, nor take the memory of the
// server beside it. It knows paths, and nothing else. It answers on standard output,
// and ends the program when standard input does: then nobody waits for the answer.
func Answer(ctx context.Context, arg string, to io.Writer) error {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // ends one way or the other
		os.Exit(1)
	}()
	var f Files
	if err := json.Unmarshal([]byte(arg), &f); err != nil {
		return fmt.Errorf("%s: not called by this program: %w", Subcommand, err)
	}
	return answer(ctx, f, to)
}

// answer reads the map and writes the answer. It returns an error only where the
// answer cannot be written.
func answer(ctx context.Context, f Files, to io.Writer) error {
	w := newFrameWriter(to)
	m, err := f.Read(ctx, rarely(w.progress))
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
