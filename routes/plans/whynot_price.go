package plans

import (
	"cmp"
	"slices"

	"runde/routes/orienteer"
)

// cheapest is the way in that takes the fewest minutes more than a round has; where
// it takes none, what it costs.
func (e *explainer) cheapest(place int, shifts []int) WhyNot {
	shifts = e.nearestFirst(place, shifts)
	least, at := e.least(place, shifts, soon)
	if at < 0 {
		least, at = e.least(place, shifts, later)
	}
	switch {
	case at < 0:
		return WhyNot{Code: WhyNotBlocked, ShiftID: e.w.in.Shifts[shifts[0]].ID}
	case least > 0:
		return WhyNot{Code: WhyNotNeedsMinutes, N: least, ShiftID: e.w.in.Shifts[at].ID}
	case !e.mayGrow(place):
		return WhyNot{Code: WhyNotShare}
	}
	return e.price(place, shifts)
}

// least is the fewest minutes, up to most, by which one of the rounds would have to be
// longer to take a place in, and which round that is, -1 if none can.
func (e *explainer) least(place int, shifts []int, most int) (least, at int) {
	least, at = most+1, -1
	for _, i := range shifts {
		end := e.p.Shifts[i].End
		if _, back, ok := orienteer.Squeeze(e.p, i, e.orders[i], place, end+int32((least-1)*minute)); ok {
			least, at = max(0, minutes(back-end)), i
		}
		if least == 0 {
			break
		}
	}
	return least, at
}

// price says of a place that fits whether a visit is worth its price on one of the
// rounds that can take it in, the nearest first, at the position where they are back
// earliest.
func (e *explainer) price(place int, shifts []int) WhyNot {
	out := WhyNot{Code: WhyNotWeak}
	for _, i := range shifts {
		k, _, ok := orienteer.Squeeze(e.p, i, e.orders[i], place, e.p.Shifts[i].End)
		if !ok {
			continue
		}
		with := e.with(i, slices.Insert(slices.Clone(e.orders[i]), k, place))
		gain := with.Total - e.worth.Total
		if gain > 0 {
			return WhyNot{Code: WhyNotFits, ShiftID: e.w.in.Shifts[i].ID}
		}
		if gain+with.Changes-e.worth.Changes > 0 && out.Code == WhyNotWeak {
			out = WhyNot{Code: WhyNotChange, ShiftID: e.w.in.Shifts[i].ID}
		}
	}
	return out
}

// nearestFirst orders shifts by how near one of their stops, or their base, is.
func (e *explainer) nearestFirst(place int, shifts []int) []int {
	away := make([]int32, len(e.p.Shifts))
	for _, i := range shifts {
		s := &e.p.Shifts[i]
		away[i] = s.Travel.At(s.From, place)
		for _, stop := range e.orders[i] {
			away[i] = min(away[i], s.Travel.At(stop, place))
			if s.Walk.N > 0 {
				away[i] = min(away[i], s.Walk.At(stop, place))
			}
		}
	}
	out := slices.Clone(shifts)
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(away[a], away[b]) })
	return out
}

// with is what the plan is worth with another order on a shift, which must fit.
func (e *explainer) with(shift int, order []int) orienteer.Terms {
	was := e.s.Routes[shift]
	e.s.Routes[shift], _ = orienteer.Time(e.p, shift, order)
	worth := e.settler.scorer.Score(e.s)
	if worth.Total+worth.Habits > e.worth.Total+e.worth.Habits { // else no habit kept makes up for it
		worth = e.settler.settle(e.s, shift, order, worth)
	}
	e.s.Routes[shift] = was
	return worth
}

// mayGrow reports whether one more stop at the place keeps the exploring share.
func (e *explainer) mayGrow(place int) bool {
	c, more := e.p.Places[place].Cell, e.explored
	if e.inCell[c] < e.p.Cells[c].Explorers {
		more++
	}
	return more >= e.most || float64(more) >= e.p.Explore*float64(e.stops+1)-1e-9
}
