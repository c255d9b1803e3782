package osm

import (
	"slices"

	"github.com/paulmach/orb"
)

// finish turns what was gathered into the extract.
func (r *reader) finish() *Extract {
	r.finishRelations()
	r.finishStreets()
	r.pos, r.late, r.members, r.tagSets = positions{}, positions{}, nil, nil
	r.nodeIDs, r.wayIDs, r.relationIDs = nil, nil, nil
	e := &r.out
	e.Bound = r.bound()
	e.Dwellings, e.DwellingSource = r.homes.choose(&e.Report)
	if r.area == nil {
		r.clipToBox()
	}
	for _, p := range e.Places {
		e.Report.place(p.Kind)
	}
	var doubles int
	e.Places, doubles = MergePlaces(e.Places)
	e.Report.dropN("place", whyDouble, doubles)
	e.Names, doubles = mergeNames(e.Names)
	e.Report.dropN("name", whyDouble, doubles)
	e.Base = r.joinBase(land(r.coast, e.Bound))
	e.Report.finish()
	return e
}

// bound is the box of the area. A header's box that holds none of the nodes is
// not believed.
func (r *reader) bound() orb.Bound {
	switch {
	case r.area != nil:
		return r.box
	case !r.header.IsEmpty() && r.header.Intersects(r.seen):
		return r.header
	}
	return r.seen
}

// clipToBox leaves out what lies outside the extract's box, where that stands
// for the municipality.
func (r *reader) clipToBox() {
	e := &r.out
	n := len(e.Places)
	e.Places = slices.DeleteFunc(e.Places, func(p Place) bool { return !e.Bound.Contains(p.Point) })
	e.Report.dropN("place", whyOutside, n-len(e.Places))
	n = len(e.Names)
	e.Names = slices.DeleteFunc(e.Names, func(p Name) bool { return !e.Bound.Contains(p.Point) })
	e.Report.dropN("name", whyOutside, n-len(e.Names))
	n = len(e.Dwellings)
	e.Dwellings = slices.DeleteFunc(e.Dwellings, func(d Dwelling) bool { return !e.Bound.Contains(d.Point) })
	e.Report.dropN("dwelling", whyOutside, n-len(e.Dwellings))
}
