package street

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"runde/geo/osm"
	"runde/routes"
	"runde/routes/ch"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// randomGraph has n nodes and some arcs, many of them one way.
func randomGraph(rng *rand.Rand, n, arcs int) *ch.Graph {
	to := make([][]int32, n)
	for range arcs {
		v := rng.IntN(n)
		to[v] = append(to[v], int32(rng.IntN(n)))
	}
	g := &ch.Graph{First: []int32{0}}
	for _, heads := range to {
		for _, w := range heads {
			g.Head, g.Weight = append(g.Head, w), append(g.Weight, 1+rng.Int32N(100))
		}
		g.First = append(g.First, int32(len(g.Head)))
	}
	return g
}

// Two nodes are in one component if and only if each reaches the other, and the
// largest component is the one named.
func TestComponentsEqualMutualReach(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 81))
		n := 1 + rng.IntN(25)
		g := randomGraph(rng, n, rng.IntN(3*n))
		d := floydWarshall(g)
		part, largest := components(g)
		sizes := map[int32]int{}
		for i := range n {
			sizes[part[i]]++
			for j := range n {
				mutual := d[i][j] < math.MaxInt32 && d[j][i] < math.MaxInt32
				if mutual != (part[i] == part[j]) {
					t.Errorf("seed %d: %d and %d reach each other %v, parts %d and %d", seed, i, j, mutual, part[i], part[j])
				}
			}
		}
		for c, size := range sizes {
			if size > sizes[largest] {
				t.Errorf("seed %d: part %d has %d nodes, the largest is said to have %d", seed, c, size, sizes[largest])
			}
		}
	}
}

// A chain of a hundred thousand one-way streets needs no deep stack.
func TestComponentsOfALongChain(t *testing.T) {
	const n = 100_000
	g := &ch.Graph{First: []int32{0}}
	for v := range int32(n) {
		g.Head = append(g.Head, (v+1)%n)
		g.First = append(g.First, v+1)
	}
	if part, _ := components(g); part[0] != part[n-1] {
		t.Error("a ring is not one component")
	}
}

// A router may be asked by many at once; all get the same answers.
func TestRouterIsSafeForManyGoroutines(t *testing.T) {
	r := Build(wild(rand.New(rand.NewPCG(1, 84)), 60, 80)).Router(routes.Foot)
	points := []orb.Point{{12.001, 56.001}, {12.02, 56.015}, {12.01, 56.01}, {12.025, 56.005}}
	want := r.Matrix(points)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if diff := cmp.Diff(want, r.Matrix(points)); diff != "" {
				t.Errorf("times differ:\n%s", diff)
			}
			if leg, err := r.Path(points[0], points[1]); err != nil || leg.Tenths != want.At(0, 1) {
				t.Errorf("path takes %d (%v), want %d", leg.Tenths, err, want.At(0, 1))
			}
		})
	}
	wait.Wait()
}

// The order of the points decides nothing.
func TestMatrixOfPermutedPoints(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 84))
	r := Build(wild(rng, 60, 80)).Router(routes.Car)
	var points, other []orb.Point
	for range 10 {
		points = append(points, orb.Point{12 + rng.Float64()*0.03, 56 + rng.Float64()*0.02})
	}
	order := rng.Perm(10)
	for _, i := range order {
		other = append(other, points[i])
	}
	a, b := r.Matrix(points), r.Matrix(other)
	for i := range order {
		for j := range order {
			if a.At(order[i], order[j]) != b.At(i, j) {
				t.Errorf("%d to %d takes %d, in another order %d", order[i], order[j], a.At(order[i], order[j]), b.At(i, j))
			}
		}
	}
}

// Untidy streets are left out or survived: no length, no coordinates, nodes and
// points of different number, the same node twice.
func TestUntidyStreets(t *testing.T) {
	p, q := orb.Point{12, 56}, orb.Point{12.001, 56}
	residential := map[string]string{"highway": "residential"}
	streets := []osm.Street{
		{ID: 1, Nodes: []int64{1, 2}, Line: orb.LineString{p, q}, Tags: residential},
		{ID: 2, Nodes: []int64{1}, Line: orb.LineString{p}, Tags: residential},
		{ID: 3, Nodes: []int64{1, 2, 3}, Line: orb.LineString{p, q}, Tags: residential},
		{ID: 4, Nodes: []int64{1, 4}, Line: orb.LineString{p, {math.NaN(), 56}}, Tags: residential},
		{ID: 5, Nodes: []int64{1, 5}, Line: orb.LineString{p, {12, 95}}, Tags: residential},
		{ID: 6, Nodes: []int64{6, 7}, Line: orb.LineString{p, p}, Tags: residential},
		{ID: 7, Nodes: []int64{1, 1, 2, 2}, Line: orb.LineString{p, p, q, q}, Tags: residential},
		{ID: 8, Nodes: []int64{1, 2}, Line: orb.LineString{p, q}, Tags: map[string]string{"highway": "proposed"}},
		{ID: 9, Nodes: []int64{1, 2}, Line: orb.LineString{p, q}},
	}
	n := Build(streets, nil)
	if n.Edges() != 2 || n.Nodes() != 2 {
		t.Errorf("%d edges among %d nodes, want the two sound streets", n.Edges(), n.Nodes())
	}
	if err := n.valid(); err != nil {
		t.Error(err)
	}
}

// A street that ends where it began, as a loop on a stalk does, is walked both ways.
func TestALoopOnAStalk(t *testing.T) {
	d := draw(t, "S---A---B\n    |   |\n    D---C").way("SA", "highway=residential").way("ABCDA", "highway=residential")
	d.want(routes.Foot, 'S', 'B', metresAt(80, walking))
	d.want(routes.Foot, 'S', 'D', metresAt(60, walking))
	d.want(routes.Foot, 'B', 'D', metresAt(60, walking))
}
