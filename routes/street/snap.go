package street

import (
	"math"

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
	narrow := math.Cos(p[1] * math.Pi / 180)
	best, at := math.Inf(1), segment{edge: -1}
	r.tree.Nearby(
		func(low, high [2]float64, s segment, item bool) float64 {
			if item {
				q, _ := project(p, r.n.at(s.edge, int(s.k)), r.n.at(s.edge, int(s.k)+1), narrow)
				return metres(p, q)
			}
			return toBox(p, low, high, narrow)
		},
		func(_, _ [2]float64, s segment, d float64) bool {
			// Of pieces equally near the lowest wins, whatever the tree's order.
			if d > best {
				return false
			}
			if at.edge < 0 || s.edge < at.edge || s.edge == at.edge && s.k < at.k {
				at = s
			}
			best = d
			return true
		})
	if at.edge < 0 || best > Reach {
		return Snap{}, false
	}
	return r.snapOn(p, at, narrow), true
}

// toBox is a lower bound in metres on the distance from p to whatever lies in a box.
func toBox(p orb.Point, low, high [2]float64, narrow float64) float64 {
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

func (r *Router) snapOn(p orb.Point, s segment, narrow float64) Snap {
	before, total := 0.0, 0.0
	for k := 1; k < r.n.points(s.edge); k++ {
		if k-1 == int(s.k) {
			before = total
		}
		total += metres(r.n.at(s.edge, k-1), r.n.at(s.edge, k))
	}
	q, t := project(p, r.n.at(s.edge, int(s.k)), r.n.at(s.edge, int(s.k)+1), narrow)
	part := 0.0
	if total > 0 {
		part = (before + t*metres(r.n.at(s.edge, int(s.k)), r.n.at(s.edge, int(s.k)+1))) / total
	}
	return Snap{Point: q, Metres: metres(p, q), edge: s.edge, part: min(1, part)}
}

// door is a node beside a snap with the time to or from it.
type door struct{ node, cost int32 }

// exits are the ways off a snap's edge: to its head along it, to its tail back.
func (r *Router) exits(s Snap) [2]door {
	return [2]door{
		{r.name[r.n.head[s.edge]], r.share(s.edge, 0, 1-s.part)},
		{r.name[r.n.tail[s.edge]], r.share(s.edge, 1, s.part)},
	}
}

// entries are the ways onto it: from its tail along it, from its head back.
func (r *Router) entries(s Snap) [2]door {
	return [2]door{
		{r.name[r.n.tail[s.edge]], r.share(s.edge, 0, s.part)},
		{r.name[r.n.head[s.edge]], r.share(s.edge, 1, 1-s.part)},
	}
}

// share is the time for part of an edge, closed where that direction is.
func (r *Router) share(e int32, direction int, part float64) int32 {
	t := r.time(e, direction)
	if t == closed {
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
		if t := r.share(a.edge, 0, b.part-a.part); t != closed || a.part < b.part {
			return t
		}
	}
	return r.share(a.edge, 1, a.part-b.part)
}
