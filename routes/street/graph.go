package street

import "runde/routes/ch"

// Graph is one mode's arcs, cut to the part in which every node reaches every
// other. Weights are tenths of a second. Treat it as read-only.
type Graph struct {
	ch.Graph
	along []int32 // the arc's edge, twice, plus 1 if it goes back along it
}

// arcsOf are the arcs of a mode among the nodes that have a name, -1 for none, from
// 0 upwards in the order of the nodes.
func (n *Network) arcsOf(mode int, name []int32) Graph {
	nodes := int32(0)
	for _, v := range name {
		nodes = max(nodes, v+1)
	}
	each := func(f func(from, to, weight, along int32)) {
		for e := range n.tail {
			from, to := name[n.tail[e]], name[n.head[e]]
			if from < 0 || to < 0 {
				continue
			}
			if t := n.times[mode][0][e]; t != closed {
				f(from, to, t, int32(2*e))
			}
			if t := n.times[mode][1][e]; t != closed {
				f(to, from, t, int32(2*e+1))
			}
		}
	}
	g := Graph{Graph: ch.Graph{First: make([]int32, nodes+1)}}
	each(func(from, _, _, _ int32) { g.First[from+1]++ })
	for v := range nodes {
		g.First[v+1] += g.First[v]
	}
	arcs := g.First[nodes]
	g.Head, g.Weight, g.along = make([]int32, arcs), make([]int32, arcs), make([]int32, arcs)
	next := append([]int32(nil), g.First...)
	each(func(from, to, weight, along int32) {
		i := next[from]
		next[from]++
		g.Head[i], g.Weight[i], g.along[i] = to, weight, along
	})
	return g
}

// mainPart names the nodes of the largest strongly connected part of a mode's
// arcs, in order, -1 for the others.
func (n *Network) mainPart(mode int) []int32 {
	name := make([]int32, len(n.x))
	for v := range name {
		name[v] = int32(v)
	}
	all := n.arcsOf(mode, name)
	part, largest := components(&all.Graph)
	count := int32(0)
	for v, p := range part {
		name[v] = -1
		if p == largest {
			name[v] = count
			count++
		}
	}
	return name
}
