package tiles_test

import (
	"fmt"

	"runde/geo/osm"
	"runde/geo/tiles"

	"github.com/paulmach/orb"
)

// The public form fetches every tile of one low zoom, never those of where one
// looks.
func ExampleMap_Tiles() {
	m := tiles.New(&osm.Extract{Bound: orb.Bound{Min: orb.Point{11.53, 54.56}, Max: orb.Point{12.17, 54.97}}})
	list, err := m.Tiles(10)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range list {
		if _, err := m.Tile(c.Z, c.X, c.Y); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(len(list), "tiles from", list[0], "to", list[len(list)-1])
	// Output: 9 tiles from {10 544 324} to {10 546 326}
}
