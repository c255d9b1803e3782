package street

import (
	"math"

	"github.com/paulmach/orb"
)

// index is a packed R-tree (Kamel and Faloutsos 1993: On Packing R-trees): since
// edges are numbered along a Hilbert curve, so many in a row make a leaf, and so
// many leaves in a row the node above. It is made in one pass and needs no
// pointers.
type index struct {
	edges  int
	levels [][]box // of edges, of groups of edges, of groups of those …
}

// fan is how many boxes one box of the level above holds.
const fan = 8

// box in units of a stored coordinate.
type box struct{ minX, minY, maxX, maxY int32 }

var emptyBox = box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}

func (b *box) add(x, y int32) {
	b.minX, b.minY, b.maxX, b.maxY = min(b.minX, x), min(b.minY, y), max(b.maxX, x), max(b.maxY, y)
}

func (b *box) join(o box) {
	b.minX, b.minY = min(b.minX, o.minX), min(b.minY, o.minY)
	b.maxX, b.maxY = max(b.maxX, o.maxX), max(b.maxY, o.maxY)
}

func (b box) touches(o box) bool {
	return b.minX <= o.maxX && o.minX <= b.maxX && b.minY <= o.maxY && o.minY <= b.maxY
}

// middle of the box, which may be as wide as the earth.
func (b box) middle() (x, y int32) {
	return int32((int64(b.minX) + int64(b.maxX)) / 2), int32((int64(b.minY) + int64(b.maxY)) / 2)
}

// degrees are the box's corners.
func (b box) degrees() (low, high orb.Point) { return point(b.minX, b.minY), point(b.maxX, b.maxY) }

// boxOf is the box of a bound.
func boxOf(b orb.Bound) box {
	out := emptyBox
	out.add(fixed(b.Min))
	out.add(fixed(b.Max))
	return out
}

// box of an edge.
func (n *Network) box(e int32) box {
	b := emptyBox
	b.add(n.x[n.tail[e]], n.y[n.tail[e]])
	b.add(n.x[n.head[e]], n.y[n.head[e]])
	for i := n.bend[e]; i < n.bend[e+1]; i++ {
		b.add(n.bx[i], n.by[i])
	}
	return b
}

func newIndex(n *Network) index {
	level := make([]box, n.Edges())
	for e := range level {
		level[e] = n.box(int32(e))
	}
	x := index{edges: len(level), levels: [][]box{level}}
	for len(level) > fan {
		above := make([]box, (len(level)+fan-1)/fan)
		for i := range above {
			above[i] = emptyBox
			for _, b := range level[i*fan : min((i+1)*fan, len(level))] {
				above[i].join(b)
			}
		}
		level = above
		x.levels = append(x.levels, level)
	}
	return x
}

// within calls visit with every edge whose box touches another, in order.
func (x *index) within(b box, visit func(e int32)) {
	top := len(x.levels) - 1
	x.search(top, 0, len(x.levels[top]), b, visit)
}

func (x *index) search(level, from, to int, b box, visit func(e int32)) {
	for i := from; i < to; i++ {
		if !x.levels[level][i].touches(b) {
			continue
		}
		if level == 0 {
			visit(int32(i))
			continue
		}
		x.search(level-1, i*fan, min((i+1)*fan, len(x.levels[level-1])), b, visit)
	}
}

// nearest tries edges until no other can be as near as the best one tried: branch
// and bound, the nearest box first.
func (x *index) nearest(n *nearest) {
	top := len(x.levels) - 1
	x.descend(top, 0, len(x.levels[top]), n)
}

func (x *index) descend(level, from, to int, n *nearest) {
	type child struct {
		at    int
		bound float64
	}
	var near [fan]child
	count := 0
	for i := from; i < to; i++ {
		c := child{i, n.bound(x.levels[level][i])}
		at := count
		for at > 0 && near[at-1].bound > c.bound {
			near[at] = near[at-1]
			at--
		}
		near[at] = c
		count++
	}
	for _, c := range near[:count] {
		switch {
		case c.bound > n.metres:
			return
		case level == 0:
			n.try(int32(c.at))
		default:
			x.descend(level-1, c.at*fan, min((c.at+1)*fan, len(x.levels[level-1])), n)
		}
	}
}
