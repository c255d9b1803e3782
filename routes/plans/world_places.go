package plans

import (
	"slices"

	"runde/geo"
	"runde/routes"
	"runde/routes/orienteer"

	"github.com/google/uuid"
)

// A8 is the mean area of a resolution-8 cell in km²: what one visit covers.
const A8 = 0.7373

// fullPresence is how many minutes in a cell count as covering it once: presence is
// counted in hours, so that a second visit in a week still adds most of what the
// first did and a round has reason to go on until its shift ends.
const fullPresence = 60

// nextTo is how much of its own coverage a visit gives to a neighbouring cell.
const nextTo = 0.25

func (w *world) addPlaces() {
	w.places = map[uuid.UUID]int{}
	w.last = make([]*Visit, len(w.in.Places))
	w.implied = make([]bool, len(w.in.Places))
	for i := range w.in.Places {
		w.places[w.in.Places[i].ID] = i
	}
	previous := w.history()
	w.covers = make([]orienteer.Coverage, 0, 7*len(w.in.Places)) // a hexagon and its neighbours
	w.problem.Places = make([]orienteer.Place, len(w.in.Places))
	for i := range w.in.Places {
		p := &w.in.Places[i]
		w.problem.Places[i] = orienteer.Place{
			Service: int32(p.Visit * minute), Windows: windows(&p.Windows), Cover: w.kernel(p.Cell, p.Visit),
			Cell: w.cellOf(p.Cell), Min: min(p.MinVisits, p.MaxVisits), Max: max(0, p.MaxVisits),
			GapDays: max(1, p.GapDays), Previous: previous[i], TwoWorkers: p.TwoWorkers, Habit: w.habit(i),
		}
	}
}

// history reads the latest visit of each place before the week, and the days that a gap
// counts from: those of the week's own visits too, which make no habit.
func (w *world) history() [][]int {
	previous := make([][]int, len(w.in.Places))
	for k := range w.in.Past {
		v := &w.in.Past[k]
		i, ok := w.places[v.PlaceID]
		if !ok {
			continue
		}
		previous[i] = append(previous[i], int(v.Date))
		if v.Date >= w.in.Week.Monday() {
			continue
		}
		if l := w.last[i]; l == nil || v.Date > l.Date || v.Date == l.Date && v.Minute > l.Minute {
			w.last[i] = v
		}
	}
	return previous
}

// kernel is what a visit of so many minutes in a cell covers: the cell by the share
// of it that lies about a stop, its neighbours by a quarter of theirs, each for the
// visit's part of fullPresence.
func (w *world) kernel(c geo.Cell, minutes int) []orienteer.Coverage {
	presence := float64(minutes) / fullPresence
	around, own := w.in.Neighbours[c], w.cellOf(c)
	near := w.near[:0]
	for _, n := range around {
		if i := w.cellOf(n); i >= 0 && i != own {
			near = append(near, i)
		}
	}
	slices.Sort(near)
	near = slices.Compact(near)
	from := len(w.covers)
	out := append(w.covers, orienteer.Coverage{Cell: own, Amount: presence * w.reachOf(own)})
	for _, i := range near {
		out = append(out, orienteer.Coverage{Cell: i, Amount: presence * nextTo * w.reachOf(i)})
	}
	w.near, w.covers = near, out
	return out[from:len(out):len(out)]
}

// reachOf is the share of a cell that lies about a stop in it.
func (w *world) reachOf(cell int) float64 {
	if w.reach[cell] == 0 {
		w.reach[cell] = 1
		if a := w.in.AreaKM2[w.cells[cell]]; a > 0 {
			w.reach[cell] = min(1, A8/a)
		}
	}
	return w.reach[cell]
}

// habit is the place's own, else that its latest visit, if that was last week, was
// at a weekday and time to come back to.
func (w *world) habit(i int) *orienteer.Habit {
	if h := w.in.Places[i].Habit; h != nil {
		return around(h, habitPrice*w.unit)
	}
	l := w.last[i]
	if l == nil || l.Date < w.in.Week.Add(-1).Monday() {
		return nil
	}
	w.implied[i] = true
	return around(&routes.Habit{Weekday: l.Date.Weekday(), Minute: l.Minute}, lastWeekPrice*w.unit)
}

func around(h *routes.Habit, price float64) *orienteer.Habit {
	return &orienteer.Habit{
		Weekday: h.Weekday, Price: price,
		Window: orienteer.Window{Open: int32((h.Minute - habitTolerance) * minute), Close: int32((h.Minute + habitTolerance) * minute)},
	}
}

// windows are a place's windows in ticks, each day with the evening before and the
// night after it, for shifts and windows that pass midnight.
func windows(week *[7][]routes.Window) (out [7][]orienteer.Window) {
	n := 0
	for d := range week {
		n += len(week[d])
	}
	if n == 0 {
		return out
	}
	all := make([]orienteer.Window, 0, 4*n)
	for d := range week {
		from := len(all)
		for _, shift := range [...]int{-1, 0, 1, 2} {
			for _, w := range week[(d+shift+7)%7] {
				open, end := (w.Open+shift*day)*minute, (w.Close+shift*day)*minute
				if w.Open <= w.Close && end >= 0 {
					all = append(all, orienteer.Window{Open: int32(open), Close: int32(end)})
				}
			}
		}
		out[d] = all[from:len(all):len(all)]
	}
	return out
}
