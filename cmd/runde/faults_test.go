package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runde/cmd/runde/mapread"
	"runde/cmd/runde/mapread/mapreadtest"
	"runde/geo/osm"
	"runde/geo/osm/pbf/pbftest"
	"runde/geo/tiles"
	"runde/routes"
	"runde/routes/street"
	"runde/store"
	"runde/store/pgtest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// faulty is a town that is at work while its map is read again.
type faulty struct {
	*testing.T
	db    *store.DB
	cmd   importCmd
	whole []byte // the map file
}

// file writes a map file and returns its path.
func (f *faulty) file(name string, content []byte) string {
	path := filepath.Join(f.TempDir(), name)
	write(f.T, path, string(content))
	return path
}

// reading is an import of the file.
func (f *faulty) reading(name string, content []byte) error {
	return f.imports(f.Context(), mapread.Reader{}, f.file(name, content))
}

// misbehaving is a reader whose process goes wrong.
func misbehaving(how string) mapread.Reader {
	return mapread.Reader{Limits: mapread.Limits{Memory: 256 << 20, TimeLimit: time.Minute}, Program: mapreadtest.Program(how)}
}

// imports reads the file by the reader and stores it.
func (f *faulty) imports(ctx context.Context, r mapread.Reader, path string) error {
	m, err := r.Read(ctx, f.cmd.files(path), func(int64, int64) {})
	if err != nil {
		return err
	}
	return f.cmd.store(ctx, f.db, m, io.Discard)
}

// times are travel times between the corners of the town.
func (f *faulty) times() routes.Matrix {
	f.Helper()
	s, err := f.db.Streets(f.Context(), 1)
	if err != nil {
		f.Fatal(err)
	}
	return s.Router(routes.Foot).Matrix([]orb.Point{{12.002, 55.001}, {12.010, 55.002}, {12.018, 55.009}})
}

// Whatever goes wrong with a map, somebody is told what it was, the map that is live
// goes on answering with the same times, and a sound one can be read afterwards.
func TestImportFaults(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(townOSM)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		fault func(*faulty) error
		want  error
		says  string
	}{
		"truncated": {func(f *faulty) error { return f.reading("map.osm", f.whole[:len(f.whole)/2]) }, osm.ErrTruncated, "map.osm"},
		"truncated PBF": {func(f *faulty) error {
			b := pbftest.File(nil, nil)
			return f.reading("map.osm.pbf", b[:len(b)-3])
		}, osm.ErrTruncated, "map.osm.pbf"},
		"altered": {func(f *faulty) error {
			b := packed(f, f.whole)
			b[len(b)/2] ^= 1
			return f.reading("map.osm.gz", b)
		}, osm.ErrAltered, "map.osm.gz"},
		"empty":        {func(f *faulty) error { return f.reading("map.osm.pbf", nil) }, osm.ErrNotExtract, "empty"},
		"an HTML page": {func(f *faulty) error { return f.reading("map.osm.pbf", []byte("<!DOCTYPE html><h1>404</h1>")) }, osm.ErrNotExtract, "HTML"},
		"a folder":     {func(f *faulty) error { return f.imports(f.Context(), mapread.Reader{}, f.TempDir()) }, osm.ErrNotExtract, "regular file"},
		"no file":      {func(f *faulty) error { return f.imports(f.Context(), mapread.Reader{}, "none.osm") }, os.ErrNotExist, "none.osm"},
		"a bomb": {func(f *faulty) error {
			return f.reading("map.osm.gz", packed(f, append([]byte(`<osm><node id="`), bytes.Repeat([]byte("1"), 16<<20)...)))
		}, osm.ErrAltered, "map.osm.gz"},
		"a PBF bomb": {func(f *faulty) error {
			zeros := pbftest.Message{}
			zeros.Bytes(99, make([]byte, 31<<20))
			return f.reading("map.osm.pbf", append(pbftest.Header(nil), bytes.Repeat(pbftest.Frame("OSMData", zeros), 19)...))
		}, osm.ErrAltered, "map.osm.pbf"},
		"too little memory": {func(f *faulty) error { return f.imports(f.Context(), misbehaving("eat"), townOSM) }, mapread.ErrMemory, "--memory"},
		"a killed reader":   {func(f *faulty) error { return f.imports(f.Context(), misbehaving("killed"), townOSM) }, mapread.ErrCrashed, "killed"},
		"a crashed reader":  {func(f *faulty) error { return f.imports(f.Context(), misbehaving("crash"), townOSM) }, mapread.ErrCrashed, "fault"},
		"interrupted while reading": {func(f *faulty) error {
			ctx, cancel := context.WithCancel(f.Context())
			cancel()
			return f.imports(ctx, misbehaving("hang"), townOSM)
		}, context.Canceled, ""},
		"interrupted while storing": {func(f *faulty) error {
			m := readTown(f.T)
			m.Network = wideNetwork(f)
			ctx, cancel := context.WithCancel(f.Context())
			in := toStore(m, f.cmd.Municipality, 20, 20)
			in.AcceptChange = true
			in.Summary = interrupting{cancel} // the summary is written last
			_, err := f.db.ImportMap(ctx, store.By{At: f.db.Now()}, in)
			return err
		}, context.Canceled, ""},
		"another town": {func(f *faulty) error {
			m := readTown(f.T)
			m.Network = wideNetwork(f)
			return f.cmd.store(f.Context(), f.db, m, io.Discard)
		}, store.ErrMapDifferent, "--accept-change"},
		"a network that cannot be loaded": {func(f *faulty) error {
			m := readTown(f.T)
			m.Network = m.Network[:len(m.Network)/2]
			return f.cmd.store(f.Context(), f.db, m, io.Discard)
		}, street.ErrFile, ""},
		"a base map that cannot be loaded": {func(f *faulty) error {
			m := readTown(f.T)
			m.Basemap = m.Basemap[:len(m.Basemap)/2]
			return f.cmd.store(f.Context(), f.db, m, io.Discard)
		}, tiles.ErrMap, ""},
		"a wrong network in the row": {func(f *faulty) error {
			pgtest.SpoilLayer(f.T, f.db, 1, store.NetworkLayer)
			return nil
		}, nil, ""},
		"a wrong base map in the row": {func(f *faulty) error {
			pgtest.SpoilLayer(f.T, f.db, 1, store.BasemapLayer)
			return nil
		}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := &faulty{t, pgtest.New(t), importCmd{Municipality: "Prøvekøbing", MinDwellings: 20}, whole}
			importTown(t, f.db, importCmd{OSM: townOSM, Municipality: "Prøvekøbing", MinDwellings: 20})
			before := f.times()
			err := c.fault(f)
			if !errors.Is(err, c.want) || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v; want %v that says %q", err, c.want, c.says)
			}
			if diff := cmp.Diff(before, f.times()); diff != "" {
				t.Errorf("the live network answers otherwise: %s", diff)
			}
			if err := f.imports(t.Context(), mapread.Reader{}, townOSM); err != nil {
				t.Errorf("a sound map afterwards: %v", err)
			}
			if diff := cmp.Diff(before, f.times()); diff != "" {
				t.Errorf("a sound map afterwards answers otherwise: %s", diff)
			}
		})
	}
}

// interrupting is a summary that interrupts whoever writes it.
type interrupting struct{ interrupt func() }

func (i interrupting) MarshalJSON() ([]byte, error) {
	i.interrupt()
	return []byte("{}"), nil
}

// wideNetwork is a network of many more nodes than the town's.
func wideNetwork(f *faulty) []byte {
	f.Helper()
	var list []osm.Street
	for i := range int64(50) {
		at := 12 + float64(i)/1000
		list = append(list, osm.Street{
			ID: i + 1, Nodes: []int64{2 * i, 2*i + 1}, Line: orb.LineString{{at, 55}, {at, 55.01}}, Tags: map[string]string{"highway": "residential"},
		})
	}
	b, err := street.Build(list, nil).Encode()
	if err != nil {
		f.Fatal(err)
	}
	return b
}

// packed is the content packed by gzip.
func packed(f *faulty, content []byte) []byte {
	f.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(content); err != nil {
		f.Fatal(err)
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	return b.Bytes()
}
