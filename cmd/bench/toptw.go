package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"

	"runde/routes/orienteer"
)

const mostRoutes = 100 // of a case

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
}

// Run solves, checks and prints.
func (c *toptwCmd) Run(ctx context.Context, out io.Writer) error {
	cases, missing, err := c.cases()
	if err != nil {
		return err
	}
	return measure(ctx, out, c.searchFlags, toptwHeader, len(cases), func(i int) (toptwCase, error) {
		r, err := c.solveCase(ctx, cases[i])
		if err != nil {
			return r, fmt.Errorf("%s, m = %d: %w", r.Instance, r.M, err)
		}
		return r, nil
	}, func(done []toptwCase) fmt.Stringer { return newToptwResult(done, missing) })
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
	if m != math.Trunc(m) || m > mostRoutes {
		return toptwCase{}, fmt.Errorf("line %d, field m: is not a whole number of routes", row+2)
	}
	best, err := t.number(row, "best_known")
	return toptwCase{Instance: t.instance(row), M: int(m), Best: best}, err
}

func (c *toptwCmd) solveCase(ctx context.Context, r toptwCase) (toptwCase, error) {
	p, err := readInstance(r.path, func(f io.Reader) (*orienteer.Problem, error) {
		return readTOPTW(f, r.M, c.Family.scale(r.Instance))
	})
	if err != nil {
		return r, err
	}
	a, err := c.solve(ctx, p)
	if err != nil {
		return r, err
	}
	r.Score, r.Seconds, r.Iterations, r.Cut = a.Score, a.Seconds, a.Iterations, a.Cut
	r.Gap = (r.Best - r.Score) / r.Best * 100
	r.Routes = vertices(a.Plan)
	if r.Score > r.Best && c.Routes != "" {
		return r, r.keep(c.Routes)
	}
	return r, nil
}

// keep appends the case as a line of JSON to a file, in one write.
func (r toptwCase) keep(path string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(json.NewEncoder(f).Encode(r), f.Close())
}
