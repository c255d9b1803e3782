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
// longer to take a place in, and which round that is, of several the first; -1 if none
// can. The most promising are tried first: they leave the others little to try.
func (e *explainer) least(place int, shifts []int, most int) (least, at int) {
	least, at = most+1, -1
	rank := -1 // of at among the shifts
	for _, c := range e.promising(place, shifts, most) {
		i, longer := shifts[c.rank], least
		if c.rank > rank {
			longer--
		}
		if c.minutes > longer {
			continue
		}
		end := e.p.Shifts[i].End
		if _, back, ok := e.into(i).Squeeze(place, end+int32(longer*minute)); ok {
			least, at, rank = max(0, minutes(back-end)), i, c.rank
		}
	}
	return least, at
}

// chance is a round that a place may fit into if it is no less than so many minutes
// longer.
type chance struct{ minutes, rank int }

// promising are the shifts that may take a place in if they are no more than most minutes
// longer, those that may need least first.
func (e *explainer) promising(place int, shifts []int, most int) []chance {
	out := make([]chance, 0, len(shifts))
	for rank, i := range shifts {
		end, back := e.p.Shifts[i].End, e.into(i).Soonest(place)
		if back <= end+int32(most*minute) {
			out = append(out, chance{max(0, minutes(back-end)), rank})
		}
	}
	slices.SortFunc(out, func(a, b chance) int { return cmp.Or(a.minutes-b.minutes, a.rank-b.rank) })
	return out
}

// into takes places into the round of a shift.
func (e *explainer) into(shift int) *orienteer.Squeezer {
	if e.squeezers[shift] == nil {
		e.squeezers[shift] = orienteer.NewSqueezer(e.p, shift, e.orders[shift])
	}
	return e.squeezers[shift]
}

// price says of a place that fits whether a visit is worth its price on one of the
// rounds that can take it in, the nearest first, at the position where they are back
// earliest.
func (e *explainer) price(place int, shifts []int) WhyNot {
	out := WhyNot{Code: WhyNotWeak}
	for _, i := range shifts {
		k, _, ok := e.into(i).Squeeze(place, e.p.Shifts[i].End)
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
