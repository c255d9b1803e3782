package tiles

import (
	"testing"

	"runde/geo/osm"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"
)

// nyby is a small town on a coast: land with a lake that has an island, a street
// in two pieces, a house, a railway, a name and two places.
func nyby() *osm.Extract {
	box := func(x0, y0, x1, y1 float64) orb.Ring {
		return orb.Bound{Min: orb.Point{x0, y0}, Max: orb.Point{x1, y1}}.ToRing()
	}
	street := map[string]string{"highway": "residential", "name": "Nygade"}
	return &osm.Extract{
		Bound: orb.Bound{Min: orb.Point{12, 55}, Max: orb.Point{12.1, 55.1}},
		Base: []osm.Feature{
			{Layer: osm.Land, Class: "land", Geometry: orb.MultiPolygon{{box(12, 55, 12.08, 55.1)}}},
			{Layer: osm.Water, Class: "water", Name: "Søen", Geometry: orb.Polygon{box(12.02, 55.06, 12.04, 55.08), box(12.025, 55.065, 12.03, 55.07)}},
			{Layer: osm.Buildings, Class: "building", Geometry: orb.Polygon{box(12.05, 55.05, 12.0504, 55.0502)}},
			{Layer: osm.Rails, Class: "rail", Geometry: orb.LineString{{12, 55.01}, {12.08, 55.02}}},
		},
		Streets: []osm.Street{
			{ID: 1, Nodes: []int64{1, 2}, Line: orb.LineString{{12.04, 55.0505}, {12.05, 55.0505}}, Tags: street},
			{ID: 2, Nodes: []int64{3, 2}, Line: orb.LineString{{12.06, 55.0505}, {12.05, 55.0505}}, Tags: street},
		},
		Names: []osm.Name{{Ref: "n1", Name: "Nyby", Kind: "town", Point: orb.Point{12.0502, 55.0502}}},
		Places: []osm.Place{
			{Ref: "n2", Kind: "library", Name: "Nyby Bibliotek", Point: orb.Point{12.0502, 55.0501}},
			{Ref: "n3", Kind: osm.Bench, Point: orb.Point{12.0503, 55.0504}},
		},
	}
}

// coordOf is the tile of a zoom that holds a point.
func coordOf(z int, p orb.Point) Coord {
	w := toWorld(p)
	return Coord{z, int(w[0]) >> (worldBits - z), int(w[1]) >> (worldBits - z)}
}

// decode reads a tile's layers.
func decode(t testing.TB, m *Map, c Coord) map[string][]*geojson.Feature {
	t.Helper()
	b, err := m.Tile(c.Z, c.X, c.Y)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := mvt.UnmarshalGzipped(b)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]*geojson.Feature{}
	for _, l := range layers {
		if l.Version != 2 || l.Extent != extent {
			t.Errorf("layer %s: version %d, extent %d", l.Name, l.Version, l.Extent)
		}
		out[l.Name] = l.Features
	}
	return out
}

// classes lists class and name of a layer's features as "class/name".
func classes(features []*geojson.Feature) []string {
	var out []string
	for _, f := range features {
		name, _ := f.Properties["name"].(string)
		out = append(out, f.Properties["class"].(string)+"/"+name)
	}
	return out
}

// turn is the area of a ring in a tile, whose y grows southwards: positive for
// one that runs clockwise on the screen.
func turn(r orb.Ring) float64 {
	sum := 0.0
	for i := range r {
		a, b := r[i], r[(i+1)%len(r)]
		sum += a[0]*b[1] - b[0]*a[1]
	}
	return sum / 2
}

// unpacked reads a tile by another library than the one that wrote it.
func unpacked(t rapid.TB, b []byte) mvt.Layers {
	t.Helper()
	layers, err := mvt.UnmarshalGzipped(b)
	if err != nil {
		t.Fatal(err)
	}
	return layers
}

func polygons(g orb.Geometry) orb.MultiPolygon {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	}
	return nil
}
