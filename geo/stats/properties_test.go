package stats

import (
	"fmt"
	"slices"
	"testing"

	"runde/geo/release"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// period draws a period on the blocks a to h: some shown together, some unknown.
func period(t *rapid.T) []Area {
	names := rapid.Permutation([]rune("abcdefgh")).Draw(t, "order")
	var figures []release.Figure
	for len(names) > 0 {
		n := rapid.IntRange(1, min(3, len(names))).Draw(t, "together")
		group := slices.Sorted(slices.Values(names[:n]))
		names = names[n:]
		count, status := rapid.IntRange(0, 60).Draw(t, "count"), release.OwnFigure
		switch {
		case rapid.IntRange(0, 5).Draw(t, "unknown") == 0:
			count, status = 0, release.Unknown
		case count == 0:
			status = release.Zero
		case n > 1:
			status = release.Merged
		}
		figures = append(figures, met(string(group), release.AllKinds, count, status), hours(string(group), rapid.IntRange(1, 60).Draw(t, "hours")))
	}
	return Areas(release.Encounters, figures)
}

// Every area of a period is in exactly one change; seen from the other side a rise
// is a fall; a period against itself has not changed anywhere.
func TestCompareProperties(t *testing.T) {
	turned := map[Direction]Direction{Up: Down, Down: Up, Same: Same, NoBasis: NoBasis}
	rapid.Check(t, func(t *rapid.T) {
		now, before := period(t), period(t)
		changes, back := Compare(now, before), Compare(before, now)
		seen := map[string]int{}
		for _, c := range changes {
			for _, name := range c.Areas {
				seen[name]++
			}
		}
		for _, a := range now {
			if seen[a.Name] != 1 {
				t.Fatalf("area %s is in %d changes", a.Name, seen[a.Name])
			}
		}
		if len(seen) != len(now) || len(changes) != len(back) {
			t.Fatalf("%d of %d areas; %d changes one way, %d the other", len(seen), len(now), len(changes), len(back))
		}
		key := func(now, before Rate, d Direction) string { return fmt.Sprint(now, before, d) }
		var there, again []string
		for _, c := range changes {
			there = append(there, key(c.Now, c.Before, c.Direction))
		}
		for _, c := range back {
			again = append(again, key(c.Before, c.Now, turned[c.Direction]))
		}
		slices.Sort(there)
		slices.Sort(again)
		if diff := cmp.Diff(there, again); diff != "" {
			t.Fatalf("from the other side: %s", diff)
		}
		for _, c := range Compare(now, now) {
			if c.Direction == Up || c.Direction == Down || len(c.Areas) != 1 {
				t.Fatalf("against itself: %+v", c)
			}
		}
	})
}

// No change is shown where either side is unknown: absence of presence is never
// news.
func TestUnknownNeverChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, before := period(t), period(t)
		unknown := map[string]bool{}
		for _, a := range slices.Concat(now, before) {
			for _, b := range a.Blocks {
				unknown[b] = unknown[b] || !a.Rate.Known
			}
		}
		blocks := map[string][]string{}
		for _, a := range now {
			blocks[a.Name] = a.Blocks
		}
		for _, c := range Compare(now, before) {
			for _, name := range c.Areas {
				for _, b := range blocks[name] {
					if unknown[b] && c.Direction != NoBasis {
						t.Fatalf("block %s is unknown, yet %+v", b, c)
					}
				}
			}
		}
	})
}
