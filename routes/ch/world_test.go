package ch

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// arc is one of a test's graph.
type arc struct{ from, to, weight int32 }

// graphOf puts arcs into rows.
func graphOf(nodes int, arcs []arc) Graph {
	arcs = slices.Clone(arcs)
	slices.SortStableFunc(arcs, func(a, b arc) int { return cmp.Compare(a.from, b.from) })
	g := Graph{First: make([]int32, nodes+1)}
	for _, a := range arcs {
		g.First[a.from+1]++
		g.Head, g.Weight = append(g.Head, a.to), append(g.Weight, a.weight)
	}
	for v := range nodes {
		g.First[v+1] += g.First[v]
	}
	return g
}

// wild is a random graph of a random kind: thin or thick, one way or both, with
// weights from a few values (so that many ways cost the same) or from many, with
// loops and parallel arcs.
func wild(rng *rand.Rand) Graph {
	nodes := 1 + rng.IntN(60)
	highest := []int32{1, 3, 100, 1_000_000}[rng.IntN(4)]
	var arcs []arc
	for range rng.IntN(4*nodes + 1) {
		a := arc{rng.Int32N(int32(nodes)), rng.Int32N(int32(nodes)), 1 + rng.Int32N(highest)}
		arcs = append(arcs, a)
		if rng.IntN(3) > 0 {
			arcs = append(arcs, arc{a.to, a.from, a.weight})
		}
	}
	return graphOf(nodes, arcs)
}

// town is a grid of streets of which some are missing, some one way and some slow,
// with a few dead ends.
func town(rng *rand.Rand, side int32) Graph {
	var arcs []arc
	street := func(a, b int32) {
		weight := 1 + rng.Int32N(9)
		switch rng.IntN(10) {
		case 0:
		case 1:
			arcs = append(arcs, arc{a, b, weight})
		case 2:
			arcs = append(arcs, arc{a, b, 5 * weight}, arc{b, a, weight})
		default:
			arcs = append(arcs, arc{a, b, weight}, arc{b, a, weight})
		}
	}
	for y := range side {
		for x := range side {
			if x > 0 {
				street(y*side+x, y*side+x-1)
			}
			if y > 0 {
				street(y*side+x, (y-1)*side+x)
			}
		}
	}
	ends := side * side
	for range side {
		street(rng.Int32N(side*side), ends)
		ends++
	}
	return graphOf(int(ends), arcs)
}

// drawn is a small graph from lines such as "A-3-B" (both ways) and "A-3>B", with a
// letter for each node.
func drawn(t *testing.T, picture string) Graph {
	t.Helper()
	var arcs []arc
	nodes := int32(0)
	for _, word := range strings.Fields(picture) {
		var a, b byte
		var weight int32
		var direction byte
		if n := strings.IndexAny(word, "-"); n != 1 || len(word) < 5 {
			t.Fatalf("%q is no arc", word)
		}
		a, b, direction = word[0], word[len(word)-1], word[len(word)-2]
		for _, digit := range []byte(word[2 : len(word)-2]) {
			weight = 10*weight + int32(digit-'0')
		}
		from, to := int32(a-'A'), int32(b-'A')
		nodes = max(nodes, from+1, to+1)
		arcs = append(arcs, arc{from, to, weight})
		if direction == '-' {
			arcs = append(arcs, arc{to, from, weight})
		}
	}
	return graphOf(int(nodes), arcs)
}

// at is the door of a drawn node.
func at(letter byte, cost int32) []Door { return []Door{{int32(letter - 'A'), cost}} }

// truth is the costs between all doors by plain search.
func truth(g *Graph, sources, targets [][]Door) []int32 {
	d := NewDijkstra(g)
	out := make([]int32, 0, len(sources)*len(targets))
	for _, from := range sources {
		d.Begin()
		for _, door := range from {
			d.Start(door.Node, door.Cost)
		}
		for more := true; more; {
			_, more = d.Next()
		}
		for _, to := range targets {
			best := Unreachable
			for _, door := range to {
				if c := d.Cost(door.Node); c != Unreachable {
					best = min(best, c+door.Cost)
				}
			}
			out = append(out, best)
		}
	}
	return out
}

// everyNode is a door without a cost at each node.
func everyNode(g *Graph) [][]Door {
	out := make([][]Door, g.Nodes())
	for v := range out {
		out[v] = []Door{{int32(v), 0}}
	}
	return out
}

// someDoors are up to three doors each, at random nodes and costs; now and then
// there is none.
func someDoors(rng *rand.Rand, nodes, count int) [][]Door {
	out := make([][]Door, count)
	for i := range out {
		for range rng.IntN(4) {
			out[i] = append(out[i], Door{rng.Int32N(int32(nodes)), rng.Int32N(50)})
		}
	}
	return out
}
