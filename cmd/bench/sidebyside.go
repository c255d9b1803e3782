package main

import (
	"context"
	"sync"
)

// sideBySide solves the cases 0 to n − 1, so many at a time, in order of their start,
// and hands each result to report as it ends, one at a time. It stops starting cases
// when ctx ends.
func sideBySide[R any](ctx context.Context, n, jobs int, solve func(i int) R, report func(i int, r R)) {
	next := make(chan int)
	var workers sync.WaitGroup
	var one sync.Mutex
	for range min(jobs, n) {
		workers.Go(func() {
			for i := range next {
				r := solve(i)
				one.Lock()
				report(i, r)
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
