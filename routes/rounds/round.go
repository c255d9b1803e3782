package rounds

import (
	"slices"

	"runde/geo"

	"github.com/google/uuid"
)

// Round is one team's round of one day.
type Round struct {
	ID         uuid.UUID
	Date       geo.Date
	State      State
	Stops      []Stop      // in the order of the round
	Encounters []Encounter // sorted by their random ids
	Withdrawn  []uuid.UUID // ids of encounters taken back, sorted
}

// Stop is a public place on the round, with its planned times in minutes after
// midnight of the round's date, which may pass 1440.
type Stop struct {
	ID            uuid.UUID
	Cell          geo.Cell // of the street cover
	Arrive, Leave int
	State         StopState
	Skip          SkipReason // with StopSkipped alone
}

// Minutes is the planned length of the visit.
func (s Stop) Minutes() int { return s.Leave - s.Arrive }

// Next is the first stop that is still planned; false when there is none.
func (r Round) Next() (Stop, bool) {
	i := slices.IndexFunc(r.Stops, func(s Stop) bool { return s.State == StopPlanned })
	if i < 0 {
		return Stop{}, false
	}
	return r.Stops[i], true
}

// stop is the position of a stop, -1 if the round has none of that id.
func (r Round) stop(id uuid.UUID) int {
	return slices.IndexFunc(r.Stops, func(s Stop) bool { return s.ID == id })
}

// clone copies what Merge changes.
func (r Round) clone() Round {
	r.Stops = slices.Clone(r.Stops)
	r.Encounters = slices.Clone(r.Encounters)
	r.Withdrawn = slices.Clone(r.Withdrawn)
	return r
}

// Summary is what became of the stops of some rounds: a week's look back.
type Summary struct {
	Visited    int
	Skipped    map[SkipReason]int
	NotReached int // still planned on a finished round
	Open       int // still planned on another
}

// Stops is how many stops there were.
func (s Summary) Stops() int {
	n := s.Visited + s.NotReached + s.Open
	for _, k := range s.Skipped {
		n += k
	}
	return n
}

// LookBack sums the stops of rounds. It knows no teams and no workers: there is
// nothing to rank.
func LookBack(rounds []Round) Summary {
	sum := Summary{Skipped: map[SkipReason]int{}}
	for _, r := range rounds {
		for _, s := range r.Stops {
			switch {
			case s.State == StopVisited:
				sum.Visited++
			case s.State == StopSkipped:
				sum.Skipped[s.Skip]++
			case r.State == Finished:
				sum.NotReached++
			default:
				sum.Open++
			}
		}
	}
	return sum
}
