package osm_test

import (
	"compress/bzip2"
	"context"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runde/geo/osm"
	"runde/geo/osm/osmtest"
	"runde/geo/osm/pbf/pbftest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	paulmach "github.com/paulmach/osm"
)

// An extract is the same whether it comes as XML or as PBF: a village, an untidy
// one, a country.
func TestPBFEqualsXML(t *testing.T) {
	read := func(path string) *osm.Extract {
		e, err := osm.Read(context.Background(), path, osm.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
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

// toPBF writes an XML extract as PBF into the test's folder.
func toPBF(t *testing.T, path string) string {
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
	out := filepath.Join(t.TempDir(), "map.osm.pbf")
	if err := os.WriteFile(out, pbftest.File(box, objects), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}
