package plans

import (
	"cmp"
	"slices"

	"runde/routes/orienteer"
)

// leftOut explains pins that did not fit, and then the strongest places without a
// visit: by what a visit would be worth to a week without any other.
func (w *world) leftOut(s orienteer.Solution) []LeftOut {
	return newExplainer(w, &w.problem, s).leftOut()
}

func (e *explainer) leftOut() []LeftOut {
	w := e.w
	type candidate struct {
		place  int
		pinned bool
		worth  float64
	}
	var all []candidate
	for i := range w.in.Places {
		if unkept := e.pinUnkept(i) >= 0; unkept || e.visits[i] == 0 {
			all = append(all, candidate{i, unkept, w.worth(i)})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		if a.pinned != b.pinned {
			if a.pinned {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.worth, a.worth)
	})
	out := make([]LeftOut, 0, min(MaxLeftOut, len(all)))
	for _, c := range all[:min(MaxLeftOut, len(all))] {
		p := &w.in.Places[c.place]
		out = append(out, LeftOut{PlaceID: p.ID, Cell: p.Cell, Pinned: c.pinned, WhyNot: e.whyNot(c.place)})
	}
	return out
}

// pinUnkept is the shift to which a lock puts the place and which does not visit
// it, -1 if there is none.
func (e *explainer) pinUnkept(place int) int {
	for _, l := range e.p.Locks {
		if l.Kind == orienteer.Pin && l.Place == place && !slices.Contains(e.orders[l.Shift], place) {
			return l.Shift
		}
	}
	return -1
}

// worth is what the first visit to a place collects where there is no other: its
// prize. It grows with the score of every cell, so that nej tak never lowers it.
func (w *world) worth(place int) float64 {
	p, v := &w.problem.Places[place], 0.0
	for _, c := range p.Cover {
		v += w.problem.Cells[c.Cell].Prize * w.problem.Saturation.Of(c.Amount)
	}
	for _, wish := range w.problem.Wishes {
		if wish.Cell == p.Cell {
			v += wish.Price
		}
	}
	if p.Min > 0 {
		v += w.problem.Prices.MinVisit
	}
	if p.Habit != nil {
		v += p.Habit.Price
	}
	return v
}
