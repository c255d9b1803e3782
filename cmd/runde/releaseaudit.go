package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"runde/geo/release/attack"
	"runde/store"
)

type releaseAuditCmd struct {
	database
	CSV          string `name:"csv" help:"Attack this export instead of the database." type:"existingdir" placeholder:"DIR"`
	Municipality string `help:"Name of the municipality; all of them where it is not given. Not with --csv." placeholder:"NAME"`
	JSON         bool   `name:"json" help:"Print the outcome as JSON."`
}

// Help is shown by --help.
func (releaseAuditCmd) Help() string {
	return `All figures of a year are put together, as anybody could who kept every page. For
every part of the lattice, in each week, period and year, for all kinds and for each,
it is bounded how many events it can have held. A finding is a small number that the
figures prove, a number known to within fewer than the threshold, a published row
below the threshold, or rows that contradict each other.

The exit code is 0 where nothing is found, 1 where something is, and 2 where there is
no answer: the database or the export cannot be read, or holds rows that no release
makes, of which the attack does not know what they tell. Figures of open data have
noise instead of a threshold and are not attacked.`
}

// errBetrayed makes the program end with a failure.
var errBetrayed = errors.New("what was published gives something away")

// Run attacks what was published.
func (c *releaseAuditCmd) Run(ctx context.Context, s streams) error {
	err := c.run(ctx, s)
	if err == nil || errors.Is(err, errBetrayed) {
		return err
	}
	return exitError{err, exitUnanswered}
}

func (c *releaseAuditCmd) run(ctx context.Context, s streams) error {
	if c.CSV != "" {
		if c.Municipality != "" {
			return errors.New("--municipality: not with --csv")
		}
		list, err := readReleases(c.CSV)
		if err != nil {
			return err
		}
		return c.audit(ctx, list, s.out)
	}
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.stored(ctx, db, s.out), closeDB())
}

func (c *releaseAuditCmd) stored(ctx context.Context, db *store.DB, out io.Writer) error {
	list, err := published(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	var all []exported
	for _, m := range list {
		e := exported{name: m.Name}
		for _, y := range m.Years {
			e.years = append(e.years, y.ToAttack())
		}
		all = append(all, e)
	}
	return c.audit(ctx, all, out)
}

// attackedYear is the outcome for a year, as --json prints it.
type attackedYear struct {
	Municipality string           `json:"municipality"`
	Year         int              `json:"year"`
	Threshold    int              `json:"threshold"`
	Figures      int              `json:"figures"`
	Nodes        int              `json:"nodes"`
	Targets      int              `json:"targets"`
	Seconds      float64          `json:"seconds"`
	Findings     []attack.Finding `json:"findings"`
}

// audit attacks year by year and prints what came of it.
func (c *releaseAuditCmd) audit(ctx context.Context, list []exported, out io.Writer) error {
	years, found := []attackedYear{}, 0
	for _, m := range list {
		for _, y := range m.years {
			if err := ctx.Err(); err != nil {
				return err
			}
			one, err := attackYear(m.name, y)
			if err != nil {
				return err
			}
			found += len(one.Findings)
			years = append(years, one)
			if !c.JSON {
				one.print(out)
			}
		}
	}
	if len(years) == 0 && !c.JSON {
		fmt.Fprintln(out, "nothing is published")
	}
	if c.JSON {
		if err := json.NewEncoder(out).Encode(map[string]any{"years": years, "findings": found}); err != nil {
			return err
		}
	}
	if found > 0 {
		return errBetrayed
	}
	return nil
}

func attackYear(municipality string, y attack.Year) (attackedYear, error) {
	start := time.Now()
	r, err := attack.Attack(y)
	if err != nil {
		return attackedYear{}, fmt.Errorf("%s %d: %w", municipality, y.Year, err)
	}
	return attackedYear{municipality, y.Year, y.K, r.Figures, r.Nodes, r.Targets, time.Since(start).Seconds(), append([]attack.Finding{}, r.Findings...)}, nil
}

func (y attackedYear) print(out io.Writer) {
	fmt.Fprintf(out, "%s %d: %d figures, %d parts of the lattice, %d hidden counts asked about in %.1f s: ",
		y.Municipality, y.Year, y.Figures, y.Nodes, y.Targets, y.Seconds)
	if len(y.Findings) == 0 {
		fmt.Fprintln(out, "nothing found")
		return
	}
	fmt.Fprintf(out, "%d findings\n", len(y.Findings))
	for _, f := range y.Findings {
		fmt.Fprintf(out, "  %s\n", f)
	}
}
