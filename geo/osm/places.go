package osm

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// bench counts benches by how they are mapped, also those that become another
// kind of place: a bus stop with a bench is one place, but has a bench.
func (r *reader) bench(e element, bench, yes *int) {
	switch {
	case !e.inside:
	case e.bench:
		*bench++
	case e.benchYes:
		*yes++
	}
}

// place takes a public place from an element, if it is one.
func (r *reader) place(e element) {
	switch {
	case e.kind == "":
	case !e.inside:
		r.out.Report.drop("place", whyOutside)
	case !e.public:
		r.out.Report.drop("place", whyNotPublic)
	default:
		r.out.Places = append(r.out.Places, Place{
			Ref:          e.ref(),
			Kind:         e.kind,
			Name:         label(e.tags),
			Point:        e.point,
			OpeningHours: clean(e.tags.Find("opening_hours")),
		})
	}
}

// Distances in metres within which two places of a kind are one.
const (
	doubleM      = 25
	doubleBenchM = 10
)

// MergePlaces joins lists of places and leaves out doubles: the node and the
// outline of one library, the platform and the pole of one bus stop, the tables
// of one picnic site. Two are one if they are of the same kind within 25 m,
// unless their names differ; the one with a name is kept, else the first, at the
// first one's point.
// Benches of one source are never merged, since a row of benches is several;
// benches of two sources are one within 10 m.
func MergePlaces(lists ...[]Place) (kept []Place, doubles int) {
	var index rtree.RTreeG[int]
	for _, places := range lists {
		for _, p := range places {
			if i := findDouble(&index, kept, p); i >= 0 {
				doubles++
				if kept[i].Name == "" && p.Name != "" {
					p.Point = kept[i].Point
					kept[i] = p
				}
				continue
			}
			kept = append(kept, p)
			index.Insert(p.Point, p.Point, len(kept)-1)
		}
	}
	return kept, doubles
}

// findDouble is the index of the first place that p is the double of, or -1.
func findDouble(index *rtree.RTreeG[int], kept []Place, p Place) int {
	box := pad(p.Point.Bound(), doubleM)
	found := -1
	index.Search(box.Min, box.Max, func(_, _ [2]float64, i int) bool {
		if isDouble(kept[i], p) && (found < 0 || i < found) {
			found = i
		}
		return true
	})
	return found
}

func isDouble(a, b Place) bool {
	if a.Kind != b.Kind || (a.Name != b.Name && a.Name != "" && b.Name != "") {
		return false
	}
	if a.Kind == Bench {
		return isGeoFA(a) != isGeoFA(b) && distanceM(a.Point, b.Point) <= doubleBenchM
	}
	return distanceM(a.Point, b.Point) <= doubleM
}

// distanceM is the distance in metres between two points that are near each
// other, on a plane that touches the mean sphere there.
func distanceM(a, b orb.Point) float64 {
	dy := b[1] - a[1]
	dx := (b[0] - a[0]) * math.Cos((a[1]+b[1])/2*math.Pi/180)
	return math.Hypot(dx, dy) * metresPerDegree
}
