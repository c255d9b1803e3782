package hotspot

import (
	"runde/geo"
	"runde/geo/need"
)

// Level is the rate of false discoveries, and the p-value, up to which something is
// shown.
const Level = 0.05

// Neighbours are the cells beside a cell, as a cover gives them. Cells outside the set
// that is looked at are passed over.
type Neighbours func(geo.Cell) []geo.Cell

// HotCells are the known cells that, with their known neighbours, hold a higher
// estimated need than the municipality: Gi* with binary weights and an adjusted p of
// at most [Level]. None where all are alike.
func HotCells(estimates []need.Estimate, near Neighbours) geo.Area {
	var known []geo.Cell
	var mean []float64
	for _, e := range estimates {
		if e.Known {
			known = append(known, e.Cell)
			mean = append(mean, e.Mean)
		}
	}
	var hot []geo.Cell
	for i, s := range GiStar(mean, positions(known, near), Binary) {
		if s.Adjusted <= Level { // never where it is NaN
			hot = append(hot, known[i])
		}
	}
	return geo.NewArea(hot...)
}

// positions are those of each cell's neighbours in the list of cells.
func positions(cells []geo.Cell, near Neighbours) [][]int {
	index := make(map[geo.Cell]int, len(cells))
	for i, c := range cells {
		index[c] = i
	}
	out := make([][]int, len(cells))
	for i, c := range cells {
		for _, n := range near(c) {
			if j, ok := index[n]; ok && j != i {
				out[i] = append(out[i], j)
			}
		}
	}
	return out
}
