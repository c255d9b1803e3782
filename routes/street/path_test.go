package street

import (
	"math"
	"testing"

	"runde/routes"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
)

// The line follows the bends of the streets in the direction of travel.
func TestPathFollowsTheStreets(t *testing.T) {
	d := draw(t, `
A---B
    |
    C---D   E
        |   |
        F---G`).way("ABC", "highway=residential").way("FDC", "highway=residential").way("FGE", "highway=residential")
	leg, err := d.router(routes.Foot).Path(d.point['A'], d.point['E'])
	if err != nil {
		t.Fatal(err)
	}
	want := "ABCDFGE"
	if len(leg.Line) != len(want) {
		t.Fatalf("line has %d points, want %s: %v", len(leg.Line), want, leg.Line)
	}
	for i, c := range []byte(want) {
		if metres(leg.Line[i], d.point[c]) > 0.1 {
			t.Errorf("point %d is %v, want %c", i, leg.Line[i], c)
		}
	}
	if got := geo.Length(leg.Line); math.Abs(got-180) > 1 {
		t.Errorf("line is %.1f m long, want 180", got)
	}
}

// Along one street the line runs between the two points, either way.
func TestPathAlongOneStreet(t *testing.T) {
	d := draw(t, "A--P--B--Q--C").way("ABC", "highway=residential")
	for _, ends := range []string{"PQ", "QP"} {
		leg, err := d.router(routes.Foot).Path(d.point[ends[0]], d.point[ends[1]])
		if err != nil || len(leg.Line) != 3 || metres(leg.Line[1], d.point['B']) > 0.1 {
			t.Errorf("%s: line %v (%v), want by B", ends, leg.Line, err)
		}
	}
}

// In a one-way ring the way back to a point just behind goes all the way round.
func TestPathRoundAOneWayRing(t *testing.T) {
	d := draw(t, "A--P-Q--B\n|       |\nD-------C").way("ABCDA", "highway=residential oneway=yes")
	d.want(routes.Car, 'P', 'Q', metresAt(20, 28))
	d.want(routes.Car, 'Q', 'P', metresAt(200-20, 28))
	leg, _ := d.router(routes.Car).Path(d.point['Q'], d.point['P'])
	if got := geo.Length(leg.Line); math.Abs(got-180) > 1 {
		t.Errorf("line is %.1f m long, want 180", got)
	}
}

func TestPathToItself(t *testing.T) {
	r := draw(t, "A---B").way("AB", "highway=residential").router(routes.Foot)
	p := orb.Point{12, 56.0001}
	if leg, err := r.Path(p, p); err != nil || leg.Tenths != 0 {
		t.Errorf("takes %d (%v)", leg.Tenths, err)
	}
}
