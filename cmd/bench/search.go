package main

import (
	"context"
	"fmt"
	"time"

	"runde/routes/orienteer"
)

// searchFlags are those of every command that solves published cases.
type searchFlags struct {
	Seconds    float64  `help:"Seconds for each case, all in all." default:"1"`
	Iterations int      `help:"Iterations for each case instead of seconds: the same plans on every machine." placeholder:"N"`
	Seed       uint64   `help:"Seed of the searches." default:"1"`
	Only       []string `help:"Instances, or how their names begin." placeholder:"NAME"`
	Chains     int      `help:"Searches that exchange their best routes." default:"1"`
	Cores      int      `help:"Cores for each case." default:"1"`
	Jobs       int      `help:"Cases solved side by side, on a machine with idle cores." default:"1"`
	JSON       bool     `name:"json" help:"Print JSON, at the end."`
}

// Validate is called by kong.
func (f searchFlags) Validate() error {
	switch {
	case f.Iterations < 0:
		return fmt.Errorf("--iterations must not be negative")
	case f.Iterations == 0 && !(f.Seconds > 0 && f.Seconds < 1e6):
		return fmt.Errorf("--seconds must lie above 0")
	case f.Chains < 1 || f.Cores < 1 || f.Jobs < 1:
		return fmt.Errorf("--chains, --cores and --jobs must be at least 1")
	}
	return nil
}

// attempt is a plan that may be counted: Check found nothing to say against it.
type attempt struct {
	Plan       orienteer.Solution
	Score      float64 // as orienteer.Score derives it
	Iterations int     // of the search that found the plan
	Seconds    float64 // for all of it, calibration included
	Cut        bool    // the deadline ended the search: its iterations do not repeat it
}

// solve plans a case within the flags' budget and checks the plan.
func (f searchFlags) solve(ctx context.Context, p *orienteer.Problem) (attempt, error) {
	start := time.Now()
	opt := orienteer.Options{Seed: f.Seed, Chains: f.Chains, Cores: f.Cores}
	var a attempt
	var err error
	if f.Iterations > 0 {
		opt.Iterations = f.Iterations
		a.Iterations = f.Iterations
		a.Plan, err = orienteer.Solve(ctx, p, opt)
	} else {
		a, err = solveWithin(ctx, p, opt, time.Duration(f.Seconds*float64(time.Second)))
	}
	if err != nil {
		return attempt{}, err
	}
	a.Seconds = time.Since(start).Seconds()
	if broken := orienteer.Check(p, a.Plan); len(broken) > 0 {
		return attempt{}, fmt.Errorf("the plan breaks %d rules, the first is %s", len(broken), broken[0])
	}
	a.Score = orienteer.Score(p, a.Plan).Total
	return a, nil
}
