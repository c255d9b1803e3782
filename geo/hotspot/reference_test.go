package hotspot

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/cells"
)

// reference is a file of values that R (spdep, SpatialEpi) worked out.
type reference struct {
	t     *testing.T
	name  string
	rows  []map[string]string
	worst float64 // relative error
}

func read(t *testing.T, path string) *reference {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r := &reference{t: t, name: filepath.Base(path)}
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, column := range all[0] {
			row[column] = line[i]
		}
		r.rows = append(r.rows, row)
	}
	return r
}

func (r *reference) number(row map[string]string, column string) float64 {
	r.t.Helper()
	v, err := strconv.ParseFloat(strings.Replace(row[column], "NA", "NaN", 1), 64)
	if err != nil && row[column] != "NaN" {
		r.t.Fatalf("%s: %s: %v", r.name, column, err)
	}
	return v
}

func (r *reference) whole(row map[string]string, column string) int {
	r.t.Helper()
	v, err := strconv.Atoi(row[column])
	if err != nil {
		r.t.Fatalf("%s: %s: %v", r.name, column, err)
	}
	return v
}

// positions reads a list of positions.
func (r *reference) positions(row map[string]string, column string) []int {
	r.t.Helper()
	var out []int
	for _, s := range strings.Fields(row[column]) {
		v, err := strconv.Atoi(s)
		if err != nil {
			r.t.Fatalf("%s: %s: %v", r.name, column, err)
		}
		out = append(out, v)
	}
	return out
}

// equal fails unless got is the column's value to a relative 1e-9, or to 1e-9 where
// that is 0; NaN equals NaN alone.
func (r *reference) equal(row map[string]string, column string, got float64) {
	r.t.Helper()
	want := r.number(row, column)
	if math.IsNaN(want) || math.IsNaN(got) {
		if math.IsNaN(want) != math.IsNaN(got) {
			r.t.Errorf("%s: %s of %v: %v, want %v", r.name, column, row["i"], got, want)
		}
		return
	}
	off := math.Abs(got - want)
	if want != 0 {
		off /= math.Abs(want)
	}
	r.worst = max(r.worst, off)
	if off > 1e-9 {
		r.t.Errorf("%s: %s of %v: %.17g, want %.17g", r.name, column, row["i"], got, want)
	}
}

func (r *reference) report() {
	r.t.Helper()
	r.t.Logf("%s: %d rows, largest error %.1e", r.name, len(r.rows), r.worst)
}

// near reads the neighbours of the reference's 128 cells: a disk of six rings, and an
// isolated cell.
func near(t *testing.T) [][]int {
	t.Helper()
	r := read(t, "../need/testdata/grid_res8_neighbours.csv")
	var out [][]int
	for _, row := range r.rows {
		out = append(out, r.positions(row, "neighbours"))
	}
	return out
}

// grid is the reference's cells as a cover, and their ids in its order.
func grid(t *testing.T) (*cells.Cover, []geo.Cell, *reference) {
	t.Helper()
	r := read(t, "../need/testdata/grid_res8.csv")
	var ids []geo.Cell
	var counts []cells.CellCount
	var leaves []geo.Cell
	for _, row := range r.rows {
		c, err := geo.ParseCell(row["cell"])
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, c)
		counts = append(counts, cells.CellCount{Cell: c, Dwellings: 50})
		leaves = append(leaves, children(t, c)...)
	}
	return cells.Load(counts, leaves, 50), ids, r
}
