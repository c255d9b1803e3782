package osm

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// rows finds the dwellings in a polygon. They are sorted by rows of latitude and
// by longitude in a row, 4 bytes each: a tree of a country's addresses would be
// larger than the addresses.
type rows struct {
	points []Dwelling
	order  []int32
}

// rowHeight is some 110 m.
const rowHeight = 0.001

func rowOf(lat float64) int { return int(math.Floor(lat / rowHeight)) }

func newRows(points []Dwelling) *rows {
	r := &rows{points, make([]int32, len(points))}
	for i := range r.order {
		r.order[i] = int32(i)
	}
	slices.SortFunc(r.order, func(i, j int32) int {
		a, b := points[i].Point, points[j].Point
		return cmp.Or(cmp.Compare(rowOf(a[1]), rowOf(b[1])), cmp.Compare(a[0], b[0]))
	})
	return r
}

func (r *rows) at(i int) orb.Point { return r.points[r.order[i]].Point }

// anyIn reports whether one of the points lies in a polygon.
func (r *rows) anyIn(p orb.Polygon) bool {
	box := p.Bound()
	last := rowOf(box.Max[1])
	for row := rowOf(box.Min[1]); row <= last; row++ {
		i := sort.Search(len(r.order), func(i int) bool {
			at := r.at(i)
			here := rowOf(at[1])
			return here > row || here == row && at[0] >= box.Min[0]
		})
		for ; i < len(r.order) && rowOf(r.at(i)[1]) == row && r.at(i)[0] <= box.Max[0]; i++ {
			if planar.PolygonContains(p, r.at(i)) {
				return true
			}
		}
		if i == len(r.order) {
			return false
		}
		row = max(row, rowOf(r.at(i)[1])-1) // pass over empty rows
	}
	return false
}
