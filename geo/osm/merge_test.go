package osm

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
	"pgregory.net/rapid"
)

// at is a point some metres north of Nyby.
func at(metres float64) orb.Point { return orb.Point{12, 55 + metres/metresPerDegree} }

func TestMergePlaces(t *testing.T) {
	mapped := []Place{
		{Ref: "n1", Kind: "library", Point: at(0)},
		{Ref: "w2", Kind: "library", Name: "Nyby", Point: at(20)},  // the same, with a name
		{Ref: "n3", Kind: "library", Name: "Børn", Point: at(10)},  // another name, another place
		{Ref: "n4", Kind: "kiosk", Point: at(0)},                   // another kind
		{Ref: "n5", Kind: "library", Name: "Nyby", Point: at(500)}, // a branch
		{Ref: "n6", Kind: Bench, Point: at(1000)},                  // two benches side by side
		{Ref: "n7", Kind: Bench, Point: at(1002)},                  // are two benches
		{Ref: "n8", Kind: "playground", Name: "Eng", Point: at(2000)},
	}
	register := []Place{
		{Ref: "ga", Kind: Bench, Point: at(1001)},                      // a bench the map has
		{Ref: "gb", Kind: Bench, Point: at(1050)},                      // one it lacks
		{Ref: "gc", Kind: "playground", Name: "Eng", Point: at(2010)},  // the same
		{Ref: "gd", Kind: "playground", Name: "Skov", Point: at(2010)}, // another
	}
	kept, doubles := MergePlaces(mapped, register)
	var refs []string
	for _, p := range kept {
		refs = append(refs, p.Ref)
	}
	if diff := cmp.Diff([]string{"w2", "n3", "n4", "n5", "n6", "n7", "n8", "gb", "gd"}, refs); diff != "" || doubles != 3 {
		t.Errorf("%d doubles\n%s", doubles, diff)
	}
}

// The index finds what a comparison of each with each finds.
func TestMergeEqualsEachWithEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var places []Place
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			places = append(places, Place{
				Ref:   rapid.SampledFrom([]string{"n", "g"}).Draw(t, "source"),
				Kind:  rapid.SampledFrom([]Kind{"park", "kiosk", Bench}).Draw(t, "kind"),
				Name:  rapid.SampledFrom([]string{"", "Nord", "Syd"}).Draw(t, "name"),
				Point: at(rapid.Float64Range(0, 200).Draw(t, "metres")),
			})
		}
		kept, doubles := MergePlaces(places)
		if len(kept)+doubles != len(places) {
			t.Fatalf("%d kept and %d doubles of %d", len(kept), doubles, len(places))
		}
		if diff := cmp.Diff(mergeSlowly(places), kept); diff != "" {
			t.Fatal(diff)
		}
	})
}

// mergeSlowly compares each place with all that were kept, at the point where
// the first of its doubles lay.
func mergeSlowly(places []Place) []Place {
	var kept []Place
	for _, p := range places {
		i := slices.IndexFunc(kept, func(k Place) bool { return isDouble(k, p) })
		switch {
		case i < 0:
			kept = append(kept, p)
		case kept[i].Name == "" && p.Name != "":
			p.Point = kept[i].Point
			kept[i] = p
		}
	}
	return kept
}

// Within a municipality's few kilometres the plane is as good as the sphere.
func TestDistanceM(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := orb.Point{rapid.Float64Range(8, 15).Draw(t, "lon"), rapid.Float64Range(54, 58).Draw(t, "lat")}
		b := orb.Point{a[0] + rapid.Float64Range(-0.05, 0.05).Draw(t, "east"), a[1] + rapid.Float64Range(-0.05, 0.05).Draw(t, "north")}
		want := geo.DistanceHaversine(a, b)
		if got := distanceM(a, b); math.Abs(got-want) > 0.002*want+0.01 {
			t.Fatalf("%v to %v: got %f, want %f", a, b, got, want)
		}
	})
}

func TestMergeNames(t *testing.T) {
	kept, doubles := mergeNames([]Name{
		{Ref: "n1", Name: "Nyby", Kind: "village", Point: at(0)},
		{Ref: "w2", Name: "Nyby", Kind: "village", Point: at(300), Population: 80},
		{Ref: "n3", Name: "Nyby", Kind: "village", Point: at(20_000)}, // far away: another village
		{Ref: "n4", Name: "Nyby", Kind: "suburb", Point: at(0)},
	})
	if doubles != 1 || len(kept) != 3 || kept[0].Population != 80 {
		t.Errorf("%d doubles, kept %v", doubles, kept)
	}
}

// Addresses decide where at least half of the homes carry one, on the building
// or on a point inside it; otherwise buildings are counted.
func TestChooseDwellings(t *testing.T) {
	house := func(m float64) building {
		p := at(m)
		box := pad(p.Bound(), 5)
		return building{Dwelling{p, 1}, box.ToPolygon(), false}
	}
	signed := house(100)
	signed.address = true
	inside := Dwelling{at(1), 4}
	elsewhere := Dwelling{at(50), 1}
	for _, c := range []struct {
		name      string
		addresses []Dwelling
		buildings []building
		want      string
		count     int
	}{
		{"one of two carries one", []Dwelling{inside}, []building{house(0), house(200)}, FromAddresses, 4},
		{"two of three", []Dwelling{inside}, []building{house(0), signed, house(200)}, FromAddresses, 4},
		{"one of three", []Dwelling{inside}, []building{house(0), house(200), house(300)}, FromBuildings, 3},
		{"addresses beside the houses", []Dwelling{inside, elsewhere}, []building{house(200), house(300)}, FromBuildings, 2},
		{"no buildings mapped", []Dwelling{inside}, nil, FromAddresses, 4},
		{"nothing mapped", nil, nil, FromBuildings, 0},
	} {
		h := homes{addresses: c.addresses, buildings: c.buildings}
		list, source := h.choose(&Report{})
		n := 0
		for _, d := range list {
			n += d.Count
		}
		if source != c.want || n != c.count {
			t.Errorf("%s: got %d by %s, want %d by %s", c.name, n, source, c.count, c.want)
		}
	}
}
