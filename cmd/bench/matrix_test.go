package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runde/routes"
)

// village is a map of a one-way ring with a spur for walkers.
//
//	1 > 2 – 5
//	^   v
//	4 < 3
const village = `<osm version="0.6">
	<node id="1" version="1" visible="true" lat="56.001" lon="12.000"/>
	<node id="2" version="1" visible="true" lat="56.001" lon="12.002"/>
	<node id="3" version="1" visible="true" lat="56.000" lon="12.002"/>
	<node id="4" version="1" visible="true" lat="56.000" lon="12.000"/>
	<node id="5" version="1" visible="true" lat="56.001" lon="12.003"/>
	<way id="1" version="1" visible="true"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>
		<tag k="highway" v="HIGHWAY"/><tag k="oneway" v="yes"/></way>
	<way id="2" version="1" visible="true"><nd ref="2"/><nd ref="5"/><tag k="highway" v="footway"/></way>
</osm>`

func villageOf(t *testing.T, highway string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "village.osm")
	if err := os.WriteFile(path, []byte(strings.Replace(village, "HIGHWAY", highway, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Every answer is compared with the plain search's, and what was compared is counted.
func TestMatrixComparesAllThatItSays(t *testing.T) {
	for _, mode := range routes.Modes {
		var out bytes.Buffer
		c := matrixCmd{OSM: villageOf(t, "residential"), Profile: mode, Points: 5, Sample: 3, Pairs: 4, Runs: 1, JSON: true}
		if err := c.Run(context.Background(), &out); err != nil {
			t.Fatalf("%s: %v", mode, err)
		}
		var r matrixResult
		if err := json.Unmarshal(out.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if want := 3*5 + 4*2 + 3*5; r.Compared != want || r.Mismatches != 0 {
			t.Errorf("%s: %d mismatches of %d, want 0 of %d", mode, r.Mismatches, r.Compared, want)
		}
	}
}

// A table of nothing is no measurement: neither where the mode has no streets nor
// where no points are asked for.
func TestMatrixRefusesToMeasureNothing(t *testing.T) {
	for name, c := range map[string]matrixCmd{
		"no streets": {OSM: villageOf(t, "footway"), Profile: routes.Car, Points: 5, Runs: 1},
		"no points":  {OSM: villageOf(t, "residential"), Profile: routes.Foot, Points: 0, Runs: 1},
		"less":       {OSM: villageOf(t, "residential"), Profile: routes.Foot, Points: -1, Runs: 1},
	} {
		var out bytes.Buffer
		if err := c.Run(context.Background(), &out); err == nil {
			t.Errorf("%s: measured\n%s", name, &out)
		}
	}
}

// The graph goes to other engines arc by arc, nodes counted from 1.
func TestDimacs(t *testing.T) {
	to := filepath.Join(t.TempDir(), "village.gr")
	c := matrixCmd{OSM: villageOf(t, "residential"), Profile: routes.Foot, Points: 2, Runs: 1, Dimacs: to}
	if err := c.Run(context.Background(), &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	// Nodes 1, 2 and 5 of the map remain; the ring is two edges between 1 and 2.
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != 8 || lines[1] != "p sp 3 6" {
		t.Fatalf("the file is\n%s", data)
	}
	for _, line := range lines[2:] {
		if f := strings.Fields(line); len(f) != 4 || f[0] != "a" || f[1] < "1" || f[1] > "3" || f[2] < "1" || f[2] > "3" {
			t.Errorf("arc %q", line)
		}
	}
}
