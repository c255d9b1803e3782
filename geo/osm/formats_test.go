package osm_test

import (
	"compress/bzip2"
	"context"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"runde/geo/osm"
	"runde/geo/osm/osmtest"
	"runde/geo/osm/pbf/pbftest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	paulmach "github.com/paulmach/osm"
)

// An extract is the same whether it comes as XML or as PBF: a village, an untidy
// one, a country.
func TestPBFEqualsXML(t *testing.T) {
	read := func(path string) *osm.Extract { return readWithin(t, path, nil) }
	for path, fromXML := range map[string]*osm.Extract{
		"testdata/village.osm": read("testdata/village.osm"),
		"testdata/untidy.osm":  read("testdata/untidy.osm"),
		osmtest.AndorraPath(t): osmtest.Andorra(t),
	} {
		fromPBF := read(toPBF(t, path))
		if fromPBF.Report.Format != "PBF" {
			t.Errorf("%s: format %q", path, fromPBF.Report.Format)
		}
		ignore := cmp.Options{cmpopts.IgnoreFields(osm.Report{}, "Format"), cmpopts.IgnoreUnexported(osm.Report{})}
		if diff := cmp.Diff(fromXML, fromPBF, ignore); diff != "" {
			t.Errorf("%s:\n%.2000s", path, diff)
		}
	}
}

// The same with a boundary: XML is read once and keeps what lies beyond it, PBF
// fetches from beyond what it needs.
func TestPBFEqualsXMLWithBoundary(t *testing.T) {
	path := osmtest.AndorraPath(t)
	box := orb.Bound{Min: orb.Point{1.46, 42.46}, Max: orb.Point{1.55, 42.5}}
	boundary := orb.MultiPolygon{box.ToPolygon()}
	fromXML, fromPBF := readWithin(t, path, boundary), readWithin(t, toPBF(t, path), boundary)
	ignore := cmp.Options{cmpopts.IgnoreFields(osm.Report{}, "Format"), cmpopts.IgnoreUnexported(osm.Report{})}
	if diff := cmp.Diff(fromXML, fromPBF, ignore); diff != "" {
		t.Errorf("%.2000s", diff)
	}
}

func readWithin(t *testing.T, path string, boundary orb.MultiPolygon) *osm.Extract {
	t.Helper()
	e, err := osm.Read(context.Background(), path, osm.Options{Boundary: boundary})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// asPBF holds extracts that were turned into PBF, by path: one of them is a
// country.
var asPBF = struct {
	sync.Mutex
	files map[string][]byte
}{files: map[string][]byte{}}

// toPBF writes an XML extract as PBF into the test's folder.
func toPBF(t *testing.T, path string) string {
	t.Helper()
	asPBF.Lock()
	defer asPBF.Unlock()
	if asPBF.files[path] == nil {
		asPBF.files[path] = convert(t, path)
	}
	out := filepath.Join(t.TempDir(), "map.osm.pbf")
	if err := os.WriteFile(out, asPBF.files[path], 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

func convert(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".bz2") {
		r = bzip2.NewReader(f)
	}
	s := osm.NewXMLScanner(context.Background(), r)
	defer s.Close()
	var box *paulmach.Bounds
	var objects []paulmach.Object
	for s.Scan() {
		switch o := s.Object().(type) {
		case *paulmach.Bounds:
			box = o
		case *paulmach.Node:
			if math.IsNaN(o.Lat) { // PBF has no node without a position: 0, 0 stands for it
				o.Lat, o.Lon = 0, 0
			}
			objects = append(objects, o)
		default:
			objects = append(objects, o)
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return pbftest.File(box, objects)
}
