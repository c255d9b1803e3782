package tiles

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/simplify"
)

// buffer is how far beyond its edges a tile is drawn, in units, so that wide
// lines have no seams.
const buffer = 64

// tolerance in units to which outlines are simplified: a quarter of a pixel
// where a tile fills 512. At the last zoom, which is enlarged, less.
func tolerance(z int) float64 {
	if z == MaxZoom {
		return 1
	}
	return 2
}

// layerNames is the order of the layers in a tile.
var layerNames = []string{"land", "water", "green", "streets", "buildings", "rails", "names", "places"}

// Tile returns a vector tile (version 2), packed by gzip. The same map gives the
// same bytes. A tile that nothing lies on has no layers. It returns [ErrTile]
// for a tile that cannot exist.
func (m *Map) Tile(z, x, y int) ([]byte, error) {
	c := Coord{z, x, y}
	if !c.valid() {
		return nil, ErrTile
	}
	drawn := map[string][]*geojson.Feature{}
	for _, f := range m.search(c) {
		if g := f.on(c); g != nil {
			drawn[f.layer] = append(drawn[f.layer], &geojson.Feature{Geometry: g, Properties: f.properties(z)})
		}
	}
	var layers mvt.Layers
	for _, name := range layerNames {
		if len(drawn[name]) > 0 {
			layers = append(layers, &mvt.Layer{Name: name, Version: 2, Extent: extent, Features: merge(drawn[name])})
		}
	}
	return mvt.MarshalGzipped(layers)
}

func (f *feature) properties(z int) geojson.Properties {
	p := geojson.Properties{"class": f.class}
	if f.name != "" && (f.layer != "streets" || z >= streetNameZoom) {
		p["name"] = f.name
	}
	return p
}

// on is the feature's geometry in units of a tile, or nil.
func (f *feature) on(c Coord) orb.Geometry {
	switch f.geometry {
	case points:
		p := f.parts[0][0].on(c)
		if !tileBox.Contains(p) {
			return nil
		}
		return orb.Point{math.Round(p[0]), math.Round(p[1])}
	case lines:
		return f.linesOn(c)
	}
	return f.areasOn(c)
}

// tileBox is a tile and its buffer. A point in the buffer is drawn by both
// tiles, so that no symbol is cut.
var tileBox = orb.Bound{Min: orb.Point{-buffer, -buffer}, Max: orb.Point{extent + buffer, extent + buffer}}

func (p point) on(c Coord) orb.Point {
	s := c.unitsPerWorld()
	return orb.Point{float64(p[0])*s - float64(c.X)*extent, float64(p[1])*s - float64(c.Y)*extent}
}

func partOn(part []point, c Coord) orb.LineString {
	l := make(orb.LineString, len(part))
	for i, p := range part {
		l[i] = p.on(c)
	}
	return simplify.DouglasPeucker(tolerance(c.Z)).LineString(l)
}

// linesOn simplifies whole lines before it cuts them, so that neighbouring
// tiles meet.
func (f *feature) linesOn(c Coord) orb.Geometry {
	var out orb.MultiLineString
	for _, part := range f.parts {
		for _, l := range clip.LineString(tileBox, partOn(part, c)) {
			if l = whole(l); len(l) >= 2 {
				out = append(out, l)
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// areasOn turns outer rings clockwise on the screen and holes the other way, as
// the format asks. A ring smaller than a pixel is left out, and with an outer
// ring its holes; so is an area of which the tile shows only a hole.
func (f *feature) areasOn(c Coord) orb.Geometry {
	var out orb.MultiPolygon
	drawn := false // the outer ring that holes belong to
	for i, part := range f.parts {
		hole := f.holes[i]
		if hole && !drawn {
			continue
		}
		ring := ringOn(part, c, hole)
		switch {
		case !hole:
			if drawn = ring != nil; drawn {
				out = append(out, orb.Polygon{ring})
			}
		case ring == nil:
		case signedArea(out[len(out)-1][0])+signedArea(ring) < minRing:
			out = out[:len(out)-1]
			drawn = false
		default:
			out[len(out)-1] = append(out[len(out)-1], ring)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// ringOn is a ring in units of a tile, or nil where it is too small to be seen.
func ringOn(part []point, c Coord, hole bool) orb.Ring {
	ring := orb.Ring(whole(orb.LineString(clip.Ring(tileBox, orb.Ring(partOn(part, c))))))
	if len(ring) < 4 || math.Abs(signedArea(ring)) < minRing {
		return nil
	}
	if (signedArea(ring) > 0) == hole {
		slices.Reverse(ring)
	}
	return ring
}

// minRing is the area in square units below which a ring is left out.
const minRing = 32

// signedArea in units of a tile, whose y grows southwards: positive for a ring
// that runs clockwise on the screen.
func signedArea(r orb.Ring) float64 {
	sum := 0.0
	for i := range r {
		a, b := r[i], r[(i+1)%len(r)]
		sum += a[0]*b[1] - b[0]*a[1]
	}
	return sum / 2
}

// whole rounds to units and leaves out points that fall together.
func whole(l orb.LineString) orb.LineString {
	out := l[:0]
	for _, p := range l {
		p = orb.Point{math.Round(p[0]), math.Round(p[1])}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	return out
}

// merge joins neighbouring lines and areas of the same class and name into one
// feature, which saves their attributes.
func merge(list []*geojson.Feature) []*geojson.Feature {
	type key struct {
		class, name any
		kind        string
	}
	at := map[key]*geojson.Feature{}
	var out []*geojson.Feature
	for _, f := range list {
		k := key{f.Properties["class"], f.Properties["name"], f.Geometry.GeoJSONType()}
		first := at[k]
		switch g := f.Geometry.(type) {
		case orb.MultiLineString:
			if first != nil {
				first.Geometry = append(first.Geometry.(orb.MultiLineString), g...)
				continue
			}
		case orb.MultiPolygon:
			if first != nil {
				first.Geometry = append(first.Geometry.(orb.MultiPolygon), g...)
				continue
			}
		}
		at[k] = f
		out = append(out, f)
	}
	return out
}
