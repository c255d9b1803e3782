package osm_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"runde/geo/osm"
	"runde/geo/osm/osmtest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// The counts of a real extract, found independently by grep in its XML.
func TestAndorraCounts(t *testing.T) {
	e := osmtest.Andorra(t)
	s := e.Summary()
	if want := (osm.Benches{Nodes: 12, Ways: 6, Yes: 3}); s.Benches != want {
		t.Errorf("benches: got %v, want %v", s.Benches, want)
	}
	for kind, want := range map[osm.Kind]int{"shelter": 39, "bus_stop": 110, "supermarket": 33, osm.Bench: 18} {
		if got := s.Places[kind]; got < want || got > want+2 {
			t.Errorf("%s: got %d, want about %d", kind, got, want)
		}
	}
	if s.Nodes != 203265 || s.Ways != 9080 || s.Relations != 233 {
		t.Errorf("elements: got %d, %d, %d", s.Nodes, s.Ways, s.Relations)
	}
	if s.PlacesKept < 400 || s.Names < 50 || s.Streets < 3500 || s.Base[osm.Buildings] < 2900 {
		t.Errorf("the extract is barer than it should be:\n%s", s)
	}
}

// Andorra maps few addresses, so its dwellings are its buildings.
func TestAndorraDwellings(t *testing.T) {
	e := osmtest.Andorra(t)
	if e.DwellingSource != osm.FromBuildings || len(e.Dwellings) < 2500 {
		t.Errorf("got %d by %s, want some 2,800 by buildings", len(e.Dwellings), e.DwellingSource)
	}
}

// Everything lies in the box, is unique and has a kind of the table.
func TestAndorraIsSound(t *testing.T) {
	e := osmtest.Andorra(t)
	refs := map[string]bool{}
	for _, p := range e.Places {
		if refs[p.Ref] || !e.Bound.Contains(p.Point) || !p.Kind.Valid() {
			t.Errorf("place %+v is double, outside or of no kind", p)
		}
		refs[p.Ref] = true
	}
	for _, s := range e.Streets {
		if len(s.Nodes) != len(s.Line) || len(s.Line) < 2 {
			t.Errorf("street %d has %d nodes and %d points", s.ID, len(s.Nodes), len(s.Line))
		}
		for k := range s.Tags {
			if _, ok := slices.BinarySearch(osm.StreetTags, k); !ok {
				t.Errorf("street %d carries the tag %q", s.ID, k)
			}
		}
	}
	if !slices.IsSorted(e.StreetNames) || len(slices.Compact(slices.Clone(e.StreetNames))) != len(e.StreetNames) {
		t.Error("street names must be sorted and unique")
	}
}

// The land of a country without a coast is its whole box, drawn first.
func TestAndorraLand(t *testing.T) {
	e := osmtest.Andorra(t)
	f := e.Base[0]
	if f.Layer != osm.Land || f.Class != osm.Land || f.Geometry.Bound() != e.Bound {
		t.Errorf("got %s %s of %v, want the land of %v", f.Layer, f.Class, f.Geometry.Bound(), e.Bound)
	}
}

// The summary names every kind and everything left out.
func TestSummary(t *testing.T) {
	e := osmtest.Andorra(t)
	text := e.Summary().String()
	for _, want := range []string{"203265 nodes", "12 nodes + 6 ways + 3 bench=yes", "supermarket 33", "counted by buildings", "XML, bzip2"} {
		if !strings.Contains(text, want) {
			t.Errorf("the summary lacks %q:\n%s", want, text)
		}
	}
	for _, d := range e.Report.Dropped {
		if !strings.Contains(text, d.Why) {
			t.Errorf("the summary lacks %q", d.Why)
		}
	}
}

// Reading the western half gives the same streets and places as cutting the
// whole, and progress never runs backwards.
func TestAndorraHalf(t *testing.T) {
	whole := osmtest.Andorra(t)
	half := whole.Bound
	half.Max[0] = half.Center()[0]
	last, total := int64(0), int64(0)
	e, err := osm.Read(context.Background(), osmtest.AndorraPath(t), osm.Options{
		Boundary: orb.MultiPolygon{half.ToPolygon()},
		Progress: func(done, all int64) {
			if done < last || done > all {
				t.Errorf("progress %d of %d after %d", done, all, last)
			}
			last, total = done, all
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if last == 0 || last != total {
		t.Errorf("progress ended at %d of %d", last, total)
	}
	var want, got []string
	for _, p := range whole.Places {
		if half.Contains(p.Point) {
			want = append(want, p.Ref)
		}
	}
	for _, p := range e.Places {
		got = append(got, p.Ref)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
