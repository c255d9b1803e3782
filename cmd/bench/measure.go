package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"runde/routes/orienteer"
)

// measure solves the cases 0 to n − 1, --jobs at a time, prints each one's line as it
// ends, and what sum makes of those that could be solved. With --json it prints only
// that. An error, which must name its case, lets the other cases go on, and all of
// them come back. When ctx ends, what is done by then is printed and ctx's error
// comes back.
func measure[C fmt.Stringer](ctx context.Context, out io.Writer, f searchFlags, header string, n int,
	solve func(i int) (C, error), sum func([]C) fmt.Stringer) error {
	lines := out
	if f.JSON {
		lines = io.Discard
	}
	fmt.Fprintln(lines, header)
	var done []C
	var failed []error
	sideBySide(ctx, n, f.Jobs, solve, func(c C, err error) {
		if err != nil {
			failed = append(failed, err)
			return
		}
		done = append(done, c)
		fmt.Fprintln(lines, c)
	})
	if ctx.Err() != nil {
		failed = []error{ctx.Err()} // the cases that it interrupted are not to blame
	}
	if len(done) > 0 {
		failed = append(failed, write(out, f.JSON, sum(done)))
	}
	return errors.Join(failed...)
}

// sideBySide solves the cases 0 to n − 1, so many at a time, and hands over what came
// of each as it ends, one at a time. It starts no more when ctx has ended.
func sideBySide[C any](ctx context.Context, n, jobs int, solve func(i int) (C, error), report func(C, error)) {
	next := make(chan int)
	var workers sync.WaitGroup
	var one sync.Mutex
	for range min(max(1, jobs), n) {
		workers.Go(func() {
			for i := range next {
				c, err := solve(i)
				one.Lock()
				report(c, err)
				one.Unlock()
			}
		})
	}
	for i := 0; i < n && ctx.Err() == nil; i++ {
		select {
		case next <- i:
		case <-ctx.Done():
		}
	}
	close(next)
	workers.Wait()
}

// readInstance reads a file by one of the formats' readers; an error names the file.
func readInstance(path string, read func(io.Reader) (*orienteer.Problem, error)) (*orienteer.Problem, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	p, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return p, nil
}

// vertices are a plan's routes in the numbers of the instance's file.
func vertices(s orienteer.Solution) [][]int {
	routes := make([][]int, len(s.Routes))
	for i, r := range s.Routes {
		routes[i] = make([]int, len(r.Visits))
		for k, v := range r.Visits {
			routes[i][k] = v.Place + 1
		}
	}
	return routes
}
