package store_test

import (
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/release"
)

// Each block is called by a place in it or the nearest one, and no two alike: people
// know where it is.
func TestBlocksAreCalledByPlaces(t *testing.T) {
	town := newTown(t)
	p := town.place(t, "n1")
	w := &walkWorld{DB: town.db, m: town.id, place: p.ID, a: p.Cell}
	week := geo.WeekOf(walkDay)
	w.met(t, walkDay, 5, 3)
	_, err := w.ReleaseDue(t.Context(), w.m, week.Add(1).Monday()+7)
	no(t, err)
	blocks, err := w.Blocks(t.Context(), w.m, walkDay.Year(), release.Encounters)
	no(t, err)
	seen := map[string]bool{}
	for _, b := range blocks {
		if seen[b.Label] || !strings.HasPrefix(b.Label, "Midtby") {
			t.Errorf("block %s is called %q", b.Name, b.Label)
		}
		seen[b.Label] = true
	}
	if len(blocks) < 2 || !seen["Midtby"] || !seen["Midtby (2)"] {
		t.Errorf("%d blocks: %v", len(blocks), seen)
	}
}
