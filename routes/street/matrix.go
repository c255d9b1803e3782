package street

import (
	"runde/routes"
	"runde/routes/ch"

	"github.com/paulmach/orb"
)

// Matrix gives the travel times between all points in tenths of a second, walking
// to and from the street included; 0 between equal points, and
// [routes.Unreachable] from and to a point that no street of the main part is near.
func (r *Router) Matrix(points []orb.Point) routes.Matrix {
	s := r.snapAll(points)
	m := routes.Matrix{N: len(points), Times: r.hierarchy.Table(s.exits, s.entries, 0)}
	s.finish(m)
	return m
}

// snapped is the points of a matrix on the streets.
type snapped struct {
	r              *Router
	points         []orb.Point
	snaps          []Snap
	ok             []bool
	exits, entries [][]ch.Door
	onEdge         map[int32][]int // points by edge
}

func (r *Router) snapAll(points []orb.Point) *snapped {
	n := len(points)
	s := &snapped{
		r: r, points: points, snaps: make([]Snap, n), ok: make([]bool, n),
		exits: make([][]ch.Door, n), entries: make([][]ch.Door, n), onEdge: map[int32][]int{},
	}
	for i, p := range points {
		if s.snaps[i], s.ok[i] = r.Snap(p); s.ok[i] {
			e := s.snaps[i].edge
			s.exits[i], s.entries[i] = r.exits(s.snaps[i]).doors, r.entries(s.snaps[i]).doors
			s.onEdge[e] = append(s.onEdge[e], i)
		}
	}
	return s
}

// finish turns times between doors into times between points.
func (s *snapped) finish(m routes.Matrix) {
	for i := range m.N {
		s.finishRow(i, m.Times[i*m.N:(i+1)*m.N])
	}
}

func (s *snapped) finishRow(i int, row []int32) {
	if s.ok[i] {
		for _, j := range s.onEdge[s.snaps[i].edge] {
			if t := s.r.along(s.snaps[i], s.snaps[j]); t != closed {
				row[j] = min(row[j], t)
			}
		}
	}
	for j, t := range row {
		switch {
		case s.points[i] == s.points[j]:
			row[j] = 0
		case t != routes.Unreachable:
			row[j] = s.snaps[i].walk() + t + s.snaps[j].walk()
		}
	}
}
