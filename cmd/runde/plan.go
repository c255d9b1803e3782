package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"
)

// planCmd proposes a week's rounds from the terminal.
type planCmd struct {
	database
	Municipality string `help:"Name of the municipality." required:"" placeholder:"NAME"`
	Week         string `help:"ISO week, as in 2026-W07; the next week by default." placeholder:"YYYY-Www"`
	JSON         bool   `name:"json" help:"Print the plan as JSON."`
}

// Help is shown by --help.
func (planCmd) Help() string {
	return `The proposal is stored in place of the week's earlier one. Workers see nothing of
it before the coordinator approves it.`
}

// errNoShifts is returned for a week in which nobody works.
var errNoShifts = errors.New("the week has no shifts: the municipality needs a team with a regular week first")

// Run plans the week, stores the proposal and prints it.
func (c *planCmd) Run(ctx context.Context, to streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.plan(ctx, db, to.out), closeDB())
}

func (c *planCmd) plan(ctx context.Context, db *store.DB, out io.Writer) error {
	week, err := c.week(db.Today())
	if err != nil {
		return err
	}
	m, err := db.MunicipalityByName(ctx, c.Municipality)
	if errors.Is(err, store.ErrNotFound) {
		return errors.New("--municipality: there is none of that name; runde import makes one")
	}
	if err != nil {
		return err
	}
	p, err := propose(ctx, db, m.ID, week, c.JSON)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(out).Encode(struct {
			ID string `json:"id"`
			plans.Plan
		}{p.ID.String(), p.Bare()})
	}
	return printPlan(out, p)
}

func (c *planCmd) week(today geo.Date) (geo.Week, error) {
	if c.Week == "" {
		return geo.WeekOf(today).Add(1), nil
	}
	w, err := geo.ParseWeek(c.Week)
	if err != nil {
		return w, fmt.Errorf("--week: %w", err)
	}
	return w, nil
}

// propose plans the week and stores the proposal. A bar shows how far it is unless
// it is to be quiet.
func propose(ctx context.Context, db *store.DB, m int32, week geo.Week, quiet bool) (store.Plan, error) {
	in, err := db.PlanInput(ctx, m, week)
	if err != nil {
		return store.Plan{}, err
	}
	if len(in.Shifts) == 0 {
		return store.Plan{}, errNoShifts
	}
	bar := newProgress("Planning", quiet)
	p, err := plans.Propose(ctx, in, func(p plans.Progress) { bar.set(int64(100*p.Share), 100) })
	bar.end()
	if err != nil {
		return store.Plan{}, err
	}
	id, err := db.SaveProposal(ctx, m, store.By{At: db.Now()}, in.Seed, p)
	if err != nil {
		return store.Plan{}, err
	}
	plan, _, err := db.EvaluatePlan(ctx, m, id)
	return plan, err
}

// printPlan writes the rounds with their stops, and what was left out.
func printPlan(out io.Writer, p store.Plan) error {
	fmt.Fprintf(out, "%s, proposed %s\n", p.Week, p.ProposedAt.Format("2006-01-02 15:04"))
	for _, r := range p.Rounds {
		fmt.Fprintf(out, "\n%s %s %s–%s  %s, %s, %d workers, back %s\n", r.Shift.Date.Weekday(), r.Shift.Date,
			clock(r.Shift.Start), clock(r.Shift.End), r.Shift.TeamName, r.Shift.Mode, r.Shift.Workers, clock(r.End))
		w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
		for _, s := range r.Stops {
			fmt.Fprintf(w, "  %d\t%s–%s\t%s\t%s\n", s.Position, clock(s.Arrive), clock(s.Leave), named(s.Kind, s.Name), reasonsText(s.Stop))
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	if len(p.LeftOut) > 0 {
		fmt.Fprintln(out, "\nstrong places left out")
	}
	w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
	for _, l := range p.LeftOut {
		fmt.Fprintf(w, "  %s\t%s %d\n", named(l.Kind, l.Name), l.WhyNot.Code, l.WhyNot.N)
	}
	return w.Flush()
}

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

func named(kind, name string) string {
	if name == "" {
		return kind
	}
	return kind + " " + name
}

// reasonsText are the codes of the reasons with their numbers.
func reasonsText(s plans.Stop) string {
	var parts []string
	for _, r := range s.Reasons {
		text := r.Code
		if r.N > 0 {
			text += fmt.Sprintf(" %d", r.N)
		}
		if r.High > 0 {
			text += fmt.Sprintf(" %.0f–%.0f", r.Low, r.High)
		}
		if r.Date != 0 {
			text += " since " + r.Date.String()
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}
