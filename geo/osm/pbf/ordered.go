package pbf

import (
	"context"
	"sync"
)

// ordered does jobs in several goroutines and takes their results in the jobs'
// order. jobs calls yield for each job until yield returns false; its error is
// taken after the results of the jobs before. newWorker makes the function that
// one goroutine does its jobs with. The first error in the jobs' order ends all
// and is returned, whatever the number of goroutines.
func ordered[J, R any](ctx context.Context, workers int, jobs func(yield func(J) bool) error,
	newWorker func() func(J) (R, error), take func(R) error) error {
	ctx, stop := context.WithCancel(ctx)
	workers = max(workers, 1)
	type answer struct {
		result R
		err    error
	}
	type slot struct {
		job J
		out chan answer
	}
	todo := make(chan slot)
	queue := make(chan chan answer, 2*workers)
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			var work func(J) (R, error)
			for s := range todo {
				if work == nil {
					work = newWorker()
				}
				result, err := work(s.job)
				s.out <- answer{result, err}
			}
		})
	}
	running.Go(func() {
		defer close(queue)
		defer close(todo)
		err := jobs(func(j J) bool {
			s := slot{j, make(chan answer, 1)}
			select {
			case queue <- s.out:
			case <-ctx.Done():
				return false
			}
			todo <- s
			return true
		})
		if err != nil {
			out := make(chan answer, 1)
			out <- answer{err: err}
			select {
			case queue <- out:
			case <-ctx.Done():
			}
		}
	})
	defer running.Wait()
	defer stop()
	for out := range queue {
		a := <-out
		if a.err != nil {
			return a.err
		}
		if err := take(a.result); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return ctx.Err()
}
