package osm

import (
	"fmt"
	"math"

	"runde/geo/osm/pbf"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// nodeBatch is what the first pass takes from a block of a file. It is made
// without touching the reader, so that several can be made at once.
type nodeBatch struct {
	spots   []spot    // of the nodes in the box
	seen    orb.Bound // of the same
	beyond  []spot    // of the others, where the file is read only once
	found   []node    // those in the box that are more than a position
	areas   []*relation
	counted struct{ nodes, relations, unplaced int }

	tags, scratch osm.Tags
}

// node is one whose tags matter.
type node struct {
	traits
	id     int64
	tags   osm.Tags
	point  orb.Point
	inside bool
}

func (b *nodeBatch) reset() {
	b.spots, b.beyond, b.found, b.areas, b.tags = b.spots[:0], b.beyond[:0], b.found[:0], b.areas[:0], b.tags[:0]
	b.seen = emptyBound()
	b.counted.nodes, b.counted.relations, b.counted.unplaced = 0, 0, 0
}

// binaryNode takes a node of a PBF block.
func (b *nodeBatch) binaryNode(r *reader, n *pbf.Node) {
	if !pbf.Placed(n.Lat, n.Lon) {
		b.counted.unplaced++
		return
	}
	p := degrees(n)
	if !b.position(r, n.ID, p) || n.Tags.Len() == 0 {
		return
	}
	b.scratch = n.Tags.AppendTo(b.scratch[:0])
	b.node(r, n.ID, p, b.scratch)
}

func degrees(n *pbf.Node) orb.Point { return orb.Point{float64(n.Lon) / 1e9, float64(n.Lat) / 1e9} }

// textNode takes a node of an XML file.
func (b *nodeBatch) textNode(r *reader, n *osm.Node) {
	b.counted.nodes++
	placed := math.Abs(n.Lat) <= 90 && math.Abs(n.Lon) <= 180 && (n.Lat != 0 || n.Lon != 0)
	if !placed {
		b.counted.unplaced++
		return
	}
	p := orb.Point{n.Lon, n.Lat}
	if b.position(r, int64(n.ID), p) && len(n.Tags) > 0 {
		b.node(r, int64(n.ID), p, n.Tags)
	}
}

// position keeps where a node is; it reports whether that is in the box.
func (b *nodeBatch) position(r *reader, id int64, p orb.Point) bool {
	if r.area != nil && !r.box.Contains(p) {
		if r.once {
			b.beyond = append(b.beyond, spotOf(id, p))
		}
		return false
	}
	b.spots = append(b.spots, spotOf(id, p))
	b.seen.Min = orb.Point{min(b.seen.Min[0], p[0]), min(b.seen.Min[1], p[1])}
	b.seen.Max = orb.Point{max(b.seen.Max[0], p[0]), max(b.seen.Max[1], p[1])}
	return true
}

func (b *nodeBatch) node(r *reader, id int64, p orb.Point, tags osm.Tags) {
	n := node{traits: traitsOf(tags), id: id, point: p}
	if !n.onNode() {
		return
	}
	n.inside = r.inside(p)
	from := len(b.tags)
	b.tags = append(b.tags, tags...)
	n.tags = b.tags[from:len(b.tags):len(b.tags)]
	b.found = append(b.found, n)
}

// takeNodes adds a batch to what was gathered, in the file's order.
func (r *reader) takeNodes(b *nodeBatch) {
	for _, s := range b.spots {
		r.pos.add(s)
	}
	for _, s := range b.beyond {
		r.late.add(s)
	}
	r.seen = r.seen.Union(b.seen)
	for i := range b.found {
		r.node(&b.found[i])
	}
	for _, rel := range b.areas {
		r.addRelation(rel)
	}
}

func (r *reader) node(n *node) {
	if r.nodeIDs.has(n.id) {
		r.out.Report.drop("node", whyTwice)
		return
	}
	if n.barrier {
		r.barriers[n.id] = keepTags(n.tags, barrierTags)
	}
	e := element{&n.traits, n.tags, n.point, n.inside, func() string { return fmt.Sprintf("n%d", n.id) }}
	r.bench(e, &r.out.Report.Benches.Nodes, &r.out.Report.Benches.Yes)
	r.place(e)
	r.name(e)
	r.homes.address(e, r)
}

// element is something with tags and a point on or inside it.
type element struct {
	*traits
	tags   osm.Tags
	point  orb.Point
	inside bool // of the municipality
	ref    func() string
}
