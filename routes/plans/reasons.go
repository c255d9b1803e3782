package plans

import (
	"math"

	"runde/geo"
	"runde/routes/orienteer"
)

// weighed is a reason with its weight in units of prize.
type weighed struct {
	Reason
	weight float64
}

// reasons are the largest terms of a stop's worth, the strongest first. What people
// decided comes before what was estimated: a lock, the exploring share, a concern.
func (w *world) reasons(s orienteer.Solution, shift, at int, stop Stop) []Reason {
	v := s.Routes[shift].Visits[at]
	terms := make([]weighed, 0, 8)
	add := func(weight float64, r Reason) {
		if weight > 0 {
			terms = append(terms, weighed{r, weight})
		}
	}
	if stop.Locked {
		add(math.MaxFloat64, Reason{Code: ReasonLocked})
	}
	if stop.Exploration {
		add(math.MaxFloat64/2, Reason{Code: ReasonExploration})
	}
	w.needTerms(v.Place, add)
	cell := w.problem.Places[v.Place].Cell
	for _, c := range w.concern[cell] {
		add(math.MaxFloat64/4, Reason{Code: ReasonConcerns, N: c.Count, Date: c.Since})
	}
	w.habitTerm(shift, v, add)
	if p := w.in.Places[v.Place]; p.MinVisits > 0 {
		add(w.problem.Prices.MinVisit, Reason{Code: ReasonMinVisits, N: p.MinVisits})
	}
	return strongest(terms, MaxReasons)
}

// strongest are the reasons of most weight, at most n, and of equal ones the first. It
// uses the weights up.
func strongest(terms []weighed, n int) []Reason {
	out := make([]Reason, min(n, len(terms)))
	for i := range out {
		best := 0
		for k := range terms {
			if terms[k].weight > terms[best].weight {
				best = k
			}
		}
		out[i], terms[best].weight = terms[best].Reason, 0
	}
	return out
}

// needTerms splits the prize of a place: what the mean of its cell's need collects,
// what the doubt about it adds because nobody was there for long, and what the
// neighbouring cells add.
func (w *world) needTerms(place int, add func(float64, Reason)) {
	around, others := 0.0, 0
	for k, c := range w.problem.Places[place].Cover {
		e, share := w.need[c.Cell], w.problem.Saturation.Of(c.Amount)
		if k > 0 {
			if e.Known && e.Mean > 0 {
				around += share * w.base[c.Cell]
				others++
			}
			continue
		}
		if e.Known {
			code := ReasonNeed
			if e.Score >= w.upper {
				code = ReasonHighNeed
			}
			add(share*e.Mean, Reason{Code: code, Low: perTenHours(e.Low), High: perTenHours(e.High)})
		}
		add(share*(e.Score-e.Mean), w.absence(place, c.Cell))
	}
	add(around, Reason{Code: ReasonNeighbours, N: others})
}

// perTenHours rounds people met per hour to whole people per ten hours.
func perTenHours(rate float64) float64 { return math.Round(10 * rate) }

// absence says how long nobody was at the place, as far as its visits tell, or in
// its cell.
func (w *world) absence(place, cell int) Reason {
	if l := w.last[place]; l != nil {
		return Reason{Code: ReasonNotVisited, N: w.daysSince(l.Date), Date: l.Date}
	}
	if weeks := w.need[cell].WeeksSince; weeks >= 0 {
		return Reason{Code: ReasonNotVisited, N: max(1, 7*weeks)}
	}
	return Reason{Code: ReasonNeverVisited}
}

// daysSince counts to the week's first day.
func (w *world) daysSince(d geo.Date) int { return int(w.in.Week.Monday() - d) }

func (w *world) habitTerm(shift int, v orienteer.Visit, add func(float64, Reason)) {
	if !w.keepsHabit(shift, v) {
		return
	}
	h := w.problem.Places[v.Place].Habit
	code := ReasonHabit
	if w.implied[v.Place] {
		code = ReasonLastWeek
	}
	add(h.Price, Reason{Code: code, Weekday: int(h.Weekday), Minute: int(h.Window.Open)/minute + habitTolerance})
}

// keepsHabit reports whether a visit is its place's usual one.
func (w *world) keepsHabit(shift int, v orienteer.Visit) bool {
	_, kept := habitOf(&w.problem, shift, v)
	return kept
}

// habitOf reports whether the habit of a visit's place falls on its shift's weekday, and
// whether the visit keeps it.
func habitOf(p *orienteer.Problem, shift int, v orienteer.Visit) (due, kept bool) {
	h := p.Places[v.Place].Habit
	if h == nil || h.Weekday != p.Shifts[shift].Weekday {
		return false, false
	}
	return true, h.Window.Open <= v.Start && v.Start <= h.Window.Close
}
