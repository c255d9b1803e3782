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
