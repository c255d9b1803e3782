package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"runde/routes/plans"
)

// weekCmd measures a proposal against time and against two plain planners.
type weekCmd struct {
	Places     int       `help:"Places of the made-up town." default:"300"`
	Shifts     int       `help:"Shifts of its week." default:"20"`
	Cells      int       `help:"Cells of its cover." default:"1200"`
	Seed       uint64    `help:"Seed of the first week." default:"1"`
	Seeds      int       `help:"Weeks to measure, with the seeds from --seed on." default:"5"`
	Seconds    []float64 `help:"Seconds that a proposal may take; a value for each." default:"0.5,1,3" placeholder:"LIST"`
	Long       float64   `help:"Seconds of the long proposal that the others are compared with; 0: none." default:"300"`
	Iterations int       `help:"A proposal of so many iterations in place of --seconds and --long: the same on any machine." placeholder:"N"`
	Cores      int       `help:"Cores to use; 0: all." default:"0"`
	JSON       bool      `help:"Print JSON."`
}

// Help says what is counted.
func (weekCmd) Help() string {
	return `A town with two weeks is made from each seed; weekworld.go describes how, so that
anyone can make it again. The engine plans the week before, and its visits are the past
of the week that is planned. Tight is the working time of all shifts for each hour that
visiting every place once would take.

First is from the call until the search reports a plan, in hand until one of a single
iteration is back, with its reasons; both are medians of five. A value is that of a
proposal whose iterations are chosen, on this machine, to take so many seconds from the
call to the plan; --json tells how long it took.

Greedy inserts by prize per minute, anywhere or at the end, whichever is worth more.
Last week lays the plan of the week before on this week and drops what breaks a rule.
Over is by how much the last of the engine's values is more. Every plan is valued and
checked in the same way, by its order of stops. Nothing is what a week without a round
is worth: the prices of all that is wished.`
}

// Validate refuses what cannot be measured.
func (c *weekCmd) Validate() error {
	for name, n := range map[string]int{"places": c.Places, "shifts": c.Shifts, "cells": c.Cells, "seeds": c.Seeds} {
		if n < 1 {
			return fmt.Errorf("--%s must be at least 1", name)
		}
	}
	if c.Iterations < 0 || c.Cores < 0 || !(c.Long >= 0) {
		return errors.New("--iterations, --cores and --long must not be negative")
	}
	if len(c.Seconds) == 0 || !(slices.Min(c.Seconds) > 0) {
		return errors.New("--seconds must be positive")
	}
	slices.Sort(c.Seconds)
	return nil
}

// Run measures and prints each week as it is done.
func (c *weekCmd) Run(ctx context.Context, out io.Writer) error {
	if c.Cores > 0 {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(c.Cores))
	}
	r := weekResult{Size: c.size(), Cores: runtime.GOMAXPROCS(0)}
	lines := out
	if c.JSON {
		lines = io.Discard
	}
	for i := range c.Seeds {
		m, err := c.measure(ctx, c.Seed+uint64(i))
		if err != nil {
			return err
		}
		r.Weeks = append(r.Weeks, m)
		if i == 0 {
			fmt.Fprint(lines, r.header())
		}
		fmt.Fprint(lines, r.line(m))
	}
	r.sum()
	if err := write(out, c.JSON, r); err != nil {
		return err
	}
	if r.Worst["broken_rules"] > 0 {
		return errors.New("a plan breaks rules")
	}
	return nil
}

func (c *weekCmd) size() weekSize { return weekSize{c.Places, c.Shifts, c.Cells} }

// measure plans one week in every way.
func (c *weekCmd) measure(ctx context.Context, seed uint64) (m measuredWeek, err error) {
	w := newWeekWorld(seed, c.size())
	last, err := plans.Propose(ctx, w.before, nil)
	if err != nil {
		return m, err
	}
	w.walked(last)
	m.Seed, m.Tightness = seed, w.tightness()
	nothing, err := plans.Value(w.this, plans.Plan{})
	if err != nil {
		return m, err
	}
	m.Nothing = nothing.Total
	if err := m.first(ctx, w.this); err != nil {
		return m, err
	}
	if err := c.proposals(ctx, w.this, &m); err != nil {
		return m, err
	}
	if m.Greedy, err = judge(w.this, func() (plans.Plan, error) { return greedyPlan(w.this) }); err != nil {
		return m, err
	}
	m.LastWeek, err = judge(w.this, func() (plans.Plan, error) { return w.lastWeekPlan(last) })
	return m, err
}

// first times the first plan: median of five.
func (m *measuredWeek) first(ctx context.Context, in plans.Input) error {
	in.Iterations = 1
	var reported, inHand []float64
	for range 5 {
		start, soon := time.Now(), 0.0
		_, err := plans.Propose(ctx, in, func(plans.Progress) {
			if soon == 0 {
				soon = time.Since(start).Seconds()
			}
		})
		if err != nil {
			return err
		}
		reported, inHand = append(reported, soon), append(inHand, time.Since(start).Seconds())
	}
	slices.Sort(reported)
	slices.Sort(inHand)
	m.First, m.InHand = reported[2], inHand[2]
	return nil
}

// proposals are the engine's: one for each of --seconds and the long one.
func (c *weekCmd) proposals(ctx context.Context, in plans.Input, m *measuredWeek) error {
	if c.Iterations > 0 {
		p, err := propose(ctx, in, 0, c.Iterations)
		m.Engine = []judgedPlan{p}
		return err
	}
	for _, budget := range c.Seconds {
		n := iterationsToFill(budget, func(n int) {
			in.Iterations = n
			_, _ = plans.Propose(ctx, in, nil) // propose meets the same error
		})
		p, err := propose(ctx, in, budget, n)
		if err != nil {
			return err
		}
		m.Engine = append(m.Engine, p)
	}
	if c.Long == 0 {
		return nil
	}
	longest := m.Engine[len(m.Engine)-1]
	p, err := propose(ctx, in, c.Long, int(float64(longest.Iterations)*c.Long/longest.Budget))
	m.Long = &p
	return err
}

func propose(ctx context.Context, in plans.Input, budget float64, iterations int) (judgedPlan, error) {
	in.Iterations = iterations
	search := 0.0
	p, err := judge(in, func() (plans.Plan, error) {
		return plans.Propose(ctx, in, func(p plans.Progress) { search = p.Best })
	})
	p.Budget, p.Iterations, p.Search = budget, iterations, search
	return p, err
}

// judge times a planner, and values and checks its plan.
func judge(in plans.Input, plan func() (plans.Plan, error)) (j judgedPlan, err error) {
	var p plans.Plan
	j.Seconds = seconds(func() { p, err = plan() })
	if err != nil {
		return j, err
	}
	worth, err := plans.Value(in, p)
	if err != nil {
		return j, err
	}
	p, broken, err := plans.Evaluate(in, p)
	if err != nil {
		return j, err
	}
	j.Value, j.Broken = worth.Total, len(broken)
	for _, r := range p.Rounds {
		j.Stops += len(r.Stops)
		for _, s := range r.Stops {
			if s.Exploration {
				j.Explore++
			}
		}
	}
	return j, nil
}
