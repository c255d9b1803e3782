package street

import (
	"math"

	"runde/routes/ch"

	"github.com/paulmach/orb"
)

// Reach is how many metres a point may lie from the nearest usable street. It
// bridges a park or a harbour square, not a strait.
const Reach = 600

// Snap is the nearest place of a street to a point.
type Snap struct {
	Point  orb.Point // on the street
	Metres float64   // from the point to it
	edge   int32
	part   float64 // of the edge's length, from its tail
}

// walk is the time from the point to the street, in tenths of a second.
func (s Snap) walk() int32 { return int32(math.Round(s.Metres / (walking / 3.6) * 10)) }

// Snap finds the street of the mode's main part that lies nearest to p, false if
// none lies within Reach.
func (r *Router) Snap(p orb.Point) (Snap, bool) {
	if !onEarth(p) {
		return Snap{}, false
	}
	near := nearest{r: r, p: p, narrow: math.Cos(p[1] * math.Pi / 180), metres: Reach, edge: -1}
	r.n.index.nearest(&near)
	if near.edge < 0 {
		return Snap{}, false
	}
	return r.snapOn(p, near.edge, near.k, near.narrow), true
}

// nearest is the best piece of a street found so far.
type nearest struct {
	r       *Router
	p       orb.Point
	narrow  float64 // a degree of longitude as a share of one of latitude, at p
	metres  float64
	edge, k int32
}

// bound is a lower bound in metres on the distance to whatever lies in a box.
func (n *nearest) bound(b box) float64 {
	low, high := b.degrees()
	return toBox(n.p, low, high, n.narrow)
}

// try looks at the pieces of an edge. Of pieces equally near the lowest wins.
func (n *nearest) try(e int32) {
	if !n.r.usable(e) {
		return
	}
	a := n.r.n.at(e, 0)
	for k := range int32(n.r.n.points(e) - 1) {
		b := n.r.n.at(e, int(k)+1)
		q, _ := project(n.p, a, b, n.narrow)
		if d := metres(n.p, q); d < n.metres || d == n.metres && (n.edge < 0 || e < n.edge) {
			n.metres, n.edge, n.k = d, e, k
		}
		a = b
	}
}

// toBox is a lower bound in metres on the distance from p to whatever lies in a box.
func toBox(p, low, high orb.Point, narrow float64) float64 {
	dx := max(low[0]-p[0], 0, p[0]-high[0])
	dy := max(low[1]-p[1], 0, p[1]-high[1])
	far := max(math.Abs(low[1]), math.Abs(high[1]))
	narrow = min(narrow, math.Cos(min(far, 90)*math.Pi/180))
	return metresPerDegree * math.Hypot(dx*narrow, dy)
}

// project is the point of the piece a–b nearest to p and its share of the piece.
func project(p, a, b orb.Point, narrow float64) (orb.Point, float64) {
	dx, dy := (b[0]-a[0])*narrow, b[1]-a[1]
	length := dx*dx + dy*dy
	if length == 0 {
		return a, 0
	}
	t := ((p[0]-a[0])*narrow*dx + (p[1]-a[1])*dy) / length
	t = min(1, max(0, t))
	return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}, t
}

// snapOn is the snap on piece k of an edge, from its point k to k+1.
func (r *Router) snapOn(p orb.Point, e, k int32, narrow float64) Snap {
	a, b := r.n.at(e, int(k)), r.n.at(e, int(k)+1)
	q, t := project(p, a, b, narrow)
	before, total := 0.0, 0.0
	for i := 1; i < r.n.points(e); i++ {
		if i-1 == int(k) {
			before = total + t*metres(a, b)
		}
		total += metres(r.n.at(e, i-1), r.n.at(e, i))
	}
	part := 0.0
	switch {
	case total-before < atEnd && before > total-before:
		part = 1
	case before >= atEnd:
		part = before / total
	}
	return Snap{Point: q, Metres: metres(p, q), edge: e, part: part}
}

// atEnd is how many metres from an end of an edge count as none: a crossing's own
// coordinates, rounded elsewhere, still stand for the crossing.
const atEnd = 0.1

// ends are the nodes beside a snap that the mode may go to, or come from.
type ends struct {
	doors []ch.Door
	at    []float64 // where on the snap's edge each is: 0 its tail, 1 its head
}

// exits are the ways off a snap's edge: to its head along it, to its tail back. Who
// stands at one of its ends is at that node, whichever way the edge leads.
func (r *Router) exits(s Snap) ends {
	var out ends
	r.add(&out, s.edge, 1, r.share(s.edge, 0, 1-s.part))
	r.add(&out, s.edge, 0, r.share(s.edge, 1, s.part))
	return out
}

// entries are the ways onto it: from its tail along it, from its head back.
func (r *Router) entries(s Snap) ends {
	var out ends
	r.add(&out, s.edge, 0, r.share(s.edge, 0, s.part))
	r.add(&out, s.edge, 1, r.share(s.edge, 1, 1-s.part))
	return out
}

func (r *Router) add(to *ends, e int32, at float64, cost int32) {
	if cost == closed {
		return
	}
	node := r.n.tail[e]
	if at == 1 {
		node = r.n.head[e]
	}
	to.doors = append(to.doors, ch.Door{Node: r.name[node], Cost: cost})
	to.at = append(to.at, at)
}

// share is the time for part of an edge: 0 for none of it, closed where that
// direction is.
func (r *Router) share(e int32, direction int, part float64) int32 {
	t := r.time(e, direction)
	switch {
	case part == 0:
		return 0
	case t == closed:
		return closed
	}
	return int32(math.Round(float64(t) * part))
}

// along is the time from one snap to another on the same edge without leaving it,
// closed where that is not the way.
func (r *Router) along(a, b Snap) int32 {
	if a.edge != b.edge {
		return closed
	}
	if a.part <= b.part {
		return r.share(a.edge, 0, b.part-a.part)
	}
	return r.share(a.edge, 1, a.part-b.part)
}
