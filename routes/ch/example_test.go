package ch_test

import (
	"fmt"

	"runde/routes/ch"
)

// Three nodes in a row, both ways: 0 –4– 1 –3– 2.
func Example() {
	g := ch.Graph{
		First:  []int32{0, 1, 3, 4},
		Head:   []int32{1, 0, 2, 1},
		Weight: []int32{4, 4, 3, 3},
	}
	h := ch.Build(g, 0)
	nodes := [][]ch.Door{{{Node: 0}}, {{Node: 2}}}
	fmt.Println(h.Table(nodes, nodes, 0))
	way := h.NewQuery().Path(nodes[0], nodes[1], nil)
	fmt.Println(way.Cost, way.Arcs)
	// Output:
	// [0 7 7 0]
	// 7 [0 2]
}
