package main

import (
	"context"
	"time"

	"runde/routes/orienteer"
)

// The engine's budget is a number of iterations, so that a plan can be made again;
// people compare solvers by seconds. A short pilot tells how many iterations fill
// the time.
const (
	firstPilot = 32   // iterations
	pilotShare = 0.04 // of the time that the last pilot takes at least
	fillShare  = 0.95 // of the time left that the run should fill
	stopShare  = 0.98 // of the time, after which the run is stopped
	againShare = 0.2  // of the time: with more left, a run that ended early is followed by another
)

// solveWithin plans within a wall-clock time: first without any iteration, which
// tells what making ready costs, then pilots of at least twice the iterations each
// until one takes pilotShare of the time, then a run that should fill fillShare of
// what is left, and another where a pilot that was held up made it too short. A deadline
// guards the run. Of all the plans the best comes back, of equal ones that of the longest
// search which ended by itself.
// Only an error of ctx itself is an error.
func solveWithin(ctx context.Context, p *orienteer.Problem, opt orienteer.Options, budget time.Duration) (attempt, error) {
	start := time.Now()
	c := calibration{p: p, opt: opt}
	guarded, cancel := context.WithDeadline(ctx, start.Add(share(budget, stopShare)))
	defer cancel()
	ready, err := c.try(guarded, 0)
	want := share(budget, pilotShare)
	n, took := firstPilot, time.Duration(0)
	for err == nil && guarded.Err() == nil {
		if took, err = c.try(guarded, n); took >= want {
			break
		}
		n = max(2*n, iterationsFor(want, n, took, ready))
	}
	for err == nil && guarded.Err() == nil {
		left := share(budget-time.Since(start), fillShare)
		if left < share(budget, againShare) {
			break
		}
		n = max(1, iterationsFor(left, n, took, ready))
		took, err = c.try(guarded, n)
	}
	if ctx.Err() != nil {
		return attempt{}, ctx.Err()
	}
	if err != nil && (guarded.Err() == nil || !c.any) {
		return attempt{}, err
	}
	return c.best, nil
}

// iterationsFor is how many iterations fit into left, where n of them took so long
// together with making ready.
func iterationsFor(left time.Duration, n int, took, ready time.Duration) int {
	search := max(took-ready, took/16, 1)
	return int(float64(left-ready) / float64(search) * float64(n))
}

func share(d time.Duration, of float64) time.Duration { return time.Duration(float64(d) * of) }

// calibration keeps the best plan of several searches.
type calibration struct {
	p    *orienteer.Problem
	opt  orienteer.Options
	best attempt
	any  bool
}

// try searches with n iterations and returns how long it took.
func (c *calibration) try(ctx context.Context, n int) (time.Duration, error) {
	start := time.Now()
	c.opt.Iterations = n
	plan, err := orienteer.Solve(ctx, c.p, c.opt)
	usable := err == nil || ctx.Err() != nil && len(plan.Routes) == len(c.p.Shifts)
	better := !c.any || plan.Value > c.best.Plan.Value || plan.Value == c.best.Plan.Value && err == nil
	if usable && better {
		c.any = true
		c.best = attempt{Plan: plan, Iterations: n, Cut: err != nil}
	}
	return time.Since(start), err
}
