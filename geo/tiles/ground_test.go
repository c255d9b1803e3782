package tiles

import (
	"math/rand/v2"
	"testing"

	"runde/geo/osm"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"
)

// What a tile paints is what is there: away from every outline by more than it may
// be simplified, a place is water if and only if it lies in a lake and not on its
// island, at every zoom and wherever the lake is cut.
func TestWaterIsWhereItIs(t *testing.T) {
	wet, dry := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		e := &osm.Extract{Bound: orb.Bound{Min: orb.Point{12, 55}, Max: orb.Point{12.1, 55.1}}}
		shore, middle := starAround(t)
		lake := orb.Polygon{shore, island(shore, middle)}
		e.Base = []osm.Feature{{Layer: osm.Water, Class: "water", Geometry: lake}}
		m := New(e)
		z := rapid.IntRange(MinZoom, MaxZoom).Draw(t, "zoom")
		c := coordOf(z, shore[rapid.IntRange(0, len(shore)-1).Draw(t, "seen from")])
		b, err := m.Tile(c.Z, c.X, c.Y)
		if err != nil {
			t.Fatal(err)
		}
		var painted orb.MultiPolygon
		for _, l := range unpacked(t, b) {
			for _, f := range l.Features {
				if l.Name == "water" {
					painted = append(painted, polygons(f.Geometry)...)
				}
			}
		}
		onTile := orb.Polygon{inTile(c, shore), inTile(c, lake[1])}
		area := inTile(c, e.Bound.ToRing()).Bound()
		margin := max(2*tolerance(z)+4, 10)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range 60 {
			// Most of a large tile is far from a small lake.
			near := onTile[0][rng.IntN(len(shore))]
			p := orb.Point{near[0] + rng.NormFloat64()*300, near[1] + rng.NormFloat64()*300}
			in := orb.Bound{Min: orb.Point{0, 0}, Max: orb.Point{extent, extent}}
			if !in.Contains(p) || !area.Pad(-margin).Contains(p) || planar.DistanceFrom(orb.MultiLineString{
				orb.LineString(onTile[0]), orb.LineString(onTile[1])}, p) < margin {
				continue
			}
			want := planar.PolygonContains(onTile, p)
			if got := planar.MultiPolygonContains(painted, p); got != want {
				t.Fatalf("%v at %v: painted as water %v, is water %v", c, p, got, want)
			}
			if want {
				wet++
			} else {
				dry++
			}
		}
	})
	if wet < 50 || dry < 50 {
		t.Errorf("only %d places in water and %d outside were looked at", wet, dry)
	}
}

// island is a shore at half its size.
func island(shore orb.Ring, middle orb.Point) orb.Ring {
	out := make(orb.Ring, len(shore))
	for i, p := range shore {
		out[i] = orb.Point{(p[0] + middle[0]) / 2, (p[1] + middle[1]) / 2}
	}
	return out
}

// inTile is a ring in units of a tile, not rounded to them.
func inTile(c Coord, r orb.Ring) orb.Ring {
	unit := float64(int(1) << (MaxZoom - c.Z))
	out := make(orb.Ring, len(r))
	for i, p := range r {
		w := toWorld(p)
		out[i] = orb.Point{float64(w[0])/unit - float64(c.X*extent), float64(w[1])/unit - float64(c.Y*extent)}
	}
	return out
}
