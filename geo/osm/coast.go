package osm

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/clip/smartclip"
	"github.com/paulmach/orb/planar"
)

// land is the area's dry ground, the background of the map: what lies on the
// left of the coastline inside the box. Without a coastline it is the whole
// box. Lakes and rivers are drawn upon it.
//
// A coastline that ends inside the box, as where an extract was cut along the
// sea, is led straight to the nearest edge of the box.
func land(coast []orb.LineString, box orb.Bound) orb.MultiPolygon {
	var rings orb.MultiPolygon
	var seas []orb.Ring
	area := box
	box = offGrid(box)
	surrounded, islands := false, 0
	for _, c := range joinCoast(coast) {
		ring := orb.Ring(c)
		switch {
		case !c.Bound().Intersects(box):
		case c[0] != c[len(c)-1]:
			rings = append(rings, orb.Polygon{orb.Ring(toEdges(c, box))})
		case len(c) < 4:
		case ring.Orientation() != orb.CCW:
			seas = append(seas, ring)
		default:
			islands++
			rings = append(rings, orb.Polygon{ring})
			surrounded = surrounded || surrounds(ring, box)
		}
	}
	if surrounded || len(rings) == 0 {
		return withHoles(orb.MultiPolygon{area.ToPolygon()}, seas)
	}
	ground := smartclip.MultiPolygon(box, rings, orb.CCW)
	if len(ground) == 0 && islands < len(rings) {
		ground = orb.MultiPolygon{area.ToPolygon()} // coasts near the box, none in it
	}
	return withHoles(ground, seas)
}

// offGrid grows a box by a third of the map's grid of 1e-7 degrees, so that no
// coast runs exactly along its edge or through its corner.
func offGrid(b orb.Bound) orb.Bound { return b.Pad(3e-8) }

// surrounds reports whether the whole box lies on an island.
func surrounds(island orb.Ring, box orb.Bound) bool {
	return len(clip.LineString(box, orb.LineString(island))) == 0 && planar.RingContains(island, box.Center())
}

// withHoles cuts seas enclosed by land out of the ring around them.
func withHoles(mp orb.MultiPolygon, seas []orb.Ring) orb.MultiPolygon {
	outer := make([]orb.Ring, len(mp))
	for i, p := range mp {
		outer[i] = p[0]
	}
	for _, s := range seas {
		if i := smallestAround(outer, s); i >= 0 {
			mp[i] = append(mp[i], s)
		}
	}
	return mp
}

// joinCoast links coastlines end to start. They are never turned around: land
// is on their left.
func joinCoast(lines []orb.LineString) []orb.LineString {
	starts, ends := map[orb.Point]int{}, map[orb.Point]bool{}
	for i, l := range lines {
		starts[l[0]] = i
		ends[l[len(l)-1]] = true
	}
	used := make([]bool, len(lines))
	var chains []orb.LineString
	follow := func(i int) {
		var chain orb.LineString
		for ok := true; ok && !used[i]; i, ok = starts[chain[len(chain)-1]] {
			used[i] = true
			if chain == nil {
				chain = slices.Clone(lines[i])
			} else {
				chain = append(chain, lines[i][1:]...)
			}
		}
		if chain != nil {
			chains = append(chains, chain)
		}
	}
	for i, l := range lines {
		if !ends[l[0]] {
			follow(i)
		}
	}
	for i := range lines {
		follow(i)
	}
	return chains
}

// toEdges leads an open line's ends out of the box if they lie in it.
func toEdges(l orb.LineString, box orb.Bound) orb.LineString {
	out := make(orb.LineString, 0, len(l)+2)
	if box.Contains(l[0]) {
		out = append(out, beyond(l[0], box))
	}
	out = append(out, l...)
	if end := l[len(l)-1]; box.Contains(end) {
		out = append(out, beyond(end, box))
	}
	return out
}

// beyond is the point just outside the box, straight across the nearest edge.
func beyond(p orb.Point, box orb.Bound) orb.Point {
	const out = 1e-4
	left, right := p[0]-box.Min[0], box.Max[0]-p[0]
	down, up := p[1]-box.Min[1], box.Max[1]-p[1]
	switch min(left, right, down, up) {
	case left:
		return orb.Point{box.Min[0] - out, p[1]}
	case right:
		return orb.Point{box.Max[0] + out, p[1]}
	case down:
		return orb.Point{p[0], box.Min[1] - out}
	}
	return orb.Point{p[0], box.Max[1] + out}
}
