package tiles

import (
	"cmp"
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
				if math.Abs(east[i].y-west[i].y) > 1.5*east[i].steep {
					t.Errorf("%v: crossing at %f, its neighbour's at %f", c, east[i].y, west[i].y)
				}
			}
		}
	}
	if met < 20 {
		t.Errorf("only %d crossings were compared", met)
	}
}

// crossing is where a line crosses a vertical, and how steeply it runs there: a
// line that is moved by a unit crosses so many units higher or lower.
type crossing struct{ y, steep float64 }

// crossings are where lines cross a vertical, from the top.
func crossings(features []*geojson.Feature, x float64) []crossing {
	var found []crossing
	for _, f := range features {
		lines, _ := f.Geometry.(orb.MultiLineString)
		if l, ok := f.Geometry.(orb.LineString); ok {
			lines = orb.MultiLineString{l}
		}
		for _, l := range lines {
			for i := 1; i < len(l); i++ {
				a, b := l[i-1], l[i]
				if (a[0] < x) != (b[0] < x) {
					slope := (b[1] - a[1]) / (b[0] - a[0])
					found = append(found, crossing{a[1] + (x-a[0])*slope, math.Hypot(1, slope)})
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b crossing) int { return cmp.Compare(a.y, b.y) })
	return found
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
	r, _ := starAround(t)
	return r
}

// starAround is a star, and the point from which all of it can be seen.
func starAround(t *rapid.T) (r orb.Ring, middle orb.Point) {
	x := rapid.Float64Range(12, 12.1).Draw(t, "x")
	y := rapid.Float64Range(55, 55.1).Draw(t, "y")
	size := math.Pow(10, rapid.Float64Range(-3.5, -1.3).Draw(t, "size"))
	n := rapid.IntRange(3, 200).Draw(t, "rays")
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		far := size * (0.6 + 0.4*math.Sin(float64(i*i)))
		r = append(r, orb.Point{x + far*math.Cos(a), y + far*math.Sin(a)})
	}
	return append(r, r[0]), orb.Point{x, y}
}

// outlines are where water's edges cross a line of the tile, x (axis 0) or y.
func outlines(t *rapid.T, m *Map, c Coord, axis int, at float64) []crossing {
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

// sameCrossings allows a line to be moved by rounding, and specks and tips below
// the least size that only one of the tiles shows.
func sameCrossings(t *rapid.T, side string, a, b []crossing) {
	for _, pair := range [2][2][]crossing{{a, b}, {b, a}} {
		for _, c := range pair[0] {
			if c.y < 0 || c.y > extent || !alone(c, pair[0]) {
				continue
			}
			if !slices.ContainsFunc(pair[1], func(d crossing) bool { return math.Abs(c.y-d.y) <= 1.5*c.steep }) {
				t.Fatalf("%s: one tile has an outline at %v, the other has %v", side, c, pair[1])
			}
		}
	}
}

// alone reports whether a crossing is no part of a tip: none other is near.
func alone(c crossing, list []crossing) bool {
	n := 0
	for _, d := range list {
		if math.Abs(c.y-d.y) < 12*c.steep {
			n++
		}
	}
	return n == 1
}
