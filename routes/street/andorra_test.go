package street

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"runde/geo/osm"
	"runde/routes"

	"github.com/paulmach/orb"
)

// andorra is the network of the real extract that ships inside a Go module.
var andorra = sync.OnceValues(func() (*Network, error) {
	out, err := exec.Command("go", "mod", "download", "-json", "github.com/paulmach/osm@v0.8.0").Output()
	if err != nil {
		return nil, err
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return nil, err
	}
	file := filepath.Join(module.Dir, "testdata", "andorra-latest.osm.bz2")
	extract, err := osm.Read(context.Background(), file, osm.Options{})
	if err != nil {
		return nil, err
	}
	return Build(extract.Streets, extract.Barriers), nil
})

func country(t *testing.T) *Network {
	t.Helper()
	if testing.Short() {
		t.Skip("reads a country's map")
	}
	n, err := andorra()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Most of a real country is one connected part, for each mode.
func TestAndorraIsConnected(t *testing.T) {
	n := country(t)
	for mode, least := range map[routes.Mode]int{routes.Foot: 5000, routes.Bicycle: 5000, routes.Car: 4000} {
		g := n.Router(mode).Graph()
		t.Logf("%s: %d nodes, %d arcs of %d nodes, %d edges", mode, g.Nodes(), g.Arcs(), n.Nodes(), n.Edges())
		if g.Nodes() < least {
			t.Errorf("%s: %d nodes in the main part, want at least %d", mode, g.Nodes(), least)
		}
	}
}

// On real streets: nobody is faster than the crow at the mode's best speed, a way
// by a third point is never faster than the direct one (but for rounding), and a
// path takes what the matrix says.
func TestAndorraTimesAreSound(t *testing.T) {
	n := country(t)
	rng := rand.New(rand.NewPCG(1, 41))
	fastest := map[routes.Mode]float64{routes.Foot: walking, routes.Bicycle: 16, routes.Car: 130}
	for _, mode := range routes.Modes {
		r := n.Router(mode)
		points := make([]orb.Point, 15)
		for i := range points {
			v := rng.IntN(n.Nodes())
			p := n.Node(int32(v))
			points[i] = orb.Point{p[0] + rng.Float64()*0.001, p[1] + rng.Float64()*0.001}
		}
		m := r.Matrix(points)
		for i, a := range points {
			for j, b := range points {
				d := m.At(i, j)
				if d == routes.Unreachable || i == j {
					continue
				}
				if least := metresAt(metres(a, b), fastest[mode])*10 - 2; float64(d) < least {
					t.Errorf("%s: %d to %d takes %d, the crow %.0f", mode, i, j, d, least)
				}
				for k := range points {
					if a, b := m.At(i, k), m.At(k, j); a != routes.Unreachable && b != routes.Unreachable && a+b+8 < d {
						t.Errorf("%s: %d to %d takes %d, by %d only %d", mode, i, j, d, k, a+b)
					}
				}
				if leg, err := r.Path(a, b); err != nil || leg.Tenths != d {
					t.Errorf("%s: path %d to %d takes %d (%v), matrix %d", mode, i, j, leg.Tenths, err, d)
				}
			}
		}
	}
}

// From Andorra la Vella to Pas de la Casa it is about half an hour's drive and more
// than four hours on foot.
func TestAndorraKnownDistance(t *testing.T) {
	n := country(t)
	a, b := orb.Point{1.5218, 42.5063}, orb.Point{1.7330, 42.5430}
	for mode, want := range map[routes.Mode][2]float64{routes.Car: {20, 50}, routes.Foot: {240, 420}} {
		m := n.Router(mode).Matrix([]orb.Point{a, b})
		if min := float64(m.At(0, 1)) / 600; min < want[0] || min > want[1] {
			t.Errorf("%s: %.0f minutes, want %v", mode, min, want)
		}
	}
}

// A cell of the real map gets a stop on its streets, inside it.
func TestAndorraAreaStop(t *testing.T) {
	r := country(t).Router(routes.Foot)
	box := orb.Bound{Min: orb.Point{1.515, 42.503}, Max: orb.Point{1.527, 42.510}}
	p, ok := r.AreaStop(orb.MultiPolygon{box.ToPolygon()})
	if !ok || !box.Contains(p) {
		t.Fatalf("area stop %v %v", p, ok)
	}
	if s, _ := r.Snap(p); s.Metres > 0.1 {
		t.Errorf("the stop is %.1f m from the street", s.Metres)
	}
	if d := metres(p, box.Center()); math.IsNaN(d) || d > 700 {
		t.Errorf("the stop is %.0f m from the middle", d)
	}
}

func BenchmarkAndorraMatrix(b *testing.B) {
	n, err := andorra()
	if err != nil {
		b.Fatal(err)
	}
	r := n.Router(routes.Foot)
	rng := rand.New(rand.NewPCG(1, 42))
	points := make([]orb.Point, 250)
	for i := range points {
		points[i] = n.Node(int32(rng.IntN(n.Nodes())))
	}
	for b.Loop() {
		r.Matrix(points)
	}
}
