package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"runde/geo/osm"
)

// A made-up country has about the size asked for, is the same for the same
// seed, and is a sound map: what a reader takes of it lacks nothing, and its
// municipality holds some of everything.
func TestMadeUpCountry(t *testing.T) {
	const bytesWanted = 2_000_000
	ctx, folder := context.Background(), t.TempDir()
	c := newCountry(1, bytesWanted)
	path := filepath.Join(folder, "country.osm.pbf")
	if err := c.write(ctx, path); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(first); n < bytesWanted*2/3 || n > bytesWanted*3/2 {
		t.Errorf("%d bytes, want about %d", n, bytesWanted)
	}
	var again bytes.Buffer
	if err := newCountry(1, bytesWanted).writeTo(ctx, &again); err != nil || !bytes.Equal(first, again.Bytes()) {
		t.Errorf("the same seed gives another file (%v)", err)
	}
	whole, err := osm.Read(ctx, path, osm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range whole.Report.Dropped {
		if d.What != "place" { // doubles, as in life
			t.Errorf("left out: %+v", d)
		}
	}
	boundary, err := osm.ReadBoundary(bytes.NewReader(c.municipality()))
	if err != nil {
		t.Fatal(err)
	}
	part, err := osm.Read(ctx, path, osm.Options{Boundary: boundary})
	if err != nil {
		t.Fatal(err)
	}
	if s := len(part.Streets); s == 0 || s > len(whole.Streets)/2 || len(part.Base) == 0 {
		t.Errorf("%d streets of %d and %d features in the municipality", s, len(whole.Streets), len(part.Base))
	}
}
