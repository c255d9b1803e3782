package plans

import (
	"cmp"
	"math"
	"slices"

	"runde/geo"
	"runde/routes/orienteer"

	"github.com/google/uuid"
)

// MaxCompromises is how many compromises a plan names.
const MaxCompromises = 20

// Compromise is a wish that a plan does not meet: it paid the wish's price.
type Compromise struct {
	Code    string    `json:"code"`
	PlaceID uuid.UUID `json:"place_id,omitzero"` // of a concern: the strongest place of its cell; none: there is none
	Cell    geo.Cell  `json:"cell"`
	ShiftID uuid.UUID `json:"shift_id,omitzero"`
	N       int       `json:"n,omitempty"`
	Date    geo.Date  `json:"date,omitempty"`
	Weekday int       `json:"weekday,omitempty"` // time.Weekday
	Minute  int       `json:"minute,omitempty"`
}

// The codes of compromises, which are keys of the catalogue.
const (
	CompromiseConcern   = "concern_unvisited" // N decided concerns, to be visited from Date, and no stop in their cell
	CompromiseLate      = "concern_late"      // the cell's first stop comes N days after Date
	CompromiseMinVisits = "visits_missing"    // N of the wished visits are missing
	CompromiseHabit     = "habit_broken"      // the place's usual Weekday and Minute is not kept
	CompromiseTeam      = "other_team"        // on ShiftID another team visits than the last time
)

// paid is a compromise with its price.
type paid struct {
	Compromise
	price float64
}

// compromises are the dearest of them, the dearest first.
func (w *world) compromises(s orienteer.Solution) []Compromise {
	all := slices.Concat(w.concernsMissed(s), w.placesMissed(s), w.handed(s))
	slices.SortStableFunc(all, func(a, b paid) int { return cmp.Compare(b.price, a.price) })
	var out []Compromise
	for _, p := range all[:min(MaxCompromises, len(all))] {
		out = append(out, p.Compromise)
	}
	return out
}

// concernsMissed are the decided concerns whose cell gets no stop, or a late one.
func (w *world) concernsMissed(s orienteer.Solution) (out []paid) {
	first := make([]int, len(w.cells))
	for i := range first {
		first[i] = math.MaxInt
	}
	for i, r := range s.Routes {
		for _, v := range r.Visits {
			c := w.problem.Places[v.Place].Cell
			first[c] = min(first[c], w.problem.Shifts[i].Day)
		}
	}
	for _, c := range w.in.Concerns {
		wished := w.wishedDay(c)
		p := paid{Compromise: Compromise{Code: CompromiseConcern, Cell: c.Cell, N: c.Count, Date: geo.Date(wished)}, price: w.concernCost(c)}
		if i := w.cellOf(c.Cell); i >= 0 && first[i] < math.MaxInt {
			late := first[i] - wished
			if late <= 0 {
				continue
			}
			p.Code, p.N = CompromiseLate, late
			p.price = math.Min(p.price, concernLate*w.unit*float64(late))
		}
		p.PlaceID = w.strongestIn(c.Cell)
		out = append(out, p)
	}
	return out
}

// strongestIn is the place of a cell whose visit is worth most.
func (w *world) strongestIn(c geo.Cell) (id uuid.UUID) {
	best := math.Inf(-1)
	for i := range w.in.Places {
		if p := &w.in.Places[i]; p.Cell == c && w.worth(i) > best {
			best, id = w.worth(i), p.ID
		}
	}
	return id
}

// placesMissed are the places that lack wished visits or their usual one.
func (w *world) placesMissed(s orienteer.Solution) (out []paid) {
	visits, kept := make([]int, len(w.in.Places)), make([]bool, len(w.in.Places))
	for i, r := range s.Routes {
		for _, v := range r.Visits {
			visits[v.Place]++
			kept[v.Place] = kept[v.Place] || w.keepsHabit(i, v)
		}
	}
	for i := range w.in.Places {
		place, p := &w.in.Places[i], &w.problem.Places[i]
		c := Compromise{PlaceID: place.ID, Cell: place.Cell}
		if missing := p.Min - visits[i]; missing > 0 {
			c.Code, c.N = CompromiseMinVisits, missing
			out = append(out, paid{c, w.problem.Prices.MinVisit * float64(missing)})
		}
		if h := place.Habit; h != nil && !kept[i] {
			c.Code, c.N, c.Weekday, c.Minute = CompromiseHabit, 0, int(h.Weekday), h.Minute
			out = append(out, paid{c, p.Habit.Price})
		}
	}
	return out
}

// handed are the stops that go to another team than the place's last.
func (w *world) handed(s orienteer.Solution) (out []paid) {
	for i, r := range s.Routes {
		for _, v := range r.Visits {
			if t := w.problem.Places[v.Place].Team; t == 0 || t == w.problem.Shifts[i].Team {
				continue
			}
			place := &w.in.Places[v.Place]
			c := Compromise{Code: CompromiseTeam, PlaceID: place.ID, Cell: place.Cell, ShiftID: w.in.Shifts[i].ID}
			out = append(out, paid{c, w.problem.Prices.Handover})
		}
	}
	return out
}
