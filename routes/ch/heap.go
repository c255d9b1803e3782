package ch

// heap is a 4-ary heap of nodes by what it costs to reach them: cost << 32 | node,
// so that equal costs come out in the order of the nodes. A node may be in it
// several times; who takes it out passes over all but the first.
type heap []uint64

func entry(cost, node int32) uint64 { return uint64(cost)<<32 | uint64(uint32(node)) }

func split(x uint64) (cost, node int32) { return int32(x >> 32), int32(uint32(x)) }

func (h *heap) push(x uint64) {
	a := append(*h, x)
	i := len(a) - 1
	for i > 0 {
		up := (i - 1) / 4
		if a[up] <= x {
			break
		}
		a[i] = a[up]
		i = up
	}
	a[i] = x
	*h = a
}

func (h *heap) pop() uint64 {
	a := *h
	top, last := a[0], len(a)-1
	x := a[last]
	a = a[:last]
	*h = a
	i := 0
	for {
		child := 4*i + 1
		if child >= last {
			break
		}
		least := a[child]
		for c := child + 1; c < min(4*i+5, last); c++ {
			if a[c] < least {
				child, least = c, a[c]
			}
		}
		if least >= x {
			break
		}
		a[i] = least
		i = child
	}
	if last > 0 {
		a[i] = x
	}
	return top
}
