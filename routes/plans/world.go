package plans

import (
	"math"
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
	cells   []geo.Cell
	cellOf  map[geo.Cell]int
	need    []need.Estimate   // by cell
	base    []float64         // by cell: the prize from need alone
	unit    float64           // mean prize of a cell
	upper   float64           // the score from which need is called high
	concern map[int][]Concern // by cell
	places  map[uuid.UUID]int
	shifts  map[uuid.UUID]int
	last    []*Visit // by place: the latest visit of an earlier week
	implied []bool   // by place: the habit is last week's, not the place's own
}

func newWorld(in *Input) (*world, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	w := &world{in: in, cellOf: map[geo.Cell]int{}, concern: map[int][]Concern{}}
	w.addCells()
	w.addPlaces()
	w.addShifts()
	w.addExploration()
	w.addConcerns()
	w.addLocks()
	w.problem.Explore = in.share()
	w.problem.Day = day * minute
	w.problem.Prices = prices(w.unit)
	return w, w.problem.Validate()
}

// addCells lists the cells of the estimates and of the places, and their prizes.
func (w *world) addCells() {
	byCell := map[geo.Cell]need.Estimate{}
	for _, e := range w.in.Estimates {
		byCell[e.Cell] = e
		w.cells = append(w.cells, e.Cell)
	}
	for i := range w.in.Places {
		w.cells = append(w.cells, w.in.Places[i].Cell)
	}
	w.cells = geo.NewArea(w.cells...)
	sum, count := 0.0, 0
	for i, c := range w.cells {
		e, known := byCell[c]
		if !known {
			e = need.Estimate{Cell: c, WeeksSince: -1}
		}
		w.cellOf[c] = i
		w.need = append(w.need, e)
		w.base = append(w.base, max(0, e.Score))
		if e.Score > 0 {
			sum += e.Score
			count++
		}
	}
	w.unit = 1
	if count > 0 {
		w.unit = sum / float64(count)
	}
	w.upper = upperThird(w.base)
	for i, c := range w.cells {
		w.problem.Cells = append(w.problem.Cells, orienteer.Cell{Prize: w.base[i], Dayparts: w.daypart(c)})
	}
}

func upperThird(scores []float64) float64 {
	s := slices.Sorted(slices.Values(scores))
	if len(s) == 0 {
		return 0
	}
	return s[len(s)*2/3]
}

// daypart bounds a cell's factors: one meeting at night makes no cell a night cell.
func (w *world) daypart(c geo.Cell) [4]float64 {
	f, ok := w.in.Dayparts[c]
	if !ok {
		return [4]float64{}
	}
	for p := range f {
		f[p] = math.Min(3, math.Max(0.3, f[p]))
	}
	return f
}

func (w *world) addConcerns() {
	for _, c := range w.in.Concerns {
		i, ok := w.cellOf[c.Cell]
		if !ok {
			continue // no place stands there
		}
		w.concern[i] = append(w.concern[i], c)
		w.problem.Wishes = append(w.problem.Wishes, orienteer.Wish{
			Cell: i, Day: int(max(c.First, w.in.Week.Monday())),
			Price: concernPrice * w.unit * need.Saturate(c.Count), Late: concernLate * w.unit,
		})
	}
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
