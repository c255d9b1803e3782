package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
	"github.com/uber/h3-go/v4"
)

// call runs the program and returns what it wrote.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, &out, &err)
	return code, out.String(), err.String()
}

// village is a folder with the files of one resolution-8 cell: a map of one street,
// the cell's hexagon as the boundary, and a list with so many dwellings in each of
// its seven leaves.
func village(t *testing.T, dwellings ...int) (osm, boundary, list string, cell h3.Cell) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	cell = h3.CellFromString("881f262eedfffff")
	leaves, err := cell.Children(9)
	if err != nil {
		t.Fatal(err)
	}
	rows := "lat,lon,count\n"
	for i, l := range leaves {
		p, err := l.LatLng()
		if err != nil {
			t.Fatal(err)
		}
		rows += fmt.Sprintf("%.7f,%.7f,%d\n", p.Lat, p.Lng, dwellings[i])
	}
	hexagon, err := cell.Boundary()
	if err != nil {
		t.Fatal(err)
	}
	var ring []string
	for i := range len(hexagon) + 1 {
		p := hexagon[i%len(hexagon)]
		ring = append(ring, fmt.Sprintf("[%.7f,%.7f]", p.Lng, p.Lat))
	}
	p := hexagon[0]
	street := fmt.Sprintf(`<osm version="0.6">
 <node id="1" lat="%.7f" lon="%.7f"/><node id="2" lat="%.7f" lon="%.7f"/>
 <way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
</osm>`, p.Lat, p.Lng, p.Lat+0.001, p.Lng)
	return write("map.osm", street),
		write("boundary.geojson", `{"type":"Polygon","coordinates":[[`+strings.Join(ring, ",")+`]]}`),
		write("dwellings.csv", rows), cell
}

// The CSV holds the cover, the remainder under its parent's name: two leaves stand
// alone, a third would have left twelve dwellings over.
func TestCoverPrintsCells(t *testing.T) {
	osm, boundary, list, cell := village(t, 80, 60, 5, 0, 4, 0, 90)
	code, out, warnings := call(t, "cover", "--osm", osm, "--boundary", boundary, "--dwellings", list, "--csv")
	if code != exitOK || warnings != "" {
		t.Fatalf("exit %d, stderr %q", code, warnings)
	}
	leaves, err := cell.Children(9)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("cell,resolution,dwellings\n%v,8,69\n%v,9,80\n%v,9,90\n", cell, leaves[0], leaves[6])
	if diff := cmp.Diff(want, out); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	code, out, _ = call(t, "cover", "--osm", osm, "--boundary", boundary, "--dwellings", list)
	for _, s := range []string{"cells: 3, of at least 50 dwellings each", "dwellings: 239, from register"} {
		if code != exitOK || !strings.Contains(out, s) {
			t.Errorf("exit %d: no %q in\n%s", code, s, out)
		}
	}
}

// Below the floor the municipality is one cell, and a warning says so.
func TestCoverBelowTheFloor(t *testing.T) {
	osm, boundary, list, _ := village(t, 1, 1, 1, 1, 1, 1, 1)
	code, out, warnings := call(t, "cover", "--osm", osm, "--boundary", boundary, "--dwellings", list, "--csv")
	if code != exitOK || out != "cell,resolution,dwellings\nrest,-1,7\n" {
		t.Errorf("exit %d:\n%s", code, out)
	}
	if !strings.Contains(warnings, "fewer dwellings than a cell must") {
		t.Errorf("stderr: %q", warnings)
	}
	code, out, _ = call(t, "cover", "--osm", osm, "--boundary", boundary, "--dwellings", list, "--csv", "--min-dwellings", "7")
	if code != exitOK || strings.Contains(out, "rest") {
		t.Errorf("exit %d with a floor of 7:\n%s", code, out)
	}
}

// Without a boundary the map's box stands for the municipality, and a warning says
// so. Every row is a cell that holds the floor.
func TestCoverOfAMapAlone(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString(`<osm version="0.6">`)
	for i := range 400 {
		fmt.Fprintf(&b, `<node id="%d" lat="%.5f" lon="%.5f"><tag k="addr:street" v="Skovalléen"/><tag k="addr:housenumber" v="%d"/></node>`,
			i+1, 56.46+float64(i/20)*0.002, 10.02+float64(i%20)*0.002, i+1)
	}
	b.WriteString(`</osm>`)
	path := filepath.Join(dir, "map.osm")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, warnings := call(t, "cover", "--osm", path, "--csv", "--min-dwellings", "20")
	if code != exitOK || !strings.Contains(warnings, "box stands for the municipality") {
		t.Fatalf("exit %d, stderr %q", code, warnings)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) < 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, r := range rows[1:] {
		c, err := geo.ParseCell(r[0])
		n, _ := strconv.Atoi(r[2])
		if err != nil || strconv.Itoa(c.Resolution()) != r[1] || n < 20 {
			t.Errorf("row %v: %v", r, err)
		}
	}
}

// What was asked wrongly is a usage error; what cannot be done is a failure. Both
// say why in one line, and nothing is printed as a result.
func TestCoverRefuses(t *testing.T) {
	osm, boundary, list, _ := village(t, 1, 1, 1, 1, 1, 1, 1)
	for _, test := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no map", []string{"cover"}, exitUsage, "--osm"},
		{"a file that is not there", []string{"cover", "--osm", osm + "x"}, exitUsage, "--osm"},
		{"a map that is none", []string{"cover", "--osm", list}, exitFailed, "dwellings.csv"},
		{"a boundary that is none", []string{"cover", "--osm", osm, "--boundary", list}, exitFailed, "dwellings.csv"},
		{"a list that is none", []string{"cover", "--osm", osm, "--boundary", boundary, "--dwellings", boundary}, exitFailed, "boundary.geojson"},
		{"no floor", []string{"cover", "--osm", osm, "--min-dwellings", "0"}, exitFailed, "--min-dwellings"},
		{"no such command", []string{"dance"}, exitUsage, "dance"},
	} {
		code, out, stderr := call(t, test.args...)
		if code != test.code || !strings.Contains(stderr, test.says) || out != "" {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", test.name, code, out, stderr)
		}
	}
}

// Every command explains itself.
func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"cover", "--help"}} {
		code, out, _ := call(t, args...)
		if code != exitOK || !strings.Contains(out, "--help") {
			t.Errorf("%v: exit %d\n%s", args, code, out)
		}
	}
	if _, out, _ := call(t, "cover", "--help"); !strings.Contains(out, "resolution is written -1") {
		t.Errorf("the help of cover does not tell how the rest is written:\n%s", out)
	}
}
