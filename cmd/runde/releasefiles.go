package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"runde/geo"
	"runde/geo/release"
	"runde/geo/release/attack"
)

// The files of an export.
const (
	editionsFile = "editions.csv"
	blocksFile   = "blocks.csv"
	figuresFile  = "figures.csv"
	openFile     = "open.csv"
)

// columns are the headers, which [releaseExportCmd.Help] explains.
var columns = map[string][]string{
	editionsFile: {"municipality", "family", "level", "period", "year", "first_day", "last_day", "released_on", "threshold"},
	blocksFile:   {"municipality", "year", "family", "block", "label", "cells", "leaves"},
	figuresFile:  {"municipality", "family", "level", "period", "area", "of_kinds", "kind", "blocks", "status", "count", "cells", "leaves"},
	openFile:     {"municipality", "family", "level", "period", "node", "kind", "count", "eps", "day_cap"},
}

// written says how many rows a file has beside its header.
type written struct {
	name string
	rows int
}

// writeReleases writes the files of an export into a folder.
func writeReleases(dir string, list []ofMunicipality) ([]written, error) {
	var editions, blocks, figures, open [][]string
	for _, m := range list {
		for _, e := range m.Editions {
			editions = append(editions, []string{m.Name, string(e.Family), string(e.Level), e.Period, strconv.Itoa(e.Year),
				e.FirstDay.String(), e.LastDay.String(), e.ReleasedOn.String(), strconv.Itoa(e.Threshold)})
		}
		for _, f := range m.Open {
			open = append(open, []string{m.Name, string(f.Family), string(f.Level), f.Period, f.Node, f.Kind, strconv.Itoa(f.Count),
				fmt.Sprintf("%d/%d", f.Epsilon.S, f.Epsilon.T), strconv.Itoa(f.DayCap)})
		}
		for _, y := range m.Years {
			for _, f := range slices.Sorted(maps.Keys(y.Blocks)) {
				for _, b := range y.Blocks[f] {
					blocks = append(blocks, []string{m.Name, strconv.Itoa(y.Year), string(f), b.Name, b.Label, cellList(b.Cells), cellList(b.Leaves)})
				}
			}
			for _, f := range y.Figures {
				count, leaves := strconv.Itoa(f.Count), ""
				if f.Status == release.Unknown {
					count = ""
				}
				if f.Level == release.ByYear {
					leaves = cellList(f.Leaves)
				}
				figures = append(figures, []string{m.Name, string(f.Family), string(f.Level), f.Period, f.Area.Name, f.Of, f.Kind,
					strings.Join(f.Area.Blocks, " "), string(f.Status), count, cellList(f.Area.Cells), leaves})
			}
		}
	}
	var out []written
	for _, file := range []struct {
		name string
		rows [][]string
	}{{editionsFile, editions}, {blocksFile, blocks}, {figuresFile, figures}, {openFile, open}} {
		if err := writeCSV(filepath.Join(dir, file.name), columns[file.name], file.rows); err != nil {
			return nil, err
		}
		out = append(out, written{file.name, len(file.rows)})
	}
	return out, nil
}

func writeCSV(path string, header []string, rows [][]string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	w := csv.NewWriter(file)
	err = errors.Join(w.Write(header), w.WriteAll(rows), file.Sync())
	return errors.Join(err, file.Close())
}

func cellList(cells []geo.Cell) string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c.String()
	}
	return strings.Join(out, " ")
}

// exported is a municipality's years in an export.
type exported struct {
	name  string
	years []attack.Year
}

// readReleases reads the years of an export, in the order of its editions. An error
// names the file and the column.
func readReleases(dir string) ([]exported, error) {
	var out []exported
	at := map[string]*attack.Year{} // by municipality and year
	err := eachRow(dir, editionsFile, func(row map[string]string) error {
		year, err := number(row, "year")
		if err != nil {
			return err
		}
		k, err := number(row, "threshold")
		if err != nil {
			return err
		}
		if n := len(out); n == 0 || out[n-1].name != row["municipality"] {
			out = append(out, exported{name: row["municipality"]})
		}
		last := &out[len(out)-1]
		if n := len(last.years); n == 0 || last.years[n-1].Year != year {
			last.years = append(last.years, attack.Year{Year: year, Blocks: map[release.Family][]release.Block{}})
		}
		last.years[len(last.years)-1].K = max(last.years[len(last.years)-1].K, k)
		return nil
	})
	for i := range out {
		for k := range out[i].years {
			at[out[i].name+"|"+strconv.Itoa(out[i].years[k].Year)] = &out[i].years[k]
		}
	}
	if err != nil {
		return nil, err
	}
	return out, errors.Join(readBlocks(dir, at), readFigures(dir, at))
}

func readBlocks(dir string, at map[string]*attack.Year) error {
	return eachRow(dir, blocksFile, func(row map[string]string) error {
		y := at[row["municipality"]+"|"+row["year"]]
		if y == nil {
			return nil // of a year without editions
		}
		cells, err := cellsOf(row)
		f := release.Family(row["family"])
		y.Blocks[f] = append(y.Blocks[f], release.Block{Name: row["block"], Cells: cells})
		return err
	})
}

func readFigures(dir string, at map[string]*attack.Year) error {
	return eachRow(dir, figuresFile, func(row map[string]string) error {
		year, _, _ := strings.Cut(row["period"], "-")
		y := at[row["municipality"]+"|"+year]
		if y == nil {
			return errors.New("period: of a year without editions")
		}
		f := release.Figure{Family: release.Family(row["family"]), Level: release.Level(row["level"]), Period: row["period"],
			Kind: row["kind"], Of: row["of_kinds"], Status: release.Status(row["status"])}
		f.Area = release.Area{Name: row["area"], Blocks: strings.Fields(row["blocks"])}
		var err error
		if f.Area.Cells, err = cellsOf(row); err != nil {
			return err
		}
		if f.Status != release.Unknown {
			f.Count, err = number(row, "count")
		}
		y.Figures = append(y.Figures, f)
		return err
	})
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
