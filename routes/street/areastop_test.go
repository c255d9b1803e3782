package street

import (
	"testing"

	"runde/routes"

	"github.com/paulmach/orb"
)

// around is a square that holds the whole drawing.
func around(d *drawing) orb.MultiPolygon {
	var line orb.LineString
	for _, p := range d.point {
		line = append(line, p)
	}
	return orb.MultiPolygon{line.Bound().Pad(0.001).ToPolygon()}
}

// Of the junctions of public streets the one in the middle of the others is taken:
// B has the shortest ways to A, C and E; F lies in a private yard.
//
//	  p       q       r
//	  |       |       |
//	x-A-------B-------C-y
//	          |
//	        F-E-f          F: service ways only
func TestAreaStopIsTheCentralPublicJunction(t *testing.T) {
	d := draw(t, `
  P       Q       R
  |       |       |
X-A-------B-------C-Y
  |       |
  T     F-E-G
        |
      H-K-L`)
	d.way("XABCY", "highway=residential").way("PAT", "highway=residential").way("QB", "highway=residential").
		way("RC", "highway=residential").way("BEG", "highway=residential").way("EFK", "highway=service").way("HKL", "highway=service")
	got, ok := d.router(routes.Foot).AreaStop(around(d))
	if !ok || metres(got, d.point['B']) > 0.1 {
		t.Errorf("area stop at %v, want the junction B at %v", got, d.point['B'])
	}
}

// Nothing but the outline and the streets decides: the same cell, the same stop.
func TestAreaStopStaysWithinTheOutline(t *testing.T) {
	d := draw(t, "    P         Q\n    |         |\nA---B---------C---D").
		way("ABCD", "highway=residential").way("BP", "highway=residential").way("CQ", "highway=residential")
	c := d.point['C']
	small := orb.MultiPolygon{orb.Bound{Min: c, Max: c}.Pad(0.0003).ToPolygon()}
	if got, ok := d.router(routes.Foot).AreaStop(small); !ok || metres(got, c) > 0.1 {
		t.Errorf("area stop at %v, want C at %v", got, c)
	}
}

// Without a public junction any junction does, without one any node, and a cell
// without streets has no area stop.
func TestAreaStopFallsBack(t *testing.T) {
	d := draw(t, "    P\n    |\nA---B---C").way("ABC", "highway=path").way("BP", "highway=path")
	if got, ok := d.router(routes.Foot).AreaStop(around(d)); !ok || metres(got, d.point['B']) > 0.1 {
		t.Errorf("with paths only: %v %v, want B", got, ok)
	}
	d = draw(t, "A------C").way("AC", "highway=residential")
	if _, ok := d.router(routes.Foot).AreaStop(around(d)); !ok {
		t.Error("a street without a junction has no area stop")
	}
	far := orb.MultiPolygon{orb.Bound{Min: orb.Point{13, 57}, Max: orb.Point{13.1, 57.1}}.ToPolygon()}
	if p, ok := d.router(routes.Foot).AreaStop(far); ok {
		t.Errorf("a cell without streets has an area stop at %v", p)
	}
}
