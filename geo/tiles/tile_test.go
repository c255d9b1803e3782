package tiles

import (
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"runde/geo/osm/osmtest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
)

var centre = orb.Point{12.0502, 55.0502}

// What is drawn at a zoom: details come late, the lie of the land comes first.
func TestTileByZoom(t *testing.T) {
	m := New(nyby())
	for _, c := range []struct {
		zoom int
		want map[string][]string
	}{
		{6, map[string][]string{"land": {"outside/", "land/"}, "water": {"water/"}}},
		{9, map[string][]string{
			"land": {"outside/", "land/"}, "water": {"water/"}, "rails": {"rail/"}, "names": {"town/Nyby"},
		}},
		{12, map[string][]string{
			"land": {"outside/", "land/"}, "water": {"water/"}, "streets": {"residential/"},
			"names": {"town/Nyby"},
		}},
		{14, map[string][]string{
			"land": {"land/"}, "streets": {"residential/Nygade"}, "buildings": {"building/"}, "names": {"town/Nyby"},
			"places": {"library/Nyby Bibliotek"},
		}},
		{16, map[string][]string{
			"land": {"land/"}, "streets": {"residential/Nygade"}, "buildings": {"building/"}, "names": {"town/Nyby"},
			"places": {"library/Nyby Bibliotek", "bench/"},
		}},
	} {
		got := map[string][]string{}
		for name, features := range decode(t, m, coordOf(c.zoom, centre)) {
			got[name] = classes(features)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("zoom %d:\n%s", c.zoom, diff)
		}
	}
}

// A point comes back where it was, to within a unit.
func TestPointKeepsItsPlace(t *testing.T) {
	m := New(nyby())
	c := coordOf(16, centre)
	b, err := m.Tile(c.Z, c.X, c.Y)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := mvt.UnmarshalGzipped(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		if l.Name != "names" {
			continue
		}
		p := l.Features[0].Geometry.(orb.Point)
		scale := 360 / math.Ldexp(1, worldBits)
		lon := (float64(c.X)*extent+p[0])*scale - 180
		if math.Abs(lon-12.0502) > 2*scale {
			t.Errorf("the name moved to %f", lon)
		}
		return
	}
	t.Error("the name is missing")
}

// Two pieces of a street are one line, whichever way they were mapped.
func TestStreetPiecesAreJoined(t *testing.T) {
	m := New(nyby())
	streets := decode(t, m, coordOf(13, centre))["streets"]
	if len(streets) != 1 {
		t.Fatalf("got %d streets", len(streets))
	}
	if l, ok := streets[0].Geometry.(orb.LineString); !ok || len(l) != 2 {
		t.Errorf("got %v, want one straight line", streets[0].Geometry)
	}
}

// The lake's island is a hole; outer rings run clockwise on the screen, holes
// the other way.
func TestHolesAreKept(t *testing.T) {
	m := New(nyby())
	water := decode(t, m, coordOf(12, orb.Point{12.03, 55.07}))["water"]
	p, ok := water[0].Geometry.(orb.Polygon)
	if !ok || len(p) != 2 {
		t.Fatalf("got %v, want a polygon with one hole", water[0].Geometry)
	}
	if turn(p[0]) <= 0 || turn(p[1]) >= 0 {
		t.Errorf("areas %f and %f", turn(p[0]), turn(p[1]))
	}
}

func TestTilesThatCannotExist(t *testing.T) {
	m := New(nyby())
	for _, c := range []Coord{{5, 0, 0}, {17, 0, 0}, {-1, 0, 0}, {6, -1, 0}, {6, 64, 0}, {6, 0, 64}, {6, 0, -1}, {1 << 40, 0, 0}} {
		if _, err := m.Tile(c.Z, c.X, c.Y); !errors.Is(err, ErrTile) {
			t.Errorf("%v: got %v, want %v", c, err, ErrTile)
		}
	}
	if _, err := m.Tiles(5); !errors.Is(err, ErrTile) {
		t.Errorf("got %v, want %v", err, ErrTile)
	}
}

// A tile far away is empty and small, not an error: a map asks for what it shows.
func TestEmptyTile(t *testing.T) {
	b, err := New(nyby()).Tile(12, 0, 0)
	if err != nil || len(b) > 40 {
		t.Fatalf("%d bytes, %v", len(b), err)
	}
	if layers, err := mvt.UnmarshalGzipped(b); err != nil || len(layers) != 0 {
		t.Errorf("%d layers, %v", len(layers), err)
	}
}

// Tiles lists every tile that the area touches, and no other.
func TestTilesCoverTheArea(t *testing.T) {
	m := New(nyby())
	for z := MinZoom; z <= MaxZoom; z++ {
		list, err := m.Tiles(z)
		if err != nil {
			t.Fatal(err)
		}
		b := m.Bound()
		for _, corner := range []orb.Point{b.Min, b.Max, {b.Min[0], b.Max[1]}, {b.Max[0], b.Min[1]}, b.Center()} {
			if !slices.Contains(list, coordOf(z, corner)) {
				t.Errorf("zoom %d: %v is in no tile", z, corner)
			}
		}
		first, last := list[0], list[len(list)-1]
		if want := (last.X - first.X + 1) * (last.Y - first.Y + 1); len(list) != want {
			t.Errorf("zoom %d: %d tiles, want %d", z, len(list), want)
		}
	}
}

// A whole country at the zooms that are fetched at once weighs little, and no
// single tile is large.
func TestSizesOfARealMap(t *testing.T) {
	m := New(osmtest.Andorra(t))
	for z := MinZoom; z <= 13; z++ {
		list, err := m.Tiles(z)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, c := range list {
			b, err := m.Tile(c.Z, c.X, c.Y)
			if err != nil {
				t.Fatal(err)
			}
			sum += len(b)
			if len(b) > 120<<10 {
				t.Errorf("%v: %d bytes", c, len(b))
			}
		}
		t.Logf("zoom %d: %d tiles, %d bytes", z, len(list), sum)
		if z <= 11 && sum > 80<<10 {
			t.Errorf("zoom %d: %d bytes for the whole country, want at most 80 kB", z, sum)
		}
	}
}

// Every feature of a real map is drawn inside its tile's buffer, in a layer and
// class that doc.go names, with rings turned as the format asks.
func TestRealTilesAreSound(t *testing.T) {
	m := New(osmtest.Andorra(t))
	seen := map[string]bool{}
	for _, z := range []int{8, 11, 14} {
		list, err := m.Tiles(z)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list[:min(len(list), 60)] {
			for layer, features := range decode(t, m, c) {
				seen[layer] = true
				for _, f := range features {
					if !slices.Contains(layerNames, layer) || f.Properties["class"] == "" {
						t.Errorf("%v: layer %q, %v", c, layer, f.Properties)
					}
					soundGeometry(t, c, f.Geometry)
				}
			}
		}
	}
	for _, l := range []string{"land", "water", "green", "streets", "buildings", "names", "places"} {
		if !seen[l] {
			t.Errorf("no tile has the layer %s", l)
		}
	}
}

func soundGeometry(t *testing.T, c Coord, g orb.Geometry) {
	t.Helper()
	b := g.Bound()
	tile := orb.Bound{Min: orb.Point{low, low}, Max: orb.Point{high, high}}
	if !tile.Contains(b.Min) || !tile.Contains(b.Max) {
		t.Errorf("%v: %v leaves the tile", c, b)
	}
	polygons, _ := g.(orb.MultiPolygon)
	if p, ok := g.(orb.Polygon); ok {
		polygons = orb.MultiPolygon{p}
	}
	for _, p := range polygons {
		for i, r := range p {
			if len(r) < 4 || (turn(r) > 0) != (i == 0) {
				t.Errorf("%v: ring %d of %d points has area %f", c, i, len(r), turn(r))
			}
		}
	}
}

// The same extract gives the same bytes, and any number of goroutines may draw.
func TestTilesAreTheSameEveryTime(t *testing.T) {
	a, b := New(nyby()), New(nyby())
	var wg sync.WaitGroup
	for z := MinZoom; z <= MaxZoom; z++ {
		wg.Go(func() {
			c := coordOf(z, centre)
			x, err1 := a.Tile(c.Z, c.X, c.Y)
			y, err2 := b.Tile(c.Z, c.X, c.Y)
			again, err3 := a.Tile(c.Z, c.X, c.Y)
			if err := errors.Join(err1, err2, err3); err != nil {
				t.Error(err)
			}
			if !slices.Equal(x, y) || !slices.Equal(x, again) {
				t.Errorf("zoom %d: the bytes differ", z)
			}
		})
	}
	wg.Wait()
}

// BenchmarkTile draws the busiest tile of a real map.
func BenchmarkTile(b *testing.B) {
	m := New(osmtest.Andorra(b))
	c := coordOf(14, orb.Point{1.5218, 42.5075})
	for b.Loop() {
		if _, err := m.Tile(c.Z, c.X, c.Y); err != nil {
			b.Fatal(err)
		}
	}
}
