package store_test

import (
	"errors"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/store"

	"github.com/google/go-cmp/cmp"
)

func TestCoverYears(t *testing.T) {
	t.Parallel()
	for day, want := range map[geo.Date][]int{
		geo.NewDate(2026, time.November, 30): {2025, 2026},
		geo.NewDate(2026, time.December, 1):  {2025, 2026, 2027},
		geo.NewDate(2027, time.January, 1):   {2026, 2027},
	} {
		if got := store.CoverYears(day); !cmp.Equal(got, want) {
			t.Errorf("%v: %v; want %v", day, got, want)
		}
	}
}

// A stored cover is the cover that was built: the same cells with the same homes,
// and every leaf in the same cell.
func TestCoverIsLoadedAsItWasBuilt(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for level, built := range map[store.Level]*cells.Cover{store.StreetLevel: w.in.Street, store.HomeLevel: w.in.Home} {
		got, err := w.db.CoverOn(t.Context(), w.id, level, w.db.Today())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(built.Cells(), got.Cells()); diff != "" {
			t.Errorf("%s cells: %s", level, diff)
		}
		for _, leaf := range built.AllLeaves() {
			want, _ := built.Of(leaf)
			if cell, ok := got.Of(leaf); !ok || cell != want {
				t.Fatalf("%s leaf %v is in %v, %v; want %v", level, leaf, cell, ok, want)
			}
		}
		if got.Version != 2026 || got.DwellingSource != "addresses" || got.Floor() != built.Floor() {
			t.Errorf("%s cover is %d from %s with floor %d", level, got.Version, got.DwellingSource, got.Floor())
		}
	}
}

// A year's cover is frozen: another map changes nothing of it, and says so.
func TestCoverIsFrozenForItsYear(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	denser := w.in
	homes := map[geo.Cell]int{}
	for _, leaf := range w.in.Street.AllLeaves() {
		homes[leaf] = 100
	}
	denser.Street = cells.New(homes, 50)
	got := w.importMap(t, denser)
	if len(got.CoverMade) != 0 || !cmp.Equal(got.CoverKept, []int{2025, 2026}) {
		t.Errorf("made %v, kept %v; want both years kept", got.CoverMade, got.CoverKept)
	}
	c, err := w.db.CoverOn(t.Context(), w.id, store.StreetLevel, w.db.Today())
	if err != nil || !cmp.Equal(c.Cells(), w.in.Street.Cells()) {
		t.Errorf("the cover of the year changed, %v", err)
	}

	w.db.SetClock(func() time.Time { return time.Date(2026, time.December, 2, 9, 0, 0, 0, time.UTC) })
	if got := w.importMap(t, denser); !cmp.Equal(got.CoverMade, []int{2027}) {
		t.Errorf("made %v in December; want 2027", got.CoverMade)
	}
	next, err := w.db.CoverOn(t.Context(), w.id, store.StreetLevel, geo.NewDate(2027, 1, 1))
	if err != nil || !cmp.Equal(next.Cells(), denser.Street.Cells()) {
		t.Errorf("next year's cover is not the one of the new map, %v", err)
	}
}

// A map that comes during the year takes effect in the next one: the cover that is
// made in December is the newest map's, of both levels, and this year's stays.
func TestNextYearHasTheCoverOfTheNewestMap(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	later := w.in
	homes := map[geo.Cell]int{}
	for _, leaf := range w.in.Street.AllLeaves() {
		homes[leaf] = 100
	}
	later.Street, later.Home, later.DwellingSource = cells.New(homes, 150), cells.New(homes, 700), "register"
	if got := w.importMap(t, later); got.CoverNext != 2027 || len(got.CoverMade) != 0 {
		t.Errorf("made %v, next %d; want none, and 2027", got.CoverMade, got.CoverNext)
	}
	if _, err := w.db.RollCovers(t.Context(), w.id, geo.NewDate(2026, time.December, 1)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []store.Cover{
		{Cover: w.in.Street, Level: store.StreetLevel, Version: 2026, DwellingSource: "addresses"},
		{Cover: later.Street, Level: store.StreetLevel, Version: 2027, DwellingSource: "register"},
		{Cover: later.Home, Level: store.HomeLevel, Version: 2027, DwellingSource: "register"},
	} {
		got, err := w.db.CoverOn(t.Context(), w.id, want.Level, geo.NewDate(want.Version, 1, 1))
		if err != nil || !cmp.Equal(got.Cells(), want.Cells()) || got.Floor() != want.Floor() || got.DwellingSource != want.DwellingSource {
			t.Errorf("%s cover of %d: floor %d from %s, %d cells, %v; want floor %d from %s, %d cells", want.Level, want.Version,
				got.Floor(), got.DwellingSource, len(got.Cells()), err, want.Floor(), want.DwellingSource, len(want.Cells()))
		}
	}
}

// Without a new map the next year goes on with the cover that there is.
func TestRollCovers(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	if _, err := w.db.CoverOn(t.Context(), w.id, store.HomeLevel, geo.NewDate(2027, 1, 1)); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("next year's cover: %v; want not found", err)
	}
	december := geo.NewDate(2026, time.December, 31)
	for _, want := range [][]int{{2027}, nil} {
		made, err := w.db.RollCovers(t.Context(), w.id, december)
		if err != nil || !cmp.Equal(made, want) {
			t.Fatalf("made %v, %v; want %v", made, err, want)
		}
	}
	home, err := w.db.CoverOn(t.Context(), w.id, store.HomeLevel, geo.NewDate(2027, 1, 1))
	if err != nil || !cmp.Equal(home.Cells(), w.in.Home.Cells()) {
		t.Errorf("next year's home cover differs, %v", err)
	}
	years, err := w.db.CoverVersions(t.Context(), w.id, store.StreetLevel)
	if err != nil || !cmp.Equal(years, []int{2025, 2026, 2027}) {
		t.Errorf("versions %v, %v", years, err)
	}
}

// A municipality with fewer homes than the floor is one cell, and can be stored.
func TestCoverBelowFloor(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	tiny := w.in
	tiny.Municipality = "Lilleø"
	leaves := w.in.Street.AllLeaves()[:20]
	homes := map[geo.Cell]int{}
	for _, leaf := range leaves {
		homes[leaf] = 1
	}
	tiny.Street, tiny.Home = cells.New(homes, 50), cells.New(homes, 500)
	id := w.importMap(t, tiny).Municipality.ID
	c, err := w.db.CoverOn(t.Context(), id, store.StreetLevel, w.db.Today())
	if err != nil || !c.BelowFloor() {
		t.Fatalf("below floor = %v, %v", c.BelowFloor(), err)
	}
	want := []cells.CellCount{{Cell: geo.Rest, Dwellings: 20}}
	if diff := cmp.Diff(want, c.Cells()); diff != "" {
		t.Error(diff)
	}
}
