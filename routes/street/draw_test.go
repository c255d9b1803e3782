package street

import (
	"math"
	"strings"
	"testing"

	"runde/geo/osm"
	"runde/routes"

	"github.com/paulmach/orb"
)

// drawing is a small map: each letter is a node, a column is 10 m wide and a row
// 10 m high, at 56° north. Lines drawn between letters are for the reader; streets
// are listed by their letters.
type drawing struct {
	t        *testing.T
	point    map[byte]orb.Point
	streets  []osm.Street
	barriers map[int64]map[string]string
}

const (
	column = 10 / (metresPerDegree * 0.5591929034707468) // cos 56°
	row    = 10 / metresPerDegree
)

func draw(t *testing.T, picture string) *drawing {
	d := &drawing{t: t, point: map[byte]orb.Point{}, barriers: map[int64]map[string]string{}}
	for y, line := range strings.Split(picture, "\n") {
		for x, c := range []byte(line) {
			if c >= 'A' && c <= 'Z' {
				d.point[c] = orb.Point{12 + float64(x)*column, 56 - float64(y)*row}
			}
		}
	}
	return d
}

// way adds a street along the letters, with tags written "key=value key=value".
func (d *drawing) way(letters, tags string) *drawing {
	s := osm.Street{ID: int64(len(d.streets) + 1), Tags: parseTags(tags)}
	for _, c := range []byte(letters) {
		p, ok := d.point[c]
		if !ok {
			d.t.Fatalf("no node %c in the drawing", c)
		}
		s.Nodes, s.Line = append(s.Nodes, int64(c)), append(s.Line, p)
	}
	d.streets = append(d.streets, s)
	return d
}

func (d *drawing) barrier(letter byte, tags string) *drawing {
	d.barriers[int64(letter)] = parseTags(tags)
	return d
}

func parseTags(s string) map[string]string {
	m := map[string]string{}
	for _, f := range strings.Fields(s) {
		k, v, _ := strings.Cut(f, "=")
		m[k] = strings.ReplaceAll(v, "_km/h", " km/h")
	}
	return m
}

func (d *drawing) router(mode routes.Mode) *Router { return Build(d.streets, d.barriers).Router(mode) }

// seconds is the time between two letters, -1 if there is no way.
func (d *drawing) seconds(mode routes.Mode, from, to byte) float64 {
	d.t.Helper()
	m := d.router(mode).Matrix([]orb.Point{d.point[from], d.point[to]})
	if m.At(0, 1) == routes.Unreachable {
		return -1
	}
	return float64(m.At(0, 1)) / 10
}

// metresAt is the time for so many metres at a speed.
func metresAt(m, kmh float64) float64 { return m / (kmh / 3.6) }

func (d *drawing) want(mode routes.Mode, from, to byte, seconds float64) {
	d.t.Helper()
	if got := d.seconds(mode, from, to); math.Abs(got-seconds) > 0.5+seconds/200 {
		d.t.Errorf("%s from %c to %c takes %.1f s, want %.1f", mode, from, to, got, seconds)
	}
}
