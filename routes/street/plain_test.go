package street

import (
	"math/rand/v2"
	"testing"

	"runde/routes"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// On random maps each row of the matrix is the plain search's.
func TestMatrixEqualsPlainSearch(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 51))
		n := Build(wild(rng, 80, 120))
		for _, mode := range routes.Modes {
			sameRows(t, n.Router(mode), scattered(rng, n, 20), 20)
		}
	}
}

// scattered are points on and beside the streets, some of them twice.
func scattered(rng *rand.Rand, n *Network, count int) []orb.Point {
	points := make([]orb.Point, count)
	for i := range points {
		p := n.Node(rng.Int32N(int32(n.Nodes())))
		points[i] = orb.Point{p[0] + rng.Float64()*0.0005, p[1] + rng.Float64()*0.0005}
		if i > 0 && rng.IntN(10) == 0 {
			points[i] = points[i-1]
		}
	}
	return points
}

func sameRows(t *testing.T, r *Router, points []orb.Point, rows int) {
	t.Helper()
	m, plain := r.Matrix(points), r.Plain(points)
	for i := range rows {
		if diff := cmp.Diff(plain.Row(i), m.Times[i*m.N:(i+1)*m.N]); diff != "" {
			t.Fatalf("row %d of %d (-plain search +matrix):\n%s", i, m.N, diff)
		}
	}
}

// On the streets of a real country, of each mode, 2,000 times equal the plain
// search's, and ways take what the matrix says.
func TestAndorraEqualsPlainSearch(t *testing.T) {
	n := country(t)
	for _, mode := range routes.Modes {
		rng := rand.New(rand.NewPCG(7, 52))
		points := scattered(rng, n, 100)
		r := n.Router(mode)
		sameRows(t, r, points, 20)
		m := r.Matrix(points)
		for range 200 {
			i, j := rng.IntN(len(points)), rng.IntN(len(points))
			if leg, _ := r.Path(points[i], points[j]); leg.Tenths != m.At(i, j) {
				t.Errorf("%s: the way from %d to %d takes %d, the matrix says %d", mode, i, j, leg.Tenths, m.At(i, j))
			}
		}
	}
}
