package street

import "runde/routes/ch"

// components numbers the strongly connected components of a graph and returns the
// number of the one with most nodes, -1 for an empty graph: Tarjan's algorithm
// (1972) with its own stack.
func components(g *ch.Graph) (part []int32, largest int32) {
	t := tarjan{g: g, part: make([]int32, g.Nodes()), index: make([]int32, g.Nodes()), low: make([]int32, g.Nodes())}
	for v := range t.part {
		t.part[v] = -1
	}
	for v := range t.part {
		if t.index[v] == 0 {
			t.visit(int32(v))
		}
	}
	largest = -1
	for c, size := range t.sizes {
		if largest < 0 || size > t.sizes[largest] {
			largest = int32(c)
		}
	}
	return t.part, largest
}

type tarjan struct {
	g           *ch.Graph
	part        []int32
	index, low  []int32 // index 0: not seen
	seen        int32
	open        []int32 // nodes not yet in a component
	calls, arcs []int32 // the stack of nodes and of their next arcs
	sizes       []int32
}

func (t *tarjan) enter(v int32) {
	t.seen++
	t.index[v], t.low[v] = t.seen, t.seen
	t.open = append(t.open, v)
	t.calls, t.arcs = append(t.calls, v), append(t.arcs, t.g.First[v])
}

func (t *tarjan) visit(root int32) {
	t.enter(root)
	for len(t.calls) > 0 {
		top := len(t.calls) - 1
		v, a := t.calls[top], t.arcs[top]
		if a < t.g.First[v+1] {
			t.arcs[top]++
			switch w := t.g.Head[a]; {
			case t.index[w] == 0:
				t.enter(w)
			case t.part[w] < 0:
				t.low[v] = min(t.low[v], t.index[w])
			}
			continue
		}
		t.calls, t.arcs = t.calls[:top], t.arcs[:top]
		if top > 0 {
			u := t.calls[top-1]
			t.low[u] = min(t.low[u], t.low[v])
		}
		if t.low[v] == t.index[v] {
			t.close(v)
		}
	}
}

// close makes the open nodes down to v a component.
func (t *tarjan) close(v int32) {
	c := int32(len(t.sizes))
	for size := int32(1); ; size++ {
		w := t.open[len(t.open)-1]
		t.open = t.open[:len(t.open)-1]
		t.part[w] = c
		if w == v {
			t.sizes = append(t.sizes, size)
			return
		}
	}
}
