package need_test

import (
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Every pass of the exploration list holds every cell once, however it is cut into
// weeks, and the order does not depend on how the cells are given.
func TestExploreVisitsEveryCellOncePerPass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := cells(rapid.IntRange(1, 40).Draw(t, "cells"))
		seed := rapid.Uint64().Draw(t, "seed")
		var list []geo.Cell
		for len(list) < 3*len(cs) {
			n := rapid.IntRange(0, 11).Draw(t, "stops this week")
			list = append(list, need.Explore(cs, seed, len(list), n)...)
		}
		for pass := range 3 {
			got := slices.Clone(list[pass*len(cs) : (pass+1)*len(cs)])
			slices.Sort(got)
			if diff := cmp.Diff(cs, got); diff != "" {
				t.Fatalf("pass %d:\n%s", pass, diff)
			}
		}
		slices.Reverse(cs)
		if diff := cmp.Diff(list[:2], need.Explore(cs, seed, 0, 2)); diff != "" {
			t.Fatalf("another order of cells:\n%s", diff)
		}
	})
}

// Passes differ from each other and seeds from each other: no cell is always last.
func TestExploreShuffles(t *testing.T) {
	cs := cells(30)
	first, second := need.Explore(cs, 1, 0, 30), need.Explore(cs, 1, 30, 30)
	if cmp.Equal(first, second) || cmp.Equal(first, need.Explore(cs, 2, 0, 30)) || cmp.Equal(first, cs) {
		t.Error("two passes or two seeds have the same order")
	}
	if need.Explore(nil, 1, 0, 3) != nil {
		t.Error("without cells the list is not empty")
	}
}

// Rural cells of one neighbourhood come one after the other.
func TestExploreKeepsRuralClusters(t *testing.T) {
	parse := func(s string) geo.Cell {
		c, err := geo.ParseCell(s)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	rural := []geo.Cell{parse("861f262efffffff"), parse("871f262eeffffff"), parse("871f262edffffff"), parse("871f262e8ffffff")}
	all := append(cells(40), rural...)
	for seed := range uint64(20) {
		at := []int{}
		for i, c := range need.Explore(all, seed, 0, len(all)) {
			if slices.Contains(rural, c) {
				at = append(at, i)
			}
		}
		if at[3]-at[0] != 3 {
			t.Errorf("seed %d: rural cells at %v", seed, at)
		}
	}
}
