package tiles

import (
	"testing"

	"runde/geo/osm"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

func TestClassOfStreet(t *testing.T) {
	type tags = map[string]string
	for _, c := range []struct {
		tags  tags
		class string
		zoom  int
	}{
		{tags{"highway": "motorway_link"}, "motorway", 6},
		{tags{"highway": "unclassified"}, "residential", 12},
		{tags{"highway": "service"}, "service", 14},
		{tags{"highway": "service", "service": "driveway"}, "service", 15},
		{tags{"highway": "footway"}, "path", 14},
		{tags{"highway": "steps"}, "steps", 15},
		{tags{"route": "ferry"}, "ferry", 8},
		{tags{"highway": "pedestrian", "area": "yes"}, "", 0},
		{tags{"highway": "proposed"}, "", 0},
	} {
		class, zoom, ok := classOfStreet(c.tags)
		if class != c.class || zoom != c.zoom || ok != (c.class != "") {
			t.Errorf("%v: %q from zoom %d, %v; want %q from %d", c.tags, class, zoom, ok, c.class, c.zoom)
		}
	}
}

func TestPassage(t *testing.T) {
	type tags = map[string]string
	for _, c := range []struct {
		tags tags
		want string
	}{
		{tags{}, ""}, {tags{"bridge": "no", "tunnel": "no"}, ""}, {tags{"bridge": "viaduct"}, "bridge"},
		{tags{"tunnel": "building_passage"}, "tunnel"}, {tags{"bridge": "yes", "tunnel": "yes"}, "tunnel"},
	} {
		if got := passage(c.tags); got != c.want {
			t.Errorf("%v: %q, want %q", c.tags, got, c.want)
		}
	}
}

// A bridge is a line of its own between the pieces of its street, and the longest
// street of a class comes first, to be named first.
func TestStreetsInOrder(t *testing.T) {
	e := nyby()
	street := func(name, bridge string, from, to float64) osm.Street {
		return osm.Street{
			Line: orb.LineString{{from, 55.05}, {to, 55.05}},
			Tags: map[string]string{"highway": "residential", "name": name, "bridge": bridge},
		}
	}
	e.Streets = []osm.Street{
		street("Kort Gade", "", 12.045, 12.046), street("Lang Gade", "", 12.05, 12.06),
		street("Lang Gade", "yes", 12.06, 12.061), street("Lang Gade", "", 12.061, 12.07),
	}
	m := New(e)
	var got []string
	for _, s := range m.detail().shapes {
		if a := m.attrs[s.attr]; a.layer == "streets" {
			got = append(got, a.name+"/"+a.at)
		}
	}
	want := []string{"Lang Gade/", "Lang Gade/", "Kort Gade/", "Lang Gade/bridge"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
