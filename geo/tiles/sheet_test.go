package tiles

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"runde/geo/osm"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"pgregory.net/rapid"
)

// Passing over chunks beside the tile changes nothing on it but where a ring is
// begun.
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
		if diff := cmp.Diff(rotated(unpacked(t, want)), rotated(unpacked(t, got))); diff != "" {
			t.Fatalf("%v:\n%s", c, diff)
		}
	})
}

// rotated begins each ring at its least point.
func rotated(layers mvt.Layers) mvt.Layers {
	for _, l := range layers {
		for _, f := range l.Features {
			for _, p := range polygons(f.Geometry) {
				for _, r := range p {
					open := r[:len(r)-1]
					at := slices.Index(open, slices.MinFunc(open, func(a, b orb.Point) int { return slices.Compare(a[:], b[:]) }))
					copy(r, slices.Concat(open[at:], open[:at], open[at:at+1]))
				}
			}
		}
	}
	return layers
}

// A chunk that lies beyond the buffer by less than half a unit touches it after
// rounding, and is looked at:
//
//	buffer's edge ─────────────────
//	               . . . . . . .      half a unit beyond: rounds onto the edge
func TestChunkAlmostInTheTile(t *testing.T) {
	c := coordOf(13, centre)
	unit := int32(1) << (MaxZoom - c.Z)
	edge := c.around(buffer).hi
	b := box{point{edge[0] - 100, edge[1] + unit/2 - 1}, point{edge[0], edge[1] + unit/2 - 1}}
	if b.beside(c.ground()) {
		t.Error("passed over, though it rounds onto the edge")
	}
	if b = (box{b.lo, point{edge[0], edge[1] + 2*unit}}); b.within(c.around(buffer)) {
		t.Error("not cut, though it leaves the tile")
	}
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
