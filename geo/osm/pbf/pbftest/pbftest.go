// Package pbftest writes .osm.pbf files for tests: whole ones with [File], and
// single frames and messages, so that a test can spell out what a file holds and
// break it in one place.
package pbftest

import (
	"bytes"
	"encoding/binary"
	"sync"

	"github.com/klauspost/compress/zlib"
	"github.com/paulmach/osm"
)

// File writes a complete file: the header with a box, if it is not nil, and the
// elements in their order, in blocks of up to 8,000 of one type.
func File(box *osm.Bounds, objects []osm.Object) []byte {
	out := Header(box)
	for len(objects) > 0 {
		n := 1
		for n < len(objects) && n < 8000 && sameType(objects[0], objects[n]) {
			n++
		}
		out = append(out, Block(objects[:n]...)...)
		objects = objects[n:]
	}
	return out
}

func sameType(a, b osm.Object) bool { return a.ObjectID().Type() == b.ObjectID().Type() }

// Message builds a protocol buffer message.
type Message []byte

// Varint adds a number.
func (m *Message) Varint(num int, v uint64) {
	*m = binary.AppendUvarint(*m, uint64(num)<<3)
	*m = binary.AppendUvarint(*m, v)
}

// Bytes adds a string, a message or a packed row.
func (m *Message) Bytes(num int, b []byte) {
	*m = binary.AppendUvarint(*m, uint64(num)<<3|2)
	*m = binary.AppendUvarint(*m, uint64(len(b)))
	*m = append(*m, b...)
}

// Zigzag encodes a signed number.
func Zigzag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

// Deltas packs numbers as differences.
func Deltas(vs ...int64) []byte {
	var b []byte
	prev := int64(0)
	for _, v := range vs {
		b = binary.AppendUvarint(b, Zigzag(v-prev))
		prev = v
	}
	return b
}

// Packed packs numbers.
func Packed(vs ...uint64) []byte {
	var b []byte
	for _, v := range vs {
		b = binary.AppendUvarint(b, v)
	}
	return b
}

// writers are used again: one takes a megabyte.
var writers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// Frame writes a length, a BlobHeader and a zlib Blob.
func Frame(kind string, data []byte) []byte {
	var z bytes.Buffer
	w := writers.Get().(*zlib.Writer)
	w.Reset(&z)
	w.Write(data)
	w.Close()
	writers.Put(w)
	var blob Message
	blob.Varint(2, uint64(len(data)))
	blob.Bytes(3, z.Bytes())
	return RawFrame(kind, blob)
}

// RawFrame writes a frame around a blob that is given.
func RawFrame(kind string, blob []byte) []byte {
	var header Message
	header.Bytes(1, []byte(kind))
	header.Varint(3, uint64(len(blob)))
	out := binary.BigEndian.AppendUint32(nil, uint32(len(header)))
	return append(append(out, header...), blob...)
}

// Header writes a header frame with a box, if it is not nil, and the features
// that a reader must know.
func Header(box *osm.Bounds, features ...string) []byte {
	var m Message
	if box != nil {
		var b Message
		for i, v := range []float64{box.MinLon, box.MaxLon, box.MaxLat, box.MinLat} {
			b.Varint(i+1, Zigzag(round(v*1e9)))
		}
		m.Bytes(1, b)
	}
	for _, f := range append(features, "OsmSchema-V0.6") {
		m.Bytes(4, []byte(f))
	}
	return Frame("OSMHeader", m)
}

// Table numbers strings; 0 is reserved.
type Table struct {
	list []string
	at   map[string]uint64
}

// NewTable is an empty one.
func NewTable() *Table { return &Table{[]string{""}, map[string]uint64{}} }

// ID is the number of a string.
func (t *Table) ID(s string) uint64 {
	if _, ok := t.at[s]; !ok {
		t.at[s] = uint64(len(t.list))
		t.list = append(t.list, s)
	}
	return t.at[s]
}

// Message is the string table as a block holds it.
func (t *Table) Message() []byte {
	var m Message
	for _, s := range t.list {
		m.Bytes(1, []byte(s))
	}
	return m
}

// Block writes a data frame of elements: nodes as one dense group, then ways and
// relations.
func Block(objects ...osm.Object) []byte { return Writer{}.Block(objects...) }

// Writer writes blocks as map servers do.
type Writer struct {
	// Stamp, if set, is asked for every element's version and the second of its
	// last change, which no test reads but which fill a third of a real file.
	Stamp func() (version, second int64)
}

// Block writes a data frame of elements: nodes as one dense group, then ways and
// relations.
func (w Writer) Block(objects ...osm.Object) []byte {
	t := NewTable()
	var group Message
	var nodes []*osm.Node
	for _, o := range objects {
		switch o := o.(type) {
		case *osm.Node:
			nodes = append(nodes, o)
		case *osm.Way:
			group.Bytes(3, w.stamped(wayMessage(t, o)))
		case *osm.Relation:
			group.Bytes(4, w.stamped(relationMessage(t, o)))
		}
	}
	if len(nodes) > 0 {
		group = append(w.dense(t, nodes), group...)
	}
	var m Message
	m.Bytes(1, t.Message())
	m.Bytes(2, group)
	return Frame("OSMData", m)
}

// stamped adds an Info to a way or relation.
func (w Writer) stamped(m Message) Message {
	if w.Stamp == nil {
		return m
	}
	version, second := w.Stamp()
	var info Message
	info.Varint(1, uint64(version))
	info.Varint(2, uint64(second))
	m.Bytes(4, info)
	return m
}

func (w Writer) dense(t *Table, nodes []*osm.Node) Message {
	m := denseMessage(t, nodes)
	if w.Stamp != nil {
		var versions []uint64
		var seconds []int64
		for range nodes {
			version, second := w.Stamp()
			versions, seconds = append(versions, uint64(version)), append(seconds, second)
		}
		var info Message
		info.Bytes(1, Packed(versions...))
		info.Bytes(2, Deltas(seconds...))
		m.Bytes(5, info)
	}
	var group Message
	group.Bytes(2, m)
	return group
}

func denseMessage(t *Table, nodes []*osm.Node) Message {
	var ids, lats, lons []int64
	var kvs []uint64
	for _, n := range nodes {
		ids = append(ids, int64(n.ID))
		lats = append(lats, round(n.Lat*1e7))
		lons = append(lons, round(n.Lon*1e7))
		for _, tag := range n.Tags {
			kvs = append(kvs, t.ID(tag.Key), t.ID(tag.Value))
		}
		kvs = append(kvs, 0)
	}
	var m Message
	m.Bytes(1, Deltas(ids...))
	m.Bytes(8, Deltas(lats...))
	m.Bytes(9, Deltas(lons...))
	m.Bytes(10, Packed(kvs...))
	return m
}

func round(v float64) int64 {
	if v < 0 {
		return int64(v - 0.5)
	}
	return int64(v + 0.5)
}

func tagRows(t *Table, m *Message, tags osm.Tags) {
	var ks, vs []uint64
	for _, tag := range tags {
		ks = append(ks, t.ID(tag.Key))
		vs = append(vs, t.ID(tag.Value))
	}
	m.Bytes(2, Packed(ks...))
	m.Bytes(3, Packed(vs...))
}

func wayMessage(t *Table, w *osm.Way) Message {
	var m Message
	m.Varint(1, uint64(w.ID))
	tagRows(t, &m, w.Tags)
	var refs []int64
	for _, n := range w.Nodes {
		refs = append(refs, int64(n.ID))
	}
	m.Bytes(8, Deltas(refs...))
	return m
}

func relationMessage(t *Table, r *osm.Relation) Message {
	var m Message
	m.Varint(1, uint64(r.ID))
	tagRows(t, &m, r.Tags)
	var roles, types []uint64
	var refs []int64
	kinds := map[osm.Type]uint64{osm.TypeNode: 0, osm.TypeWay: 1, osm.TypeRelation: 2}
	for _, mem := range r.Members {
		roles = append(roles, t.ID(mem.Role))
		refs = append(refs, mem.Ref)
		types = append(types, kinds[mem.Type])
	}
	m.Bytes(8, Packed(roles...))
	m.Bytes(9, Deltas(refs...))
	m.Bytes(10, Packed(types...))
	return m
}
