package osm

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"runde/geo/osm/pbf/pbftest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// town builds an extract element by element. Positions are in units of 100 m
// east and north of a corner.
type town struct {
	objects []osm.Object
	box     *osm.Bounds
	next    int64
}

func (w *town) at(x, y float64) (lat, lon float64) { return 55 + y*0.0009, 12 + x*0.0016 }

func (w *town) node(x, y float64, kv ...string) osm.NodeID {
	w.next++
	lat, lon := w.at(x, y)
	w.objects = append(w.objects, &osm.Node{ID: osm.NodeID(w.next), Lat: lat, Lon: lon, Tags: tagged(kv...)})
	return osm.NodeID(w.next)
}

// square is a closed way of side 1 around a point.
func (w *town) square(x, y float64, kv ...string) int64 {
	a, b := w.node(x-0.5, y-0.5), w.node(x+0.5, y-0.5)
	c, d := w.node(x+0.5, y+0.5), w.node(x-0.5, y+0.5)
	return w.way([]osm.NodeID{a, b, c, d, a}, kv...)
}

func (w *town) way(ids []osm.NodeID, kv ...string) int64 {
	w.next++
	way := &osm.Way{ID: osm.WayID(w.next), Tags: tagged(kv...)}
	for _, id := range ids {
		way.Nodes = append(way.Nodes, osm.WayNode{ID: id})
	}
	w.objects = append(w.objects, way)
	return w.next
}

// area is a multipolygon of one outer way.
func (w *town) area(outer int64, kv ...string) {
	w.next++
	r := &osm.Relation{ID: osm.RelationID(w.next), Tags: append(tagged("type", "multipolygon"), tagged(kv...)...)}
	r.Members = osm.Members{{Type: osm.TypeWay, Ref: outer, Role: "outer"}}
	w.objects = append(w.objects, r)
}

func (w *town) read(t *testing.T, opt Options) *Extract {
	t.Helper()
	return mustRead(t, write(t, "town.osm.pbf", pbftest.File(w.box, w.objects)), opt)
}

func refs(places []Place) []string {
	var out []string
	for _, p := range places {
		out = append(out, p.Ref[:1]+" "+string(p.Kind)+" "+p.Name)
	}
	return out
}

// A park whose outline is tagged as well as its relation is one place and is
// drawn once: the way alone would cover the relation's holes.
func TestRelationAndItsOutlineAreOne(t *testing.T) {
	var w town
	w.area(w.square(1, 1, "leisure", "park", "name", "Parken"), "leisure", "park", "name", "Parken")
	e := w.read(t, Options{})
	if diff := cmp.Diff([]string{"r park Parken"}, refs(e.Places)); diff != "" {
		t.Error(diff)
	}
	parks := 0
	for _, f := range e.Base {
		if f.Class == "park" {
			parks++
		}
	}
	if parks != 1 {
		t.Errorf("the park is drawn %d times", parks)
	}
}

// A point of a place lies on it, whether it is a node, a line or an area.
func TestPointOfAPlace(t *testing.T) {
	var w town
	w.square(2, 2, "amenity", "library")
	w.way([]osm.NodeID{w.node(5, 5), w.node(6, 5), w.node(7, 5)}, "public_transport", "platform")
	e := w.read(t, Options{})
	lat, lon := w.at(2, 2)
	lat2, lon2 := w.at(6, 5)
	want := []orb.Point{{lon, lat}, {lon2, lat2}}
	for i, p := range e.Places {
		if distanceM(p.Point, want[i]) > 1 {
			t.Errorf("%s lies %.0f m from where it should", p.Kind, distanceM(p.Point, want[i]))
		}
	}
	if len(e.Places) != 2 {
		t.Errorf("got %v", refs(e.Places))
	}
}

// A header's box that none of the nodes lies in is a mistake of the file's
// writer; one that is sound cuts off what lies outside.
func TestHeaderBox(t *testing.T) {
	for _, c := range []struct {
		name string
		box  *osm.Bounds
		want int
	}{
		{"none", nil, 2},
		{"elsewhere", &osm.Bounds{MinLat: 10, MaxLat: 11, MinLon: 10, MaxLon: 11}, 2},
		{"around one", &osm.Bounds{MinLat: 54.9, MaxLat: 55.0005, MinLon: 11.9, MaxLon: 12.5}, 1},
	} {
		w := town{box: c.box}
		w.node(0, 0, "amenity", "bench")
		w.node(0, 5, "amenity", "bench")
		if e := w.read(t, Options{}); len(e.Places) != c.want {
			t.Errorf("%s: %d places, want %d", c.name, len(e.Places), c.want)
		}
	}
}

// What the map draws, in the order it draws it. Only water and green carry
// names: a building's name may be its owner's.
func TestBaseMap(t *testing.T) {
	var w town
	w.way([]osm.NodeID{w.node(0, 0), w.node(9, 0)}, "railway", "rail", "name", "Banen")
	w.square(1, 1, "building", "house", "name", "Villa Fryd")
	w.square(3, 3, "leisure", "park", "name", "Parken")
	w.way([]osm.NodeID{w.node(0, 6), w.node(9, 6)}, "waterway", "river", "name", "Åen")
	w.square(5, 5, "natural", "water", "name", "Søen")
	w.square(7, 7, "landuse", "residential", "name", "Kvarteret")
	w.way([]osm.NodeID{w.node(0, 7), w.node(9, 7)}, "waterway", "stream", "tunnel", "culvert")
	w.square(9, 9, "building", "no")
	var got []string
	for _, f := range w.read(t, Options{}).Base {
		got = append(got, f.Layer+" "+f.Class+" "+f.Name)
	}
	want := []string{
		"land land ", "land built ", "water river Åen", "water water Søen", "green park Parken", "buildings building ", "rails rail ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every class of way that somebody may travel on is a street; what is planned,
// raced on or only the edge of something is none.
func TestStreetClasses(t *testing.T) {
	for tags, want := range map[[2]string]bool{
		{"highway", "footway"}: true, {"highway", "steps"}: true, {"highway", "living_street"}: true,
		{"highway", "motorway_link"}: true, {"highway", "track"}: true, {"route", "ferry"}: true,
		{"highway", "construction"}: false, {"highway", "proposed"}: false, {"highway", "raceway"}: false,
		{"highway", "bus_stop"}: false, {"railway", "rail"}: false, {"route", "bicycle"}: false,
	} {
		if got := isStreet(tagged(tags[0], tags[1])); got != want {
			t.Errorf("%v: got %v, want %v", tags, got, want)
		}
	}
}

// Homes are counted from buildings that may be homes, and from nothing else.
func TestHomeBuildings(t *testing.T) {
	var w town
	w.square(1, 1, "building", "house")
	w.square(3, 1, "building", "apartments", "building:flats", "12")
	w.square(5, 1, "building", "yes")
	w.square(7, 1, "building", "yes", "shop", "supermarket")
	w.square(9, 1, "building", "garage")
	w.square(11, 1, "building", "church")
	w.area(w.square(13, 1), "building", "residential", "addr:flats", "1-4")
	e := w.read(t, Options{})
	n := 0
	for _, d := range e.Dwellings {
		n += d.Count
	}
	if n != 1+12+1+4 || e.DwellingSource != FromBuildings {
		t.Errorf("%d homes by %s, want 18 by buildings", n, e.DwellingSource)
	}
}

// Addresses on buildings count, and with a boundary only those inside it.
func TestAddressesOnBuildings(t *testing.T) {
	var w town
	for i := range 4 {
		w.square(float64(3*i), 0, "building", "house", "addr:street", "Nygade", "addr:housenumber", string(rune('1'+i)))
	}
	if e := w.read(t, Options{}); len(e.Dwellings) != 4 || e.DwellingSource != FromAddresses {
		t.Errorf("%d by %s, want 4 by addresses", len(e.Dwellings), e.DwellingSource)
	}
	lat, lon := w.at(4.5, 1)
	half := orb.MultiPolygon{orb.Bound{Min: orb.Point{11.9, 54.9}, Max: orb.Point{lon, lat}}.ToPolygon()}
	e := w.read(t, Options{Boundary: half})
	if len(e.Dwellings) != 2 {
		t.Errorf("%d inside the boundary, want 2", len(e.Dwellings))
	}
	if diff := cmp.Diff([]string{"Nygade"}, e.StreetNames); diff != "" {
		t.Errorf("an address names a street too:\n%s", diff)
	}
}

// The boundary may be any shape: its box is not enough.
func TestBoundaryIsNotItsBox(t *testing.T) {
	var w town
	w.node(1, 1, "amenity", "bench")
	w.node(9, 9, "amenity", "bench") // in the box, beyond the diagonal
	corner := func(x, y float64) orb.Point {
		lat, lon := w.at(x, y)
		return orb.Point{lon, lat}
	}
	triangle := orb.MultiPolygon{{{corner(0, 0), corner(12, 0), corner(0, 12), corner(0, 0)}}}
	e := w.read(t, Options{Boundary: triangle})
	if len(e.Places) != 1 || e.Report.Benches.Nodes != 1 {
		t.Errorf("got %v and %v, want the bench inside", refs(e.Places), e.Report.Benches)
	}
	wantDrops(t, e.Report, []Drop{{"place", "outside the area", 1}})
}

// The order of a file's elements does not matter: relations may come before
// their ways, ways before their nodes, ids in any order, and an element twice.
func TestOrderDoesNotMatter(t *testing.T) {
	var w town
	for i := range 40 {
		w.area(w.square(float64(i%7), float64(i/7), "building", "house"), "leisure", "park", "name", "Parken")
		w.node(float64(i), 9, "amenity", "bench")
	}
	for i := range 10 {
		w.way([]osm.NodeID{osm.NodeID(i + 1), osm.NodeID(i + 2), osm.NodeID(i + 30)}, "highway", "path")
	}
	lat, lon := w.at(3.2, 3.2)
	south := orb.MultiPolygon{orb.Bound{Min: orb.Point{11.9, 54.9}, Max: orb.Point{lon, lat}}.ToPolygon()}
	rng := rand.New(rand.NewPCG(7, 7))
	for _, opt := range []Options{{}, {Boundary: south, Margin: 1}} {
		want := w.read(t, opt)
		for range 20 {
			mixed := town{objects: slices.Clone(w.objects)}
			twice := mixed.objects[rng.IntN(len(mixed.objects))]
			mixed.objects = append(mixed.objects, twice)
			rng.Shuffle(len(mixed.objects), func(i, j int) {
				mixed.objects[i], mixed.objects[j] = mixed.objects[j], mixed.objects[i]
			})
			got := mixed.read(t, opt)
			sorted := cmpopts.SortSlices(func(a, b Street) bool { return a.ID < b.ID })
			if diff := cmp.Diff(want.Streets, got.Streets, sorted); diff != "" {
				t.Fatalf("with %v twice:\n%s", twice.ObjectID(), diff)
			}
			if a, b := len(want.Base), len(got.Base); a != b {
				t.Fatalf("with %v twice: %d features, want %d", twice.ObjectID(), b, a)
			}
			byRef := cmpopts.SortSlices(func(a, b Place) bool { return a.Ref < b.Ref })
			if diff := cmp.Diff(want.Places, got.Places, byRef); diff != "" {
				t.Fatalf("with %v twice:\n%s", twice.ObjectID(), diff)
			}
			if diff := cmp.Diff(want.Report.Benches, got.Report.Benches); diff != "" {
				t.Fatalf("with %v twice:\n%s", twice.ObjectID(), diff)
			}
		}
	}
}

// An outline that a relation names twice is one: joined with itself it would be an
// area without a surface.
func TestMemberTwice(t *testing.T) {
	var w town
	a, b, c, d := w.node(0, 0), w.node(2, 0), w.node(2, 2), w.node(0, 2)
	first, second := w.way([]osm.NodeID{a, b, c}), w.way([]osm.NodeID{c, d, a})
	w.area(first, "natural", "water")
	r := w.objects[len(w.objects)-1].(*osm.Relation)
	r.Members = append(r.Members, r.Members[0], osm.Member{Type: osm.TypeWay, Ref: second}, r.Members[0])
	e := w.read(t, Options{})
	water := slices.IndexFunc(e.Base, func(f Feature) bool { return f.Layer == Water })
	if water < 0 {
		t.Fatal("no water")
	}
	lake := e.Base[water].Geometry.(orb.MultiPolygon)
	if len(lake) != 1 || len(lake[0]) != 1 || len(lake[0][0]) != 5 {
		t.Errorf("got %v, want a square", lake)
	}
	wantDrops(t, e.Report, []Drop{{"member", "the same element twice", 2}})
}

// A small file in which a thousand areas share one long outline does not make a
// thousand copies of it.
func TestOutlineOfAThousandAreas(t *testing.T) {
	var w town
	var ids []osm.NodeID
	for i := range 400 {
		ids = append(ids, w.node(float64(i), float64(i*i)/400))
	}
	outline := w.way(append(ids, ids[0]))
	for range 1000 {
		w.area(outline, "natural", "water")
	}
	e := w.read(t, Options{})
	lakes := 0
	for _, f := range e.Base {
		if f.Layer == Water {
			lakes++
		}
	}
	if lakes != maxShared {
		t.Errorf("%d lakes, want %d", lakes, maxShared)
	}
	if !slices.Contains(e.Report.Dropped, Drop{"member", "shared by too many areas", 1000 - maxShared}) {
		t.Errorf("got %v", e.Report.Dropped)
	}
}

// Streets with the same tags share one map of them; those whose tags would read
// the same when run together do not.
func TestStreetsShareTheirTags(t *testing.T) {
	var w town
	a, b := w.node(0, 0), w.node(1, 0)
	for _, kv := range [][]string{
		{"highway", "path", "name", "Eng", "surface", "sand"},
		{"highway", "path", "name", "Eng", "surface", "sand", "note", "not kept"},
		{"highway", "path", "name", "Eng\x00surface\x00sand"},
		{"highway", "path", "name", "Eng", "surface", "sandy"},
	} {
		w.way([]osm.NodeID{a, b}, kv...)
	}
	s := w.read(t, Options{}).Streets
	same := func(a, b Street) bool { return reflect.ValueOf(a.Tags).Pointer() == reflect.ValueOf(b.Tags).Pointer() }
	if !same(s[0], s[1]) || same(s[0], s[2]) || same(s[0], s[3]) {
		t.Errorf("shared: %v %v %v, want only the first two", same(s[0], s[1]), same(s[0], s[2]), same(s[0], s[3]))
	}
	if got := s[2].Tags["surface"]; got != "" {
		t.Errorf("a name became a surface: %q", got)
	}
}

// A map for Danes writes what they say, where the map knows it.
func TestNamesInDanish(t *testing.T) {
	var w town
	w.node(0, 0, "place", "town", "name", "Flensburg", "name:da", "Flensborg")
	w.node(0, 9, "place", "village", "name", "Nyby", "name:da", " ")
	w.node(9, 9, "place", "hamlet", "name:da", "Gammelby")
	w.node(3, 3, "amenity", "library", "name", "Bücherei", "name:da", "Bibliotek")
	w.square(5, 5, "natural", "water", "name", "Ochsenweiher", "name:da", "Oksedammen")
	e := w.read(t, Options{})
	var got []string
	for _, n := range e.Names {
		got = append(got, n.Name)
	}
	for _, p := range e.Places {
		got = append(got, p.Name)
	}
	for _, f := range e.Base {
		got = append(got, f.Name)
	}
	if diff := cmp.Diff([]string{"Flensborg", "Nyby", "Gammelby", "Bibliotek", "", "Oksedammen"}, got); diff != "" {
		t.Error(diff)
	}
}
