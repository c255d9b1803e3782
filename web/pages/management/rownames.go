package management

import (
	"cmp"
	"slices"

	"runde/geo/release"
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
// only there. A row that is a whole block, or several, is called by that alone. A row
// of concerns is told by the block of meetings that it lies in; where that is none
// alone, by its own.
func (w words) rowNames(rows []yearRow) map[string]string {
	out := map[string]string{}
	parts := map[string][]yearRow{}
	for _, r := range rows {
		id := groundID(r.Cells)
		if _, seen := out[id]; seen {
			continue
		}
		in, whole := w.rowIn(r.Area)
		if out[id] = in; !whole {
			parts[in] = append(parts[in], r)
		}
	}
	for in, list := range parts {
		slices.SortFunc(list, func(a, b yearRow) int {
			return cmp.Or(-cmp.Compare(a.middle.Lat(), b.middle.Lat()), cmp.Compare(a.middle.Lon(), b.middle.Lon()),
				cmp.Compare(groundID(a.Cells), groundID(b.Cells)))
		})
		for i, r := range list {
			out[groundID(r.Cells)] = w.T("management.year.row", "Block", in, "Number", i+1)
		}
	}
	return out
}

// rowIn is what the row lies in, and whether it is all of that.
func (w words) rowIn(a stats.Area) (in string, whole bool) {
	if home, ok := w.called.home(a.Cells); ok && a.Family == release.Concerns {
		return home.text, len(a.Cells) == len(home.cells)
	}
	cells := 0
	for _, b := range a.Blocks {
		cells += len(w.called[a.Family][b].cells)
	}
	return w.blocks(a), len(a.Cells) == cells
}
