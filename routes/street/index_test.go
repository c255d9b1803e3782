package street

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"runde/routes"

	"github.com/paulmach/orb"
)

// The nearest piece of a street is the one that a scan of all pieces finds.
func TestSnapEqualsAScan(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 61))
		n := Build(wild(rng, 40, 60))
		for _, mode := range routes.Modes {
			r := n.Router(mode)
			for range 20 {
				p := orb.Point{11.99 + rng.Float64()*0.05, 55.99 + rng.Float64()*0.04}
				got, ok := r.Snap(p)
				edge, piece, far := scan(r, p)
				if ok != (far <= Reach) {
					t.Errorf("seed %d %s: snapped %v, the nearest street is %.1f m away", seed, mode, ok, far)
				}
				if want := r.snapOn(p, max(edge, 0), piece, math.Cos(p[1]*math.Pi/180)); ok && got != want {
					t.Errorf("seed %d %s: snapped to %+v, the nearest is %+v", seed, mode, got, want)
				}
			}
		}
	}
}

func scan(r *Router, p orb.Point) (edge, piece int32, far float64) {
	edge, far = -1, math.Inf(1)
	for e := range int32(r.n.Edges()) {
		for k := 1; r.usable(e) && k < r.n.points(e); k++ {
			q, _ := project(p, r.n.at(e, k-1), r.n.at(e, k), math.Cos(p[1]*math.Pi/180))
			if d := metres(p, q); d < far {
				edge, piece, far = e, int32(k-1), d
			}
		}
	}
	return edge, piece, far
}

// Within finds each edge whose box touches another box, once and in order.
func TestWithinEqualsAScan(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 62))
		n := Build(wild(rng, 60, rng.IntN(150)))
		a := orb.Point{12 + rng.Float64()*0.03, 56 + rng.Float64()*0.02}
		b := boxOf(orb.Bound{Min: a, Max: orb.Point{a[0] + rng.Float64()*0.01, a[1] + rng.Float64()*0.01}})
		var got, want []int32
		n.index.within(b, func(e int32) { got = append(got, e) })
		for e := range int32(n.Edges()) {
			if n.box(e).touches(b) {
				want = append(want, e)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("seed %d: found %v, want %v", seed, got, want)
		}
	}
}

// The middle of a box lies in it, of the widest too.
func TestMiddleOfABox(t *testing.T) {
	for _, b := range []box{{-180 * degrees, -90 * degrees, 180 * degrees, 90 * degrees}, {3, 4, 3, 4}, {-7, 5, -6, 8}} {
		if x, y := b.middle(); !b.touches(box{x, y, x, y}) {
			t.Errorf("the middle of %v is said to be %d,%d", b, x, y)
		}
	}
}

// Every place on the curve is visited once, and each step leads to a neighbour.
func TestHilbertCurveVisitsAll(t *testing.T) {
	const side = 1 << 16
	square := box{0, 0, side - 1, side - 1}
	const part = 64 // the curve's first quarters stay in a square of this side
	seen := make([][2]int32, part*part)
	for x := range int32(part) {
		for y := range int32(part) {
			d := square.hilbert(x, y)
			if int(d) >= len(seen) {
				t.Fatalf("%d,%d lies at %d, beyond the square's share of the curve", x, y, d)
			}
			seen[d] = [2]int32{x + 1, y + 1}
		}
	}
	for i, at := range seen {
		if at == ([2]int32{}) {
			t.Fatalf("nothing lies at %d", i)
		}
		if i > 0 {
			dx, dy := at[0]-seen[i-1][0], at[1]-seen[i-1][1]
			if dx*dx+dy*dy != 1 {
				t.Fatalf("step %d leads from %v to %v", i, seen[i-1], at)
			}
		}
	}
}

// The share of the main part counts the nodes that a mode may use.
func TestShare(t *testing.T) {
	d := draw(t, "A---B---C   D---E")
	d.way("AB", "highway=residential").way("BC", "highway=footway").way("DE", "highway=residential")
	n := Build(d.streets, nil)
	if got := n.Router(routes.Foot).Share(); got != 0.6 {
		t.Errorf("on foot %.2f of the nodes are in the main part, want 0.6", got)
	}
	if got := n.Router(routes.Car).Share(); got != 0.5 {
		t.Errorf("by car %.2f of the nodes are in the main part, want 0.5", got)
	}
	if got := Build(nil, nil).Router(routes.Foot).Share(); got != 0 {
		t.Errorf("of no streets %.2f, want 0", got)
	}
}
