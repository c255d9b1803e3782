package ch

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const randomGraphs = 200

// On random graphs all costs, of single nodes and of several doors, equal
// Dijkstra's.
func TestTableEqualsDijkstra(t *testing.T) {
	compared := 0
	for seed := range uint64(randomGraphs) {
		rng := rand.New(rand.NewPCG(seed, 1))
		g := wild(rng)
		if seed%2 == 1 {
			g = town(rng, 2+rng.Int32N(11))
		}
		h := Build(g, 1+int(seed%3))
		if err := h.Verify(&g); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		nodes := everyNode(&g)
		from, to := someDoors(rng, g.Nodes(), 20), someDoors(rng, g.Nodes(), 30)
		for _, c := range []struct{ sources, targets [][]Door }{{nodes, nodes}, {from, to}, {nil, to}, {from, nil}} {
			got, want := h.Table(c.sources, c.targets, 2), truth(&g, c.sources, c.targets)
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("seed %d: %v to %v costs %d, Dijkstra says %d",
						seed, c.sources[i/len(c.targets)], c.targets[i%len(c.targets)], got[i], want[i])
				}
			}
			if len(got) != len(want) {
				t.Errorf("seed %d: a table of %d costs, want %d", seed, len(got), len(want))
			}
			compared += len(want)
		}
	}
	t.Logf("seeds 0–%d: %d costs compared", randomGraphs-1, compared)
	if compared < 500_000 {
		t.Errorf("only %d costs compared", compared)
	}
}

// Every way costs what Dijkstra says, begins and ends by the doors that it names,
// and its arcs lead from one to the other at that cost.
func TestPathEqualsDijkstra(t *testing.T) {
	compared := 0
	for seed := range uint64(randomGraphs) {
		rng := rand.New(rand.NewPCG(seed, 2))
		g := wild(rng)
		if seed%2 == 1 {
			g = town(rng, 2+rng.Int32N(9))
		}
		q := Build(g, 2).NewQuery()
		from, to := someDoors(rng, g.Nodes(), 12), someDoors(rng, g.Nodes(), 12)
		costs := truth(&g, from, to)
		for i := range from {
			for j := range to {
				way := q.Path(from[i], to[j], nil)
				if want := costs[i*len(to)+j]; way.Cost != want {
					t.Errorf("seed %d: %v to %v costs %d, Dijkstra says %d", seed, from[i], to[j], way.Cost, want)
				}
				if way.Cost != Unreachable {
					follow(t, &g, way, from[i], to[j], seed)
				} else if len(way.Arcs) > 0 {
					t.Errorf("seed %d: no way, of %d arcs", seed, len(way.Arcs))
				}
				compared++
			}
		}
	}
	t.Logf("seeds 0–%d: %d ways compared", randomGraphs-1, compared)
}

func follow(t *testing.T, g *Graph, way Way, from, to []Door, seed uint64) {
	t.Helper()
	node, cost := from[way.Source].Node, from[way.Source].Cost
	for _, a := range way.Arcs {
		if a < g.First[node] || a >= g.First[node+1] {
			t.Fatalf("seed %d: arc %d does not begin at node %d", seed, a, node)
		}
		node, cost = g.Head[a], cost+g.Weight[a]
	}
	if end := to[way.Target]; node != end.Node || cost+end.Cost != way.Cost {
		t.Errorf("seed %d: the way ends at %d for %d, want %d for %d", seed, node, cost+end.Cost, end.Node, way.Cost)
	}
}

// The same graph gives the same hierarchy on any number of cores.
func TestBuildIsTheSameOnAnyNumberOfCores(t *testing.T) {
	for seed := range uint64(20) {
		g := town(rand.New(rand.NewPCG(seed, 3)), 25)
		want := Build(g, 1).Parts()
		for _, cores := range []int{2, 3, 8, 0} {
			if diff := cmp.Diff(want, Build(g, cores).Parts()); diff != "" {
				t.Fatalf("seed %d: on %d cores the hierarchy differs:\n%s", seed, cores, diff)
			}
		}
	}
}

// A hierarchy is worth its name: on a town, a search settles few nodes and
// shortcuts are about as many as arcs.
func TestHierarchyIsLean(t *testing.T) {
	g := town(rand.New(rand.NewPCG(1, 4)), 60)
	h := Build(g, 0)
	if h.Shortcuts() > 2*g.Arcs() {
		t.Errorf("%d shortcuts for %d arcs", h.Shortcuts(), g.Arcs())
	}
	settled := 0
	c := newClimb(h, false)
	for _, door := range everyNode(&g) {
		settled += len(c.all(door, nil))
	}
	if mean := settled / g.Nodes(); mean > 120 {
		t.Errorf("a search settles %d of %d nodes on average", mean, g.Nodes())
	}
}
