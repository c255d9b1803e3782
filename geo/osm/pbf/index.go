package pbf

import (
	"math"

	"github.com/paulmach/osm"
)

// Kinds is a set of kinds of elements.
type Kinds uint8

// The kinds of elements.
const (
	Nodes Kinds = 1 << iota
	Ways
	Relations
)

// Index tells what a file holds and where. [Check] makes it.
type Index struct {
	Bounds *osm.Bounds // of the header, nil if it has none
	Blobs  []Blob      // with elements, in the file's order

	Nodes, Ways, Relations int
	Unplaced               int // nodes without a position

	// Rising are the kinds whose ids rise through the whole file, so that no
	// element comes twice.
	Rising Kinds
}

// Blob is a block of elements in a file.
type Blob struct {
	Offset int64 // in the file
	Size   int   // bytes in the file
	Kinds  Kinds
	// FirstNode and LastNode are the smallest and the largest id of its nodes.
	FirstNode, LastNode int64
	// Box of its nodes that have a position, in nanodegrees; MinLat > MaxLat
	// where it has none.
	MinLat, MinLon, MaxLat, MaxLon int64
}

// Select lists the blobs that keep holds for.
func (x *Index) Select(keep func(Blob) bool) []Blob {
	var list []Blob
	for _, b := range x.Blobs {
		if keep(b) {
			list = append(list, b)
		}
	}
	return list
}

// Placed reports whether a node has a position, in nanodegrees. Some files hold
// deleted nodes, at 0, 0.
func Placed(lat, lon int64) bool {
	const degree = 1_000_000_000
	return (lat != 0 || lon != 0) && -90*degree <= lat && lat <= 90*degree && -180*degree <= lon && lon <= 180*degree
}

// entry is what the check of one block found.
type entry struct {
	bounds *osm.Bounds
	blob   Blob

	nodes, ways, relations run
	unplaced               int
}

func newEntry(f frame) *entry {
	return &entry{blob: Blob{
		Offset: f.offset, Size: f.size,
		FirstNode: math.MaxInt64, LastNode: math.MinInt64,
		MinLat: math.MaxInt64, MinLon: math.MaxInt64, MaxLat: math.MinInt64, MaxLon: math.MinInt64,
	}}
}

// run is a row of ids.
type run struct {
	n           int
	first, last int64
	falls       bool // somewhere, or stays
}

func (r *run) add(id int64) { r.join(run{n: 1, first: id, last: id}) }

// join puts another row behind.
func (r *run) join(next run) {
	switch {
	case next.n == 0:
		return
	case r.n == 0:
		*r = next
		return
	}
	r.falls = r.falls || next.falls || next.first <= r.last
	r.n, r.last = r.n+next.n, next.last
}

// visitor notes every element of the block.
func (e *entry) visitor() Visitor {
	return Visitor{
		Node: e.node,
		Way: func(w *Way) {
			e.ways.add(w.ID)
			e.blob.Kinds |= Ways
		},
		Relation: func(r *Relation) {
			e.relations.add(r.ID)
			e.blob.Kinds |= Relations
		},
	}
}

func (e *entry) node(n *Node) {
	b := &e.blob
	e.nodes.add(n.ID)
	b.Kinds |= Nodes
	b.FirstNode, b.LastNode = min(b.FirstNode, n.ID), max(b.LastNode, n.ID)
	if !Placed(n.Lat, n.Lon) {
		e.unplaced++
		return
	}
	b.MinLat, b.MaxLat = min(b.MinLat, n.Lat), max(b.MaxLat, n.Lat)
	b.MinLon, b.MaxLon = min(b.MinLon, n.Lon), max(b.MaxLon, n.Lon)
}
