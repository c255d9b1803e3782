package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"

	"runde/routes/simulate"

	"golang.org/x/sync/errgroup"
)

// needCmd compares ways to plan in worlds whose need is known.
type needCmd struct {
	Seeds int    `help:"Worlds, with the seeds from --seed on." default:"20"`
	Seed  uint64 `help:"Seed of the first world." default:"1"`
	JSON  bool   `help:"Print JSON."`
}

// Help says what is counted.
func (needCmd) Help() string {
	return `Each world has 127 cells, 30 visits a week and 104 weeks: twelve by habit, the others
by a policy; in week 40 three hot spots rise. routes/simulate (PolicyWorld) describes it,
so that anyone can make it again. Figures are means over the worlds.

Found is how many people a policy's visits may expect to meet for each that the oracle's
may, ± its standard error. Seen: of the 25 cells with most need, those visited within
four weeks. Never: cells that no visit went to. Ranks: correlation of estimate and truth
in the end. Holds: true rates inside their 80 % interval. Top: hours in the tenth of the
cells with the most, at most 0.433, for no cell is visited twice a week. Weeks: until all
three hot spots had been visited, 64 for never; then the longest of all worlds.

The recommended policy has a star. If it misses a limit, or raw counts do not do clearly
worse, that is said and the exit code is 1.`
}

// Validate refuses what cannot be measured.
func (c *needCmd) Validate() error {
	if c.Seeds < 1 {
		return errors.New("--seeds must be at least 1")
	}
	return nil
}

// Run measures and prints each policy as it is done.
func (c *needCmd) Run(ctx context.Context, out io.Writer) error {
	return c.compare(ctx, out, simulate.Policies())
}

// compare measures policies, among which are the recommended one and raw counts.
func (c *needCmd) compare(ctx context.Context, out io.Writer, policies []simulate.Policy) error {
	worlds, err := c.worlds()
	if err != nil {
		return err
	}
	lines := out
	if c.JSON {
		lines = io.Discard
	}
	r := needResult{Seeds: c.Seeds, First: c.Seed}
	fmt.Fprint(lines, r.header())
	for _, policy := range policies {
		outcomes, err := runPolicy(ctx, worlds, policy)
		if err != nil {
			return err
		}
		p := newMeasuredPolicy(policy.Name, outcomes)
		r.Policies = append(r.Policies, p)
		fmt.Fprint(lines, p)
	}
	r.judge()
	if err := write(out, c.JSON, r); err != nil {
		return err
	}
	if len(r.Missed) > 0 {
		return errors.New("a limit is missed")
	}
	return nil
}

func (c *needCmd) worlds() ([]*simulate.PolicyWorld, error) {
	out := make([]*simulate.PolicyWorld, c.Seeds)
	for i := range out {
		w, err := simulate.NewPolicyWorld(c.Seed + uint64(i))
		if err != nil {
			return nil, err
		}
		out[i] = w
	}
	return out, nil
}

// runPolicy runs a policy in every world, on all cores.
func runPolicy(ctx context.Context, worlds []*simulate.PolicyWorld, policy simulate.Policy) ([]simulate.Outcome, error) {
	out := make([]simulate.Outcome, len(worlds))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, w := range worlds {
		g.Go(func() error {
			if ctx.Err() == nil {
				out[i] = w.Run(policy)
			}
			return ctx.Err()
		})
	}
	return out, g.Wait()
}

// measuredPolicy is one policy's outcomes over the worlds.
type measuredPolicy struct {
	Policy  string             `json:"policy"`
	Mean    simulate.Outcome   `json:"mean"`
	Error   float64            `json:"found_standard_error"`
	Longest float64            `json:"longest_weeks_to_risen_cells"`
	Worlds  []simulate.Outcome `json:"worlds"`
}

func newMeasuredPolicy(name string, worlds []simulate.Outcome) measuredPolicy {
	p := measuredPolicy{Policy: name, Worlds: worlds}
	n := float64(len(worlds))
	for _, o := range worlds {
		p.Mean.Found += o.Found / n
		p.Mean.Seen += o.Seen / n
		p.Mean.Never += o.Never / n
		p.Mean.Correlation += o.Correlation / n
		p.Mean.Coverage += o.Coverage / n
		p.Mean.TopHours += o.TopHours / n
		p.Mean.Rising += o.Rising / n
		p.Longest = max(p.Longest, o.Rising)
	}
	squares := 0.0
	for _, o := range worlds {
		squares += (o.Found - p.Mean.Found) * (o.Found - p.Mean.Found)
	}
	if n > 1 {
		p.Error = math.Sqrt(squares / (n - 1) / n)
	}
	return p
}
