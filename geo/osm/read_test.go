package osm

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

func mustRead(t *testing.T, path string, opt Options) *Extract {
	t.Helper()
	e, err := Read(context.Background(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// write puts a file into the test's folder and returns its path.
func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The village's places: one bus stop (its bench is no second place), one public
// bench node, one bench way, one library under its outline's name, one kiosk.
func TestVillagePlaces(t *testing.T) {
	e := mustRead(t, "testdata/village.osm", Options{})
	want := []Place{
		{Ref: "n5", Kind: "bus_stop", Name: "Nygade", Point: orb.Point{12.02, 55.0499}},
		{Ref: "n6", Kind: Bench, Point: orb.Point{12.02, 55.049}},
		{Ref: "w102", Kind: "library", Name: "Nyby Bibliotek", Point: orb.Point{12.03, 55.06}},
		{Ref: "n61", Kind: "kiosk", Point: orb.Point{12.0151, 55.0502}, OpeningHours: "Mo-Sa 08:00-20:00"},
		{Ref: "w101", Kind: Bench, Point: orb.Point{12.01, 55.0511}},
	}
	if diff := cmp.Diff(want, e.Places, approx); diff != "" {
		t.Error(diff)
	}
	if want := (Benches{Nodes: 3, Ways: 1, Yes: 1}); e.Report.Benches != want {
		t.Errorf("benches: got %v, want %v", e.Report.Benches, want)
	}
	wantDrops(t, e.Report, []Drop{
		{"place", "a home or private", 1}, {"place", "outside the area", 1}, {"place", "the same place twice", 1},
	})
}

var approx = cmp.Comparer(func(a, b orb.Point) bool { return distanceM(a, b) < 0.1 })

func wantDrops(t *testing.T, r Report, want []Drop) {
	t.Helper()
	if diff := cmp.Diff(want, r.Dropped); diff != "" {
		t.Errorf("left out:\n%s", diff)
	}
}

// A street keeps the tags that routing reads; a gate on it is a barrier.
func TestVillageStreets(t *testing.T) {
	e := mustRead(t, "testdata/village.osm", Options{})
	want := []Street{{
		ID:    100,
		Nodes: []int64{1, 2, 3, 4},
		Line:  orb.LineString{{12.01, 55.05}, {12.02, 55.05}, {12.03, 55.05}, {12.04, 55.05}},
		Tags:  map[string]string{"highway": "residential", "name": "Nygade", "maxspeed": "50"},
	}}
	if diff := cmp.Diff(want, e.Streets); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[int64]map[string]string{2: {"barrier": "gate", "foot": "yes"}}, e.Barriers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Nygade"}, e.StreetNames); diff != "" {
		t.Error(diff)
	}
}

// An address counts once however often it is written; flats count each. A name
// of a single dwelling is never read.
func TestVillageDwellingsAndNames(t *testing.T) {
	e := mustRead(t, "testdata/village.osm", Options{})
	want := []Dwelling{{orb.Point{12.015, 55.0502}, 1}, {orb.Point{12.016, 55.0502}, 3}}
	if diff := cmp.Diff(want, e.Dwellings); diff != "" || e.DwellingSource != FromAddresses {
		t.Error(e.DwellingSource, diff)
	}
	names := []Name{{Ref: "n40", Name: "Nyby", Kind: "village", Point: orb.Point{12.025, 55.05}, Population: 1250}}
	if diff := cmp.Diff(names, e.Names); diff != "" {
		t.Error(diff)
	}
	if want := (orb.Bound{Min: orb.Point{12, 55}, Max: orb.Point{12.1, 55.1}}); e.Bound != want {
		t.Errorf("bound: got %v, want the header's %v", e.Bound, want)
	}
}

// Untidiness costs what is broken and nothing else.
func TestUntidyExtract(t *testing.T) {
	e := mustRead(t, "testdata/untidy.osm", Options{})
	var lines []orb.LineString
	for _, s := range e.Streets {
		if s.ID != 30 {
			t.Errorf("street %d should have been left out", s.ID)
		}
		lines = append(lines, s.Line)
	}
	want := []orb.LineString{{{12.001, 55.01}, {12.002, 55.01}}, {{12.003, 55.01}, {12.004, 55.01}}}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("a gap must split the street:\n%s", diff)
	}
	if len(e.Places) != 0 {
		t.Errorf("deleted benches and one without a position became places: %v", e.Places)
	}
	wantDrops(t, e.Report, []Drop{
		{"node", "without a position", 2},
		{"relation", "members missing in the file", 1},
		{"relation", "outline does not close", 1},
		{"street", "fewer than two nodes left", 1},
		{"street", "nodes missing in the file, shortened", 1},
		{"way", "nodes missing in the file", 1},
		{"way", "the same element twice", 1},
	})
}

// A multipolygon's ways are joined whichever way they run; its hole is kept.
func TestMultipolygonIsAssembled(t *testing.T) {
	e := mustRead(t, "testdata/untidy.osm", Options{})
	var wood []Feature
	for _, f := range e.Base {
		if f.Layer == Green {
			wood = append(wood, f)
		}
	}
	if len(wood) != 1 || wood[0].Class != "forest" || wood[0].Name != "Lunden" {
		t.Fatalf("got %v, want the one wood", wood)
	}
	mp := wood[0].Geometry.(orb.MultiPolygon)
	if len(mp) != 1 || len(mp[0]) != 2 {
		t.Fatalf("got %v, want one polygon with one hole", mp)
	}
	wood2 := newRegion(mp)
	if wood2.contains(orb.Point{12.026, 55.03}) || !wood2.contains(orb.Point{12.022, 55.03}) {
		t.Error("the clearing must lie outside, the trees inside")
	}
}

// With a boundary, places and names outside it are left out, streets beyond its
// box and margin are cut off.
func TestBoundaryClips(t *testing.T) {
	// 55.0495 … 55.0605 north holds street, bus stop and library, not the bench
	boundary := orb.MultiPolygon{orb.Bound{Min: orb.Point{12.0150, 55.0495}, Max: orb.Point{12.0350, 55.0605}}.ToPolygon()}
	e := mustRead(t, "testdata/village.osm", Options{Boundary: boundary, Margin: 100})
	var refs []string
	for _, p := range e.Places {
		refs = append(refs, p.Ref)
	}
	if diff := cmp.Diff([]string{"n5", "w102", "n61"}, refs); diff != "" {
		t.Error(diff)
	}
	if len(e.Streets) != 1 || !cmp.Equal(e.Streets[0].Nodes, []int64{2, 3}) {
		t.Errorf("streets: got %v, want the piece 2–3 of Nygade", e.Streets)
	}
	if len(e.Names) != 1 {
		t.Errorf("names: got %v, want the village", e.Names)
	}
}

// An outline that leaves the box is read whole: cutting it off at the box would
// draw a straight shore through the municipality.
func TestBoundaryKeepsWholeAreas(t *testing.T) {
	boundary := orb.MultiPolygon{orb.Bound{Min: orb.Point{12.0195, 55.0395}, Max: orb.Point{12.0205, 55.0405}}.ToPolygon()}
	e := mustRead(t, "testdata/untidy.osm", Options{Boundary: boundary, Margin: 1})
	for _, f := range e.Base {
		if f.Class == "forest" {
			if got := f.Geometry.Bound(); got.Max != (orb.Point{12.04, 55.04}) || got.Min != (orb.Point{12.02, 55.02}) {
				t.Errorf("the wood was cut to %v", got)
			}
			return
		}
	}
	t.Error("the wood is missing")
}

func TestBoundaryElsewhere(t *testing.T) {
	far := orb.MultiPolygon{orb.Bound{Min: orb.Point{9, 56}, Max: orb.Point{9.1, 56.1}}.ToPolygon()}
	_, err := Read(context.Background(), "testdata/village.osm", Options{Boundary: far})
	if !errors.Is(err, ErrOutside) {
		t.Errorf("got %v, want %v", err, ErrOutside)
	}
}

// Broken files are refused with the rule they break, and the file's name.
func TestBrokenFiles(t *testing.T) {
	village, err := os.ReadFile("testdata/village.osm")
	if err != nil {
		t.Fatal(err)
	}
	packed := gzipped(village)
	altered := bytes.Clone(packed)
	altered[len(altered)-6] ^= 0xff // in the checksum
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"empty.osm.pbf", nil, ErrNotExtract},
		{"spaces.osm", []byte(" \n "), ErrNotExtract},
		{"page.osm.pbf", []byte("<!DOCTYPE html><html><body>404</body></html>"), ErrNotExtract},
		{"other.osm", []byte(`<?xml version="1.0"?><gpx/>`), ErrNotExtract},
		{"change.osm", []byte(`<osmChange version="0.6"/>`), ErrNotExtract},
		{"overpass.osm", []byte(`{"version": 0.6}`), ErrNotExtract},
		{"extract.zip", []byte("PK\x03\x04rest"), ErrNotExtract},
		{"noise.osm.pbf", []byte("abcdefgh"), ErrNotExtract},
		{"nothing.osm", []byte(`<osm version="0.6"></osm>`), ErrNoNodes},
		{"cut.osm", village[:len(village)/2], ErrTruncated},
		{"cut-at-the-end.osm", village[:len(village)-3], ErrTruncated},
		{"cut.osm.gz", packed[:len(packed)/2], ErrTruncated},
		{"altered.osm.gz", altered, ErrAltered},
		{"malformed.osm", []byte(`<osm><node id="1" lat="1" lon="1"></way></osm>`), ErrAltered},
		{"number.osm", []byte(`<osm><node id="x" lat="1" lon="1"/></osm>`), ErrAltered},
		{"tangled.osm", []byte(`<osm><node id="1" lat="1" lon="1"/></osm></osm>`), ErrAltered},
	} {
		_, err := Read(context.Background(), write(t, c.name, c.file), Options{})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		} else if !bytes.Contains([]byte(err.Error()), []byte(c.name)) {
			t.Errorf("%s: the error %q does not name the file", c.name, err)
		}
	}
}

func gzipped(b []byte) []byte {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write(b)
	w.Close()
	return z.Bytes()
}

// The content decides, not the name.
func TestFormatByContent(t *testing.T) {
	village, err := os.ReadFile("testdata/village.osm")
	if err != nil {
		t.Fatal(err)
	}
	plain := mustRead(t, "testdata/village.osm", Options{})
	packed := mustRead(t, write(t, "map.osm.pbf", gzipped(village)), Options{})
	if packed.Report.Format != "XML, gzip" || plain.Report.Format != "XML" {
		t.Errorf("formats: %q, %q", packed.Report.Format, plain.Report.Format)
	}
	if diff := cmp.Diff(plain.Places, packed.Places); diff != "" {
		t.Error(diff)
	}
}

func TestMissingFileAndFolder(t *testing.T) {
	if _, err := Read(context.Background(), filepath.Join(t.TempDir(), "none.osm"), Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want %v", err, os.ErrNotExist)
	}
	if _, err := Read(context.Background(), t.TempDir(), Options{}); !errors.Is(err, ErrNotExtract) {
		t.Errorf("got %v, want %v", err, ErrNotExtract)
	}
}

func TestReadIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, "testdata/village.osm", Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
