package osm

import (
	"math"
	"slices"
	"sort"

	"github.com/paulmach/orb"
)

// positions holds the points of nodes by id, 16 bytes each: the map's own grid
// of 1e-7 degrees loses nothing.
type positions struct {
	ids      []int64
	points   [][2]int32
	unsorted bool
}

// add takes a node; a later one with the same id does not replace it.
func (p *positions) add(id int64, pt orb.Point) {
	if n := len(p.ids); n > 0 && p.ids[n-1] >= id {
		p.unsorted = true
	}
	p.ids = append(p.ids, id)
	p.points = append(p.points, [2]int32{grid(pt[0]), grid(pt[1])})
}

func grid(v float64) int32 { return int32(math.Round(v * 1e7)) }

// seal makes find possible. Map files are sorted by id as a rule, not always.
func (p *positions) seal() {
	if p.unsorted {
		sort.Stable(byID{p})
		p.unsorted = false
	}
}

// find returns the point of a node that was added.
func (p *positions) find(id int64) (orb.Point, bool) {
	i, ok := slices.BinarySearch(p.ids, id)
	if !ok {
		return orb.Point{}, false
	}
	g := p.points[i]
	return orb.Point{float64(g[0]) / 1e7, float64(g[1]) / 1e7}, true
}

type byID struct{ *positions }

func (b byID) Len() int           { return len(b.ids) }
func (b byID) Less(i, j int) bool { return b.ids[i] < b.ids[j] }
func (b byID) Swap(i, j int) {
	b.ids[i], b.ids[j] = b.ids[j], b.ids[i]
	b.points[i], b.points[j] = b.points[j], b.points[i]
}
