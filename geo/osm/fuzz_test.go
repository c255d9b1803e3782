package osm

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"runde/geo/osm/pbf/pbftest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// known reports whether an error is one of those that Read tells of.
func known(err error) bool {
	for _, e := range []error{ErrNotExtract, ErrTruncated, ErrAltered, ErrUnsupported, ErrNoNodes, ErrOutside} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// plainBlock is a data block of one element, not compressed.
func plainBlock(tb testing.TB, o osm.Object) []byte {
	tb.Helper()
	frame := pbftest.Block(o)
	i := bytes.Index(frame, []byte{0x78, 0x9c}) // where zlib data begins
	if i < 0 {
		tb.Fatal("no zlib data in the frame")
	}
	r, err := zlib.NewReader(bytes.NewReader(frame[i:]))
	if err != nil {
		tb.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// FuzzRead: whatever a block holds behind the compression, beside blocks that
// are sound, reading the file ends with one of the errors that Read tells of or
// with a sound extract, the same for any number of workers, with a boundary and
// without.
func FuzzRead(f *testing.F) {
	var w town
	w.area(w.square(1, 1, "building", "house", "addr:housenumber", "1"), "leisure", "park", "name", "Parken")
	w.way([]osm.NodeID{w.node(5, 5, "barrier", "gate"), w.node(6, 5), w.node(7, 5)}, "highway", "path")
	sound := pbftest.File(nil, w.objects)
	lat, lon := w.at(3, 3)
	corner := orb.MultiPolygon{orb.Bound{Min: orb.Point{11.9, 54.9}, Max: orb.Point{lon, lat}}.ToPolygon()}
	for _, object := range w.objects {
		f.Add(plainBlock(f, object))
	}
	f.Fuzz(func(t *testing.T, block []byte) {
		path := filepath.Join(t.TempDir(), "map.osm.pbf")
		if err := os.WriteFile(path, append(sound[:len(sound):len(sound)], pbftest.Frame("OSMData", block)...), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, opt := range []Options{{Workers: 1}, {Workers: 1, Boundary: corner}} {
			one, err1 := Read(context.Background(), path, opt)
			opt.Workers = 3
			three, err3 := Read(context.Background(), path, opt)
			if (err1 == nil) != (err3 == nil) || err1 != nil && (err1.Error() != err3.Error() || !known(err1)) {
				t.Fatalf("%v, then %v", err1, err3)
			}
			if err1 != nil {
				continue
			}
			if diff := cmp.Diff(one, three, cmpopts.IgnoreUnexported(Report{}), cmpopts.EquateNaNs()); diff != "" {
				t.Fatal(diff)
			}
			for _, s := range one.Streets {
				if len(s.Nodes) < 2 || len(s.Nodes) != len(s.Line) {
					t.Fatalf("street %d: %d nodes, %d points", s.ID, len(s.Nodes), len(s.Line))
				}
			}
		}
	})
}
