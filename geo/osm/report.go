package osm

import (
	"cmp"
	"maps"
	"slices"
)

// Report counts what a file held and what was left out of it, by kind.
type Report struct {
	Format                 string // "PBF" or "XML", and the packing
	Nodes, Ways, Relations int    // elements in the file
	Features               int    // GeoFA: facilities in the file
	Benches                Benches
	Places                 map[Kind]int // public places found in the area, doubles included
	AddressPoints          int          // distinct addresses
	HomeBuildings          int          // buildings that may be homes
	HomeBuildingsAddressed int          // of them, those that carry an address
	Dropped                []Drop       // sorted by what and why
	drops                  map[Drop]int // N is 0 in the keys
}

// Benches counts a map's benches by how they are mapped.
type Benches struct {
	Nodes     int // amenity=bench on a node
	Ways      int // amenity=bench on a way
	Yes       int // bench=yes on a node, such as a bus stop
	YesOnWays int // bench=yes on a way, such as a platform
}

// Drop is how many of something were left out, and why.
type Drop struct {
	What, Why string
	N         int
}

// Reasons for leaving something out.
const (
	whyOutside    = "outside the area"
	whyNoPosition = "without a position"
	whyMissing    = "nodes missing in the file"
	whyTooShort   = "fewer than two nodes left"
	whyOpen       = "outline does not close"
	whyNotPublic  = "a home or private"
	whyDouble     = "the same place twice"
	whyTwice      = "the same element twice"
	whyShared     = "shared by too many areas"
	whyMembers    = "members missing in the file"
	whyStatus     = "not in force"
	whyNoKind     = "no public kind"
	whyBroken     = "cannot be read"
)

func (r *Report) drop(what, why string) { r.dropN(what, why, 1) }

func (r *Report) dropN(what, why string, n int) {
	if n == 0 {
		return
	}
	if r.drops == nil {
		r.drops = map[Drop]int{}
	}
	r.drops[Drop{What: what, Why: why}] += n
}

// finish turns the running counts into the sorted list.
func (r *Report) finish() {
	r.Dropped = nil
	for _, d := range slices.SortedFunc(maps.Keys(r.drops), compareDrops) {
		d.N = r.drops[d]
		r.Dropped = append(r.Dropped, d)
	}
	r.drops = nil
}

func compareDrops(a, b Drop) int {
	return cmp.Or(cmp.Compare(a.What, b.What), cmp.Compare(a.Why, b.Why))
}

// place counts a public place found in the area.
func (r *Report) place(k Kind) {
	if r.Places == nil {
		r.Places = map[Kind]int{}
	}
	r.Places[k]++
}
