package plans

import (
	"math"
	"slices"

	"runde/routes"
	"runde/routes/orienteer"
)

// explainer answers why a place is not in a solution.
type explainer struct {
	w         *world
	p         *orienteer.Problem
	s         orienteer.Solution
	closed    func(shift int) bool // takes nobody any more; nil: none is
	orders    [][]int              // places, by shift
	visits    []int                // by place
	coverage  []float64            // by cell
	worth     orienteer.Terms
	settler   *settler
	squeezers []*orienteer.Squeezer // by shift, nil: not asked for yet
	stops     int
	inCell    []int // stops, by cell
	explored  int   // of the stops
	most      int   // stops that could explore
}

// later is how much longer a shift is made to find out what a visit would take.
const later = 8 * 60 // minutes

// soon is how much longer it is made at first, as most visits take no more.
const soon = 30 // minutes

// coveredShare: below this share of its worth alone, a visit is called covered.
const coveredShare = 0.4

func newExplainer(w *world, p *orienteer.Problem, s orienteer.Solution) *explainer {
	e := &explainer{
		w: w, p: p, s: s, orders: ordersOf(s), visits: make([]int, len(w.in.Places)),
		coverage: make([]float64, len(w.cells)), inCell: make([]int, len(w.cells)),
		settler: w.settlerOf(p), squeezers: make([]*orienteer.Squeezer, len(p.Shifts)), most: w.mostExplorers(),
	}
	e.worth = e.settler.scorer.Score(s)
	for _, r := range s.Routes {
		for _, v := range r.Visits {
			place := &p.Places[v.Place]
			e.visits[v.Place]++
			e.stops++
			if e.inCell[place.Cell]++; e.inCell[place.Cell] <= p.Cells[place.Cell].Explorers {
				e.explored++
			}
			for _, c := range place.Cover {
				e.coverage[c.Cell] += c.Amount
			}
		}
	}
	return e
}

// whyNot looks at the rules from the one that no round can change to the price.
func (e *explainer) whyNot(place int) WhyNot {
	p := &e.p.Places[place]
	switch {
	case len(e.w.in.Shifts) == 0:
		return WhyNot{Code: WhyNotNoShift}
	case e.forbidden(place, -1):
		return WhyNot{Code: WhyNotForbidden}
	case e.visits[place] >= p.Max:
		return WhyNot{Code: WhyNotMaxVisits, N: p.Max}
	}
	shifts, why := e.eligible(place)
	if len(shifts) == 0 {
		return why
	}
	within := slices.DeleteFunc(slices.Clone(shifts), func(i int) bool { return !e.within(place, i) })
	if len(within) == 0 {
		return e.notEvenAlone(place, shifts)
	}
	if e.pinUnkept(place) < 0 && e.left(place) < coveredShare {
		return WhyNot{Code: WhyNotCovered}
	}
	return e.cheapest(place, within)
}

// forbidden reports whether a lock keeps the place off the shift, or with -1 off all.
func (e *explainer) forbidden(place, shift int) bool {
	return slices.ContainsFunc(e.p.Locks, func(l orienteer.Lock) bool {
		return l.Kind == orienteer.Forbid && l.Place == place && (l.Shift < 0 || l.Shift == shift)
	})
}

// eligible are the shifts with enough workers and days since and until other visits,
// or of them the one to which a lock puts the place.
func (e *explainer) eligible(place int) ([]int, WhyNot) {
	p := &e.p.Places[place]
	var out []int
	open, manned, pin := 0, 0, e.pinUnkept(place)
	for i := range e.p.Shifts {
		s := &e.p.Shifts[i]
		if pin >= 0 && i != pin || e.closed != nil && e.closed(i) || e.forbidden(place, i) {
			continue
		}
		open++
		if p.TwoWorkers && s.Workers < 2 {
			continue
		}
		manned++
		if !e.tooNear(place, s.Day) {
			out = append(out, i)
		}
	}
	switch {
	case open == 0:
		return nil, WhyNot{Code: WhyNotOver}
	case manned == 0:
		return nil, WhyNot{Code: WhyNotTwoWorkers}
	}
	return out, WhyNot{Code: WhyNotGap, N: p.GapDays}
}

// tooNear reports whether the place was, or is, visited too few days from the day.
func (e *explainer) tooNear(place, day int) bool {
	p := &e.p.Places[place]
	near := func(d int) bool { return max(day-d, d-day) < p.GapDays }
	if slices.ContainsFunc(p.Previous, near) {
		return true
	}
	for i, order := range e.orders {
		if e.visits[place] > 0 && near(e.p.Shifts[i].Day) && slices.Contains(order, place) {
			return true
		}
	}
	return false
}

// within reports whether the shift could visit the place and nothing else, or where
// no way leads there by vehicle, on foot from another of its stops.
func (e *explainer) within(place, shift int) bool {
	if orienteer.Alone(e.p, shift, place) {
		return true
	}
	s := &e.p.Shifts[shift]
	if s.Walk.N == 0 || e.reached(place, s) {
		return false
	}
	_, _, ok := e.into(shift).Squeeze(place, s.End+later*minute)
	return ok
}

// reached reports whether there is a way from the base to the place and back.
func (e *explainer) reached(place int, s *orienteer.Shift) bool {
	return s.Travel.At(s.From, place) != routes.Unreachable && s.Travel.At(place, s.To) != routes.Unreachable
}

// notEvenAlone says why none of the shifts could visit the place and nothing else.
func (e *explainer) notEvenAlone(place int, shifts []int) WhyNot {
	if far, at := e.minutesMore(place, shifts); at >= 0 {
		return WhyNot{Code: WhyNotTooFar, N: far, ShiftID: e.w.in.Shifts[at].ID}
	}
	reached := slices.DeleteFunc(slices.Clone(shifts), func(i int) bool { return !e.reached(place, &e.p.Shifts[i]) })
	if len(reached) == 0 {
		return WhyNot{Code: WhyNotUnreachable}
	}
	return e.nearestWindow(place, reached)
}

// minutesMore is the least a shift would have to be longer for the place alone, and
// which shift that is, -1 if none.
func (e *explainer) minutesMore(place int, shifts []int) (least, at int) {
	least, at = later+1, -1
	for _, i := range shifts {
		if !e.opensInTime(place, i) {
			continue
		}
		end := e.p.Shifts[i].End
		if _, back, ok := orienteer.NewSqueezer(e.p, i, nil).Squeeze(place, end+int32((least-1)*minute)); ok {
			least, at = minutes(back-end), i
		}
	}
	return least, at
}

// opensInTime reports whether a window of the place touches the shift at all.
func (e *explainer) opensInTime(place, shift int) bool {
	s, p := &e.p.Shifts[shift], &e.p.Places[place]
	windows := p.Windows[s.Weekday]
	always := !slices.ContainsFunc(p.Windows[:], func(w []orienteer.Window) bool { return len(w) > 0 })
	return always || slices.ContainsFunc(windows, func(w orienteer.Window) bool {
		return w.Open <= s.End-p.Service && w.Close >= s.Start
	})
}

// nearestWindow is the window that misses a shift by least.
func (e *explainer) nearestWindow(place int, shifts []int) WhyNot {
	p := &e.p.Places[place]
	least, best := int32(math.MaxInt32), WhyNot{Code: WhyNotClosed}
	for _, i := range shifts {
		s := &e.p.Shifts[i]
		for _, w := range p.Windows[s.Weekday] {
			miss := max(w.Open-(s.End-p.Service), s.Start-w.Close, 0)
			if w.Close < 0 || w.Open >= day*minute || miss >= least {
				continue // of the day before, or after
			}
			least = miss
			best = WhyNot{
				Code: WhyNotWindow, ShiftID: e.w.in.Shifts[i].ID, Opens: int(max(0, w.Open)) / minute,
				Closes: int(w.Close) / minute, Starts: int(s.Start) / minute, Ends: int(s.End) / minute,
			}
		}
	}
	return best
}

// left is the share of the place's worth alone that a visit would still collect.
func (e *explainer) left(place int) float64 {
	alone, still := 0.0, 0.0
	for _, c := range e.p.Places[place].Cover {
		prize, g := e.p.Cells[c.Cell].Prize, e.p.Saturation.Of
		alone += prize * g(c.Amount)
		still += prize * (g(e.coverage[c.Cell]+c.Amount) - g(e.coverage[c.Cell]))
	}
	if alone == 0 {
		return 1
	}
	return still / alone
}
