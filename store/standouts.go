package store

import (
	"context"

	"runde/geo"
	"runde/geo/hotspot"
	"runde/geo/need"
)

// TopCells is how many cells a list of the neediest is about.
const TopCells = 10

// Standouts are where need stands out on a day, and what is read beside it. They rest
// on single meetings: they are for those who plan, and never leave as figures.
type Standouts struct {
	hotspot.Findings
	Cover  Cover
	Breaks need.Breaks    // of the classes of need in the day's year
	Cells  []StandoutCell // every cell of the street cover, in its order
}

// StandoutCell is a cell with what is known of it.
type StandoutCell struct {
	need.Estimate
	Given     need.Attention // in the weeks that the scan looked at
	TopShare  float64        // probability of being among the TopCells of the known cells; 0 for an unknown one
	Dwellings int
}

// Standouts finds hot cells and clusters among the cells of the street cover on the
// day. The scan's seed follows from municipality and week, so that the same
// observations give the same figures again. It takes some 0.2 seconds for 300 cells:
// see [hotspot]. Returns ErrNotFound where the day's year has no cover.
func (db *DB) Standouts(ctx context.Context, m int32, day geo.Date) (Standouts, error) {
	needs, seen, err := db.needs(ctx, m, day)
	if err != nil {
		return Standouts{}, err
	}
	out := Standouts{Cover: needs.Cover, Breaks: needs.Breaks}
	week := geo.WeekOf(day)
	out.find(needs.Estimates, seen, week, hotspot.Seed(m, week))
	return out, nil
}

// find fills in the cells of the cover and what stands out among them.
func (s *Standouts) find(estimates []need.Estimate, seen []need.Observation, week geo.Week, seed uint64) {
	list := s.Cover.Cells()
	s.Findings = hotspot.Find(estimates, s.Cover.Neighbours, seen, week, seed)
	given := need.Given(seen, s.From, s.To)
	var known []need.Estimate
	for i, e := range estimates {
		s.Cells = append(s.Cells, StandoutCell{Estimate: e, Given: given[e.Cell], Dwellings: list[i].Dwellings})
		if e.Known {
			known = append(known, e)
		}
	}
	shares := need.TopShares(known, TopCells, need.Draws, seed)
	for i := range s.Cells {
		if s.Cells[i].Known {
			s.Cells[i].TopShare, shares = shares[0], shares[1:]
		}
	}
}
