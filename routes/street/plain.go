package street

import (
	"runde/routes"
	"runde/routes/ch"

	"github.com/paulmach/orb"
)

// Plain gives the rows of a matrix by a plain search each: the slow obvious twin
// that proves [Router.Matrix] and [Router.Path]. It belongs to one goroutine.
type Plain struct {
	s       *snapped
	search  *ch.Dijkstra
	targets []int32 // the different nodes by which points are entered
}

// Plain snaps the points.
func (r *Router) Plain(points []orb.Point) *Plain {
	p := &Plain{s: r.snapAll(points), search: ch.NewDijkstra(&r.graph.Graph)}
	known := map[int32]bool{}
	for _, doors := range p.s.entries {
		for _, d := range doors {
			if !known[d.Node] {
				known[d.Node] = true
				p.targets = append(p.targets, d.Node)
			}
		}
	}
	return p
}

// Row is the times from point i to all points, as in the matrix.
func (p *Plain) Row(i int) []int32 {
	p.search.Begin()
	for _, d := range p.s.exits[i] {
		p.search.Start(d.Node, d.Cost)
	}
	p.search.Settle(p.targets)
	row := make([]int32, len(p.s.snaps))
	for j, doors := range p.s.entries {
		row[j] = routes.Unreachable
		for _, d := range doors {
			if t := p.search.Cost(d.Node); t != ch.Unreachable {
				row[j] = min(row[j], t+d.Cost)
			}
		}
	}
	p.s.finishRow(i, row)
	return row
}
