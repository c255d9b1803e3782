package street

import (
	"errors"
	"sync"

	"runde/routes"
	"runde/routes/ch"
)

// ErrUnreachable is returned where no street connects two points.
var ErrUnreachable = errors.New("street: no way between the points")

// Router answers for one mode. It never changes and may be used by any number of
// goroutines.
type Router struct {
	n         *Network
	mode      int
	graph     Graph
	name      []int32 // by node of the network: the graph's, -1 outside
	hierarchy *ch.Hierarchy
	pool      sync.Pool // *ch.Query
}

// Router is the router of a mode. A network that was built contracts the mode's
// graph when it is first asked for it, which takes seconds for a country; one that
// was loaded has done so before it was saved.
func (n *Network) Router(mode routes.Mode) *Router { return n.routers[modeIndex(mode)]() }

// prepare makes the network's routers wait to be asked for.
func (n *Network) prepare() {
	for mode := range n.routers {
		n.routers[mode] = sync.OnceValue(func() *Router {
			name := n.mainPart(mode)
			g := n.arcsOf(mode, name)
			return n.newRouter(mode, name, g, ch.Build(g.Graph, 0))
		})
	}
}

func (n *Network) newRouter(mode int, name []int32, g Graph, h *ch.Hierarchy) *Router {
	r := &Router{n: n, mode: mode, graph: g, name: name, hierarchy: h}
	r.pool.New = func() any { return h.NewQuery() }
	return r
}

// Graph is the mode's graph.
func (r *Router) Graph() *Graph { return &r.graph }

// Hierarchy is the contraction hierarchy of the mode's graph.
func (r *Router) Hierarchy() *ch.Hierarchy { return r.hierarchy }

// Share of the nodes that the mode may use that lie in its main part, from which
// all others of it are reached; 0 where it may use none.
func (r *Router) Share() float64 {
	open := make([]bool, len(r.n.x))
	for e := range r.n.tail {
		if r.time(int32(e), 0) != closed || r.time(int32(e), 1) != closed {
			open[r.n.tail[e]], open[r.n.head[e]] = true, true
		}
	}
	all, inside := 0, 0
	for v, o := range open {
		if o {
			all++
			if r.name[v] >= 0 {
				inside++
			}
		}
	}
	return float64(inside) / float64(max(1, all))
}

// usable: one may travel the edge and get away from it again.
func (r *Router) usable(e int32) bool {
	if r.name[r.n.tail[e]] < 0 || r.name[r.n.head[e]] < 0 {
		return false
	}
	return r.time(e, 0) != closed || r.time(e, 1) != closed
}

func (r *Router) time(e int32, direction int) int32 { return r.n.times[r.mode][direction][e] }
