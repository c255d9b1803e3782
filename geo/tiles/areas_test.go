package tiles

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// A lake's name stands inside it, beside its island, from the zoom at which it
// has room.
func TestAreasAreNamedInside(t *testing.T) {
	m := New(nyby())
	at := orb.Point{12.0375, 55.0667}
	for zoom, want := range map[int]bool{8: false, 12: true, 15: true} {
		found := false
		for _, f := range decode(t, m, coordOf(zoom, at))["names"] {
			found = found || f.Properties["name"] == "Søen" && f.Properties["class"] == "water"
		}
		if found != want {
			t.Errorf("zoom %d: named %v, want %v", zoom, found, want)
		}
	}
}

// The widest level stretch of
//
//	+-----------+
//	|           |   <- here
//	|   +-------+
//	|   |
//	+---+
//
// lies in its upper arm.
func TestWidest(t *testing.T) {
	arm := []point{{0, 0}, {1000, 0}, {1000, 400}, {200, 400}, {200, 1000}, {0, 1000}, {0, 0}}
	at, width := widest([]ring{{points: arm}})
	if width != 1000 || at[0] != 500 || at[1] <= 0 || at[1] >= 400 {
		t.Errorf("at %v, %f wide", at, width)
	}
}

// Wherever the widest stretch is, its middle lies inside the area.
func TestWidestLiesInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		outline := project(orb.LineString(star(t)))
		if len(outline) < 4 {
			t.Skip("nothing is left of it")
		}
		at, width := widest([]ring{{points: outline}})
		if width == 0 {
			return // flat: no height crosses it
		}
		xs := levelCrossings([]ring{{points: outline}}, float64(at[1])+0.5)
		for i := 0; i+1 < len(xs); i += 2 {
			if float64(at[0]) >= xs[i]-1 && float64(at[0]) <= xs[i+1]+1 {
				return
			}
		}
		t.Fatalf("%v is outside %v", at, xs)
	})
}

// A longer name needs more room, and no name comes before zoom 10.
func TestLabelZoom(t *testing.T) {
	if short, long := labelZoom(4000, "Sø"), labelZoom(4000, "Langesø Naturpark"); short >= long {
		t.Errorf("zoom %d for a short name, %d for a long one", short, long)
	}
	if z := labelZoom(math.MaxInt32, "Sø"); z != 10 {
		t.Errorf("zoom %d for a sea", z)
	}
	if z := labelZoom(8, "Gadekæret"); z <= MaxZoom {
		t.Errorf("a name without room from zoom %d", z)
	}
}

// What is mapped beyond the area's bound is cut off.
func TestOutsideIsCutOff(t *testing.T) {
	e := nyby()
	e.Base[1].Geometry = orb.Polygon{orb.Bound{Min: orb.Point{11.9, 55.04}, Max: orb.Point{12.02, 55.06}}.ToRing()}
	e.Streets[0].Line = orb.LineString{{11.9, 55.0505}, {12.05, 55.0505}}
	e.Places[0].Point, e.Names[0].Point = orb.Point{11.99, 55.05}, orb.Point{11.99, 55.06}
	m := New(e)
	edge := toWorld(e.Bound.Min)[0] - 1
	for i, s := range m.detail().shapes {
		if m.attrs[s.attr].class == "outside" {
			continue
		}
		from, to := m.detail().partsOf(i)
		for _, p := range m.detail().parts[from:to] {
			if p.box.lo[0] < edge {
				t.Errorf("%v reaches beyond the area", m.attrs[s.attr])
			}
		}
	}
}
