package webtest

import (
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/release"
	"runde/store"
	"runde/store/pgtest"
)

// PublishYear publishes the rest of 2026 and the year itself, as the jobs of the
// following days do. How its rows fall depends on the town's key, which is drawn.
func (w *ReleasedTown) PublishYear(t testing.TB) {
	t.Helper()
	due := release.YearDue(2026)
	_, err := w.ReleaseDue(t.Context(), w.Municipality, due-1) // the first week of 2027 has no cover
	must(t, err)
	for _, f := range []release.Family{release.Encounters, release.Concerns} {
		done, err := w.ReleaseYear(t.Context(), w.Municipality, f, 2026, due)
		must(t, err)
		if !done {
			t.Fatalf("%s of 2026 are not published", f)
		}
	}
}

// MakeUpYear publishes a 2026 of made-up figures that has every kind of them: Havnen
// and Strandby are shown as one, Østervang is cut into parts, and concerns about
// homes are not published. Concerns have one block, which is cut into rows: Strandby
// and Skovby (2) are one of them.
func (w *ReleasedTown) MakeUpYear(t testing.TB) {
	t.Helper()
	var figures []store.ReleasedFigure
	for _, f := range append(w.madeUpAreas(t), madeUpSides()...) {
		one := store.ReleasedFigure{Figure: f}
		for _, c := range f.Area.Cells {
			one.Leaves = append(one.Leaves, w.street.Leaves(c)...)
		}
		figures = append(figures, one)
	}
	pgtest.PublishYear(t, w.DB, w.Municipality, 2026, figures)
}

// madeUpAreas are the rows of meetings, hours and concerns.
func (w *ReleasedTown) madeUpAreas(t testing.TB) []release.Figure {
	t.Helper()
	blocks, err := w.Blocks(t.Context(), w.Municipality, 2026, release.Encounters)
	must(t, err)
	whole, err := w.Blocks(t.Context(), w.Municipality, 2026, release.Concerns)
	must(t, err)
	if len(whole) != 1 {
		t.Fatalf("concerns have %d blocks, want 1", len(whole))
	}
	var out []release.Figure
	add := func(f release.Family, status release.Status, n int, name string, blocks []string, cells geo.Area) {
		out = append(out, release.Figure{
			Family: f, Area: release.Area{Name: name, Blocks: blocks, Cells: cells}, Count: n, Status: status,
		})
	}
	met := func(status release.Status, n, hours int, name string, blocks []string, cells geo.Area) {
		add(release.Encounters, status, n, name, blocks, cells)
		add(release.Presence, release.OwnFigure, hours, name, blocks, cells)
	}
	worried := func(status release.Status, n int, name string, cells geo.Area) {
		add(release.Concerns, status, n, name, []string{whole[0].Name}, cells)
	}
	var joined []string
	var both, rest geo.Area
	for i, b := range blocks {
		own := []string{b.Name}
		switch b.Label {
		case "Strandby", "Skovby (2)":
			rest = append(rest, b.Cells...)
		case "Havnen":
			worried(release.Zero, 0, b.Name, b.Cells)
		case "Østervang":
			worried(release.OwnFigure, 11, "first", b.Cells[:1])
			worried(release.Merged, 23, b.Name+"-rest", b.Cells[1:])
		default:
			worried(release.OwnFigure, 5+9*i, b.Name, b.Cells)
		}
		switch b.Label {
		case "Havnen", "Strandby":
			joined, both = append(joined, b.Name), append(both, b.Cells...)
		case "Østervang":
			met(release.OwnFigure, 64, 120, "first", own, b.Cells[:1])
			met(release.Unknown, 0, 3, "second", own, b.Cells[1:2])
			met(release.Zero, 0, 30, "third", own, b.Cells[2:3])
			met(release.Merged, 14, 61, b.Name+"-rest", own, b.Cells[3:])
		default:
			met(release.OwnFigure, 20+7*i, 30+14*i, b.Name, own, b.Cells)
		}
	}
	worried(release.Merged, 12, whole[0].Name+"-rest", geo.NewArea(rest...))
	met(release.Merged, 55, 80, strings.Join(joined, "+"), joined, geo.NewArea(both...))
	return out
}

// madeUpSides are figures of the whole municipality.
func madeUpSides() []release.Figure {
	var out []release.Figure
	add := func(f release.Family, of, kind string, n int, status release.Status) {
		out = append(out, release.Figure{Family: f, Area: release.Area{Name: "M"}, Of: of, Kind: kind, Count: n, Status: status})
	}
	add(release.Bridges, "", "doctor", 6, release.OwnFigure)
	add(release.Bridges, "", "caseworker+addiction_treatment+none", 41, release.Merged)
	add(release.Bridges, "", "drop_in", 0, release.Zero)
	add(release.Bridges, "bridged", "doctor", 8, release.OwnFigure)
	add(release.Bridges, "bridged", "caseworker", 19, release.OwnFigure)
	add(release.Bridges, "bridged", "drop_in", 12, release.OwnFigure)
	add(release.Bridges, "bridged", "other", 0, release.Zero)
	add(release.Bridges, "bridged", "several", 7, release.OwnFigure)
	add(release.Channels, "network", "relative", 14, release.OwnFigure)
	add(release.Channels, "network", "friend", 0, release.Zero)
	add(release.Channels, "neighbourhood", "neighbour+shop", 13, release.Merged)
	add(release.Channels, "own", "own_outreach", 0, release.Unknown)
	add(release.Channels, "professional", "psp", 22, release.OwnFigure)
	add(release.Waiting, "", release.Within14Days, 31, release.OwnFigure)
	add(release.Waiting, "", release.Later, 9, release.OwnFigure)
	add(release.Waiting, "", release.MedianDays, 6, release.OwnFigure)
	for i, s := range release.Slots() {
		hours, status := 0, release.Zero
		if s.Daypart != geo.Night && s.Weekday < 6 {
			hours, status = 12+i, release.OwnFigure
		}
		add(release.Weekdays, "", s.String(), hours, status)
	}
	return out
}
