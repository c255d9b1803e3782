package osm_test

import (
	"context"
	"fmt"
	"strings"

	"runde/geo/osm"
)

// A map file becomes an extract, and the extract says what it took.
func ExampleRead() {
	e, err := osm.Read(context.Background(), "testdata/village.osm", osm.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(e.Summary())
	// Output:
	// read         25 nodes, 4 ways, 0 relations (XML)
	// streets      1 (2 km), 1 names, 1 barriers
	// places       5: bench 2, bus_stop 1, kiosk 1, library 1
	// benches      3 nodes + 1 ways + 1 bench=yes
	// settlements  1 names
	// dwellings    4, counted by addresses (2 addresses; 1 of 1 possible home buildings carry one)
	// base map     land 1, water 0, green 0, buildings 2, rails 0
	// left out     1 × place: a home or private
	// left out     1 × place: outside the area
	// left out     1 × place: the same place twice
}

// A municipality's own list of dwellings is better than any count on a map.
func ExampleReadDwellings() {
	list, err := osm.ReadDwellings(strings.NewReader("lat;lon;count\n55,25;12,5;3\n55,5;12,75;1\n"))
	fmt.Println(list, err)
	// Output: [{[12.5 55.25] 3} {[12.75 55.5] 1}] <nil>
}
