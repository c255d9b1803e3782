package tiles

import (
	"math"
	"slices"
	"testing"

	"runde/geo/osm"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"
)

// Neighbouring tiles meet: a winding line crosses their common edge at the same
// place in both.
func TestNeighboursMeet(t *testing.T) {
	e := nyby()
	var l orb.LineString
	for i := range 400 {
		l = append(l, orb.Point{12 + float64(i)/4000, 55.05 + 0.004*math.Sin(float64(i)/7)})
	}
	e.Streets = []osm.Street{{ID: 1, Line: l, Tags: map[string]string{"highway": "primary"}}}
	m := New(e)
	met := 0
	for z := 9; z <= MaxZoom; z++ {
		list, err := m.Tiles(z)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			east := crossings(decode(t, m, c)["streets"], extent)
			west := crossings(decode(t, m, Coord{z, c.X + 1, c.Y})["streets"], 0)
			if len(east) != len(west) {
				t.Errorf("%v: %d crossings, its neighbour has %d", c, len(east), len(west))
				continue
			}
			for i := range east {
				met++
				if math.Abs(east[i]-west[i]) > 1.5 {
					t.Errorf("%v: crossing at %f, its neighbour's at %f", c, east[i], west[i])
				}
			}
		}
	}
	if met < 20 {
		t.Errorf("only %d crossings were compared", met)
	}
}

// crossings are the heights at which lines cross a vertical, sorted.
func crossings(features []*geojson.Feature, x float64) []float64 {
	var ys []float64
	for _, f := range features {
		lines, _ := f.Geometry.(orb.MultiLineString)
		if l, ok := f.Geometry.(orb.LineString); ok {
			lines = orb.MultiLineString{l}
		}
		for _, l := range lines {
			for i := 1; i < len(l); i++ {
				a, b := l[i-1], l[i]
				if (a[0] < x) != (b[0] < x) {
					ys = append(ys, a[1]+(x-a[0])/(b[0]-a[0])*(b[1]-a[1]))
				}
			}
		}
	}
	slices.Sort(ys)
	return ys
}

// A map of random areas and lines, large and small, is drawn the same wherever
// it is cut: what two neighbouring tiles draw on their common edge differs by
// rounding alone.
func TestSeamsOfRandomShapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := &osm.Extract{Bound: orb.Bound{Min: orb.Point{12, 55}, Max: orb.Point{12.1, 55.1}}}
		for range rapid.IntRange(1, 4).Draw(t, "areas") {
			e.Base = append(e.Base, osm.Feature{Layer: osm.Water, Class: "water", Geometry: orb.Polygon{star(t)}})
		}
		m := New(e)
		z := rapid.IntRange(9, 15).Draw(t, "zoom")
		list, err := m.Tiles(z)
		if err != nil {
			t.Fatal(err)
		}
		c := rapid.SampledFrom(list).Draw(t, "tile")
		east := outlines(t, m, c, 0, extent)
		west := outlines(t, m, Coord{z, c.X + 1, c.Y}, 0, 0)
		south := outlines(t, m, c, 1, extent)
		north := outlines(t, m, Coord{z, c.X, c.Y + 1}, 1, 0)
		sameCrossings(t, "east", east, west)
		sameCrossings(t, "south", south, north)
	})
}

// star is a ring around a random point with random rays: winding, and as large
// as the map or as small as a house.
func star(t *rapid.T) orb.Ring {
	x := rapid.Float64Range(12, 12.1).Draw(t, "x")
	y := rapid.Float64Range(55, 55.1).Draw(t, "y")
	size := math.Pow(10, rapid.Float64Range(-3.5, -1.3).Draw(t, "size"))
	n := rapid.IntRange(3, 200).Draw(t, "rays")
	var r orb.Ring
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		far := size * (0.6 + 0.4*math.Sin(float64(i*i)))
		r = append(r, orb.Point{x + far*math.Cos(a), y + far*math.Sin(a)})
	}
	return append(r, r[0])
}

// outlines are where water's edges cross a line of the tile, x (axis 0) or y.
func outlines(t *rapid.T, m *Map, c Coord, axis int, at float64) []float64 {
	b, err := m.Tile(c.Z, c.X, c.Y)
	if err != nil {
		t.Fatal(err)
	}
	var all []*geojson.Feature
	for _, l := range unpacked(t, b) {
		if l.Name != "water" {
			continue
		}
		for _, f := range l.Features {
			for _, r := range polygons(f.Geometry) {
				for _, ring := range r {
					if axis == 1 {
						ring = flipped(ring)
					}
					all = append(all, geojson.NewFeature(orb.LineString(ring)))
				}
			}
		}
	}
	// Half a unit off the line: no vertex lies there.
	return crossings(all, at+0.5)
}

func flipped(r orb.Ring) orb.Ring {
	out := make(orb.Ring, len(r))
	for i, p := range r {
		out[i] = orb.Point{p[1], p[0]}
	}
	return out
}

// sameCrossings allows one for the neighbour's missing half a unit, where the
// outline runs nearly along the seam, and specks below the least size.
func sameCrossings(t *rapid.T, side string, a, b []float64) {
	inTile := func(v float64) bool { return v >= 0 && v <= extent }
	a, b = slices.DeleteFunc(a, func(v float64) bool { return !inTile(v) }), slices.DeleteFunc(b, func(v float64) bool { return !inTile(v) })
	near := func(v float64, list []float64) bool {
		return slices.ContainsFunc(list, func(w float64) bool { return math.Abs(v-w) <= 3 })
	}
	for _, v := range a {
		if !near(v, b) && wide(v, a) {
			t.Fatalf("%s: an outline at %.1f, the neighbour has %v", side, v, b)
		}
	}
	for _, v := range b {
		if !near(v, a) && wide(v, b) {
			t.Fatalf("%s: the neighbour has an outline at %.1f, this one %v", side, v, a)
		}
	}
}

// wide reports whether a crossing is no part of a spike: none other is near.
func wide(v float64, list []float64) bool {
	n := 0
	for _, w := range list {
		if math.Abs(v-w) < 12 {
			n++
		}
	}
	return n == 1
}
