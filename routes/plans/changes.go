package plans

import (
	"slices"

	"github.com/google/uuid"
)

// Difference is how one plan of a week became another.
type Difference struct {
	Added   []Placed `json:"added,omitempty"`   // stops that are only in the later plan, in its order
	Removed []Placed `json:"removed,omitempty"` // stops that are only in the earlier one, in its order
	Moved   []Move   `json:"moved,omitempty"`   // stops on another shift, in the later plan's order
}

// Placed is a place that a shift visits.
type Placed struct {
	PlaceID uuid.UUID `json:"place_id"`
	ShiftID uuid.UUID `json:"shift_id"`
}

// Move is a stop that went from one shift to another.
type Move struct {
	PlaceID uuid.UUID `json:"place_id"`
	From    uuid.UUID `json:"from"`
	To      uuid.UUID `json:"to"`
}

// Changes says how plan a became plan b: which stops came, went or moved to another
// shift. A stop elsewhere in its own round is no change. Where a place is visited more
// than once, its visits are told apart by their shifts alone.
func Changes(a, b Plan) Difference {
	var out Difference
	gone, come := without(a, b), without(b, a)
	for _, c := range come {
		i := slices.IndexFunc(gone, func(g Placed) bool { return g.PlaceID == c.PlaceID })
		if i < 0 {
			out.Added = append(out.Added, c)
			continue
		}
		out.Moved = append(out.Moved, Move{PlaceID: c.PlaceID, From: gone[i].ShiftID, To: c.ShiftID})
		gone = slices.Delete(gone, i, i+1)
	}
	out.Removed = append(out.Removed, gone...)
	return out
}

// without are the stops of a plan that another does not have on the same shift.
func without(p, other Plan) []Placed {
	left := map[Placed]int{}
	for _, r := range other.Rounds {
		for _, s := range r.Stops {
			left[Placed{s.PlaceID, r.ShiftID}]++
		}
	}
	var out []Placed
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			key := Placed{s.PlaceID, r.ShiftID}
			if left[key]--; left[key] < 0 {
				out = append(out, key)
			}
		}
	}
	return out
}
