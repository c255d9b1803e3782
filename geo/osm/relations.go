package osm

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/osm"
)

// relation is a multipolygon that the map needs: an area whose outline is made
// of several ways, or that has holes.
type relation struct {
	id           int64
	tags         osm.Tags
	traits       traits
	outer, inner []int64 // ids of ways
	lines        map[int64]orb.LineString
}

// newRelation is a multipolygon that the map needs, still without members, or
// nil where the tags are of something else. It keeps the tags.
func newRelation(id int64, tags osm.Tags) *relation {
	if tags.Find("type") != "multipolygon" {
		return nil
	}
	t := traitsOf(tags)
	if t.kind == "" && t.area == nil {
		return nil
	}
	return &relation{id: id, tags: tags, traits: t}
}

// add takes a member way.
func (rel *relation) add(way int64, role string) {
	if role == "inner" {
		rel.inner = append(rel.inner, way)
	} else {
		rel.outer = append(rel.outer, way)
	}
}

// draw takes the line of a member way.
func (rel *relation) draw(way int64, line orb.LineString) {
	if rel.lines == nil {
		rel.lines = map[int64]orb.LineString{}
	}
	rel.lines[way] = line
}

// maxShared is how many multipolygons may share a way; real ones are two or three.
// Each copies its ways' points, so that without a limit a small file could ask for
// any amount of memory.
const maxShared = 16

// addRelation remembers a multipolygon for the pass over the ways. A member that
// comes twice is one: its line would lead back to where it began.
func (r *reader) addRelation(rel *relation) {
	if r.relationIDs.has(rel.id) {
		r.out.Report.drop("relation", whyTwice)
		return
	}
	left := func(id int64) bool {
		known := r.members[id]
		n := len(known)
		switch {
		case n > 0 && known[n-1] == rel:
			r.out.Report.drop("member", whyTwice)
		case n >= maxShared:
			r.out.Report.drop("member", whyShared)
		default:
			r.members[id] = append(known, rel)
			return false
		}
		return true
	}
	rel.outer = slices.DeleteFunc(rel.outer, left)
	rel.inner = slices.DeleteFunc(rel.inner, left)
	r.relations = append(r.relations, rel)
}

// anySame reports whether one of the relations draws the same thing as its
// member way: then the way alone would cover the relation's holes.
func anySame(relations []*relation, t *traits) bool {
	return t.area != nil && slices.ContainsFunc(relations, func(rel *relation) bool {
		return rel.traits.area == t.area
	})
}

func anySameKind(relations []*relation, t *traits) bool {
	return t.kind != "" && slices.ContainsFunc(relations, func(rel *relation) bool {
		return rel.traits.kind == t.kind
	})
}

// finishRelations assembles the multipolygons once every way was read.
func (r *reader) finishRelations() {
	for _, rel := range r.relations {
		if len(rel.lines) == 0 {
			if r.area == nil {
				r.out.Report.drop("relation", whyMembers)
			}
			continue
		}
		mp := r.assemble(rel)
		if len(mp) == 0 {
			continue
		}
		if r.area != nil && !mp.Bound().Intersects(r.box) {
			continue
		}
		r.feature(rel.traits.area, rel.tags, mp)
		p := pointOf(mp)
		r.place(element{&rel.traits, rel.tags, p, r.inside(p), func() string { return fmt.Sprintf("r%d", rel.id) }})
		if !rel.traits.home {
			continue
		}
		for _, polygon := range mp {
			if p := pointInside(polygon); r.inside(p) {
				r.homes.building(rel.tags, polygon, p)
			}
		}
	}
	r.relations = nil
}

// assemble joins a relation's ways to rings and puts the inner ones into the
// outer one around them. What does not close is left out and counted.
func (r *reader) assemble(rel *relation) orb.MultiPolygon {
	outer, open := joinRings(rel.pick(rel.outer))
	inner, openInner := joinRings(rel.pick(rel.inner))
	if missing := len(rel.outer) + len(rel.inner) - len(rel.lines); missing > 0 {
		r.out.Report.drop("relation", whyMembers)
	} else if open+openInner > 0 {
		r.out.Report.drop("relation", whyOpen)
	}
	var mp orb.MultiPolygon
	for _, o := range outer {
		mp = append(mp, orb.Polygon{o})
	}
	for _, in := range inner {
		if i := smallestAround(outer, in); i >= 0 {
			mp[i] = append(mp[i], in)
		}
	}
	return mp
}

func (rel *relation) pick(ids []int64) []orb.LineString {
	var lines []orb.LineString
	for _, id := range ids {
		if l := rel.lines[id]; len(l) >= 2 {
			lines = append(lines, l)
		}
	}
	return lines
}

// smallestAround is the index of the smallest ring that holds the inner ring's
// first point, or -1.
func smallestAround(outer []orb.Ring, inner orb.Ring) int {
	best, area := -1, 0.0
	for i, o := range outer {
		if !o.Bound().Contains(inner[0]) || !planar.RingContains(o, inner[0]) {
			continue
		}
		if a := math.Abs(planar.Area(o)); best < 0 || a < area {
			best, area = i, a
		}
	}
	return best
}

// joinRings links lines end to end, turned around where needed, into closed
// rings of at least four points; open counts the lines that are left over.
func joinRings(lines []orb.LineString) (rings []orb.Ring, open int) {
	ends := map[orb.Point][]int{}
	for i, l := range lines {
		ends[l[0]] = append(ends[l[0]], i)
		ends[l[len(l)-1]] = append(ends[l[len(l)-1]], i)
	}
	used := make([]bool, len(lines))
	for i := range lines {
		if used[i] {
			continue
		}
		used[i] = true
		chain, n := slices.Clone(lines[i]), 1
		for chain[0] != chain[len(chain)-1] {
			j := unused(ends[chain[len(chain)-1]], used)
			if j < 0 {
				break
			}
			used[j] = true
			chain = appendLine(chain, lines[j])
			n++
		}
		if chain[0] == chain[len(chain)-1] && len(chain) >= 4 {
			rings = append(rings, orb.Ring(chain))
		} else {
			open += n
		}
	}
	return rings, open
}

func unused(candidates []int, used []bool) int {
	for _, j := range candidates {
		if !used[j] {
			return j
		}
	}
	return -1
}

// appendLine continues a chain by a line that touches its end, whichever way
// the line runs.
func appendLine(chain, l orb.LineString) orb.LineString {
	if l[0] == chain[len(chain)-1] {
		return append(chain, l[1:]...)
	}
	for i := len(l) - 2; i >= 0; i-- {
		chain = append(chain, l[i])
	}
	return chain
}
