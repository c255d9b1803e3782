package main

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"runde/geo/release"
	"runde/geo/release/noise"
	"runde/store"
)

// releaseOpenCmd is open data of a municipality: figures with noise that anybody may
// have.
type releaseOpenCmd struct {
	On     openOnCmd     `cmd:"" help:"Draw open figures with everything that is published from here on."`
	Off    openOffCmd    `cmd:"" help:"Draw no more open figures; those that were drawn stay."`
	Export openExportCmd `cmd:"" help:"Write every open figure that was ever drawn."`
}

type openOnCmd struct {
	database
	Municipality string `help:"Name of the municipality." required:"" placeholder:"NAME"`
}

type openOffCmd struct {
	database
	Municipality string `help:"Name of the municipality." required:"" placeholder:"NAME"`
}

type openExportCmd struct {
	database
	Municipality string `help:"Name of the municipality." required:"" placeholder:"NAME"`
	CSV          string `name:"csv" help:"Folder for the files; made where it is missing." required:"" type:"path" placeholder:"DIR"`
}

// Help is shown by --help.
func (openOnCmd) Help() string {
	return `Each open figure is a count of encounters or concerns plus a random number that is
drawn when the count is published, and never again. What is published already gets
none. After a backup was restored, switch open data off before the server is started,
which publishes at once, and leave it off until all is published that had been and is
missing from the backup: a second draw would weaken the first. The year counts too.`
}

// Help is shown by --help.
func (openExportCmd) Help() string {
	return `open-data.csv holds the figures, open-areas.csv the cells that their areas consist of,
and README.txt says in Danish what they mean and what they hide. The log notes that
they were written.`
}

// Run switches open data on.
func (c *openOnCmd) Run(ctx context.Context) error {
	return c.chooseOpen(ctx, c.Municipality, true)
}

// Run switches open data off.
func (c *openOffCmd) Run(ctx context.Context) error {
	return c.chooseOpen(ctx, c.Municipality, false)
}

func (d database) chooseOpen(ctx context.Context, municipality string, on bool) error {
	db, closeDB, err := d.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(chooseOpen(ctx, db, municipality, on), closeDB())
}

func chooseOpen(ctx context.Context, db *store.DB, municipality string, on bool) error {
	m, err := municipalityNamed(ctx, db, municipality)
	if err != nil {
		return err
	}
	s, err := db.Settings(ctx, m.ID)
	if err != nil {
		return err
	}
	s.OpenData = on
	return db.SaveSettings(ctx, m.ID, store.By{At: db.Now()}, s)
}

// Run writes the files.
func (c *openExportCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.export(ctx, db, s.out), closeDB())
}

var errNothingOpen = errors.New("no open figure was ever drawn; switch open data on, and wait for a week to be published")

func (c *openExportCmd) export(ctx context.Context, db *store.DB, out io.Writer) error {
	m, err := municipalityNamed(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	list, err := db.OpenFigures(ctx, m.ID)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return errNothingOpen
	}
	areas, err := db.OpenAreas(ctx, m.ID)
	if err != nil {
		return err
	}
	// That somebody took them is written down first.
	if err := db.AppendAudit(ctx, m.ID, store.By{At: db.Now()}, "release.export", "open_data", "all"); err != nil {
		return err
	}
	if err := os.MkdirAll(c.CSV, 0o755); err != nil {
		return err
	}
	for name, write := range map[string]func(io.Writer) error{
		"open-data.csv":  func(w io.Writer) error { return writeOpenFigures(w, list) },
		"open-areas.csv": func(w io.Writer) error { return writeOpenAreas(w, areas) },
		"README.txt":     func(w io.Writer) error { return writeOpenReadme(w, m.Name, list) },
	} {
		if err := writeFile(filepath.Join(c.CSV, name), write); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(out, "%d open figures in %s\n", len(list), c.CSV)
	return err
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

func writeOpenFigures(out io.Writer, list []store.OpenFigure) error {
	rows := [][]string{{"family", "level", "period", "node", "kind", "count", "uncertain", "eps", "sd"}}
	for _, f := range list {
		count, uncertain := f.Shown(f.Epsilon)
		rows = append(rows, []string{
			string(f.Family), string(f.Level), f.Period, f.Node, cmp.Or(f.Kind, "all"), strconv.Itoa(count),
			map[bool]string{true: "yes", false: "no"}[uncertain], decimal(f.Epsilon.Float()), decimal(f.Epsilon.SD()),
		})
	}
	return csv.NewWriter(out).WriteAll(rows)
}

func writeOpenAreas(out io.Writer, list []store.OpenArea) error {
	rows := [][]string{{"year", "family", "level", "node", "cells"}}
	for _, a := range list {
		rows = append(rows, []string{strconv.Itoa(a.Year), string(a.Family), string(a.Level), a.Name, cellList(a.Cells)})
	}
	return csv.NewWriter(out).WriteAll(rows)
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

//go:embed openreadme.da.txt
var openReadme string

var openReadmeText = template.Must(template.New("README.txt").Funcs(template.FuncMap{
	"comma": func(x float64) string { return strings.Replace(decimal(x), ".", ",", 1) },
	"wide":  func(width int, text any) string { return fmt.Sprintf("%-*v", width, text) },
}).Parse(openReadme))

// openLevel is what the file says of a level's noise.
type openLevel struct {
	Name    release.Level
	Epsilon noise.Epsilon // the largest that any of its figures was drawn with
}

// Margin is how far nineteen of twenty figures lie from the count at most.
func (l openLevel) Margin() int { return l.Epsilon.Margin(0.95) }

// writeOpenReadme says what the figures mean, with the numbers that they were drawn
// by.
func writeOpenReadme(out io.Writer, municipality string, list []store.OpenFigure) error {
	levels := []openLevel{{Name: release.ByWeek}, {Name: release.ByPeriod}, {Name: release.ByYear}}
	sum, dayCap := 0.0, 0
	for i := range levels {
		for _, f := range list {
			if f.Level == levels[i].Name && (levels[i].Epsilon.T == 0 || f.Epsilon.Float() > levels[i].Epsilon.Float()) {
				levels[i].Epsilon = f.Epsilon
			}
			dayCap = max(dayCap, f.DayCap)
		}
	}
	levels = slices.DeleteFunc(levels, func(l openLevel) bool { return l.Epsilon.T == 0 })
	for _, l := range levels {
		sum += l.Epsilon.Float()
	}
	return openReadmeText.Execute(out, map[string]any{
		"Municipality": municipality, "Levels": levels, "Budget": sum, "Cap": dayCap,
	})
}
