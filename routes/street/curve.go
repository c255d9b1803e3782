package street

import (
	"cmp"
	"math"
	"slices"
)

// alongCurve is the same network with nodes and edges numbered along a Hilbert
// curve over its box; edges by the middle of their boxes.
func (n *Network) alongCurve() *Network {
	all := emptyBox
	for v := range n.x {
		all.add(n.x[v], n.y[v])
	}
	for i := range n.bx {
		all.add(n.bx[i], n.by[i])
	}
	nodes := order(len(n.x), func(v int32) uint32 { return all.hilbert(n.x[v], n.y[v]) })
	edges := order(n.Edges(), func(e int32) uint32 { return all.hilbert(n.box(e).middle()) })
	out := &Network{x: pick(n.x, nodes), y: pick(n.y, nodes), tail: pick(n.tail, edges), head: pick(n.head, edges), bend: []int32{0}}
	name := make([]int32, len(nodes))
	for i, v := range nodes {
		name[v] = int32(i)
	}
	for i, e := range edges {
		out.tail[i], out.head[i] = name[out.tail[i]], name[out.head[i]]
		out.bx = append(out.bx, n.bx[n.bend[e]:n.bend[e+1]]...)
		out.by = append(out.by, n.by[n.bend[e]:n.bend[e+1]]...)
		out.bend = append(out.bend, int32(len(out.bx)))
	}
	out.public = pick(n.public, edges)
	for mode := range n.times {
		out.times[mode][0], out.times[mode][1] = pick(n.times[mode][0], edges), pick(n.times[mode][1], edges)
	}
	return out
}

// order is the numbers below n, sorted by key and where keys are equal by number.
func order(n int, key func(int32) uint32) []int32 {
	keyed := make([]uint64, n)
	for i := range keyed {
		keyed[i] = uint64(key(int32(i)))<<32 | uint64(i)
	}
	slices.SortFunc(keyed, cmp.Compare[uint64])
	out := make([]int32, n)
	for i, k := range keyed {
		out[i] = int32(uint32(k))
	}
	return out
}

func pick[T any](from []T, order []int32) []T {
	out := make([]T, len(order))
	for i, k := range order {
		out[i] = from[k]
	}
	return out
}

// hilbert is where on the Hilbert curve of order 16 over the box a point lies.
func (b box) hilbert(x, y int32) uint32 {
	const side = 1 << 16
	scale := side / (math.Max(float64(b.maxX)-float64(b.minX), float64(b.maxY)-float64(b.minY)) + 1)
	u := uint32((float64(x) - float64(b.minX)) * scale)
	v := uint32((float64(y) - float64(b.minY)) * scale)
	d := uint32(0)
	for s := uint32(side / 2); s > 0; s /= 2 {
		right, up := u&s > 0, v&s > 0
		switch {
		case right && up:
			d += 2 * s * s
		case right:
			d += 3 * s * s
		case up:
			d += s * s
		}
		if !up {
			if right {
				u, v = side-1-u, side-1-v
			}
			u, v = v, u
		}
	}
	return d
}
