package pbf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"runde/geo/osm/pbf/pbftest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/osm"
)

func checkBytes(b []byte) (*Index, error) {
	return Check(context.Background(), bytes.NewReader(b), int64(len(b)), 2, nil)
}

// The index tells what each block holds and where.
func TestIndex(t *testing.T) {
	file := small()
	x, err := checkBytes(file)
	if err != nil {
		t.Fatal(err)
	}
	if x.Nodes != 2 || x.Ways != 1 || x.Relations != 1 || x.Unplaced != 0 || x.Rising != Ways|Relations || len(x.Blobs) != 2 {
		t.Fatalf("got %+v", x)
	}
	nodes, rest := x.Blobs[0], x.Blobs[1]
	want := Blob{
		Offset: nodes.Offset, Size: nodes.Size, Kinds: Nodes, FirstNode: 5, LastNode: 7,
		MinLat: -500_000_000, MaxLat: 55_750_000_000, MinLon: -12_500_000_000, MaxLon: 12_375_000_000,
	}
	if diff := cmp.Diff(want, nodes); diff != "" {
		t.Error(diff)
	}
	if rest.Kinds != Ways|Relations || rest.Offset <= nodes.Offset || rest.Offset+int64(rest.Size) != int64(len(file)) {
		t.Errorf("got %+v", rest)
	}
	if got := x.Select(func(b Blob) bool { return b.Kinds&Ways != 0 }); len(got) != 1 || got[0] != rest {
		t.Errorf("ways are in %+v", got)
	}
}

// Only a file whose elements of a kind rise from first to last says so, and a node
// without a position is counted.
func TestIndexOfUnsortedFile(t *testing.T) {
	const all = Nodes | Ways | Relations
	node := func(id int64) osm.Object { return &osm.Node{ID: osm.NodeID(id)} }
	way := func(id int64) osm.Object { return &osm.Way{ID: osm.WayID(id)} }
	relation := func(id int64) osm.Object { return &osm.Relation{ID: osm.RelationID(id)} }
	for _, c := range []struct {
		blocks [][]osm.Object
		want   Kinds
	}{
		{[][]osm.Object{{way(1), way(2)}, {way(3)}}, all},
		{[][]osm.Object{{way(1), way(1)}, {way(3)}}, all &^ Ways},
		{[][]osm.Object{{way(1), way(3)}, {way(3)}}, all &^ Ways},
		{[][]osm.Object{{way(5)}, {node(9)}, {way(3)}}, all &^ Ways},
		{[][]osm.Object{{way(-5)}, {way(0)}}, all},
		{[][]osm.Object{{node(2), node(2)}, {way(1)}}, all &^ Nodes},
		{[][]osm.Object{{node(2), node(3)}, {way(1)}, {node(1)}}, all &^ Nodes},
		{[][]osm.Object{{node(3), node(1), node(4)}, {node(5)}}, all &^ Nodes},
		{[][]osm.Object{{node(7), way(7), relation(7)}, {node(8), way(8), relation(7)}}, all &^ Relations},
	} {
		file := pbftest.Header(nil)
		for _, b := range c.blocks {
			file = append(file, pbftest.Block(b...)...)
		}
		x, err := checkBytes(file)
		if err != nil {
			t.Fatal(err)
		}
		if x.Rising != c.want {
			t.Errorf("%v: got %03b, want %03b", c.blocks, x.Rising, c.want)
		}
		if x.Nodes != x.Unplaced {
			t.Errorf("%d of %d nodes without a position, want all", x.Unplaced, x.Nodes)
		}
	}
}

// A file that ends anywhere but between two frames is truncated.
func TestTruncatedFiles(t *testing.T) {
	file := small()
	between := map[int64]bool{}
	w := walker{r: bytes.NewReader(file), size: int64(len(file))}
	for err := error(nil); err == nil; _, err = w.next() {
		between[w.offset] = true
	}
	if len(between) != 4 {
		t.Fatalf("%d ends of frames, want 4", len(between))
	}
	for n := range file {
		_, err := scanBytes(file[:n], 2)
		if n > 0 && between[int64(n)] {
			if err != nil {
				t.Errorf("%d bytes end between two frames: got %v", n, err)
			}
		} else if !errors.Is(err, ErrTruncated) {
			t.Errorf("%d of %d bytes: got %v, want %v", n, len(file), err, ErrTruncated)
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
			if _, err := scanBytes(b, 2); err != nil {
				seen++
			}
		}
	}
	if share := float64(seen) / float64(3*len(file)); share < 0.8 {
		t.Errorf("only %.0f %% of changes were noticed", 100*share)
	}
}

// Frames of kinds that later versions of the format may add are passed over.
func TestUnknownFramesArePassedOver(t *testing.T) {
	file := concat(pbftest.Header(nil), pbftest.Frame("Index", []byte("abc")), pbftest.Block(&osm.Node{ID: 1, Lat: 1, Lon: 1}))
	if got, err := scanBytes(file, 2); err != nil || len(got) != 1 {
		t.Errorf("got %d objects, %v", len(got), err)
	}
}

// blocks is a file of n blocks with a node each.
func blocks(n int) []byte {
	file := pbftest.Header(nil)
	for i := range n {
		file = append(file, pbftest.Block(&osm.Node{ID: osm.NodeID(i), Lat: 1, Lon: 1})...)
	}
	return file
}

// The first mistake in the file's order is the one told of, whichever goroutine
// meets which block first; and what lay before it was handed out.
func TestFirstErrorIsTold(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		file := blocks(40)
		x, err := checkBytes(file)
		if err != nil {
			t.Fatal(err)
		}
		first := 5 + rng.IntN(20)
		for _, i := range []int{first, first + 1, first + 9} {
			clear(file[x.Blobs[i].Offset:][:x.Blobs[i].Size]) // unreadable
		}
		taken := 0
		err = Scan(context.Background(), bytes.NewReader(file), x.Blobs, 1+rng.IntN(8), visitAll, func(Blob, []osm.Object) error {
			taken++
			return nil
		})
		if !errors.Is(err, ErrAltered) || taken != first {
			t.Fatalf("%v after %d blocks, want %v after %d", err, taken, ErrAltered, first)
		}
		if _, err := checkBytes(file); !errors.Is(err, ErrAltered) {
			t.Fatalf("the check says %v", err)
		}
	}
}

// A scan may be left at any time, by an error or by the context.
func TestScanIsLeft(t *testing.T) {
	file := blocks(200)
	x, err := checkBytes(file)
	if err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	for _, at := range []int{0, 1, 100, 199} {
		n := 0
		err := Scan(context.Background(), bytes.NewReader(file), x.Blobs, 3, visitAll, func(Blob, []osm.Object) error {
			if n++; n > at {
				return enough
			}
			return nil
		})
		if !errors.Is(err, enough) {
			t.Errorf("got %v, want %v", err, enough)
		}
		ctx, cancel := context.WithCancel(context.Background())
		n = 0
		err = Scan(ctx, bytes.NewReader(file), x.Blobs, 3, visitAll, func(Blob, []osm.Object) error {
			if n++; n > at {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled after %d: got %v", at, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Check(ctx, bytes.NewReader(file), int64(len(file)), 1, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// The reader's own error is passed on, and a file that shrank is truncated.
func TestReaderError(t *testing.T) {
	broken := errors.New("disk")
	if _, err := Check(context.Background(), errReader{broken}, 100, 1, nil); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	file := small()
	for n := range file {
		if _, err := Check(context.Background(), bytes.NewReader(file[:n]), int64(len(file)), 2, nil); !errors.Is(err, ErrTruncated) {
			t.Errorf("%d bytes left: got %v, want %v", n, err, ErrTruncated)
		}
	}
}

type errReader struct{ err error }

func (e errReader) ReadAt([]byte, int64) (int, error) { return 0, e.err }

var _ io.ReaderAt = errReader{}
