package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
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
}

// Run solves, checks and prints.
func (c *ttdpCmd) Run(ctx context.Context, out io.Writer) error {
	cases, missing, err := c.cases()
	if err != nil {
		return err
	}
	return measure(ctx, out, c.searchFlags, ttdpHeader, len(cases), func(i int) (ttdpCase, error) {
		r, err := c.solveCase(ctx, cases[i])
		if err != nil {
			return r, fmt.Errorf("%s: %w", r.Instance, err)
		}
		return r, nil
	}, func(done []ttdpCase) fmt.Stringer { return newTTDPResult(done, missing) })
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
		one := ttdpCase{Instance: table.instance(row)}
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

func (c *ttdpCmd) solveCase(ctx context.Context, r ttdpCase) (ttdpCase, error) {
	p, err := readInstance(r.path, readTTDP)
	if err != nil {
		return r, err
	}
	a, err := c.solve(ctx, p)
	if err != nil {
		return r, err
	}
	r.M, r.Score, r.Seconds, r.Iterations, r.Cut = len(p.Shifts), a.Score, a.Seconds, a.Iterations, a.Cut
	r.Share = (r.Score - r.ILS) / r.ILS * 100
	if r.Other > 0 {
		r.Over = (r.Score - r.Other) / r.Other * 100
	}
	r.Routes = vertices(a.Plan)
	return r, nil
}
