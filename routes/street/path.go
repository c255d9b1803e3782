package street

import (
	"math"
	"slices"

	"runde/routes"
	"runde/routes/ch"

	"github.com/paulmach/orb"
)

// Path is the fastest way from a to b and the line to draw it by, from a over the
// streets to b. Its time equals the Matrix's. Returns ErrUnreachable where either
// is near no street of the main part.
func (r *Router) Path(a, b orb.Point) (routes.Leg, error) {
	if a == b {
		return routes.Leg{Line: orb.LineString{a, b}}, nil
	}
	from, ok := r.Snap(a)
	to, ok2 := r.Snap(b)
	if !ok || !ok2 {
		return routes.Leg{Tenths: routes.Unreachable}, ErrUnreachable
	}
	q := r.pool.Get().(*ch.Query)
	defer r.pool.Put(q)
	exits, entries := r.exits(from), r.entries(to)
	way := q.Path(exits.doors, entries.doors, nil)
	line, cost := orb.LineString{a}, way.Cost
	switch direct := r.along(from, to); {
	case direct != closed && direct <= cost:
		cost = direct
		line = r.draw(line, from.edge, from.part, to.part)
	case cost == ch.Unreachable:
		return routes.Leg{Tenths: routes.Unreachable}, ErrUnreachable
	default:
		line = r.draw(line, from.edge, from.part, exits.at[way.Source])
		line = r.drawArcs(line, way.Arcs)
		line = r.draw(line, to.edge, entries.at[way.Target], to.part)
	}
	return routes.Leg{Tenths: from.walk() + cost + to.walk(), Line: tidy(append(line, b))}, nil
}

// drawArcs draws the edges of arcs of the graph.
func (r *Router) drawArcs(line orb.LineString, arcs []int32) orb.LineString {
	for _, a := range arcs {
		e, back := r.graph.along[a]/2, float64(r.graph.along[a]%2)
		line = r.draw(line, e, back, 1-back)
	}
	return line
}

// draw appends the points of an edge between two shares of its length.
func (r *Router) draw(line orb.LineString, e int32, from, to float64) orb.LineString {
	count, total := r.n.points(e), r.n.length(e)
	piece := []orb.Point{r.n.pointAt(e, from*total)}
	low, high := min(from, to)*total, max(from, to)*total
	var inner []orb.Point
	for k, done := 1, 0.0; k < count-1; k++ {
		done += metres(r.n.at(e, k-1), r.n.at(e, k))
		if done > low && done < high {
			inner = append(inner, r.n.at(e, k))
		}
	}
	if from > to {
		slices.Reverse(inner)
	}
	piece = append(append(piece, inner...), r.n.pointAt(e, to*total))
	return append(line, piece...)
}

// pointAt is the point so many metres along an edge.
func (n *Network) pointAt(e int32, along float64) orb.Point {
	last := n.points(e) - 1
	for k := 1; k <= last; k++ {
		a, b := n.at(e, k-1), n.at(e, k)
		d := metres(a, b)
		if along <= d && d > 0 {
			t := along / d
			return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
		}
		along -= d
	}
	return n.at(e, last)
}

// tidy drops points that repeat the one before, but for the last.
func tidy(line orb.LineString) orb.LineString {
	last := line[len(line)-1]
	line = slices.CompactFunc(line, func(a, b orb.Point) bool {
		return math.Abs(a[0]-b[0])+math.Abs(a[1]-b[1]) < 3/degrees
	})
	if len(line) == 1 {
		return append(line, last)
	}
	line[len(line)-1] = last
	return line
}
