package hotspot_test

import (
	"fmt"

	"runde/geo"
	"runde/geo/hotspot"
)

// Five cells in a row, an hour in each of four weeks: meetings pile up at one end.
func ExampleClusters() {
	row := []geo.Cell{0x891f262ec03ffff, 0x891f262ec07ffff, 0x891f262ec0bffff, 0x891f262ec0fffff, 0x891f262ec13ffff}
	beside := func(c geo.Cell) (out []geo.Cell) {
		for i := range row {
			if i > 0 && row[i] == c {
				out = append(out, row[i-1])
			}
			if i+1 < len(row) && row[i] == c {
				out = append(out, row[i+1])
			}
		}
		return out
	}
	counts := []hotspot.Count{
		{Cell: row[0], Encounters: 11, Hours: 4}, {Cell: row[1], Encounters: 12, Hours: 4},
		{Cell: row[2], Encounters: 3, Hours: 4}, {Cell: row[3], Encounters: 2, Hours: 4}, {Cell: row[4], Encounters: 2, Hours: 4},
	}
	for _, c := range hotspot.Clusters(row, beside, counts, 1) {
		fmt.Printf("%d cells: %d met, %.0f expected, by chance once in %.0f\n", len(c.Cells), c.Encounters, c.Expected, 1/c.P)
	}
	// Output:
	// 2 cells: 23 met, 12 expected, by chance once in 1000
}
