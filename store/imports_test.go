package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"runde/geo"
	"runde/routes"
	"runde/store"
	"runde/store/pgtest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// A first import stores everything that was read.
func TestImportStoresEverything(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	ctx := t.Context()

	places, err := w.db.Places(ctx, w.id, w.db.Today(), store.PlaceFilter{})
	if err != nil || len(places) != 3 {
		t.Fatalf("places = %d, %v; want 3", len(places), err)
	}
	for _, p := range places {
		cell, inside := w.in.Street.At(p.Point)
		if !inside || p.Cell != cell {
			t.Errorf("place %s: cell %v; want %v", p.SourceRef, p.Cell, cell)
		}
	}
	streets, err := w.db.StreetNames(ctx, w.id)
	if diff := cmp.Diff([]string{"Langgade", "Søvej"}, streets); diff != "" || err != nil {
		t.Errorf("street names: %v %s", err, diff)
	}
	for name, want := range map[store.LayerName][]byte{store.NetworkLayer: w.in.Network, store.BasemapLayer: w.in.Basemap} {
		got, err := w.db.Layer(ctx, w.id, name)
		if err != nil || !bytes.Equal(got.Data, want) {
			t.Errorf("layer %s has %d bytes, %v; want the %d that were imported", name, len(got.Data), err, len(want))
		}
		if sum, err := w.db.LayerSum(ctx, w.id, name); err != nil || !cmp.Equal(sum, got.SHA256) {
			t.Errorf("sum of layer %s differs: %v", name, err)
		}
	}
	area, err := w.db.Boundary(ctx, w.id)
	if err != nil || !area.Equal(w.in.Boundary) {
		t.Errorf("boundary = %v, %v; want %v", area, err, w.in.Boundary)
	}
	if last, err := w.db.LastImport(ctx, w.id); err != nil || !last.ImportedAt.Equal(pgtest.Now) {
		t.Errorf("last import %v, %v; want %v", last.ImportedAt, err, pgtest.Now)
	}
	if diff := cmp.Diff([]string{"map.import"}, w.actions(t)); diff != "" {
		t.Errorf("audit log: %s", diff)
	}
}

// Importing the same map again changes no place and no cover.
func TestImportIsIdempotent(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	before := w.place(t, "n1")
	got := w.importMap(t, w.in)
	if diff := cmp.Diff(store.PlaceChanges{Unchanged: 3}, got.Places); diff != "" {
		t.Errorf("places: %s", diff)
	}
	if len(got.CoverMade) != 0 || !cmp.Equal(got.CoverKept, []int{2025, 2026}) {
		t.Errorf("covers made %v, kept %v; want none made, 2025 and 2026 kept", got.CoverMade, got.CoverKept)
	}
	if diff := cmp.Diff(before, w.place(t, "n1")); diff != "" {
		t.Errorf("the square changed: %s", diff)
	}
}

// Whatever a place is like, it is the same when it is read from the map again.
func TestImportKnowsAnyPlaceAgain(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	const seed = 7
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, seed))
	in := w.in
	in.Places = nil
	for i := range 300 {
		p := osmPlace(fmt.Sprintf("n%d", i), "bench", strings.Repeat("å\"\\ ", rng.IntN(5)), orb.Point{
			townArea.Min[0] + rng.Float64()*0.06, townArea.Min[1] + rng.Float64()*0.04,
		})
		p.Visit, p.GapDays, p.TwoWorkers = 5+rng.IntN(30), rng.IntN(5), rng.IntN(2) == 0
		for range rng.IntN(4) {
			open := rng.IntN(1440)
			day := rng.IntN(7)
			p.Windows[day] = append(p.Windows[day], routes.Window{Open: open, Close: open + rng.IntN(600)})
		}
		in.Places = append(in.Places, p)
	}
	w.importMap(t, in)
	got := w.importMap(t, in)
	if diff := cmp.Diff(store.PlaceChanges{Unchanged: 300}, got.Places); diff != "" {
		t.Error(diff)
	}
}

// A place that the coordinator has edited stays as it is, whatever the map says;
// others follow the map and keep their id.
func TestImportKeepsWhatTheCoordinatorEdited(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	square, bench := w.place(t, "n1"), w.place(t, "n2")
	square.Name, square.MaxVisits = "Gågaden", 5
	if err := w.db.EditPlace(t.Context(), w.id, by(w.db), square); err != nil {
		t.Fatal(err)
	}
	next := w.in
	next.Places = []store.Place{
		osmPlace("n1", "square", "Nyt torv", townPark),
		osmPlace("n2", "bench", "Den lange bænk", townBench),
		osmPlace("n4", "library", "Biblioteket", townPark),
	}
	got := w.importMap(t, next)
	want := store.PlaceChanges{Added: 1, Changed: 1, Edited: 1, Retired: 1}
	if diff := cmp.Diff(want, got.Places); diff != "" {
		t.Errorf("counts: %s", diff)
	}
	if p := w.place(t, "n1"); p.Name != "Gågaden" || p.MaxVisits != 5 || p.Point != townSquare || !p.Edited {
		t.Errorf("the edited square became %+v", p)
	}
	if p := w.place(t, "n2"); p.Name != "Den lange bænk" || p.ID != bench.ID {
		t.Errorf("the bench became %q with id %v; want the map's name and id %v", p.Name, p.ID, bench.ID)
	}
	if p := w.place(t, "w3"); !p.Retired {
		t.Error("the park is gone from the map and was not retired")
	}
}

// A place that comes back on the map comes back into use; one that the
// coordinator retired does not.
func TestImportBringsBackWhatTheMapRetired(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	if err := w.db.RetirePlace(t.Context(), w.id, by(w.db), w.place(t, "n2").ID, true); err != nil {
		t.Fatal(err)
	}
	without := w.in
	without.Places = w.in.Places[:1]
	w.importMap(t, without)
	if p := w.place(t, "w3"); !p.Retired {
		t.Fatal("the park was not retired")
	}
	w.importMap(t, w.in)
	if p := w.place(t, "w3"); p.Retired {
		t.Error("the park is on the map again and still retired")
	}
	if p := w.place(t, "n2"); !p.Retired {
		t.Error("the coordinator retired the bench, and an import brought it back")
	}
}

// Only the sources that were read in full are searched for what is gone.
func TestImportRetiresOnlyItsOwnSources(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	facility := osmPlace("g1", "shelter", "Sheltret", townPark)
	facility.Source = store.FromGeoFA
	both := w.in
	both.Sources = []string{store.FromOSM, store.FromGeoFA}
	both.Places = append(both.Places[:3:3], facility)
	w.importMap(t, both)
	w.importMap(t, w.in)
	if p := w.place(t, "g1"); p.Retired {
		t.Error("a place of the facility register was retired by an import that did not read the register")
	}
}

// Whatever fails, nothing of the import is stored, not even the municipality.
func TestImportIsAllOrNothing(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	in := townImport(t)
	in.SourceSHA256 = nil // the last row that is written refuses this
	if _, err := db.ImportMap(t.Context(), by(db), in); err == nil {
		t.Fatal("the import succeeded")
	}
	all, err := db.Municipalities(t.Context())
	if err != nil || len(all) != 0 {
		t.Errorf("municipalities = %v, %v; want none", all, err)
	}
	if _, err := db.LastImport(t.Context(), 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("last import: %v; want not found", err)
	}
}

// A map's names come as they come: invalid bytes, NUL, endless.
func TestImportTakesAnyName(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	long := make([]rune, 300)
	for i := range long {
		long[i] = 'å'
	}
	in := w.in
	in.Places = []store.Place{
		osmPlace("n5", "bench", string(long), townSquare),
		osmPlace("n6", "bench", "a\x00b\xff", townSquare),
		osmPlace("n6", "bench", "the same reference again", townSquare),
	}
	in.StreetNames = []string{string(long), "", "Søvej", "Søvej"}
	w.importMap(t, in)
	if n := len([]rune(w.place(t, "n5").Name)); n != 120 {
		t.Errorf("the long name has %d characters; want 120", n)
	}
	if name := w.place(t, "n6").Name; name != "ab" {
		t.Errorf("name = %q; want ab", name)
	}
}

// A name outside the municipality stands for no cell.
func TestPlaceNames(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	got, err := w.db.PlaceNames(t.Context(), w.id, w.db.Today())
	if err != nil {
		t.Fatal(err)
	}
	street, _ := w.in.Street.At(townSquare)
	home, _ := w.in.Home.At(townSquare)
	want := []store.PlaceName{{Name: "Midtby", Kind: "suburb", Street: street, Home: home}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := w.db.PlaceNames(t.Context(), w.id, geo.NewDate(2020, 5, 1)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("names of a year without a cover: %v; want not found", err)
	}
}

// A municipality sees nothing of another's import.
func TestImportsAreApart(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	other := townImport(t)
	other.Municipality = "Nabokøbing"
	other.Places = []store.Place{osmPlace("n1", "square", "Nabotorv", orb.Point{11.87, 54.76})}
	id := w.importMap(t, other).Municipality.ID
	if id == w.id {
		t.Fatalf("both municipalities have id %d", id)
	}
	if name := w.place(t, "n1").Name; name != "Torvet" {
		t.Errorf("the first municipality's square is called %q after the second's import", name)
	}
	if _, err := w.db.Place(t.Context(), id, w.db.Today(), w.place(t, "n1").ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("reading another municipality's place: %v; want not found", err)
	}
}
