package plans

import (
	"cmp"
	"slices"

	"runde/routes"
	"runde/routes/orienteer"

	"github.com/google/uuid"
)

func (w *world) addShifts() {
	w.shifts = map[uuid.UUID]int{}
	teams := map[uuid.UUID]int{}
	for i, s := range w.in.Shifts {
		w.shifts[s.ID] = i
		if teams[s.TeamID] == 0 {
			teams[s.TeamID] = len(teams) + 1
		}
		base := len(w.in.Places) + i
		blocks := blocksOf(s)
		out := orienteer.Shift{
			Day: int(s.Date), Weekday: s.Date.Weekday(), Team: teams[s.TeamID], Workers: s.Workers,
			Start: int32(s.Start * minute), End: int32(s.End * minute), From: base, To: base,
			Travel: w.in.Matrices[s.Mode], Blocks: blocks, Break: breakOf(s, blocks),
		}
		if walk := w.in.Matrices[routes.Foot]; s.Mode == routes.Car && walk.N > 0 {
			out.Walk, out.Park = walk, parkMinutes*minute
		}
		w.problem.Shifts = append(w.problem.Shifts, out)
	}
	for i := range w.problem.Places {
		if l := w.last[i]; l != nil {
			w.problem.Places[i].Team = teams[l.TeamID]
		}
	}
}

// blocksOf are the parts of the blocks within the shift, merged.
func blocksOf(s routes.Shift) []orienteer.Window {
	var out []orienteer.Window
	sorted := slices.SortedStableFunc(slices.Values(s.Blocks), func(a, b routes.Block) int { return cmp.Compare(a.Start, b.Start) })
	for _, b := range sorted {
		open, end := int32(max(b.Start, s.Start)*minute), int32(min(b.End, s.End)*minute)
		if open >= end {
			continue
		}
		if n := len(out); n > 0 && open <= out[n-1].Close {
			out[n-1].Close = max(out[n-1].Close, end)
		} else {
			out = append(out, orienteer.Window{Open: open, Close: end})
		}
	}
	return out
}

// breakOf is the shift's break in the middle half of the shift or, where blocks
// leave no room there, anywhere in it; none where they leave no room at all.
func breakOf(s routes.Shift, blocks []orienteer.Window) orienteer.Break {
	length := s.End - s.Start
	for _, w := range []orienteer.Window{
		{Open: int32((s.Start + length/4) * minute), Close: int32((s.End - length/4 - s.Break) * minute)},
		{Open: int32(s.Start * minute), Close: int32((s.End - s.Break) * minute)},
	} {
		if s.Break > 0 && fits(w, int32(s.Break*minute), blocks) {
			return orienteer.Break{Length: int32(s.Break * minute), Window: w}
		}
	}
	return orienteer.Break{}
}

// fits reports whether something of the given length may start in the window apart
// from the blocks: at its opening or when a block ends.
func fits(w orienteer.Window, length int32, blocks []orienteer.Window) bool {
	starts := []int32{w.Open}
	for _, b := range blocks {
		starts = append(starts, b.Close)
	}
	return slices.ContainsFunc(starts, func(s int32) bool {
		return s >= w.Open && s <= w.Close && !slices.ContainsFunc(blocks, func(b orienteer.Window) bool {
			return s < b.Close && s+length > b.Open
		})
	})
}
