package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"runde/cmd/runde/mapread"
	"runde/geo/cells"
	"runde/geo/osm"
)

// coverCmd shows the cover of a municipality. Nothing is stored.
type coverCmd struct {
	mapread.Limits
	OSM          string `name:"osm" help:"Map extract (.osm.pbf, .osm, also packed by gzip or bzip2)." required:"" type:"existingfile" placeholder:"FILE"`
	Boundary     string `help:"Outline of the municipality as GeoJSON. Without it the extract's box stands for the municipality." type:"existingfile" placeholder:"FILE"`
	Dwellings    string `help:"The municipality's own list of dwellings, CSV with lat,lon,count. Without it they are counted on the map." type:"existingfile" placeholder:"FILE"`
	MinDwellings int    `help:"Least number of dwellings in a cell (${default})." default:"50" placeholder:"N"`
	CSV          bool   `name:"csv" help:"Print cell,resolution,dwellings instead of a summary."`
}

// Help is shown by --help.
func (coverCmd) Help() string {
	return `Concerns and encounters are held by cell. Each cell of the cover holds at least
the least number of dwellings, also after the finer cells inside it have been taken
away. What is left of the municipality outside all cells is called "rest"; its
resolution is written -1. A municipality with fewer dwellings than the least number
is one cell, the rest.`
}

// Run reads the map and prints the cover.
func (c *coverCmd) Run(ctx context.Context, to streams) error {
	if c.MinDwellings < 1 {
		return errors.New("--min-dwellings: must be 1 or more")
	}
	bar := newProgress("Reading the map", false)
	files := mapread.Files{OSM: c.OSM, Boundary: c.Boundary, Dwellings: c.Dwellings, CoverOnly: true}
	m, err := mapread.Reader{Limits: c.Limits}.Read(ctx, files, bar.set)
	bar.end()
	if err != nil {
		return err
	}
	cover := cells.New(m.Homes, c.MinDwellings)
	for _, warning := range coverWarnings(m, cover) {
		fmt.Fprintf(to.err, "warning: %s\n", warning)
	}
	if c.CSV {
		return writeCover(to.out, cover)
	}
	return describeCover(to.out, m, cover)
}

// writeCover writes a row for each cell, in the order of their ids, the rest first.
func writeCover(out io.Writer, c *cells.Cover) error {
	w := csv.NewWriter(out)
	rows := [][]string{{"cell", "resolution", "dwellings"}}
	for _, k := range c.Cells() {
		rows = append(rows, []string{
			k.Cell.String(), strconv.Itoa(k.Cell.Resolution()), strconv.Itoa(k.Dwellings),
		})
	}
	return w.WriteAll(rows)
}

// describeCover writes how many cells of each size there are.
func describeCover(out io.Writer, m *mapread.Map, c *cells.Cover) error {
	type size struct {
		cells, dwellings int
		km2              float64
	}
	sizes := map[int]*size{}
	area := 0.0
	for _, k := range c.Cells() {
		r := k.Cell.Resolution()
		if sizes[r] == nil {
			sizes[r] = &size{}
		}
		s, km2 := sizes[r], c.AreaKM2(k.Cell)
		s.cells, s.dwellings, s.km2 = s.cells+1, s.dwellings+k.Dwellings, s.km2+km2
		area += km2
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "cells: %d, of at least %d dwellings each\n", len(c.Cells()), c.Floor())
	fmt.Fprintf(w, "dwellings: %d, from %s, on %.1f km²\n\n", c.Dwellings(), m.Source, area)
	fmt.Fprintln(w, "resolution\tcells\tdwellings\tkm²\t")
	for r := -1; r <= 9; r++ {
		if s := sizes[r]; s != nil {
			fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t\n", resolutionName(r), s.cells, s.dwellings, s.km2)
		}
	}
	return w.Flush()
}

func resolutionName(r int) string {
	if r < 0 {
		return "rest"
	}
	return strconv.Itoa(r)
}

func coverWarnings(m *mapread.Map, c *cells.Cover) (out []string) {
	if m.FromBox {
		out = append(out, "no boundary was given: the extract's box stands for the municipality")
	}
	if c.BelowFloor() {
		out = append(out, "the municipality holds fewer dwellings than a cell must: it is one cell, and even that promises less")
	} else if len(c.Cells()) == 1 {
		out = append(out, "the whole municipality is one cell: try a smaller least number, or a boundary that leaves out its empty edges")
	}
	if m.Source == osm.FromBuildings {
		out = append(out, "the map has addresses for fewer than half of the homes: buildings were counted instead, so a cell may hold fewer homes than it seems")
	}
	return out
}
