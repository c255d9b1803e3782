package pbf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"

	"github.com/paulmach/osm"
)

// The encoder below writes the smallest files that follow the format, so that a
// test can spell out what a file holds and break it in one place.

// msg builds a protocol buffer message.
type msg []byte

func (m *msg) varint(num int, v uint64) {
	*m = binary.AppendUvarint(*m, uint64(num)<<3|wireVarint)
	*m = binary.AppendUvarint(*m, v)
}

func (m *msg) bytes(num int, b []byte) {
	*m = binary.AppendUvarint(*m, uint64(num)<<3|wireBytes)
	*m = binary.AppendUvarint(*m, uint64(len(b)))
	*m = append(*m, b...)
}

func zag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

// deltas packs numbers as differences.
func deltas(vs ...int64) []byte {
	var b []byte
	prev := int64(0)
	for _, v := range vs {
		b = binary.AppendUvarint(b, zag(v-prev))
		prev = v
	}
	return b
}

func plain(vs ...uint64) []byte {
	var b []byte
	for _, v := range vs {
		b = binary.AppendUvarint(b, v)
	}
	return b
}

// frame writes a length, a BlobHeader and a zlib Blob.
func frame(kind string, data []byte) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(data)
	w.Close()
	var blob msg
	blob.varint(2, uint64(len(data)))
	blob.bytes(3, z.Bytes())
	return rawFrame(kind, blob)
}

// rawFrame writes a frame around a blob that is given.
func rawFrame(kind string, blob []byte) []byte {
	var header msg
	header.bytes(1, []byte(kind))
	header.varint(3, uint64(len(blob)))
	out := binary.BigEndian.AppendUint32(nil, uint32(len(header)))
	return append(append(out, header...), blob...)
}

func headerFrame(box *osm.Bounds, features ...string) []byte {
	var m msg
	if box != nil {
		var b msg
		for i, v := range []float64{box.MinLon, box.MaxLon, box.MaxLat, box.MinLat} {
			b.varint(i+1, zag(int64(v*1e9)))
		}
		m.bytes(1, b)
	}
	for _, f := range append(features, "OsmSchema-V0.6") {
		m.bytes(4, []byte(f))
	}
	return frame("OSMHeader", m)
}

// table numbers strings; 0 is reserved.
type table struct {
	list []string
	at   map[string]uint64
}

func newTable() *table { return &table{[]string{""}, map[string]uint64{}} }

func (t *table) id(s string) uint64 {
	if _, ok := t.at[s]; !ok {
		t.at[s] = uint64(len(t.list))
		t.list = append(t.list, s)
	}
	return t.at[s]
}

func (t *table) message() []byte {
	var m msg
	for _, s := range t.list {
		m.bytes(1, []byte(s))
	}
	return m
}

// dataFrame writes one block: nodes as a dense group, then ways, relations.
func dataFrame(nodes []*osm.Node, ways []*osm.Way, relations []*osm.Relation) []byte {
	t := newTable()
	var group msg
	if len(nodes) > 0 {
		group.bytes(2, denseMessage(t, nodes))
	}
	for _, w := range ways {
		group.bytes(3, wayMessage(t, w))
	}
	for _, r := range relations {
		group.bytes(4, relationMessage(t, r))
	}
	var m msg
	m.bytes(1, t.message())
	m.bytes(2, group)
	return frame("OSMData", m)
}

func denseMessage(t *table, nodes []*osm.Node) []byte {
	var ids, lats, lons []int64
	var kvs []uint64
	for _, n := range nodes {
		ids = append(ids, int64(n.ID))
		lats = append(lats, round(n.Lat*1e7))
		lons = append(lons, round(n.Lon*1e7))
		for _, tag := range n.Tags {
			kvs = append(kvs, t.id(tag.Key), t.id(tag.Value))
		}
		kvs = append(kvs, 0)
	}
	var m msg
	m.bytes(1, deltas(ids...))
	m.bytes(8, deltas(lats...))
	m.bytes(9, deltas(lons...))
	m.bytes(10, plain(kvs...))
	return m
}

func round(v float64) int64 {
	if v < 0 {
		return int64(v - 0.5)
	}
	return int64(v + 0.5)
}

func tagRows(t *table, m *msg, tags osm.Tags) {
	var ks, vs []uint64
	for _, tag := range tags {
		ks = append(ks, t.id(tag.Key))
		vs = append(vs, t.id(tag.Value))
	}
	m.bytes(2, plain(ks...))
	m.bytes(3, plain(vs...))
}

func wayMessage(t *table, w *osm.Way) []byte {
	var m msg
	m.varint(1, uint64(w.ID))
	tagRows(t, &m, w.Tags)
	var refs []int64
	for _, n := range w.Nodes {
		refs = append(refs, int64(n.ID))
	}
	m.bytes(8, deltas(refs...))
	return m
}

func relationMessage(t *table, r *osm.Relation) []byte {
	var m msg
	m.varint(1, uint64(r.ID))
	tagRows(t, &m, r.Tags)
	var roles, types []uint64
	var refs []int64
	kinds := map[osm.Type]uint64{osm.TypeNode: 0, osm.TypeWay: 1, osm.TypeRelation: 2}
	for _, mem := range r.Members {
		roles = append(roles, t.id(mem.Role))
		refs = append(refs, mem.Ref)
		types = append(types, kinds[mem.Type])
	}
	m.bytes(8, plain(roles...))
	m.bytes(9, deltas(refs...))
	m.bytes(10, plain(types...))
	return m
}
