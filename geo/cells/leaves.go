package cells

import (
	"math"
	"slices"

	"runde/geo"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
)

// Leaf is the leaf that holds the point (longitude, latitude, in degrees); false
// for coordinates that are not finite or not on the globe.
func Leaf(p orb.Point) (geo.Cell, bool) {
	if !onGlobe(p) {
		return 0, false
	}
	c, err := h3.LatLngToCell(h3.LatLng{Lat: p.Lat(), Lng: p.Lon()}, geo.LeafResolution)
	if err != nil {
		return 0, false
	}
	return geo.Cell(c), true
}

func onGlobe(p orb.Point) bool {
	return math.Abs(p.Lat()) <= 90 && math.Abs(p.Lon()) <= 180
}

// Leaves are the leaves whose centre lies inside the area and outside its holes,
// sorted. A polygon with a point that is not on the globe adds none.
func Leaves(m orb.MultiPolygon) []geo.Cell {
	var out []geo.Cell
	for _, p := range m {
		if len(p) == 0 || !ringsOnGlobe(p) {
			continue
		}
		g := h3.GeoPolygon{GeoLoop: loop(p[0])}
		for _, hole := range p[1:] {
			g.Holes = append(g.Holes, loop(hole))
		}
		found, err := h3.PolygonToCells(g, geo.LeafResolution)
		if err != nil {
			continue
		}
		for _, c := range found {
			out = append(out, geo.Cell(c))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func ringsOnGlobe(p orb.Polygon) bool {
	for _, r := range p {
		if !slices.ContainsFunc(r, func(q orb.Point) bool { return !onGlobe(q) }) {
			continue
		}
		return false
	}
	return true
}

// loop is the ring without its repeated last point.
func loop(r orb.Ring) h3.GeoLoop {
	if len(r) > 1 && r[0] == r[len(r)-1] {
		r = r[:len(r)-1]
	}
	out := make(h3.GeoLoop, len(r))
	for i, p := range r {
		out[i] = h3.LatLng{Lat: p.Lat(), Lng: p.Lon()}
	}
	return out
}

// Count sums the counts of the points by leaf. Every given leaf has an entry, 0
// where no point lies in it; points outside the leaves are dropped. The slices
// points and counts are parallel.
func Count(leaves []geo.Cell, points []orb.Point, counts []int) map[geo.Cell]int {
	out := make(map[geo.Cell]int, len(leaves))
	for _, l := range leaves {
		out[l] = 0
	}
	for i, p := range points {
		l, ok := Leaf(p)
		if !ok {
			continue
		}
		if _, inside := out[l]; inside {
			out[l] += counts[i]
		}
	}
	return out
}
