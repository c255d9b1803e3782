package plans

import (
	"slices"

	"runde/geo"
	"runde/geo/need"
	"runde/routes/orienteer"

	"github.com/google/uuid"
)

// world is an input made ready: the problem, and what its numbers stand for.
type world struct {
	in      *Input
	problem orienteer.Problem
	cells   geo.Area
	index   map[geo.Cell]int     // in cells
	need    []*need.Estimate     // by cell; the input's own where it has one
	reach   []float64            // by cell: what a visit covers of it, 0: not asked for yet
	near    []int                // memory for kernel
	covers  []orienteer.Coverage // what kernel returned, in one piece
	settler *settler             // the last one made
	base    []float64            // by cell: the prize from need alone
	unit    float64              // mean prize of a cell
	upper   float64              // the score from which need is called high
	concern map[int][]Concern    // by cell
	places  map[uuid.UUID]int
	shifts  map[uuid.UUID]int
	last    []*Visit // by place: the latest visit of an earlier week
	implied []bool   // by place: the habit is last week's, not the place's own
}

func newWorld(in *Input) (*world, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	w := &world{in: in, concern: map[int][]Concern{}}
	w.addCells()
	w.addPlaces()
	w.addShifts()
	w.addExploration()
	w.addDayparts()
	w.addConcerns()
	w.addLocks()
	w.problem.Explore = in.share()
	w.problem.Day = day * minute
	w.problem.Prices = prices(w.unit)
	return w, w.problem.Validate()
}

// addCells lists the cells of the estimates and of the places, and their prizes.
func (w *world) addCells() {
	all := make([]geo.Cell, 0, len(w.in.Estimates)+len(w.in.Places))
	for i := range w.in.Estimates {
		all = append(all, w.in.Estimates[i].Cell)
	}
	for i := range w.in.Places {
		all = append(all, w.in.Places[i].Cell)
	}
	w.cells = geo.NewArea(all...)
	w.index = make(map[geo.Cell]int, len(w.cells))
	for i, c := range w.cells {
		w.index[c] = i
	}
	w.need = make([]*need.Estimate, len(w.cells))
	for i := range w.in.Estimates {
		e := &w.in.Estimates[i]
		w.need[w.cellOf(e.Cell)] = e
	}
	for i, c := range w.cells {
		if w.need[i] == nil {
			w.need[i] = &need.Estimate{Cell: c, WeeksSince: -1}
		}
	}
	w.reach = make([]float64, len(w.cells))
	w.base = make([]float64, len(w.cells))
	sum, count := 0.0, 0
	for i := range w.need {
		if score := w.need[i].Score; score > 0 {
			w.base[i] = score
			sum += score
			count++
		}
	}
	w.unit = 1
	if count > 0 {
		w.unit = sum / float64(count)
	}
	w.upper = upperThird(w.base)
	w.problem.Cells = make([]orienteer.Cell, len(w.cells))
	for i := range w.cells {
		w.problem.Cells[i].Prize = w.base[i]
	}
}

// cellOf is the index of a cell, -1 if no estimate or place has it.
func (w *world) cellOf(c geo.Cell) int {
	if i, ok := w.index[c]; ok {
		return i
	}
	return -1
}

func upperThird(scores []float64) float64 {
	if len(scores) == 0 {
		return 0
	}
	return nth(slices.Clone(scores), len(scores)*2/3)
}

// addDayparts weighs the coverage of cells by daypart, within bounds: one meeting at
// night makes no cell a night cell. The factors weigh the part of the prize that is
// expected there; the doubt about it is the same all day. So an encounter in one daypart
// takes nothing from a visit in another.
func (w *world) addDayparts() {
	for i, c := range w.cells {
		f, ok := w.in.Dayparts[c]
		cell := &w.problem.Cells[i]
		if !ok || cell.Prize <= 0 {
			continue
		}
		expected := min(1, max(0, w.need[i].Mean)/cell.Prize)
		for p := range f {
			cell.Dayparts[p] = 1 + expected*(min(3, max(0.3, f[p]))-1)
		}
	}
}

func (w *world) addConcerns() {
	for _, c := range w.in.Concerns {
		i := w.cellOf(c.Cell)
		if i < 0 {
			continue // no place stands there
		}
		w.concern[i] = append(w.concern[i], c)
		w.problem.Wishes = append(w.problem.Wishes, orienteer.Wish{
			Cell: i, Day: w.wishedDay(c), Price: w.concernCost(c), Late: concernLate * w.unit,
		})
	}
}

// wishedDay is the day of the week by which a concern's cell should have a stop.
func (w *world) wishedDay(c Concern) int { return int(max(c.First, w.in.Week.Monday())) }

// concernCost is the price of a concern whose cell gets no stop.
func (w *world) concernCost(c Concern) float64 {
	return concernPrice * w.unit * need.Saturate(c.Count)
}

func (w *world) addLocks() {
	for _, l := range w.in.Locks {
		place, ok := w.places[l.PlaceID]
		if !ok {
			continue
		}
		if l.forbids() {
			w.problem.Locks = append(w.problem.Locks, orienteer.Lock{Kind: orienteer.Forbid, Place: place, Shift: -1})
		} else if shift, ok := w.shifts[l.ShiftID]; ok {
			w.problem.Locks = append(w.problem.Locks, orienteer.Lock{
				Kind: orienteer.Pin, Place: place, Shift: shift, Position: max(0, l.Position),
			})
		}
	}
}

// locked reports whether a lock holds the place on the shift.
func (w *world) locked(place, shift int) bool {
	return slices.ContainsFunc(w.problem.Locks, func(l orienteer.Lock) bool {
		return l.Kind == orienteer.Pin && l.Place == place && l.Shift == shift
	})
}
