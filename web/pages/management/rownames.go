package management

import (
	"cmp"
	"slices"
	"strings"

	"runde/geo/stats"

	"github.com/paulmach/orb"
)

// yearRow is a row of a year: an area and its outline.
type yearRow struct {
	stats.Area
	middle orb.Point
}

func rowsOf(areas []stats.Area, g ground) []yearRow {
	out := make([]yearRow, len(areas))
	for i, a := range areas {
		out[i] = yearRow{a, g[a.Name].Bound().Center()}
	}
	return out
}

// rowNames call the rows of a year by the block they lie in and a number, from
// north to south, as in: Skovby, område 3. The names are by groundID: rows of
// meetings and of concerns have the same name where they are the same ground, and
// only there. A row that is a whole block, or several, is called by that alone.
func (w words) rowNames(rows []yearRow) map[string]string {
	byBlock := map[string][]yearRow{}
	seen := map[string]bool{}
	for _, r := range rows {
		id, in := groundID(r.Cells), strings.Join(r.Blocks, "+")
		if !seen[id] {
			seen[id] = true
			byBlock[in] = append(byBlock[in], r)
		}
	}
	out := map[string]string{}
	for _, list := range byBlock {
		slices.SortFunc(list, func(a, b yearRow) int {
			return cmp.Or(-cmp.Compare(a.middle.Lat(), b.middle.Lat()), cmp.Compare(a.middle.Lon(), b.middle.Lon()),
				cmp.Compare(groundID(a.Cells), groundID(b.Cells)))
		})
		n := 0
		for _, r := range list {
			id := groundID(r.Cells)
			if out[id] = w.blocks(r.Area); len(r.Cells) == cellsOf(list) {
				continue
			}
			n++
			out[id] = w.T("management.year.row", "Block", out[id], "Number", n)
		}
	}
	return out
}

// cellsOf is how many cells the ground of rows that overlap has.
func cellsOf(rows []yearRow) int {
	seen := map[string]bool{}
	for _, r := range rows {
		for _, c := range r.Cells {
			seen[c.String()] = true
		}
	}
	return len(seen)
}
