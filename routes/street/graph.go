package street

// Graph is one mode's arcs in compressed rows: the arcs of node v are
// Head[First[v]:First[v+1]] with their Weight in tenths of a second, at least 1.
// Every node reaches every other. Treat it as read-only.
type Graph struct {
	First  []int32
	Head   []int32
	Weight []int32
	along  []int32 // the arc's edge, twice, plus 1 if it goes back along it
}

// Nodes counts the nodes, numbered from 0.
func (g *Graph) Nodes() int { return len(g.First) - 1 }

// Arcs counts the directed arcs.
func (g *Graph) Arcs() int { return len(g.Head) }

// arcsOf are all arcs a mode may use, by node of the network.
func (n *Network) arcsOf(mode int) Graph {
	g := Graph{First: make([]int32, len(n.x)+1)}
	each := func(f func(from, to, weight, along int32)) {
		for e := range n.tail {
			if t := n.times[mode][0][e]; t != closed {
				f(n.tail[e], n.head[e], t, int32(2*e))
			}
			if t := n.times[mode][1][e]; t != closed {
				f(n.head[e], n.tail[e], t, int32(2*e+1))
			}
		}
	}
	each(func(from, _, _, _ int32) { g.First[from+1]++ })
	for v := range n.x {
		g.First[v+1] += g.First[v]
	}
	arcs := g.First[len(n.x)]
	g.Head, g.Weight, g.along = make([]int32, arcs), make([]int32, arcs), make([]int32, arcs)
	next := append([]int32(nil), g.First...)
	each(func(from, to, weight, along int32) {
		i := next[from]
		next[from]++
		g.Head[i], g.Weight[i], g.along[i] = to, weight, along
	})
	return g
}

// restrict keeps the nodes of one part, renumbered in order, and the arcs among
// them. name gives each old node its number, -1 outside.
func (g *Graph) restrict(part []int32, keep int32) (out Graph, name []int32) {
	name = make([]int32, g.Nodes())
	count := int32(0)
	for v, p := range part {
		name[v] = -1
		if p == keep {
			name[v] = count
			count++
		}
	}
	out.First = append(make([]int32, 0, count+1), 0)
	for v := range part {
		if name[v] < 0 {
			continue
		}
		for a := g.First[v]; a < g.First[v+1]; a++ {
			if to := name[g.Head[a]]; to >= 0 {
				out.Head = append(out.Head, to)
				out.Weight = append(out.Weight, g.Weight[a])
				out.along = append(out.along, g.along[a])
			}
		}
		out.First = append(out.First, int32(len(out.Head)))
	}
	return out, name
}
