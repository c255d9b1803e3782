package street

import (
	"math"
	"slices"

	"runde/routes/ch"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// AreaStop is a public place to stop at in a cell that has none: the street
// junction from which the other junctions near the cell's middle are reached
// soonest. Only the cell's outline and the streets decide. Where no two public
// streets meet, any junction does, and where there is no junction, the end of a
// street or a barrier on it; false where the mode reaches none of these inside the
// outline.
func (r *Router) AreaStop(outline orb.MultiPolygon) (orb.Point, bool) {
	middle, _ := planar.CentroidArea(outline)
	for _, kind := range []func(int32) bool{r.publicJunction, r.junction, r.anyNode} {
		if near := r.nodesIn(outline, middle, kind); len(near) > 0 {
			return r.n.Node(r.mostCentral(near)), true
		}
	}
	return orb.Point{}, false
}

const candidates = 16 // junctions compared by AreaStop

// nodesIn are up to candidates nodes of a kind inside the outline, nearest to the
// middle first.
func (r *Router) nodesIn(outline orb.MultiPolygon, middle orb.Point, kind func(int32) bool) []int32 {
	box := outline.Bound()
	seen := map[int32]bool{}
	var found []int32
	r.n.index.within(boxOf(box), func(e int32) {
		if !r.usable(e) {
			return
		}
		for _, v := range []int32{r.n.tail[e], r.n.head[e]} {
			if !seen[v] {
				seen[v] = true
				if kind(v) && planar.MultiPolygonContains(outline, r.n.Node(v)) {
					found = append(found, v)
				}
			}
		}
	})
	slices.SortFunc(found, func(a, b int32) int {
		da, db := metres(middle, r.n.Node(a)), metres(middle, r.n.Node(b))
		switch {
		case da < db:
			return -1
		case da > db:
			return 1
		}
		return int(a - b)
	})
	return found[:min(candidates, len(found))]
}

// mostCentral is the node with the least time to the others together.
func (r *Router) mostCentral(nodes []int32) int32 {
	doors := make([][]ch.Door, len(nodes))
	for i, v := range nodes {
		doors[i] = []ch.Door{{Node: r.name[v]}}
	}
	times := r.hierarchy.Table(doors, doors, 1)
	best, least := nodes[0], int64(math.MaxInt64)
	for i, v := range nodes {
		sum := int64(0)
		for _, t := range times[i*len(nodes) : (i+1)*len(nodes)] {
			sum += int64(t)
		}
		if sum < least {
			best, least = v, sum
		}
	}
	return best
}

func (r *Router) anyNode(v int32) bool { return r.name[v] >= 0 }

// junction: three arms or more.
func (r *Router) junction(v int32) bool {
	g := r.name[v]
	return g >= 0 && r.graph.First[g+1]-r.graph.First[g] >= 3
}

// publicJunction: a junction of which two arms are public streets.
func (r *Router) publicJunction(v int32) bool {
	if !r.junction(v) {
		return false
	}
	public, g := 0, r.name[v]
	for a := r.graph.First[g]; a < r.graph.First[g+1]; a++ {
		public += int(r.n.public[r.graph.along[a]/2])
	}
	return public >= 2
}
