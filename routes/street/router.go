package street

import (
	"errors"
	"sync"

	"runde/routes"

	"github.com/tidwall/rtree"
)

// ErrUnreachable is returned where no street connects two points.
var ErrUnreachable = errors.New("street: no way between the points")

// Router answers for one mode. It never changes and may be used by any number of
// goroutines.
type Router struct {
	n     *Network
	mode  int
	graph Graph
	name  []int32               // by node of the network: the graph's, -1 outside
	tree  rtree.RTreeG[segment] // the pieces of usable edges
	pool  sync.Pool             // *query
}

// segment is piece k of an edge: from its point k to k+1.
type segment struct{ edge, k int32 }

// Router makes the router of a mode: a pass over the network and an index of its
// streets, about a second for a large municipality.
func (n *Network) Router(mode routes.Mode) *Router {
	r := &Router{n: n, mode: modeIndex(mode)}
	all := n.arcsOf(r.mode)
	part, largest := all.components()
	r.graph, r.name = all.restrict(part, largest)
	r.pool.New = func() any { return newQuery(r) }
	for e := range n.tail {
		if r.usable(int32(e)) {
			r.index(int32(e))
		}
	}
	return r
}

// Graph is the mode's graph.
func (r *Router) Graph() *Graph { return &r.graph }

// usable: one may travel the edge and get away from it again.
func (r *Router) usable(e int32) bool {
	if r.name[r.n.tail[e]] < 0 || r.name[r.n.head[e]] < 0 {
		return false
	}
	return r.time(e, 0) != closed || r.time(e, 1) != closed
}

func (r *Router) time(e int32, direction int) int32 { return r.n.times[r.mode][direction][e] }

func (r *Router) index(e int32) {
	for k := range r.n.points(e) - 1 {
		a, b := r.n.at(e, k), r.n.at(e, k+1)
		low := [2]float64{min(a[0], b[0]), min(a[1], b[1])}
		high := [2]float64{max(a[0], b[0]), max(a[1], b[1])}
		r.tree.Insert(low, high, segment{e, int32(k)})
	}
}
