package street

import (
	"math"
	"math/rand/v2"
	"testing"

	"runde/routes"

	"github.com/paulmach/orb"
)

// A bench in the park is reached on foot from the nearest street.
//
//	    P          20 m above the street
//
//	A---------B
func TestWalkingToTheStreetCounts(t *testing.T) {
	d := draw(t, "    P\n\nA---------B").way("AB", "highway=residential")
	d.want(routes.Car, 'A', 'P', metresAt(40, 28)+metresAt(20, walking))
	s, ok := d.router(routes.Car).Snap(d.point['P'])
	if !ok || math.Abs(s.Metres-20) > 0.1 || math.Abs(s.part-0.4) > 0.001 {
		t.Errorf("snapped %.2f m away at %.3f of the street, want 20 m at 0.4", s.Metres, s.part)
	}
}

// A mode snaps to a street that it may use, though another is nearer.
func TestSnapsToAStreetOfTheMode(t *testing.T) {
	d := draw(t, "A----P----B\nC---------D").way("AB", "highway=footway bicycle=no").way("CD", "highway=residential")
	s, ok := d.router(routes.Car).Snap(d.point['P'])
	if !ok || math.Abs(s.Metres-10) > 0.1 {
		t.Errorf("a car stops %.1f m away, want 10 m", s.Metres)
	}
}

// An island without a ferry is out of reach; a place near its shore is not, nor is
// one on a loose path in the middle of the town.
//
//	A-----B         I--J      X--Y is a path that the map did not join
//	|  X-Y|    …    |  |
//	D-----C         L--K
func TestIslands(t *testing.T) {
	d := draw(t, "A-----B\n| X-Y |\nD-----C").way("ABCDA", "highway=residential").way("XY", "highway=path")
	far := orb.Point{12.05, 56}
	for i, c := range []byte("IJKL") {
		d.point[c] = orb.Point{far[0] + float64(i%2)*column, far[1] + float64(i/2)*row}
	}
	d.way("IJ", "highway=residential").way("KL", "highway=residential")
	if got := d.seconds(routes.Foot, 'A', 'I'); got != -1 {
		t.Errorf("the island is reached in %.1f s", got)
	}
	if got := d.seconds(routes.Foot, 'A', 'X'); got < 0 || got > metresAt(40, walking) {
		t.Errorf("the loose path is reached in %.1f s", got)
	}
	if _, err := d.router(routes.Foot).Path(d.point['A'], d.point['J']); err != ErrUnreachable {
		t.Errorf("path to the island: %v, want ErrUnreachable", err)
	}
}

// A one-way street into a dead end is a trap: nobody is sent there.
func TestNoTraps(t *testing.T) {
	d := draw(t, "A----B-->T\n|    |\nD----C").way("ABCDA", "highway=residential").way("BT", "highway=residential oneway=yes")
	s, ok := d.router(routes.Car).Snap(d.point['T'])
	if !ok || math.Abs(s.Metres-40) > 0.1 {
		t.Errorf("a car to the dead end stops %.1f m away, want 40 m, at the corner", s.Metres)
	}
}

// The nearest street is the one that looking at all of them finds.
func TestSnapEqualsLookingAtEveryStreet(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 21))
		r := Build(wild(rng, 40, 50)).Router(routes.Foot)
		for range 40 {
			p := orb.Point{11.99 + rng.Float64()*0.05, 55.99 + rng.Float64()*0.04}
			best := math.Inf(1)
			for e := range int32(r.n.Edges()) {
				for k := 0; r.usable(e) && k < r.n.points(e)-1; k++ {
					q, _ := project(p, r.n.at(e, k), r.n.at(e, k+1), math.Cos(p[1]*math.Pi/180))
					best = min(best, metres(p, q))
				}
			}
			s, ok := r.Snap(p)
			if ok != (best <= Reach) || ok && math.Abs(s.Metres-best) > 1e-6 {
				t.Errorf("seed %d: snapped %v at %.3f m, nearest is %.3f m", seed, ok, s.Metres, best)
			}
		}
	}
}

func TestSnapRefusesWhatIsNoPoint(t *testing.T) {
	r := draw(t, "A---B").way("AB", "highway=residential").router(routes.Foot)
	for _, p := range []orb.Point{{math.NaN(), 56}, {math.Inf(1), 56}, {12, 91}, {200, 56}} {
		if _, ok := r.Snap(p); ok {
			t.Errorf("snapped %v", p)
		}
	}
}

// Who stands at a crossing may take any street there, whichever of them he is said
// to stand on: also against a one-way street that begins or ends there.
//
//	B--->A--->C
//	|    |    |
//	F----D----E
func TestAtACrossingAllItsStreetsAreOpen(t *testing.T) {
	for _, ways := range [][]string{{"BA", "AC", "AD"}, {"AC", "BA", "AD"}, {"AD", "AC", "BA"}} {
		d := draw(t, "B----A----C\n|    |    |\nF----D----E").way("BFDEC", "highway=residential")
		for _, w := range ways {
			d.way(w, "highway=residential"+map[bool]string{true: "", false: " oneway=yes"}[w == "AD"])
		}
		for to, metres := range map[byte]float64{'B': 90, 'C': 50, 'D': 20} {
			d.want(routes.Car, 'A', to, metresAt(metres, 28))
		}
		for from, metres := range map[byte]float64{'B': 50, 'C': 90, 'D': 20} {
			d.want(routes.Car, from, 'A', metresAt(metres, 28))
		}
	}
}
