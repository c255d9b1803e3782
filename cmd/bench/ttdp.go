package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"runde/routes/orienteer"
)

// ttdpCmd solves published instances of the tourist trip design problem and compares
// the profits with the published ones.
type ttdpCmd struct {
	Dir       string `help:"Folder below which the instances lie, each as NAME.txt." required:"" type:"existingdir" placeholder:"DIR"`
	Published string `help:"CSV with the columns instance and ILS_profit; other columns that end in _profit are compared too." required:"" type:"existingfile" placeholder:"FILE"`
	searchFlags
}

// Help is shown by --help.
func (ttdpCmd) Help() string {
	return `A case is a line of the CSV whose instance has a file. Each plan passes the
independent check before it counts. The share is how much more than the published
ILS a plan collects.`
}

// ttdpCase is a case and what came of it.
type ttdpCase struct {
	Instance   string  `json:"instance"`
	M          int     `json:"m"`
	Score      float64 `json:"score"`
	ILS        float64 `json:"ils"`
	Share      float64 `json:"percent_over_ils"`
	Other      float64 `json:"best_other"` // the largest of the other published profits
	Over       float64 `json:"percent_over_best_other"`
	Seconds    float64 `json:"seconds"`
	Iterations int     `json:"iterations"`
	Cut        bool    `json:"cut"`    // the clock ended the search
	Routes     [][]int `json:"routes"` // vertices of the file, without 0
	path       string
	err        error
}

const ttdpHeader = "instance  M    score      ILS  over %    other  over %  seconds  iterations"

// String is the case's line.
func (r ttdpCase) String() string {
	line := fmt.Sprintf("%-8s %2d %8.6g %8.6g %7.2f %8.6g %7.2f %8.2f %11d",
		r.Instance, r.M, r.Score, r.ILS, r.Share, r.Other, r.Over, r.Seconds, r.Iterations)
	if r.Score < r.ILS {
		line += "  below ILS"
	}
	if r.Cut {
		line += "  ended by the clock"
	}
	return line
}

// Run solves, checks and prints.
func (c *ttdpCmd) Run(ctx context.Context, out io.Writer) error {
	cases, missing, err := c.cases()
	if err != nil {
		return err
	}
	lines := out
	if c.JSON {
		lines = io.Discard
	}
	fmt.Fprintln(lines, ttdpHeader)
	var done []ttdpCase
	var failed []error
	sideBySide(ctx, len(cases), c.Jobs, func(i int) ttdpCase { return c.solveCase(ctx, cases[i]) },
		func(_ int, r ttdpCase) {
			if r.err != nil {
				failed = append(failed, fmt.Errorf("%s: %w", r.Instance, r.err))
				return
			}
			done = append(done, r)
			fmt.Fprintln(lines, r)
		})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if len(done) > 0 {
		if err := write(out, c.JSON, newTTDPResult(done, missing)); err != nil {
			return err
		}
	}
	return errors.Join(failed...)
}

// cases are those lines of the CSV that the flags ask for and that have a file;
// missing counts those that have none.
func (c *ttdpCmd) cases() (cases []ttdpCase, missing int, err error) {
	table, err := readPublished(c.Published, "instance", "ILS_profit")
	if err != nil {
		return nil, 0, err
	}
	files, err := instanceFiles(c.Dir)
	if err != nil {
		return nil, 0, err
	}
	for row := range table.rows {
		one := ttdpCase{Instance: table.text(row, "instance")}
		if !c.wanted(one.Instance) {
			continue
		}
		if one.path = files[one.Instance]; one.path == "" {
			missing++
			continue
		}
		if err := one.published(table, row); err != nil {
			return nil, 0, fmt.Errorf("%s: %w", filepath.Base(c.Published), err)
		}
		cases = append(cases, one)
	}
	if len(cases) == 0 {
		return nil, 0, fmt.Errorf("no case of %s that is asked for has a file below %s", c.Published, c.Dir)
	}
	return cases, missing, nil
}

// published reads the profits of a line of the CSV.
func (r *ttdpCase) published(t publishedTable, row int) error {
	for column := range t.columns {
		if !strings.HasSuffix(column, "_profit") {
			continue
		}
		profit, err := t.number(row, column)
		switch {
		case err != nil:
			return err
		case column == "ILS_profit":
			r.ILS = profit
		default:
			r.Other = max(r.Other, profit)
		}
	}
	return nil
}

func (c *ttdpCmd) solveCase(ctx context.Context, r ttdpCase) ttdpCase {
	var p *orienteer.Problem
	if p, r.err = readTTDPFile(r.path); r.err != nil {
		return r
	}
	var a attempt
	if a, r.err = c.solve(ctx, p); r.err != nil {
		return r
	}
	r.M, r.Score, r.Seconds, r.Iterations, r.Cut = len(p.Shifts), a.Score, a.Seconds, a.Iterations, a.Cut
	r.Share = (r.Score - r.ILS) / r.ILS * 100
	if r.Other > 0 {
		r.Over = (r.Score - r.Other) / r.Other * 100
	}
	r.Routes = vertices(a.Plan)
	return r
}

// readTTDPFile is readTTDP on a file, which an error names.
func readTTDPFile(path string) (*orienteer.Problem, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	p, err := readTTDP(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return p, nil
}

// ttdpResult is what was measured.
type ttdpResult struct {
	Cases   []ttdpCase `json:"cases"`
	Missing int        `json:"cases_without_file"`
	Seconds float64    `json:"mean_seconds"`
	Mean    float64    `json:"mean_percent_over_ils"`
	Least   float64    `json:"least_percent_over_ils"`
	Other   float64    `json:"mean_percent_over_best_other"`
}

// newTTDPResult sums up at least one case.
func newTTDPResult(cases []ttdpCase, missing int) ttdpResult {
	slices.SortFunc(cases, func(a, b ttdpCase) int { return strings.Compare(a.Instance, b.Instance) })
	r := ttdpResult{Cases: cases, Missing: missing, Least: cases[0].Share}
	for _, c := range cases {
		r.Seconds += c.Seconds / float64(len(cases))
		r.Mean += c.Share / float64(len(cases))
		r.Other += c.Over / float64(len(cases))
		r.Least = min(r.Least, c.Share)
	}
	return r
}

// String is the last row.
func (r ttdpResult) String() string {
	var b strings.Builder
	if r.Missing > 0 {
		fmt.Fprintf(&b, "%d cases have no file\n", r.Missing)
	}
	fmt.Fprintf(&b, "mean of %d cases: %.2f %% over ILS, the least %.2f %%; %.2f %% over the best other; %.2f s\n",
		len(r.Cases), r.Mean, r.Least, r.Other, r.Seconds)
	return b.String()
}
