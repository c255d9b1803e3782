package street_test

import (
	"fmt"

	"runde/geo/osm"
	"runde/routes"
	"runde/routes/street"

	"github.com/paulmach/orb"
)

// A street of two kilometres, in two pieces.
func ExampleRouter_Matrix() {
	a, b, c := orb.Point{12.50, 55.70}, orb.Point{12.516, 55.70}, orb.Point{12.532, 55.70}
	n := street.Build([]osm.Street{
		{ID: 1, Nodes: []int64{1, 2}, Line: orb.LineString{a, b}, Tags: map[string]string{"highway": "residential"}},
		{ID: 2, Nodes: []int64{2, 3}, Line: orb.LineString{b, c}, Tags: map[string]string{"highway": "residential"}},
	}, nil)
	for _, mode := range routes.Modes {
		m := n.Router(mode).Matrix([]orb.Point{a, c})
		fmt.Printf("%s: %d minutes\n", mode, m.At(0, 1)/600)
	}
	// Output:
	// foot: 25 minutes
	// bicycle: 8 minutes
	// car: 4 minutes
}
