package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/release"
)

// releaseCmd measures what the release leaves of the year's events.
type releaseCmd struct {
	Leaves string `help:"CSV with a header and the columns leaf (an H3 cell of resolution 9) and dwellings: the municipality." required:"" type:"existingfile" placeholder:"FILE"`
	Floor  int    `help:"Dwellings of a cover cell at least." default:"50"`
	Events []int  `help:"Events a year." default:"3000,8000,20000"`
	K      []int  `name:"k" help:"Thresholds." default:"3,5,10"`
	Seed   uint64 `help:"Seed of the events." default:"1"`
	JSON   bool   `help:"Print JSON."`
}

// Help says what is counted.
func (releaseCmd) Help() string {
	return `The municipality is made of the given leaves. Its cover and its lattice are the
program's. Where events happen is drawn once: a hexagon of resolution 8 has its
dwellings and one more times a log-normal factor (sigma 1.2), so that few hold most.
The year before is drawn from the same weights and makes the geography. Then 52 weeks
are published with all periods and the year, by the functions that the program uses.

Each event has a round of its own in the lines "own": its effective count is the plain
one less one. In the lines "rounds" 20 rounds a week share the events, a round meets
the people of one hexagon, and three of its events at most count towards a threshold.

single, seven: share of the year's events in rows of one leaf, of at most seven.
map: sum of the differences between the true year's map and the published one, whose
rows are spread evenly over their leaves, by the events. top: of the 20 leaves with
most events, those among the 20 highest of the published map. kinds: share of the
events of periods that stand under a kind of their own. joined: share of them in rows
of several blocks.`
}

// Run prints a line for each number of events and threshold.
func (c releaseCmd) Run(ctx context.Context, out io.Writer) error {
	dwellings, err := readLeaves(c.Leaves)
	if err != nil {
		return err
	}
	town := newReleaseTown(dwellings, c.Floor, c.Seed)
	result := releaseResult{Leaves: len(town.tree.Leaves()), Cells: len(town.cover.Cells()), Dwellings: town.cover.Dwellings()}
	if !c.JSON {
		fmt.Fprint(out, result.header())
	}
	for _, events := range c.Events {
		for _, k := range c.K {
			for _, shared := range []bool{false, true} {
				if err := ctx.Err(); err != nil {
					return err
				}
				line, err := town.publish(events, k, shared)
				if err != nil {
					return fmt.Errorf("%d events, k %d: %w", events, k, err)
				}
				result.Lines = append(result.Lines, line)
				if !c.JSON {
					fmt.Fprint(out, line)
				}
			}
		}
	}
	if !c.JSON {
		return nil
	}
	return write(out, true, result)
}

// readLeaves reads the dwellings of each leaf. An error names the line and what it
// lacks.
func readLeaves(path string) (map[geo.Cell]int, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := csv.NewReader(file)
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("leaves: no header: %w", err)
	}
	column := map[string]int{}
	for i, name := range header {
		column[name] = i
	}
	leaf, hasLeaf := column["leaf"]
	homes, hasHomes := column["dwellings"]
	if !hasLeaf || !hasHomes {
		return nil, fmt.Errorf("leaves: the columns leaf and dwellings are needed")
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("leaves: %w", err)
	}
	out := make(map[geo.Cell]int, len(rows))
	for i, row := range rows {
		cell, err := geo.ParseCell(row[leaf])
		if err != nil || cell.Resolution() != geo.LeafResolution {
			return nil, fmt.Errorf("leaves: line %d: leaf is no H3 cell of resolution %d", i+2, geo.LeafResolution)
		}
		if out[cell], err = strconv.Atoi(row[homes]); err != nil || out[cell] < 0 {
			return nil, fmt.Errorf("leaves: line %d: dwellings is no whole number", i+2)
		}
	}
	return out, nil
}

// releaseTown is a municipality in which the chance of an event differs by hexagon.
type releaseTown struct {
	cover  *cells.Cover
	tree   *release.Tree
	leaves []geo.Area     // of the lattice
	at     []releasePlace // where events happen
	seed   uint64
}

// releasePlace is a hexagon of resolution 8, or the part of one that is in a cell of
// the cover.
type releasePlace struct {
	cell   geo.Cell // of the cover
	weight float64  // summed with those before it
}
