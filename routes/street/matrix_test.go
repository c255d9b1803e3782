package street

import (
	"math"
	"math/rand/v2"
	"testing"

	"runde/geo/osm"
	"runde/routes"
	"runde/routes/ch"
	"runde/routes/ch/chtest"

	"github.com/paulmach/orb"
)

// wild is a random map: points within about 2 km, streets of all kinds between
// them, one-way or not, with barriers here and there.
func wild(rng *rand.Rand, nodes, streets int) ([]osm.Street, map[int64]map[string]string) {
	points := make([]orb.Point, nodes)
	for i := range points {
		points[i] = orb.Point{12 + rng.Float64()*0.03, 56 + rng.Float64()*0.02}
	}
	kinds := []string{"residential", "tertiary", "footway", "cycleway", "steps", "service", "path", "motorway", "pedestrian"}
	var out []osm.Street
	for i := range streets {
		s := osm.Street{ID: int64(i), Tags: map[string]string{"highway": kinds[rng.IntN(len(kinds))]}}
		switch rng.IntN(6) {
		case 0:
			s.Tags["oneway"] = "yes"
		case 1:
			s.Tags["oneway"] = "-1"
		case 2:
			s.Tags["motor_vehicle"] = "no"
		}
		for range 2 + rng.IntN(4) {
			n := rng.IntN(nodes)
			s.Nodes, s.Line = append(s.Nodes, int64(n)), append(s.Line, points[n])
		}
		out = append(out, s)
	}
	barriers := map[int64]map[string]string{}
	for _, kind := range []string{"gate", "bollard", "stile", "wall"} {
		barriers[int64(rng.IntN(nodes))] = map[string]string{"barrier": kind}
	}
	return out, barriers
}

// floydWarshall gives all times between the nodes of a graph.
func floydWarshall(g *ch.Graph) [][]int64 { return chtest.FloydWarshall(g.First, g.Head, g.Weight) }

// slowTime is the time between two points from the all-pairs table.
func slowTime(r *Router, d [][]int64, a, b orb.Point) int32 {
	sa, ok := r.Snap(a)
	sb, ok2 := r.Snap(b)
	if !ok || !ok2 {
		return routes.Unreachable
	}
	best := int64(math.MaxInt32)
	if t := r.along(sa, sb); t != closed {
		best = int64(t)
	}
	for _, x := range r.exits(sa).doors {
		for _, y := range r.entries(sb).doors {
			best = min(best, int64(x.Cost)+d[x.Node][y.Node]+int64(y.Cost))
		}
	}
	return int32(best) + sa.walk() + sb.walk()
}

// Every time of the matrix equals Floyd and Warshall's, every path takes as long
// as the matrix says, and its line runs from point to point.
func TestTimesEqualFloydWarshall(t *testing.T) {
	compared := 0
	for seed := range uint64(25) {
		rng := rand.New(rand.NewPCG(seed, 11))
		n := Build(wild(rng, 30, 40))
		for _, mode := range routes.Modes {
			r := n.Router(mode)
			if r.Graph().Nodes() == 0 {
				continue
			}
			d := floydWarshall(&r.Graph().Graph)
			points := make([]orb.Point, 12)
			for i := range points {
				points[i] = orb.Point{11.995 + rng.Float64()*0.04, 55.995 + rng.Float64()*0.03}
			}
			m := r.Matrix(points)
			for i, a := range points {
				for j, b := range points {
					if i == j {
						continue
					}
					want := slowTime(r, d, a, b)
					if m.At(i, j) != want {
						t.Errorf("seed %d %s: %d to %d takes %d, Floyd–Warshall says %d", seed, mode, i, j, m.At(i, j), want)
					}
					samePath(t, r, seed, a, b, want)
					compared++
				}
			}
		}
	}
	if compared < 5000 {
		t.Errorf("only %d pairs compared", compared)
	}
}

func samePath(t *testing.T, r *Router, seed uint64, a, b orb.Point, want int32) {
	t.Helper()
	leg, err := r.Path(a, b)
	if leg.Tenths != want || (err != nil) != (want == routes.Unreachable) {
		t.Errorf("seed %d: path takes %d (%v), want %d", seed, leg.Tenths, err, want)
	}
	if err == nil && (leg.Line[0] != a || leg.Line[len(leg.Line)-1] != b) {
		t.Errorf("seed %d: the line runs from %v to %v, want %v to %v", seed, leg.Line[0], leg.Line[len(leg.Line)-1], a, b)
	}
}

// In the graph everything reaches everything.
func TestGraphIsStronglyConnected(t *testing.T) {
	for seed := range uint64(40) {
		n := Build(wild(rand.New(rand.NewPCG(seed, 12)), 25, 30))
		for _, mode := range routes.Modes {
			for i, row := range floydWarshall(&n.Router(mode).Graph().Graph) {
				for j, d := range row {
					if d >= math.MaxInt32 {
						t.Fatalf("seed %d %s: node %d does not reach %d", seed, mode, i, j)
					}
				}
			}
		}
	}
}

// On foot nobody cares about one-way streets: there and back take the same.
func TestWalkingIsSymmetric(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 13))
		r := Build(wild(rng, 30, 40)).Router(routes.Foot)
		points := []orb.Point{{12.001, 56.001}, {12.02, 56.015}, {12.01, 56.01}}
		m := r.Matrix(points)
		for i := range points {
			for j := range points {
				if a, b := m.At(i, j), m.At(j, i); a-b > 1 || b-a > 1 {
					t.Errorf("seed %d: %d to %d takes %d, back %d", seed, i, j, a, b)
				}
			}
		}
	}
}

func TestEmptyNetwork(t *testing.T) {
	r := Build(nil, nil).Router(routes.Foot)
	m := r.Matrix([]orb.Point{{12, 56}, {12.1, 56}})
	if m.At(0, 0) != 0 || m.At(0, 1) != routes.Unreachable {
		t.Errorf("times on no streets: %v", m.Times)
	}
	if _, err := r.Path(orb.Point{12, 56}, orb.Point{12.1, 56}); err != ErrUnreachable {
		t.Errorf("path on no streets: %v, want ErrUnreachable", err)
	}
	if m := r.Matrix(nil); m.N != 0 {
		t.Errorf("matrix of no points has %d", m.N)
	}
}
