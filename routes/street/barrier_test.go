package street

import (
	"testing"

	"runde/routes"
)

// gated is a straight street with a barrier in the middle and a way round.
//
//	A----G----B
//	|         |
//	D---------C
func gated(t *testing.T, tags string) *drawing {
	return draw(t, "A----G----B\n|         |\nD---------C").
		way("AGB", "highway=residential").way("BCDA", "highway=residential").barrier('G', tags)
}

const straight, round = 100.0, 140.0

func TestGateLetsThroughWithDelay(t *testing.T) {
	d := gated(t, "barrier=gate")
	d.want(routes.Foot, 'A', 'B', metresAt(straight, walking)+5)
	d.want(routes.Car, 'A', 'B', metresAt(round, 28))
}

func TestLockedGateStopsAll(t *testing.T) {
	for _, tags := range []string{"barrier=gate locked=yes", "barrier=gate access=private", "barrier=lift_gate access=no"} {
		d := gated(t, tags)
		d.want(routes.Foot, 'A', 'B', metresAt(round, walking))
		d.want(routes.Bicycle, 'A', 'B', metresAt(round, riding))
		d.want(routes.Car, 'A', 'B', metresAt(round, 28))
	}
}

func TestLockedGateOpensToWhomItsTagsName(t *testing.T) {
	d := gated(t, "barrier=gate locked=yes foot=yes access=private")
	d.want(routes.Foot, 'A', 'B', metresAt(straight, walking)+5)
	d.want(routes.Bicycle, 'A', 'B', metresAt(round, riding))
}

func TestBollardStopsCarsAlone(t *testing.T) {
	d := gated(t, "barrier=bollard")
	d.want(routes.Foot, 'A', 'B', metresAt(straight, walking))
	d.want(routes.Bicycle, 'A', 'B', metresAt(straight, riding)+1)
	d.want(routes.Car, 'A', 'B', metresAt(round, 28))
}

// Both ends of a barred street stay in reach, each from its own side.
func TestStreetsEndAtABarrierFromBothSides(t *testing.T) {
	d := gated(t, "barrier=bollard")
	r := d.router(routes.Car)
	if got := r.Graph().Nodes(); got != 4 {
		t.Errorf("the car's graph has %d nodes, want A, B and both sides of G", got)
	}
}

// Where four streets meet at a barrier, each pair pays for it.
func TestBarrierAtACrossing(t *testing.T) {
	d := draw(t, "    N\nW---G---E\n    S").
		way("WGE", "highway=residential").way("NGS", "highway=residential").barrier('G', "barrier=swing_gate")
	for ends, metres := range map[string]float64{"WE": 80, "NS": 20, "WN": 50, "SE": 50} {
		least := metresAt(metres, walking) + 2.9
		if got := d.seconds(routes.Foot, ends[0], ends[1]); got < least || got > least+4 {
			t.Errorf("from %c to %c takes %.1f s, want %.1f and at most one passage more", ends[0], ends[1], got, least)
		}
	}
}

func TestUnknownBarrierStopsNobody(t *testing.T) {
	d := gated(t, "barrier=kerb")
	d.want(routes.Foot, 'A', 'B', metresAt(straight, walking))
	d.want(routes.Car, 'A', 'B', metresAt(straight, 28))
}
