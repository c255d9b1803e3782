package street

import (
	"math"
	"sync"
	"sync/atomic"

	"runde/routes"

	"github.com/paulmach/orb"
)

// Matrix gives the travel times between all points in tenths of a second, walking
// to and from the street included; 0 from a point to itself, and
// [routes.Unreachable] from and to a point that no street of the main part is near.
func (r *Router) Matrix(points []orb.Point) routes.Matrix {
	n := len(points)
	m := routes.Matrix{N: n, Times: make([]int32, n*n)}
	t := newTable(r, points)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(2, n) {
		wait.Go(func() {
			q := r.pool.Get().(*query)
			defer r.pool.Put(q)
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				t.row(q, i, m.Times[i*n:(i+1)*n])
			}
		})
	}
	wait.Wait()
	return m
}

// table is the points of a matrix, snapped.
type table struct {
	r     *Router
	snaps []Snap
	ok    []bool
	doors []int32 // the different nodes by which targets are entered
}

func newTable(r *Router, points []orb.Point) *table {
	t := &table{r: r, snaps: make([]Snap, len(points)), ok: make([]bool, len(points))}
	known := map[int32]bool{}
	for i, p := range points {
		if t.snaps[i], t.ok[i] = r.Snap(p); !t.ok[i] {
			continue
		}
		for _, d := range r.entries(t.snaps[i]) {
			if d.cost != closed && !known[d.node] {
				known[d.node] = true
				t.doors = append(t.doors, d.node)
			}
		}
	}
	return t
}

// row fills the times from point i, by one search that ends when every door of
// the targets is settled.
func (t *table) row(q *query, i int, row []int32) {
	for j := range row {
		row[j] = routes.Unreachable
	}
	row[i] = 0
	if !t.ok[i] {
		return
	}
	q.begin()
	for _, d := range t.r.exits(t.snaps[i]) {
		if d.cost != closed {
			q.reach(d.node, d.cost, -1)
		}
	}
	q.settleAll(t.doors)
	for j := range row {
		if j == i || !t.ok[j] {
			continue
		}
		if way := t.arrive(q, t.snaps[i], t.snaps[j]); way < math.MaxInt32 {
			row[j] = t.snaps[i].walk() + way + t.snaps[j].walk()
		}
	}
}

// settleAll searches until all the nodes are settled or nothing is left.
func (q *query) settleAll(nodes []int32) {
	for left := 0; left < len(nodes); left++ {
		for q.settled[nodes[left]] != q.round {
			if _, ok := q.next(); !ok {
				return
			}
		}
	}
}

// arrive is the time from snap a, whose search q is, to snap b.
func (t *table) arrive(q *query, a, b Snap) int32 {
	best := int32(math.MaxInt32)
	if way := t.r.along(a, b); way != closed {
		best = way
	}
	for _, d := range t.r.entries(b) {
		if d.cost == closed {
			continue
		}
		if at := q.at(d.node); at < math.MaxInt32 {
			best = min(best, at+d.cost)
		}
	}
	return best
}
