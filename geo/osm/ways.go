package osm

import (
	"fmt"
	"hash"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// way is one that the map needs, with the positions of its nodes.
type way struct {
	traits
	id      int64
	tags    osm.Tags
	member  bool // of a relation that is needed
	length  int  // in nodes
	missing int  // of them, those without a position

	pieces []piece // as a street: its runs of nodes that are in the area
	tagSet tagSet  // as a street

	ids []int64 // if nodes beyond the box must be fetched for its shape
	outline
}

// piece is a part of a street without a gap.
type piece struct {
	nodes []int64
	line  orb.LineString
}

// outline is the shape of a way.
type outline struct {
	line    orb.LineString // without the nodes that were not found
	polygon orb.Polygon    // nil where it is no area
	point   orb.Point      // on or in it
	inside  bool           // the point, of the municipality
}

// wayBatch is what the second pass takes from a block of a file. It is made
// without changing the reader, so that several can be made at once.
type wayBatch struct {
	ways []way

	find    finder
	tags    osm.Tags
	scratch osm.Tags
	hash    hash.Hash // for tagSet,
	text    []byte    // and so is this
	points  []orb.Point
	found   []bool
	coords  slab[orb.Point]
	nodeIDs slab[int64]
	rings   slab[orb.Ring]
}

func (b *wayBatch) reset(r *reader) {
	b.ways, b.tags = b.ways[:0], b.tags[:0]
	b.find = finder{of: &r.pos}
}

// isFar reports whether a way is none of the area's: with a boundary, most of a
// country's are not, and nobody has to look at their tags.
func (b *wayBatch) isFar(r *reader, id int64, refs []int64) bool {
	return r.area != nil && len(r.members[id]) == 0 && !slices.ContainsFunc(refs, func(id int64) bool {
		_, ok := b.find.find(id)
		return ok
	})
}

// way takes a way if the map needs it.
func (b *wayBatch) way(r *reader, id int64, refs []int64, tags osm.Tags) {
	w := way{traits: traitsOf(tags), id: id, member: len(r.members[id]) > 0, length: len(refs)}
	if !w.street && !w.shape() && !w.member {
		return
	}
	b.resolve(refs)
	for _, ok := range b.found {
		if !ok {
			w.missing++
		}
	}
	if w.missing < w.length || w.member {
		b.fill(r, &w, refs, tags)
	}
	b.ways = append(b.ways, w)
}

// fill works out what a way is to the map, unless none of its nodes are known.
func (b *wayBatch) fill(r *reader, w *way, refs []int64, tags osm.Tags) {
	from := len(b.tags)
	b.tags = append(b.tags, tags...)
	w.tags = b.tags[from:len(b.tags):len(b.tags)]
	if w.street {
		w.pieces = b.pieces(refs)
		w.tagSet = b.tagSet(tags)
	}
	if w.traits.shape() || w.member {
		b.shape(r, w, refs)
	}
}

// resolve looks up where a way's nodes are.
func (b *wayBatch) resolve(refs []int64) {
	b.points, b.found = b.points[:0], b.found[:0]
	for _, id := range refs {
		p, ok := b.find.find(id)
		b.points, b.found = append(b.points, p), append(b.found, ok)
	}
}

// pieces cuts a street where nodes are missing: a bridge over them would invent
// a street.
func (b *wayBatch) pieces(refs []int64) []piece {
	var list []piece
	for i := 0; i < len(refs); i++ {
		start := i
		for i < len(refs) && b.found[i] {
			i++
		}
		if i-start >= 2 {
			list = append(list, piece{
				append(b.nodeIDs.make(i-start), refs[start:i]...),
				append(b.coords.make(i-start), b.points[start:i]...),
			})
		}
	}
	return list
}

// shape works out a way's outline; if nodes of it lie beyond the box, they are
// fetched first.
func (b *wayBatch) shape(r *reader, w *way, refs []int64) {
	if w.missing > 0 && r.area != nil {
		w.ids = append([]int64(nil), refs...)
		return
	}
	n := len(refs) - w.missing
	if w.missing > 0 {
		n++ // to close the ring
	}
	line := orb.LineString(b.coords.make(n))
	for i, ok := range b.found {
		if ok {
			line = append(line, b.points[i])
		}
	}
	w.outline = r.outline(line, closed(refs), &b.rings)
}

func closed(ids []int64) bool { return len(ids) >= 4 && ids[0] == ids[len(ids)-1] }

// outline works out the shape of a way from the positions of its nodes, closed
// if it ends where it began.
func (r *reader) outline(line orb.LineString, closed bool, rings *slab[orb.Ring]) outline {
	o := outline{line: line}
	if len(line) < 2 {
		return o
	}
	var g orb.Geometry = line
	if ring := orb.Ring(line); closed && len(ring) >= 3 {
		if ring[0] != ring[len(ring)-1] {
			ring = append(ring, ring[0])
		}
		if len(ring) >= 4 {
			o.polygon = append(orb.Polygon(rings.make(1)), ring)
			g = o.polygon
		}
	}
	o.point = pointOf(g)
	o.inside = r.inside(o.point)
	return o
}

// takeWays adds a batch to what was gathered, in the file's order.
func (r *reader) takeWays(b *wayBatch) {
	for i := range b.ways {
		w := &b.ways[i]
		if !r.isNear(w) {
			continue
		}
		if w.street {
			r.street(w)
		}
		switch {
		case w.ids != nil:
			r.wait(w)
		case w.traits.shape() || w.member:
			r.shape(w)
		}
	}
}

// isNear reports whether a way is near the area and not one that came before.
func (r *reader) isNear(w *way) bool {
	if w.missing == w.length && !(w.member && r.area != nil) {
		if r.area == nil {
			r.out.Report.drop("way", whyMissing)
		}
		return false
	}
	if r.wayIDs.has(w.id) {
		r.out.Report.drop("way", whyTwice)
		return false
	}
	return true
}

// wait puts a way aside until the nodes beyond the box are known.
func (r *reader) wait(w *way) {
	find := finder{of: &r.pos}
	for _, id := range w.ids {
		if _, ok := find.find(id); !ok {
			r.needed = append(r.needed, id)
		}
	}
	late := *w
	late.tags = append(osm.Tags(nil), w.tags...)
	late.pieces = nil
	r.pending = append(r.pending, late)
}

// resume works out the ways that waited.
func (r *reader) resume() {
	near, late := finder{of: &r.pos}, finder{of: &r.late}
	var rings slab[orb.Ring]
	for i := range r.pending {
		w := &r.pending[i]
		line := make(orb.LineString, 0, len(w.ids)+1)
		for _, id := range w.ids {
			p, ok := near.find(id)
			if !ok {
				p, ok = late.find(id)
			}
			if ok {
				line = append(line, p)
			}
		}
		w.missing = len(w.ids) - len(line)
		w.outline = r.outline(line, closed(w.ids), &rings)
		r.shape(w)
	}
	r.pending = nil
}

// shape takes from a way everything but streets.
func (r *reader) shape(w *way) {
	if w.missing > 0 {
		r.out.Report.drop("outline", whyMissing+", shortened")
	}
	if len(w.outline.line) < 2 {
		r.out.Report.drop("outline", whyTooShort)
		return
	}
	if w.coast {
		r.coast = append(r.coast, w.outline.line)
	}
	relations := r.members[w.id]
	for _, rel := range relations {
		rel.draw(w.id, w.outline.line)
	}
	if !w.traits.shape() {
		return
	}
	if w.traits.line != nil {
		r.feature(w.traits.line, w.tags, w.outline.line)
	}
	if w.polygon != nil && !anySame(relations, &w.traits) {
		r.feature(w.area, w.tags, w.polygon)
		if w.home && w.inside {
			r.homes.building(w.tags, w.polygon, w.point)
		}
	}
	e := element{&w.traits, w.tags, w.point, w.inside, func() string { return fmt.Sprintf("w%d", w.id) }}
	r.bench(e, &r.out.Report.Benches.Ways, &r.out.Report.Benches.YesOnWays)
	r.homes.address(e, r)
	if !anySameKind(relations, &w.traits) {
		r.place(e)
		r.name(e)
	}
}
