package pbf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"runde/geo/osm/pbf/pbftest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/osm"
	"pgregory.net/rapid"
)

// small is a file of a box, two nodes, a way between them and a relation of it.
func small() []byte {
	box := &osm.Bounds{MinLat: 55.5, MaxLat: 56, MinLon: 12.25, MaxLon: 12.5}
	return concat(
		pbftest.Header(box, "DenseNodes"),
		pbftest.Block(
			&osm.Node{ID: 7, Lat: 55.75, Lon: 12.375, Visible: true, Tags: osm.Tags{{Key: "amenity", Value: "bench"}}},
			&osm.Node{ID: 5, Lat: -0.5, Lon: -12.5, Visible: true},
		),
		pbftest.Block(
			&osm.Way{ID: 3, Visible: true, Nodes: osm.WayNodes{{ID: 7}, {ID: 5}}, Tags: osm.Tags{{Key: "highway", Value: "path"}}},
			&osm.Relation{ID: 9, Visible: true, Members: osm.Members{{Type: osm.TypeWay, Ref: 3, Role: "outer"}, {Type: osm.TypeNode, Ref: 5}}},
		),
	)
}

func concat(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func scanAll(s *Scanner) ([]osm.Object, error) {
	defer s.Close()
	var objects []osm.Object
	for s.Scan() {
		objects = append(objects, s.Object())
	}
	return objects, s.Err()
}

func scanBytes(b []byte) ([]osm.Object, error) {
	return scanAll(New(context.Background(), bytes.NewReader(b), 2))
}

// The elements come out in the file's order, the box first.
func TestScannerReadsEveryElement(t *testing.T) {
	got, err := scanBytes(small())
	if err != nil {
		t.Fatal(err)
	}
	want := []osm.Object{
		&osm.Bounds{MinLat: 55.5, MaxLat: 56, MinLon: 12.25, MaxLon: 12.5},
		&osm.Node{ID: 7, Lat: 55.75, Lon: 12.375, Visible: true, Tags: osm.Tags{{Key: "amenity", Value: "bench"}}},
		&osm.Node{ID: 5, Lat: -0.5, Lon: -12.5, Visible: true},
		&osm.Way{ID: 3, Visible: true, Nodes: osm.WayNodes{{ID: 7}, {ID: 5}}, Tags: osm.Tags{{Key: "highway", Value: "path"}}},
		&osm.Relation{ID: 9, Visible: true, Members: osm.Members{{Type: osm.TypeWay, Ref: 3, Role: "outer"}, {Type: osm.TypeNode, Ref: 5}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestScannerSkipsWhatIsNotWanted(t *testing.T) {
	s := New(context.Background(), bytes.NewReader(small()), 1)
	s.SkipNodes, s.SkipRelations = true, true
	got, err := scanAll(s)
	if err != nil || len(got) != 2 {
		t.Fatalf("got %d objects and %v, want the box and the way", len(got), err)
	}
	if _, ok := got[1].(*osm.Way); !ok {
		t.Errorf("got %T, want a way", got[1])
	}
}

// A node outside a dense group is rare but legal.
func TestScannerReadsPlainNodes(t *testing.T) {
	tab := pbftest.NewTable()
	var n pbftest.Message
	n.Varint(1, pbftest.Zigzag(42))
	n.Bytes(2, pbftest.Packed(tab.ID("amenity")))
	n.Bytes(3, pbftest.Packed(tab.ID("bench")))
	n.Varint(8, pbftest.Zigzag(557500000))
	n.Varint(9, pbftest.Zigzag(123750000))
	var group, block pbftest.Message
	group.Bytes(1, n)
	block.Bytes(1, tab.Message())
	block.Bytes(2, group)
	got, err := scanBytes(concat(pbftest.Header(nil), pbftest.Frame("OSMData", block)))
	want := []osm.Object{&osm.Node{ID: 42, Lat: 55.75, Lon: 12.375, Visible: true, Tags: osm.Tags{{Key: "amenity", Value: "bench"}}}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// Whatever number of blocks and decoders, nothing is lost or moved.
func TestScannerKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file := pbftest.Header(nil)
		var want []int64
		for range rapid.IntRange(0, 8).Draw(t, "blocks") {
			var nodes []osm.Object
			for range rapid.IntRange(1, 5).Draw(t, "nodes") {
				id := rapid.Int64Range(-1e12, 1e12).Draw(t, "id")
				nodes = append(nodes, &osm.Node{ID: osm.NodeID(id), Lat: 1, Lon: 1})
				want = append(want, id)
			}
			file = append(file, pbftest.Block(nodes...)...)
		}
		s := New(context.Background(), bytes.NewReader(file), rapid.IntRange(1, 4).Draw(t, "workers"))
		objects, err := scanAll(s)
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, o := range objects {
			got = append(got, int64(o.(*osm.Node).ID))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A file that ends anywhere but between two frames is truncated.
func TestTruncatedFiles(t *testing.T) {
	file := small()
	between := map[int]bool{}
	for r := bytes.NewReader(file); ; {
		between[len(file)-r.Len()] = true
		if _, _, err := readFrame(r); err != nil {
			break
		}
	}
	for n := range file {
		_, err := scanBytes(file[:n])
		switch {
		case n == 0 && !errors.Is(err, ErrTruncated), n > 0 && !between[n] && !errors.Is(err, ErrTruncated):
			t.Errorf("%d of %d bytes: got %v, want %v", n, len(file), err, ErrTruncated)
		case n > 0 && between[n] && err != nil:
			t.Errorf("%d bytes end between two frames: got %v", n, err)
		}
	}
}

// A changed byte never crashes the reader: it is an error, or goes unseen.
func TestAlteredFiles(t *testing.T) {
	file := small()
	seen := 0
	for i := range file {
		for _, bit := range []byte{1, 0x10, 0x80} {
			b := bytes.Clone(file)
			b[i] ^= bit
			if _, err := scanBytes(b); err != nil {
				seen++
			}
		}
	}
	if share := float64(seen) / float64(3*len(file)); share < 0.8 {
		t.Errorf("only %.0f %% of changes were noticed", 100*share)
	}
}

func TestRulesOfTheFormat(t *testing.T) {
	var bomb pbftest.Message
	bomb.Varint(2, 5)
	bomb.Bytes(3, bombData)
	var huge pbftest.Message
	huge.Varint(2, 1<<31-1)
	huge.Bytes(3, bombData)
	var lz4 pbftest.Message
	lz4.Bytes(6, []byte("x"))
	var negative pbftest.Message
	negative.Bytes(1, []byte("OSMData"))
	negative.Varint(3, 1<<63)
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"data before the header", pbftest.Block(), ErrAltered},
		{"unpacks to more than announced", concat(pbftest.Header(nil), pbftest.RawFrame("OSMData", bomb)), ErrAltered},
		{"announces 2 GiB", concat(pbftest.Header(nil), pbftest.RawFrame("OSMData", huge)), ErrAltered},
		{"other compression", concat(pbftest.Header(nil), pbftest.RawFrame("OSMData", lz4)), ErrUnsupported},
		{"a feature we lack", pbftest.Header(nil, "HistoricalInformation"), ErrUnsupported},
		{"a header of 2 GiB", []byte{0x7f, 0xff, 0xff, 0xff, 0}, ErrAltered},
		{"a negative size", concat(pbftest.Header(nil), []byte{0, 0, 0, byte(len(negative))}, negative), ErrAltered},
		{"a tag outside the string table", concat(pbftest.Header(nil), pbftest.Frame("OSMData", wildBlock(2, 99))), ErrAltered},
		{"a member of an unknown type", concat(pbftest.Header(nil), pbftest.Frame("OSMData", wildBlock(0, 7))), ErrAltered},
	} {
		if _, err := scanBytes(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

// bombData is zlib data that unpacks to much more than its envelope says.
var bombData = func() []byte {
	kind, blob, _ := readFrame(bytes.NewReader(pbftest.Frame("x", make([]byte, 1<<20))))
	m := message{data: blob}
	for kind != "" && m.next() {
		if m.is(3, wireBytes) {
			return m.bytes
		}
	}
	return nil
}()

// wildBlock holds a relation whose tag or member type is v.
func wildBlock(field int, v uint64) []byte {
	var r, group, block pbftest.Message
	tab := pbftest.NewTable()
	role := tab.ID("outer")
	r.Varint(1, 1)
	if field == 2 {
		r.Bytes(2, pbftest.Packed(v))
		r.Bytes(3, pbftest.Packed(role))
	} else {
		r.Bytes(8, pbftest.Packed(role))
		r.Bytes(9, pbftest.Deltas(1))
		r.Bytes(10, pbftest.Packed(v))
	}
	group.Bytes(4, r)
	block.Bytes(1, tab.Message())
	block.Bytes(2, group)
	return block
}

// Frames of kinds that later versions of the format may add are passed over.
func TestUnknownFramesArePassedOver(t *testing.T) {
	file := concat(pbftest.Header(nil), pbftest.Frame("Index", []byte("abc")), pbftest.Block(&osm.Node{ID: 1, Lat: 1, Lon: 1}))
	if got, err := scanBytes(file); err != nil || len(got) != 1 {
		t.Errorf("got %d objects, %v", len(got), err)
	}
}

// A scan may be left at any time; Close ends its goroutines.
func TestCloseInTheMiddle(t *testing.T) {
	file := pbftest.Header(nil)
	for i := range 200 {
		file = append(file, pbftest.Block(&osm.Node{ID: osm.NodeID(i), Lat: 1, Lon: 1})...)
	}
	s := New(context.Background(), bytes.NewReader(file), 3)
	if !s.Scan() {
		t.Fatal(s.Err())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := scanAll(New(ctx, bytes.NewReader(file), 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// The reader's own error is passed on.
func TestReaderError(t *testing.T) {
	broken := errors.New("disk")
	r := io.MultiReader(bytes.NewReader(pbftest.Header(nil)), errReader{broken})
	if _, err := scanAll(New(context.Background(), r, 1)); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

type errReader struct{ err error }

func (e errReader) Read([]byte) (int, error) { return 0, e.err }

// FuzzScanner: no input crashes the reader, and every element it gives has tags
// with keys from the block.
func FuzzScanner(f *testing.F) {
	f.Add(small())
	f.Add(pbftest.Header(nil))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		scanBytes(b)
	})
}

// FuzzBlock: the same behind the compression, where a fuzzer gets further.
func FuzzBlock(f *testing.F) {
	f.Add(wildBlock(2, 1))
	f.Add(wildBlock(0, 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		objects, err := decodeBlock(b, want{true, true, true})
		if err == nil {
			for _, o := range objects {
				if o == nil {
					t.Fatal("an element is nil")
				}
			}
		}
	})
}
