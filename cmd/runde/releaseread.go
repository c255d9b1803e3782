package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"runde/geo"
	"runde/geo/release"
	"runde/geo/release/attack"
)

// exported is a municipality's years in an export.
type exported struct {
	name  string
	years []attack.Year
}

// reading is an export as far as it is read.
type reading struct {
	order    []string // municipalities
	years    map[string][]*attack.Year
	editions map[string]*attack.Year // the year that the figures of an edition belong to
}

// readReleases reads the years of an export, in the order of its editions. An error
// names the file and the column.
func readReleases(dir string) ([]exported, error) {
	r := reading{years: map[string][]*attack.Year{}, editions: map[string]*attack.Year{}}
	for _, file := range []struct {
		name string
		read func(row map[string]string) error
	}{{editionsFile, r.edition}, {blocksFile, r.block}, {figuresFile, r.figure}} {
		if err := eachRow(dir, file.name, file.read); err != nil {
			return nil, err
		}
	}
	var out []exported
	for _, name := range r.order {
		e := exported{name: name}
		for _, y := range r.years[name] {
			e.years = append(e.years, *y)
		}
		out = append(out, e)
	}
	return out, nil
}

func (r *reading) edition(row map[string]string) error {
	year, err := number(row, "year")
	if err != nil {
		return err
	}
	k, err := number(row, "threshold")
	if err != nil {
		return err
	}
	y := r.year(row["municipality"], year)
	if y == nil {
		name := row["municipality"]
		if len(r.years[name]) == 0 {
			r.order = append(r.order, name)
		}
		y = &attack.Year{Year: year, Blocks: map[release.Family][]release.Block{}}
		r.years[name] = append(r.years[name], y)
	}
	y.K = max(y.K, k)
	r.editions[editionKey(row)] = y
	return nil
}

func (r *reading) year(municipality string, year int) *attack.Year {
	i := slices.IndexFunc(r.years[municipality], func(y *attack.Year) bool { return y.Year == year })
	if i < 0 {
		return nil
	}
	return r.years[municipality][i]
}

// editionKey names the edition that a row is, or is part of.
func editionKey(row map[string]string) string {
	return strings.Join([]string{row["municipality"], row["family"], row["level"], row["period"]}, "|")
}

func (r *reading) block(row map[string]string) error {
	year, err := number(row, "year")
	if err != nil {
		return err
	}
	f := release.Family(row["family"])
	if f.Staircase() != f {
		return errors.New("family: must be encounters or concerns")
	}
	cells, err := cellsOf(row)
	if err != nil {
		return err
	}
	if y := r.year(row["municipality"], year); y != nil { // else of a year without editions
		y.Blocks[f] = append(y.Blocks[f], release.Block{Name: row["block"], Cells: cells})
	}
	return nil
}

func (r *reading) figure(row map[string]string) (err error) {
	y := r.editions[editionKey(row)]
	if y == nil {
		return errors.New("period: of no edition")
	}
	f := release.Figure{Family: release.Family(row["family"]), Level: release.Level(row["level"]), Period: row["period"],
		Kind: row["kind"], Of: row["of_kinds"], Status: release.Status(row["status"])}
	f.Area = release.Area{Name: row["area"], Blocks: strings.Fields(row["blocks"])}
	if f.Area.Cells, err = cellsOf(row); err != nil {
		return err
	}
	if f.Status == release.Unknown {
		if row["count"] != "" {
			return errors.New("count: must be empty where the status is unknown")
		}
	} else if f.Count, err = number(row, "count"); err != nil {
		return err
	}
	y.Figures = append(y.Figures, f)
	return nil
}

// eachRow reads a file of an export by the names of its columns.
func eachRow(dir, name string, do func(row map[string]string) error) error {
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: not comma-separated rows of one length", name)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != strings.Join(columns[name], ",") {
		return fmt.Errorf("%s: its first row must name the columns of an export", name)
	}
	for i, values := range rows[1:] {
		row := make(map[string]string, len(values))
		for k, v := range values {
			row[rows[0][k]] = v
		}
		if err := do(row); err != nil {
			return fmt.Errorf("%s, row %d: %w", name, i+2, err)
		}
	}
	return nil
}

func number(row map[string]string, column string) (int, error) {
	n, err := strconv.Atoi(row[column])
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%s: not a whole number", column)
	}
	return n, nil
}

// cellsOf is the ground of a row; nil for the whole municipality.
func cellsOf(row map[string]string) (geo.Area, error) {
	var out []geo.Cell
	for _, s := range strings.Fields(row["cells"]) {
		c, err := geo.ParseCell(s)
		if err != nil {
			return nil, fmt.Errorf("cells: %w", err)
		}
		out = append(out, c)
	}
	if out == nil {
		return nil, nil
	}
	return geo.NewArea(out...), nil
}
