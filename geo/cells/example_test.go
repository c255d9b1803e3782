package cells_test

import (
	"fmt"

	"runde/geo"
	"runde/geo/cells"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
)

// Two leaves of a village hold enough homes to stand alone. The other five hold
// twelve together, so the smaller of the two is given up and joins them.
func ExampleNew() {
	kids, _ := h3.CellFromString("881f262eedfffff").Children(9)
	dwellings := map[geo.Cell]int{}
	for i, n := range []int{80, 60, 5, 0, 4, 0, 3} {
		dwellings[geo.Cell(kids[i])] = n
	}
	for _, c := range cells.New(dwellings, 50).Cells() {
		fmt.Println(c.Cell, c.Cell.Resolution(), c.Dwellings)
	}
	// Output:
	// 881f262eedfffff 8 72
	// 891f262eec3ffff 9 80
}

// A tap on the map becomes a cell. The coordinates go no further.
func ExampleCover_At() {
	leaves := cells.Leaves(orb.MultiPolygon{{{{12.58, 55.66}, {12.62, 55.66}, {12.62, 55.68}, {12.58, 55.68}}}})
	dwellings := cells.Count(leaves, []orb.Point{{12.6, 55.67}}, []int{75})
	c := cells.New(dwellings, 50)
	fmt.Println(c.At(orb.Point{12.59, 55.665}))
	fmt.Println(c.At(orb.Point{10, 55}))
	// Output:
	// 851f0583fffffff true
	// rest false
}
