package release_test

import (
	"fmt"

	"runde/geo"
	"runde/geo/release"
)

// Two encounters in one block are too few to show: the block is shown together
// with another.
func ExamplePeriod() {
	west, east := geo.Cell(0x881f205801fffff), geo.Cell(0x881f205803fffff)
	tree := release.NewTree([]geo.Cell{west, east})
	blocks := []release.Block{{Name: west.String(), Cells: geo.Area{west}}, {Name: east.String(), Cells: geo.Area{east}}}
	var parts []release.Part
	for round := range 12 {
		parts = append(parts, release.Part{Cell: east, Kind: release.Greeted, Round: fmt.Sprint(round), Count: 2})
	}
	parts = append(parts, release.Part{Cell: west, Kind: release.Greeted, Round: "3", Count: 2})

	rows, err := release.Period(tree, release.Encounters, release.FourWeeks{Year: 2026, Number: 3}, blocks, parts, release.DefaultParams([]byte("secret")))
	if err != nil {
		fmt.Println(err)
	}
	for _, f := range rows {
		fmt.Println(f.Period, len(f.Area.Blocks), "blocks", f.KindList(), f.Count, f.Status)
	}
	// Output:
	// 2026-P03 2 blocks [respected] 0 zero
	// 2026-P03 2 blocks [greeted] 26 merged
	// 2026-P03 2 blocks [conversation] 0 zero
	// 2026-P03 2 blocks [bridged] 0 zero
}
