package store

import (
	"runde/geo"
	"runde/geo/cells"
)

// within is the cover's cell that stands for a cell of any year's cover. The SQL
// function cell_by_version holds the same rule:
//
//   - a cell that the cover has stands for itself, though its remainder may have
//     become larger or smaller;
//   - a cell that was split has all of its ground in cells inside it: the one of
//     them with the most dwellings takes its place, for most people are met where
//     people live, and what was counted stays whole;
//   - a cell that was merged lies in the remainder of the nearest cell around it.
//
// False where the cover has none of these: the ground is no longer in the
// municipality.
func within(cover *cells.Cover, c geo.Cell) (geo.Cell, bool) {
	if cover.Has(c) {
		return c, true
	}
	if inner, ok := largestInside(cover, c); ok {
		return inner, true
	}
	for r := c.Resolution() - 1; r >= 0; r-- {
		if p := c.Parent(r); cover.Has(p) {
			return p, true
		}
	}
	return geo.Rest, cover.Has(geo.Rest)
}

// largestInside is the cover's cell inside another with the most dwellings, the
// lowest id among equals.
func largestInside(cover *cells.Cover, c geo.Cell) (geo.Cell, bool) {
	var best cells.CellCount
	res := c.Resolution()
	for _, k := range cover.Cells() {
		if k.Cell.Resolution() > res && k.Cell.Parent(res) == c && (best.Cell == geo.Rest || k.Dwellings > best.Dwellings) {
			best = k
		}
	}
	return best.Cell, best.Cell != geo.Rest
}

// standIns is within for many cells: each is looked for once.
func standIns(cover *cells.Cover) func(geo.Cell) (geo.Cell, bool) {
	type answer struct {
		cell geo.Cell
		ok   bool
	}
	known := make(map[geo.Cell]answer)
	return func(c geo.Cell) (geo.Cell, bool) {
		a, asked := known[c]
		if !asked {
			a.cell, a.ok = within(cover, c)
			known[c] = a
		}
		return a.cell, a.ok
	}
}
