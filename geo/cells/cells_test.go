package cells_test

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"runde/geo"
	"runde/geo/cells"

	"pgregory.net/rapid"
)

// rows reads a gzipped table with a header.
func rows(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		out = append(out, row)
	}
	return out
}

// cell reads a cell of the reference tables, which write M for the root.
func cell(t testing.TB, s string) geo.Cell {
	t.Helper()
	if s == "M" {
		return geo.Rest
	}
	c, err := geo.ParseCell(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return c
}

// town is the synthetic municipality of the reference tables: 10,834 leaves.
func town(t testing.TB) map[geo.Cell]int {
	t.Helper()
	out := map[geo.Cell]int{}
	for _, r := range rows(t, "cover_input_leaves.csv.gz") {
		n, err := strconv.Atoi(r["dwellings"])
		if err != nil {
			t.Fatal(err)
		}
		out[cell(t, r["leaf"])] = n
	}
	return out
}

// violations are the cells below the floor with what they hold, found by adding up
// leaves and none of the cover's own arithmetic: assigned says where each leaf went.
func violations(dwellings map[geo.Cell]int, assigned map[geo.Cell]geo.Cell, floor int) map[geo.Cell]int {
	held := map[geo.Cell]int{}
	for leaf, n := range dwellings {
		held[assigned[leaf]] += n
	}
	bad := map[geo.Cell]int{}
	for c, n := range held {
		if n < floor {
			bad[c] = n
		}
	}
	return bad
}

// small draws a municipality of a few hundred leaves around an odd point: crowded
// and empty places, gaps in the area, and among the origins a pentagon.
func small(t *rapid.T) map[geo.Cell]int {
	origins := []string{"891f204004bffff", "891f262eed7ffff", "89080000003ffff", "8900000000bffff"}
	o, err := geo.ParseCell(rapid.SampledFrom(origins).Draw(t, "origin"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[geo.Cell]int{}
	for _, leaf := range around(t, o, rapid.IntRange(0, 9).Draw(t, "radius")) {
		if rapid.IntRange(0, 9).Draw(t, "gap") == 0 {
			continue
		}
		n := 0
		if rapid.Bool().Draw(t, "built") {
			n = rapid.SampledFrom([]int{1, 2, 7, 20, 49, 50, 51, 400}).Draw(t, "dwellings")
		}
		out[leaf] = n
	}
	return out
}

// assigned asks the cover for every leaf.
func assigned(t interface{ Fatalf(string, ...any) }, c *cells.Cover, dwellings map[geo.Cell]int) map[geo.Cell]geo.Cell {
	out := map[geo.Cell]geo.Cell{}
	for leaf := range dwellings {
		k, ok := c.Of(leaf)
		if !ok {
			t.Fatalf("leaf %v is in no cell of the cover", leaf)
		}
		out[leaf] = k
	}
	return out
}
