package store_test

import (
	"strconv"
	"testing"

	"runde/geo"
	"runde/geo/release"
	"runde/store"

	"github.com/google/go-cmp/cmp"
)

// A family has blocks of its own, by how many of its events are expected: those of
// concerns are larger. Both are frozen with the first week of their family, whatever
// is chosen after it. A year of concerns, which are too few for blocks, shows several
// rows inside the one that they have.
func TestEachFamilyHasItsBlocks(t *testing.T) {
	town := newTown(t)
	w := &walkWorld{DB: town.db, m: town.id}
	h := simulated(t, town)
	no(t, w.SaveHistory(t.Context(), w.m, by(w.DB), h))
	first := geo.WeekOf(h.Plans[0].Week.Monday())
	for on := first.Monday(); on <= release.WeekDue(first); on += 7 {
		_, err := w.ReleaseDue(t.Context(), w.m, on)
		no(t, err)
	}
	year, _ := first.ISO()
	frozen := w.blocksOf(t, year)
	met, worried := frozen[release.Encounters], frozen[release.Concerns]
	if len(met) < 2 || len(worried) != 1 || worried[0].Label != "" || len(worried[0].Leaves) != leavesOf(met) {
		t.Fatalf("%d blocks of encounters, %d of concerns: want several, and one without a label that is all of them", len(met), len(worried))
	}
	if diff := cmp.Diff(met, frozen[release.Presence]); diff != "" {
		t.Errorf("presence is not on the blocks of encounters:\n%s", diff)
	}

	s, err := w.Settings(t.Context(), w.m)
	no(t, err)
	s.ExpectedEvents, s.ExpectedConcerns = 100, 50000
	no(t, w.SaveSettings(t.Context(), w.m, by(w.DB), s))
	_, err = w.ReleaseDue(t.Context(), w.m, w.Today())
	no(t, err)
	if diff := cmp.Diff(frozen, w.blocksOf(t, year)); diff != "" {
		t.Errorf("the blocks of %d have changed (-before +after):\n%s", year, diff)
	}
	w.wantRowsInside(t, year, release.Concerns, worried)
	w.wantRowsInside(t, year, release.Encounters, met)
}

// wantRowsInside checks the rows of a published year: several, each inside blocks of
// its own family.
func (w *walkWorld) wantRowsInside(t *testing.T, year int, f release.Family, blocks []store.Block) {
	t.Helper()
	list, err := w.Figures(t.Context(), w.m, f, release.ByYear, strconv.Itoa(year))
	no(t, err)
	t.Logf("%s of %d: %d rows on %d blocks", f, year, len(list), len(blocks))
	if len(list) < 3 {
		t.Errorf("%s of %d: %d rows, want several", f, year, len(list))
	}
	for _, row := range list {
		ground := map[geo.Cell]bool{}
		for _, b := range blocks {
			for _, name := range row.Area.Blocks {
				if b.Name == name {
					for _, c := range b.Cells {
						ground[c] = true
					}
				}
			}
		}
		for _, c := range row.Area.Cells {
			if !ground[c] {
				t.Errorf("%s of %d: row %s lies outside its blocks", f, year, row.Area.Name)
				break
			}
		}
	}
}

// blocksOf are the blocks of every family that is shown by area.
func (w *walkWorld) blocksOf(t *testing.T, year int) map[release.Family][]store.Block {
	t.Helper()
	out := map[release.Family][]store.Block{}
	for _, f := range release.Families {
		list, err := w.Blocks(t.Context(), w.m, year, f)
		no(t, err)
		out[f] = list
	}
	return out
}

func leavesOf(blocks []store.Block) int {
	n := 0
	for _, b := range blocks {
		n += len(b.Leaves)
	}
	return n
}
