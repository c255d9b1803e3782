package tiles

import (
	"bytes"
	"math"
	"testing"

	"runde/geo/osm"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// Passing over chunks beside the tile changes no byte of it.
func TestChunksChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := &osm.Extract{Bound: orb.Bound{Min: orb.Point{12, 55}, Max: orb.Point{12.1, 55.1}}}
		for range rapid.IntRange(1, 3).Draw(t, "areas") {
			r := star(t)
			e.Base = append(e.Base,
				osm.Feature{Layer: osm.Water, Class: "water", Geometry: orb.Polygon{r}},
				osm.Feature{Layer: osm.Water, Class: "river", Geometry: orb.LineString(r)})
		}
		m, slow := New(e), New(e)
		for _, s := range slow.sheets {
			for i := range s.chunks {
				s.chunks[i] = box{point{math.MinInt32, math.MinInt32}, point{math.MaxInt32, math.MaxInt32}}
			}
		}
		z := rapid.IntRange(MinZoom, MaxZoom).Draw(t, "zoom")
		list, err := m.Tiles(z)
		if err != nil {
			t.Fatal(err)
		}
		c := rapid.SampledFrom(list).Draw(t, "tile")
		got, err1 := m.Tile(c.Z, c.X, c.Y)
		want, err2 := slow.Tile(c.Z, c.X, c.Y)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("%v: %d and %d bytes", c, len(got), len(want))
		}
	})
}

// A coarse sheet draws what the finest would at the same zoom.
func TestCoarseSheetsDrawTheSame(t *testing.T) {
	m := New(nyby())
	fine := &Map{bound: m.bound, attrs: m.attrs, plain: m.plain, sheets: m.sheets[len(m.sheets)-1:]}
	for z := MinZoom; z <= MaxZoom; z++ {
		c := coordOf(z, centre)
		got, err1 := m.Tile(c.Z, c.X, c.Y)
		want, err2 := fine.Tile(c.Z, c.X, c.Y)
		if err1 != nil || err2 != nil || !bytes.Equal(got, want) {
			t.Errorf("zoom %d: %d and %d bytes, %v, %v", z, len(got), len(want), err1, err2)
		}
	}
	for _, s := range m.sheets[:2] {
		for i, z := range s.zooms {
			if int(z) > s.top {
				t.Errorf("the sheet to zoom %d holds point %d, drawn from %d", s.top, i, z)
			}
		}
	}
}
