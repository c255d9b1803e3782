package pbf

import (
	"bytes"
	"context"
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

// scanBytes checks a file and reads all of it, as paulmach/osm's types: the box
// first, then the elements.
func scanBytes(b []byte, workers int) ([]osm.Object, error) {
	ctx, r := context.Background(), bytes.NewReader(b)
	x, err := Check(ctx, r, int64(len(b)), workers, nil)
	if err != nil {
		return nil, err
	}
	var objects []osm.Object
	if x.Bounds != nil {
		objects = append(objects, x.Bounds)
	}
	err = Scan(ctx, r, x.Blobs, workers, visitAll, func(_ Blob, of []osm.Object) error {
		objects = append(objects, of...)
		return nil
	})
	return objects, err
}

// visitAll copies the elements of a block.
func visitAll(b *Block) (list []osm.Object, err error) {
	err = b.Visit(Visitor{
		Node: func(n *Node) {
			list = append(list, &osm.Node{
				ID: osm.NodeID(n.ID), Lat: float64(n.Lat) / 1e9, Lon: float64(n.Lon) / 1e9, Visible: true, Tags: n.Tags.AppendTo(nil),
			})
		},
		Way: func(w *Way) {
			way := &osm.Way{ID: osm.WayID(w.ID), Visible: true, Tags: w.Tags.AppendTo(nil)}
			for _, id := range w.Refs {
				way.Nodes = append(way.Nodes, osm.WayNode{ID: osm.NodeID(id)})
			}
			list = append(list, way)
		},
		Relation: func(r *Relation) {
			types := map[Kinds]osm.Type{Nodes: osm.TypeNode, Ways: osm.TypeWay, Relations: osm.TypeRelation}
			rel := &osm.Relation{ID: osm.RelationID(r.ID), Visible: true, Tags: r.Tags.AppendTo(nil)}
			for _, m := range r.Members {
				rel.Members = append(rel.Members, osm.Member{Type: types[m.Kind], Ref: m.Ref, Role: m.Role})
			}
			list = append(list, rel)
		},
	})
	return list, err
}

// The elements come out in the file's order, the box first.
func TestScannerReadsEveryElement(t *testing.T) {
	got, err := scanBytes(small(), 2)
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

func TestKindsWithoutAFunctionArePassedOver(t *testing.T) {
	b := new(Block)
	if err := b.reset(plain(t, small(), 2)); err != nil {
		t.Fatal(err)
	}
	ways := 0
	if err := b.Visit(Visitor{Way: func(*Way) { ways++ }}); err != nil || ways != 1 {
		t.Errorf("got %d ways and %v, want the one", ways, err)
	}
}

// plain is the content of a file's nth frame, unpacked.
func plain(t testing.TB, file []byte, n int) []byte {
	t.Helper()
	w := walker{r: bytes.NewReader(file), size: int64(len(file))}
	var f frame
	for range n + 1 {
		var err error
		if f, err = w.next(); err != nil {
			t.Fatal(err)
		}
	}
	data, err := new(inflater).read(w.r, f.offset, f.size)
	if err != nil {
		t.Fatal(err)
	}
	return data
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
	got, err := scanBytes(concat(pbftest.Header(nil), pbftest.Frame("OSMData", block)), 1)
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
		objects, err := scanBytes(file, rapid.IntRange(1, 4).Draw(t, "workers"))
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
