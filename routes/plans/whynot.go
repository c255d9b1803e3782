package plans

import (
	"math"
	"slices"

	"runde/routes"
	"runde/routes/orienteer"

	"github.com/google/uuid"
)

// explainer answers why a place is not in a solution.
type explainer struct {
	w        *world
	s        orienteer.Solution
	longer   orienteer.Problem // the same with shifts that end later
	visits   []int             // by place
	coverage []float64         // by cell
	stops    int
	inCell   []int // stops, by cell
	explored int   // of the stops
	most     int   // stops that could explore
}

// later is how much longer a shift is made to find out what a visit would take.
const later = 8 * 60 // minutes

// coveredShare: below this share of its worth alone, a visit is called covered.
const coveredShare = 0.4

func newExplainer(w *world, s orienteer.Solution) *explainer {
	e := &explainer{
		w: w, s: s, longer: w.problem, visits: make([]int, len(w.in.Places)),
		coverage: make([]float64, len(w.cells)), inCell: make([]int, len(w.cells)),
	}
	e.most = w.mostExplorers()
	e.longer.Shifts = slices.Clone(w.problem.Shifts)
	for i := range e.longer.Shifts {
		e.longer.Shifts[i].End += later * minute
	}
	for _, r := range s.Routes {
		for _, v := range r.Visits {
			p := &w.problem.Places[v.Place]
			e.visits[v.Place]++
			e.stops++
			if e.inCell[p.Cell]++; e.inCell[p.Cell] <= w.problem.Cells[p.Cell].Explorers {
				e.explored++
			}
			for _, c := range p.Cover {
				e.coverage[c.Cell] += c.Amount
			}
		}
	}
	return e
}

// whyNot looks at the rules from the one that no round can change to the price.
func (e *explainer) whyNot(place int) WhyNot {
	p := &e.w.problem.Places[place]
	if e.forbidden(place) {
		return WhyNot{Code: WhyNotForbidden}
	}
	if p.Max == 0 {
		return WhyNot{Code: WhyNotMaxVisits}
	}
	shifts, why := e.eligible(place)
	if len(shifts) == 0 {
		return why
	}
	alone := slices.DeleteFunc(slices.Clone(shifts), func(i int) bool {
		_, ok := orienteer.Time(&e.w.problem, i, []int{place})
		return !ok
	})
	if len(alone) == 0 {
		return e.notEvenAlone(place, shifts)
	}
	if e.w.pinUnkept(e.s, place) < 0 && e.left(place) < coveredShare {
		return WhyNot{Code: WhyNotCovered}
	}
	return e.cheapest(place, alone)
}

func (e *explainer) forbidden(place int) bool {
	return slices.ContainsFunc(e.w.problem.Locks, func(l orienteer.Lock) bool {
		return l.Kind == orienteer.Forbid && l.Place == place
	})
}

// eligible are the shifts with enough workers and days since the last visit, or of
// them the one to which a lock puts the place.
func (e *explainer) eligible(place int) ([]int, WhyNot) {
	p := &e.w.problem.Places[place]
	var out []int
	manned, pin := 0, e.w.pinUnkept(e.s, place)
	for i, s := range e.w.problem.Shifts {
		if pin >= 0 && i != pin || p.TwoWorkers && s.Workers < 2 {
			continue
		}
		manned++
		near := slices.ContainsFunc(p.Previous, func(d int) bool { return max(s.Day-d, d-s.Day) < p.GapDays })
		if !near {
			out = append(out, i)
		}
	}
	if manned == 0 && p.TwoWorkers && len(e.w.problem.Shifts) > 0 {
		return nil, WhyNot{Code: WhyNotTwoWorkers}
	}
	return out, WhyNot{Code: WhyNotGap, N: p.GapDays}
}

// notEvenAlone says why none of the shifts could visit the place and nothing else.
func (e *explainer) notEvenAlone(place int, shifts []int) WhyNot {
	far, best := e.minutesMore(place, shifts)
	if best.Code != "" {
		best.Code, best.N = WhyNotTooFar, far
		return best
	}
	reached := slices.DeleteFunc(slices.Clone(shifts), func(i int) bool {
		s := &e.w.problem.Shifts[i]
		return s.Travel.At(s.From, place) == routes.Unreachable || s.Travel.At(place, s.To) == routes.Unreachable
	})
	if len(reached) == 0 {
		return WhyNot{Code: WhyNotUnreachable}
	}
	return e.nearestWindow(place, reached)
}

// minutesMore is the least a shift would have to be longer for the place alone.
func (e *explainer) minutesMore(place int, shifts []int) (int, WhyNot) {
	least, best := math.MaxInt, WhyNot{}
	for _, i := range shifts {
		if r, ok := orienteer.Time(&e.longer, i, []int{place}); ok && e.opensInTime(place, i) {
			if more := minutes(r.End - e.w.problem.Shifts[i].End); more < least {
				least, best = more, WhyNot{Code: WhyNotTooFar, ShiftID: e.w.in.Shifts[i].ID}
			}
		}
	}
	return least, best
}

// opensInTime reports whether a window of the place touches the shift at all.
func (e *explainer) opensInTime(place, shift int) bool {
	s, p := &e.w.problem.Shifts[shift], &e.w.problem.Places[place]
	windows := p.Windows[s.Weekday]
	return len(slices.Concat(p.Windows[:]...)) == 0 || slices.ContainsFunc(windows, func(w orienteer.Window) bool {
		return w.Open <= s.End-p.Service && w.Close >= s.Start
	})
}

// nearestWindow is the window that misses a shift by least.
func (e *explainer) nearestWindow(place int, shifts []int) WhyNot {
	p := &e.w.problem.Places[place]
	least, best := int32(math.MaxInt32), WhyNot{Code: WhyNotClosed}
	for _, i := range shifts {
		s := &e.w.problem.Shifts[i]
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
	for _, c := range e.w.problem.Places[place].Cover {
		prize, g := e.w.problem.Cells[c.Cell].Prize, e.w.problem.Saturation.Of
		alone += prize * g(c.Amount)
		still += prize * (g(e.coverage[c.Cell]+c.Amount) - g(e.coverage[c.Cell]))
	}
	if alone == 0 {
		return 1
	}
	return still / alone
}

// cheapest is the way in that takes the fewest minutes more than a round has.
func (e *explainer) cheapest(place int, shifts []int) WhyNot {
	least, at := math.MaxInt, -1
	for _, i := range shifts {
		if more := e.squeeze(place, i); more < least {
			least, at = more, i
		}
	}
	switch {
	case at < 0:
		return WhyNot{Code: WhyNotBlocked}
	case least > 0:
		return WhyNot{Code: WhyNotNeedsMinutes, N: least, ShiftID: e.w.in.Shifts[at].ID}
	case !e.mayGrow(place):
		return WhyNot{Code: WhyNotShare}
	}
	return WhyNot{Code: WhyNotWeak, ShiftID: e.idOf(at)}
}

func (e *explainer) idOf(shift int) uuid.UUID { return e.w.in.Shifts[shift].ID }

// squeeze is how many minutes longer the round must be to take the place in at its
// best position, 0 if it fits, MaxInt if no position does.
func (e *explainer) squeeze(place, shift int) int {
	var order []int
	for _, v := range e.s.Routes[shift].Visits {
		order = append(order, v.Place)
	}
	least := math.MaxInt
	for k := 0; k <= len(order); k++ {
		r, ok := orienteer.Time(&e.longer, shift, slices.Insert(slices.Clone(order), k, place))
		if ok {
			least = min(least, max(0, minutes(r.End-e.w.problem.Shifts[shift].End)))
		}
	}
	return least
}

// mayGrow reports whether one more stop at the place keeps the exploring share.
func (e *explainer) mayGrow(place int) bool {
	c, more := e.w.problem.Places[place].Cell, e.explored
	if e.inCell[c] < e.w.problem.Cells[c].Explorers {
		more++
	}
	return more >= e.most || float64(more) >= e.w.problem.Explore*float64(e.stops+1)-1e-9
}
