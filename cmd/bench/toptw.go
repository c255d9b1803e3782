package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"runde/routes/orienteer"
)

// toptwCmd solves published instances of the team orienteering problem with time
// windows and compares the prizes with the best known.
type toptwCmd struct {
	Dir    string `help:"Folder below which the instances lie, each as NAME.txt." required:"" type:"existingdir" placeholder:"DIR"`
	Best   string `help:"CSV with the columns instance, m and best_known." required:"" type:"existingfile" placeholder:"FILE"`
	M      []int  `name:"m" help:"Numbers of routes." default:"1,2,3,4"`
	Family family `help:"How distances are truncated: solomon (one decimal), cordeau (two) or by name." default:"name" enum:"name,solomon,cordeau"`
	Routes string `help:"Append each plan above the best known to a file, a line of JSON each." type:"path" placeholder:"FILE"`
	searchFlags
}

// Help is shown by --help.
func (toptwCmd) Help() string {
	return `A case is a line of the CSV whose instance has a file. Each plan passes the
independent check before it counts. The gap is (best − score) / best. The column
iterations is that of the search which found the plan: with it as --iterations the
same plan comes again, except where the line says that the clock ended the search.`
}

// toptwCase is a case and what came of it.
type toptwCase struct {
	Instance   string  `json:"instance"`
	M          int     `json:"m"`
	Score      float64 `json:"score"`
	Best       float64 `json:"best_known"`
	Gap        float64 `json:"gap_percent"`
	Seconds    float64 `json:"seconds"`
	Iterations int     `json:"iterations"`
	Cut        bool    `json:"cut"`    // the clock ended the search
	Routes     [][]int `json:"routes"` // vertices of the file, without 0
	path       string
	err        error
}

// Run solves, checks and prints.
func (c *toptwCmd) Run(ctx context.Context, out io.Writer) error {
	cases, missing, err := c.cases()
	if err != nil {
		return err
	}
	lines := out
	if c.JSON {
		lines = io.Discard
	}
	fmt.Fprintln(lines, toptwHeader)
	var done []toptwCase
	var failed []error
	sideBySide(ctx, len(cases), c.Jobs, func(i int) toptwCase { return c.solveCase(ctx, cases[i]) },
		func(i int, r toptwCase) {
			if r.err == nil && r.Score > r.Best {
				r.err = c.keepRoutes(r)
			}
			if r.err != nil {
				failed = append(failed, fmt.Errorf("%s, m = %d: %w", r.Instance, r.M, r.err))
				return
			}
			done = append(done, r)
			fmt.Fprintln(lines, r)
		})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if len(done) > 0 {
		if err := write(out, c.JSON, newToptwResult(done, missing)); err != nil {
			return err
		}
	}
	return errors.Join(failed...)
}

// cases are those lines of the CSV that the flags ask for and that have a file;
// missing counts those that have none.
func (c *toptwCmd) cases() (cases []toptwCase, missing int, err error) {
	table, err := readPublished(c.Best, "instance", "m", "best_known")
	if err != nil {
		return nil, 0, err
	}
	files, err := instanceFiles(c.Dir)
	if err != nil {
		return nil, 0, err
	}
	for row := range table.rows {
		one, err := bestKnown(table, row)
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", filepath.Base(c.Best), err)
		}
		if !slices.Contains(c.M, one.M) || !c.wanted(one.Instance) {
			continue
		}
		if one.path = files[one.Instance]; one.path == "" {
			missing++
			continue
		}
		cases = append(cases, one)
	}
	if len(cases) == 0 {
		return nil, 0, fmt.Errorf("no case of %s that is asked for has a file below %s", c.Best, c.Dir)
	}
	return cases, missing, nil
}

// bestKnown is a line of the CSV.
func bestKnown(t publishedTable, row int) (toptwCase, error) {
	m, err := t.number(row, "m")
	if err != nil {
		return toptwCase{}, err
	}
	best, err := t.number(row, "best_known")
	return toptwCase{Instance: t.text(row, "instance"), M: int(m), Best: best}, err
}

func (c *toptwCmd) solveCase(ctx context.Context, r toptwCase) toptwCase {
	var p *orienteer.Problem
	if p, r.err = readTOPTWFile(r.path, r.M, c.Family.scale(r.Instance)); r.err != nil {
		return r
	}
	var a attempt
	if a, r.err = c.solve(ctx, p); r.err != nil {
		return r
	}
	r.Score, r.Seconds, r.Iterations, r.Cut = a.Score, a.Seconds, a.Iterations, a.Cut
	r.Gap = (r.Best - r.Score) / r.Best * 100
	r.Routes = vertices(a.Plan)
	return r
}

// readTOPTWFile is readTOPTW on a file, which an error names.
func readTOPTWFile(path string, m int, scale int64) (*orienteer.Problem, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	p, err := readTOPTW(f, m, scale)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return p, nil
}

// vertices are a plan's routes in the numbers of the instance's file.
func vertices(s orienteer.Solution) [][]int {
	routes := make([][]int, len(s.Routes))
	for i, r := range s.Routes {
		routes[i] = make([]int, len(r.Visits))
		for k, v := range r.Visits {
			routes[i][k] = v.Place + 1
		}
	}
	return routes
}

// keepRoutes appends a plan to the file of --routes.
func (c *toptwCmd) keepRoutes(r toptwCase) error {
	if c.Routes == "" {
		return nil
	}
	f, err := os.OpenFile(c.Routes, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(f).Encode(r); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
