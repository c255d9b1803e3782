package osm

import (
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// shape is a way with the positions of its nodes.
type shape struct {
	id   int64
	tags osm.Tags
	ids  []int64
	line orb.LineString // without the nodes that were not found
}

func (s shape) closed() bool { return len(s.ids) >= 4 && s.ids[0] == s.ids[len(s.ids)-1] }

// polygon is the area that a closed way encloses; ok is false where it does not
// close or too few nodes are left.
func (s shape) polygon() (orb.Polygon, bool) {
	if !s.closed() || len(s.line) < 3 {
		return nil, false
	}
	ring := orb.Ring(s.line)
	if ring[0] != ring[len(ring)-1] {
		ring = append(ring, ring[0])
	}
	return orb.Polygon{ring}, len(ring) >= 4
}

// wayObject is the second pass.
func (r *reader) wayObject(o osm.Object) {
	w, ok := o.(*osm.Way)
	if !ok {
		return
	}
	r.out.Report.Ways++
	street, area, member := isStreet(w.Tags), wantsShape(w.Tags), len(r.members[int64(w.ID)]) > 0
	if !street && !area && !member {
		return
	}
	s := shape{id: int64(w.ID), tags: w.Tags, ids: make([]int64, len(w.Nodes))}
	for i, n := range w.Nodes {
		s.ids[i] = int64(n.ID)
	}
	if !r.take(s, member) {
		return
	}
	if street {
		r.street(s)
	}
	if area || member {
		r.shape(s)
	}
}

// take reports whether a way is near the area and not one that came before.
func (r *reader) take(s shape, member bool) bool {
	known := 0
	for _, id := range s.ids {
		if _, ok := r.pos.find(id); ok {
			known++
		}
	}
	if known == 0 && !(member && r.area != nil) {
		if r.area == nil {
			r.out.Report.drop("way", whyMissing)
		}
		return false
	}
	if _, ok := r.ways[s.id]; ok {
		r.out.Report.drop("way", whyTwice)
		return false
	}
	r.ways[s.id] = struct{}{}
	return true
}

// shape handles a way that is an area or a line of the base map, a place, a
// building or part of a relation; if nodes of it lie beyond the box, later.
func (r *reader) shape(s shape) {
	s = r.resolve(s)
	if len(s.line) == len(s.ids) || r.area == nil {
		r.areaShape(s)
		return
	}
	for _, id := range s.ids {
		if _, ok := r.pos.find(id); !ok {
			r.needed[id] = struct{}{}
		}
	}
	r.pending = append(r.pending, s)
}

// resolve looks up the positions of a way's nodes.
func (r *reader) resolve(s shape) shape {
	s.line = make(orb.LineString, 0, len(s.ids))
	for _, id := range s.ids {
		p, ok := r.pos.find(id)
		if !ok {
			p, ok = r.late.find(id)
		}
		if ok {
			s.line = append(s.line, p)
		}
	}
	return s
}

// areaShape takes from a way everything but streets.
func (r *reader) areaShape(s shape) {
	if len(s.line) < len(s.ids) {
		r.out.Report.drop("outline", whyMissing+", shortened")
	}
	if len(s.line) < 2 {
		r.out.Report.drop("outline", whyTooShort)
		return
	}
	if s.tags.Find("natural") == "coastline" {
		r.coast = append(r.coast, s.line)
	}
	relations := r.members[s.id]
	for _, rel := range relations {
		rel.lines[s.id] = s.line
	}
	if !wantsShape(s.tags) {
		return
	}
	ref := func() string { return fmt.Sprintf("w%d", s.id) }
	polygon, isArea := s.polygon()
	var g orb.Geometry = s.line
	if isArea {
		g = polygon
	}
	r.lineFeature(s)
	if isArea && !anySame(relations, s.tags) {
		r.areaFeature(s.tags, g)
		r.homes.building(s.tags, polygon, r)
	}
	p := pointOf(g)
	r.bench(s.tags, p, &r.out.Report.Benches.Ways, &r.out.Report.Benches.YesOnWays)
	r.homes.address(s.tags, p, r)
	if !anySameKind(relations, s.tags) {
		r.place(ref, s.tags, p)
		r.name(ref, s.tags, p)
	}
}

// wantsShape reports whether a way's geometry is needed besides as a street.
func wantsShape(tags osm.Tags) bool {
	if len(tags) == 0 {
		return false
	}
	if baseOf(tags, areaGeometry) != nil || baseOf(tags, lineGeometry) != nil {
		return true
	}
	if k, _ := kindOf(tags); k != "" {
		return true
	}
	return tags.Find("natural") == "coastline" || tags.Find("addr:housenumber") != "" ||
		tags.Find("amenity") == "bench" || tags.Find("bench") == "yes" || nameKind(tags) != ""
}
