package ch

import (
	"math/rand/v2"
	"slices"
	"testing"

	"runde/routes/ch/chtest"
)

// Nodes are settled in the order of their costs, at those that Floyd and Warshall
// find.
func TestDijkstraSettlesInOrder(t *testing.T) {
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 82))
		g := wild(rng)
		want := chtest.FloydWarshall(g.First, g.Head, g.Weight)
		d := NewDijkstra(&g)
		for range 3 { // the memory is used again
			source, last := rng.Int32N(int32(g.Nodes())), int32(0)
			d.Begin()
			d.Start(source, 0)
			for {
				v, ok := d.Next()
				if !ok {
					break
				}
				if d.Cost(v) < last || int64(d.Cost(v)) != want[source][v] {
					t.Fatalf("seed %d: node %d settled at %d after %d, want %d", seed, v, d.Cost(v), last, want[source][v])
				}
				last = d.Cost(v)
			}
			for v := range int32(g.Nodes()) {
				if (d.Cost(v) == Unreachable) != (want[source][v] >= int64(Unreachable)) {
					t.Fatalf("seed %d: node %d settled at %d", seed, v, d.Cost(v))
				}
			}
		}
	}
}

// The heap gives back what was put in, smallest first.
func TestHeapSorts(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 83))
		var h heap
		var want []uint64
		for range rng.IntN(200) {
			x := entry(rng.Int32N(30), rng.Int32N(30))
			h.push(x)
			want = append(want, x)
		}
		slices.Sort(want)
		for i, x := range want {
			if got := h.pop(); got != x {
				t.Fatalf("seed %d: number %d out is %x, want %x", seed, i, got, x)
			}
		}
		if len(h) != 0 {
			t.Fatalf("seed %d: %d left", seed, len(h))
		}
	}
}

// Settle stops as soon as what it was asked for is settled.
func TestSettleGoesNoFurther(t *testing.T) {
	g := drawn(t, "A-1-B B-1-C C-1-D D-1-E")
	d := NewDijkstra(&g)
	d.Begin()
	d.Start(0, 0)
	d.Settle([]int32{2})
	if d.Cost(2) != 2 || d.Cost(4) != Unreachable {
		t.Errorf("C costs %d and E %d, want 2 and none yet", d.Cost(2), d.Cost(4))
	}
}
