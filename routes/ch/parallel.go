package ch

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// coresOr is how many cores to use: so many, or all for 0.
func coresOr(cores int) int {
	if cores <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return cores
}

// parallel calls do for every i below n, so many in a row at a time, with one
// goroutine for each worker, whose memory it is.
func parallel[T any](workers []T, batch, n int, do func(worker T, i int)) {
	if n < 2*batch || len(workers) == 1 {
		for i := range n {
			do(workers[0], i)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for _, w := range workers {
		wait.Go(func() {
			for {
				from := int(next.Add(int64(batch))) - batch
				if from >= n {
					return
				}
				for i := from; i < min(from+batch, n); i++ {
					do(w, i)
				}
			}
		})
	}
	wait.Wait()
}
