package release

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
)

// vectorParams are the settings behind the vectors, which count events plainly.
var vectorParams = Params{Key: []byte("test-key-not-secret"), K: 5, Factor: 1.2, effective: count, kinds: []string{"0", "1", "2"}}

// readRows reads a vector file without its header.
func readRows(t *testing.T, name string) [][]string {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// vectorTree is the lattice of the vectors: node, parent, in the order of a walk.
func vectorTree(t *testing.T) *Tree {
	t.Helper()
	tree := newTree()
	nodes := map[string]*node{rootName: tree.root}
	rows := readRows(t, "sdc_tree.csv")
	inner := map[string]bool{}
	for _, row := range rows {
		inner[row[1]] = true
	}
	for _, row := range rows {
		n := &node{name: row[0]}
		nodes[row[0]] = n
		nodes[row[1]].children = append(nodes[row[1]].children, n)
		if !inner[row[0]] {
			tree.makeLeaf(n, geo.Area{cell(t, row[0])})
		}
	}
	return tree.number(tree.root)
}

func cell(t *testing.T, s string) geo.Cell {
	t.Helper()
	c, err := geo.ParseCell(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// vectorEvents reads events: cell, week, kind, count.
func vectorEvents(t *testing.T, name string) (parts []Part, weeks []int) {
	t.Helper()
	for i, row := range readRows(t, name) {
		w, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		n, err := strconv.Atoi(row[3])
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, Part{Cell: cell(t, row[0]), Kind: row[2], Round: strconv.Itoa(i), Count: n})
		weeks = append(weeks, w)
	}
	return parts, weeks
}

// between is the parts of the weeks from a up to b.
func between(parts []Part, weeks []int, a, b int) []Part {
	var out []Part
	for i, p := range parts {
		if a <= weeks[i] && weeks[i] < b {
			out = append(out, p)
		}
	}
	return out
}

func cellText(a geo.Area) string {
	parts := make([]string, len(a))
	for i, c := range a {
		parts[i] = c.String()
	}
	return strings.Join(parts, " ")
}

// vectorBlocks is the static blocks made from the events of the year before.
func vectorBlocks(t *testing.T, tree *Tree) []Block {
	t.Helper()
	prior := map[geo.Cell]float64{}
	parts, _ := vectorEvents(t, "sdc_prior.csv")
	for _, p := range parts {
		prior[p.Cell] += float64(p.Count)
	}
	blocks, err := geography(tree, prior, 2, vectorParams)
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

// vectorRelease publishes the eight weeks: their rows, in order.
func vectorRelease(t *testing.T, tree *Tree) []Figure {
	t.Helper()
	blocks := vectorBlocks(t, tree)
	parts, weeks := vectorEvents(t, "sdc_events.csv")
	var rows, periods []Figure
	for w := range 8 {
		f, ok, err := Week(tree, Encounters, WeekOne(2026).Add(w), between(parts, weeks, w, w+1), vectorParams)
		if err != nil || !ok {
			t.Fatalf("week %d: %v %v", w, ok, err)
		}
		rows = append(rows, f)
	}
	for p := range 2 {
		f, err := publishPeriod(tree, Encounters, strconv.Itoa(p), blocks, between(parts, weeks, 4*p, 4*p+4), vectorParams)
		if err != nil {
			t.Fatal(err)
		}
		periods = append(periods, f...)
	}
	year, err := Year(tree, Encounters, 2026, blocks, periods, parts, vectorParams)
	if err != nil {
		t.Fatal(err)
	}
	return append(append(rows, periods...), year...)
}

// The static blocks and the released rows equal the published vectors, row by row
// and byte by byte.
func TestVectors(t *testing.T) {
	tree := vectorTree(t)
	var blocks strings.Builder
	blocks.WriteString("block,cells\n")
	for _, b := range vectorBlocks(t, tree) {
		blocks.WriteString(b.Name + "," + cellText(b.Cells) + "\n")
	}
	sameFile(t, "sdc_static_blocks.csv", blocks.String())

	var out strings.Builder
	out.WriteString("level,block,cells,weeks,kinds,count\n")
	for i, f := range vectorRelease(t, tree) {
		level, weeks := "all", "0 1 2 3 4 5 6 7"
		switch f.Level {
		case ByWeek:
			level, weeks, f.Area.Cells = "week", strconv.Itoa(i), tree.cells(tree.all())
		case ByPeriod:
			level, weeks = "p4", map[string]string{"0": "0 1 2 3", "1": "4 5 6 7"}[f.Period]
		}
		kinds := strings.ReplaceAll(f.Kind, "+", " ")
		if f.Kind == AllKinds {
			kinds = "0 1 2"
		}
		out.WriteString(strings.Join([]string{level, f.Area.Name, cellText(f.Area.Cells), weeks, kinds, strconv.Itoa(f.Count)}, ",") + "\n")
	}
	sameFile(t, "sdc_release.csv", out.String())
}

func sameFile(t *testing.T, name, got string) {
	t.Helper()
	want, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}
