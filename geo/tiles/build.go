package tiles

import (
	"cmp"
	"slices"

	"runde/geo/osm"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// New makes the map of an extract. What lies beyond the extract's bound is cut
// off: it was not read in full.
func New(e *osm.Extract) *Map {
	b := newBuilder(e.Bound)
	b.outside(e.Bound)
	for _, f := range e.Base {
		b.base(f)
	}
	b.streets(e.Streets)
	b.settlements(e.Names)
	b.labels()
	for _, p := range e.Places {
		if !e.Bound.Contains(p.Point) {
			continue
		}
		b.addPoint(attr{layer: "places", class: string(p.Kind), name: p.Name}, placeZoom(p.Kind, p.Name), toWorld(p.Point))
	}
	return newMap(e.Bound, b.attrs, b.sheet)
}

// builder fills the finest sheet.
type builder struct {
	sheet *sheet
	area  orb.Bound
	attrs []attr
	ids   map[attr]int32
	named []label // of areas, placed after the settlements
}

func newBuilder(bound orb.Bound) *builder {
	return &builder{sheet: &sheet{top: MaxZoom}, area: bound, ids: map[attr]int32{}}
}

func (b *builder) attr(a attr) int32 {
	id, ok := b.ids[a]
	if !ok {
		id = int32(len(b.attrs))
		b.ids[a] = id
		b.attrs = append(b.attrs, a)
	}
	return id
}

// outside is a wide frame around the area. What lies there was not read: it is
// drawn as neither land nor sea, so that no municipality looks like an island.
func (b *builder) outside(area orb.Bound) {
	const degrees = 4
	frame := area.Pad(degrees)
	b.addAreas(attr{layer: osm.Land, class: "outside"}, MinZoom, []orb.Polygon{{frame.ToRing(), area.ToRing()}})
}

// base is a feature of the extract's base map.
func (b *builder) base(f osm.Feature) {
	a := attr{layer: f.Layer, class: f.Class}
	switch g := f.Geometry.(type) {
	case orb.LineString:
		a.name = f.Name
		zoom := lineZooms[f.Class]
		for _, l := range b.cut(g) {
			b.addLine(a, zoom, l)
		}
	case orb.Polygon:
		b.baseArea(a, f.Name, orb.MultiPolygon{g})
	case orb.MultiPolygon:
		b.baseArea(a, f.Name, g)
	}
}

// cut projects the parts of a line that lie inside what was read.
func (b *builder) cut(l orb.LineString) [][]point {
	pieces := orb.MultiLineString{l}
	if !within(l.Bound(), b.area) {
		pieces = clip.LineString(b.area, l)
	}
	var out [][]point
	for _, p := range pieces {
		if line := project(p); len(line) >= 2 {
			out = append(out, line)
		}
	}
	return out
}

func (b *builder) addPoint(a attr, zoom int, p point) {
	b.sheet.addShape(b.attr(a), max(zoom, MinZoom), points)
	b.sheet.addPart([]point{p}, []uint8{MinZoom}, false)
}

// addLine leaves out a line that no zoom would show.
func (b *builder) addLine(a attr, zoom int, line []point) {
	if len(line) < 2 {
		return
	}
	b.sheet.addShape(b.attr(a), max(zoom, MinZoom), lines)
	b.addVertices(line, false, false)
}

// addVertices adds those that some zoom shows.
func (b *builder) addVertices(line []point, ring, hole bool) {
	zooms := firstZooms(line, ring)
	kept, keptZooms := line[:0:0], zooms[:0]
	for i, z := range zooms {
		if z != never {
			kept, keptZooms = append(kept, line[i]), append(keptZooms, z)
		}
	}
	b.sheet.addPart(kept, keptZooms, hole)
}

// settlements are named in the order of their size: where two names have no
// room beside each other, the first is written.
func (b *builder) settlements(names []osm.Name) {
	names = slices.DeleteFunc(slices.Clone(names), func(n osm.Name) bool { return !b.area.Contains(n.Point) })
	slices.SortStableFunc(names, func(x, y osm.Name) int {
		return cmp.Or(nameZooms[x.Kind]-nameZooms[y.Kind], cmp.Compare(y.Population, x.Population))
	})
	for _, n := range names {
		b.addPoint(attr{layer: "names", class: n.Kind, name: n.Name}, nameZooms[n.Kind], toWorld(n.Point))
	}
}
