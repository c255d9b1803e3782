package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runde/geo"

	"github.com/uber/h3-go/v4"
)

// smallTown is the leaves of one res-6 cell, of which every third has homes.
func smallTown(t *testing.T) map[geo.Cell]int {
	t.Helper()
	top, err := h3.LatLngToCell(h3.NewLatLng(55, 12), 6)
	if err != nil {
		t.Fatal(err)
	}
	leaves, err := top.Children(geo.LeafResolution)
	if err != nil {
		t.Fatal(err)
	}
	out := map[geo.Cell]int{}
	for i, l := range leaves {
		out[geo.Cell(l)] = 30 * ((i + 1) % 3)
	}
	return out
}

// Whatever is published of a year is all of it, once.
func TestReleaseLine(t *testing.T) {
	town := newReleaseTown(smallTown(t), 50, 1)
	var single [2]float64
	for i, k := range []int{3, 20} {
		line, err := town.publish(2000, k, true)
		if err != nil {
			t.Fatal(err)
		}
		if line.Rows == 0 || line.Blocks == 0 || line.Single > line.Seven || line.Seven > 1+1e-9 || line.MapError < 0 || line.MapError > 2 || line.Top > 20 {
			t.Errorf("k %d: %+v", k, line)
		}
		single[i] = line.Single
	}
	if single[0] <= single[1] {
		t.Errorf("a threshold of 3 shows %.2f in single leaves, one of 20 %.2f", single[0], single[1])
	}
}

func TestReadLeavesRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"empty":      {"", "no header"},
		"no column":  {"leaf,homes\n", "dwellings"},
		"no cell":    {"leaf,dwellings\n891f204004bffff,1\nxyz,2\n", "line 3: leaf"},
		"coarse":     {"leaf,dwellings\n881f204005fffff,1\n", "line 2: leaf"},
		"negative":   {"leaf,dwellings\n891f204004bffff,-1\n", "line 2: dwellings"},
		"no number":  {"leaf,dwellings\n891f204004bffff,many\n", "line 2: dwellings"},
		"two fields": {"leaf,dwellings\n891f204004bffff\n", "leaves"},
	} {
		path := filepath.Join(t.TempDir(), "leaves.csv")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readLeaves(path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
