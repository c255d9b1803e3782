package store_test

import (
	"errors"
	"math"
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/store"
	"runde/store/pgtest"

	"github.com/google/go-cmp/cmp"
)

// unseen is in how many cells of the uneven town nobody was.
const unseen = 2

// uneven is eight weeks of work in a town: an hour a week in every cell but two, with
// six times as many meetings in one cell and around it. It returns those cells.
func uneven(t *testing.T, w town) (strong geo.Area, obs []need.Observation) {
	t.Helper()
	cover, list := w.in.Street, w.in.Street.Cells()
	centre := list[0].Cell
	for _, c := range list {
		if n := len(cover.Neighbours(c.Cell)); n > 3 && n < len(list)/3 && c.Cell != geo.Rest {
			centre = c.Cell
		}
	}
	strong = geo.NewArea(append(cover.Neighbours(centre), centre)...)
	this := geo.WeekOf(w.db.Today())
	skipped := 0
	for i, c := range list {
		if !strong.Contains(c.Cell) && skipped < unseen {
			skipped++
			continue
		}
		for ago := range 8 {
			met := (i + ago) % 2
			if strong.Contains(c.Cell) {
				met = 3
			}
			obs = append(obs, need.Observation{Cell: c.Cell, Week: this.Add(-ago), Hours: 1, Encounters: met, Concerns: map[string]int{"shop": 1 + i%2}})
		}
	}
	pgtest.Observe(t, w.db, w.id, 2026, obs)
	return strong, obs
}

// What stands out comes from what was observed, is the same when it is asked for again,
// and has beside it what each cell was given and how many dwellings it holds.
func TestStandouts(t *testing.T) {
	w := newTown(t)
	strong, obs := uneven(t, w)
	today := w.db.Today()
	got, err := w.db.Standouts(t.Context(), w.id, today)
	no(t, err)
	if len(got.Hot) == 0 || len(got.Clusters) == 0 {
		t.Fatalf("of %d cells, %d strong, %d are hot and there are %d clusters", len(got.Cells), len(strong), len(got.Hot), len(got.Clusters))
	}
	for _, c := range got.Hot {
		if !strong.Contains(c) {
			t.Errorf("%s is hot", c)
		}
	}
	if c := got.Clusters[0]; !strong.Contains(c.Centre) || float64(c.Encounters) < 2*c.Expected || c.P > 0.01 {
		t.Errorf("%+v", c)
	}
	if got.Unknown != unseen || got.Known != len(w.in.Street.Cells())-unseen {
		t.Errorf("%d known and %d unknown of %d cells", got.Known, got.Unknown, len(got.Cells))
	}
	given := need.Given(obs, got.From, got.To)
	sum := 0.0
	for i, c := range got.Cells {
		if want := w.in.Street.Cells()[i]; c.Cell != want.Cell || c.Dwellings != want.Dwellings {
			t.Errorf("cell %d is %s with %d dwellings, want %+v", i, c.Cell, c.Dwellings, want)
		}
		if diff := cmp.Diff(given[c.Cell], c.Given); diff != "" {
			t.Errorf("cell %s was given (-want +got):\n%s", c.Cell, diff)
		}
		if !c.Known && c.TopShare != 0 {
			t.Errorf("an unknown cell is among the top with %v", c.TopShare)
		}
		sum += c.TopShare
	}
	if math.Abs(sum-store.TopCells) > 1e-9 {
		t.Errorf("the shares sum to %v", sum)
	}
	again, err := w.db.Standouts(t.Context(), w.id, today)
	no(t, err)
	weeks := cmp.Comparer(func(a, b geo.Week) bool { return a == b })
	if diff := cmp.Diff(got.Findings, again.Findings, weeks); diff != "" {
		t.Errorf("asked again:\n%s", diff)
	}
	next, err := w.db.Standouts(t.Context(), w.id, today+7)
	no(t, err)
	if next.Seed == got.Seed {
		t.Error("the next week has the same seed")
	}
}

// A town in which nobody worked has no findings and no error; a year without a cover
// is refused.
func TestStandoutsOfNothing(t *testing.T) {
	w := newTown(t)
	got, err := w.db.Standouts(t.Context(), w.id, w.db.Today())
	no(t, err)
	if len(got.Hot)+len(got.Clusters)+got.Known != 0 || got.Unknown != len(w.in.Street.Cells()) {
		t.Errorf("%+v", got.Findings)
	}
	if _, err := w.db.Standouts(t.Context(), w.id, geo.NewDate(1999, 1, 1)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a year without a cover: %v", err)
	}
}
