package orienteer

import (
	"math"
	"slices"
)

// Terms is what a plan is worth, by term. Total is Prize less all the others.
type Terms struct {
	Prize    float64 // collected from cells
	Wishes   float64 // paid for wishes missed or late
	Habits   float64 // paid for habits not kept
	MinVisit float64 // paid for visits missing to a minimum
	Handover float64 // paid for visits by another team
	Travel   float64 // paid for travel, walking and parking included
	Changes  float64 // paid for differences from Problem.Before
	Total    float64
}

// Score derives a plan's worth from its visits and their times.
func Score(p *Problem, s Solution) Terms { return NewScorer(p).Score(s) }

// Scorer scores one plan after another of the same problem. Of cells that are covered
// as in the plan before it remembers what they collect. It is not safe for concurrent
// use.
type Scorer struct {
	p         *Problem
	coverage  []float64 // by cell
	before    []float64 // coverage of the plan before
	collected []float64 // by cell: the prize for that
	firstDay  []int     // by cell, of a stop there; math.MaxInt: there is none
	visits    []int     // by place
	kept      []bool    // by place: its habit
}

// NewScorer is ready to score. The problem must not change while it does.
func NewScorer(p *Problem) *Scorer {
	cells, places := len(p.Cells), len(p.Places)
	return &Scorer{
		p: p, coverage: make([]float64, cells), before: make([]float64, cells), collected: make([]float64, cells),
		firstDay: make([]int, cells), visits: make([]int, places), kept: make([]bool, places),
	}
}

// Score is what the function of that name returns.
func (c *Scorer) Score(s Solution) Terms {
	clear(c.coverage)
	clear(c.visits)
	clear(c.kept)
	for i := range c.firstDay {
		c.firstDay[i] = math.MaxInt
	}
	var t Terms
	for i, route := range s.Routes {
		c.follow(&t, i, route)
	}
	c.collect(&t)
	c.payPlaces(&t)
	c.payWishes(&t)
	t.Total = t.Prize - t.Wishes - t.Habits - t.MinVisit - t.Handover - t.Travel - t.Changes
	return t
}

// follow counts the visits of a route and pays for its way, handovers and changes.
func (c *Scorer) follow(t *Terms, i int, route Route) {
	p, shift := c.p, &c.p.Shifts[i]
	for _, v := range route.Visits {
		place := &p.Places[v.Place]
		c.visits[v.Place]++
		part := daypart(p, v.Start)
		for _, o := range place.Cover {
			c.coverage[o.Cell] += o.Amount * daypartFactor(&p.Cells[o.Cell], part)
		}
		if place.Cell >= 0 {
			c.firstDay[place.Cell] = min(c.firstDay[place.Cell], shift.Day)
		}
		if h := place.Habit; h != nil && h.Weekday == shift.Weekday && v.Start >= h.Window.Open && v.Start <= h.Window.Close {
			c.kept[v.Place] = true
		}
		if place.Team != 0 && place.Team != shift.Team {
			t.Handover += p.Prices.Handover
		}
	}
	t.Travel += p.Prices.Travel * float64(travelOf(shift, route))
	if p.Before != nil {
		t.Changes += p.Prices.Change * float64(changes(p.Before[i], route))
	}
}

// collect adds up the prizes of covered cells.
func (c *Scorer) collect(t *Terms) {
	for i, x := range c.coverage {
		if !(x > 0) {
			continue
		}
		if x != c.before[i] {
			c.before[i], c.collected[i] = x, c.p.Cells[i].Prize*c.p.Saturation.Of(x)
		}
		t.Prize += c.collected[i]
	}
}

// payPlaces pays for habits not kept and visits missing to a minimum.
func (c *Scorer) payPlaces(t *Terms) {
	for i := range c.p.Places {
		place := &c.p.Places[i]
		if place.Habit != nil && !c.kept[i] {
			t.Habits += place.Habit.Price
		}
		if missing := place.Min - c.visits[i]; missing > 0 {
			t.MinVisit += c.p.Prices.MinVisit * float64(missing)
		}
	}
}

// payWishes pays for wishes missed or late.
func (c *Scorer) payWishes(t *Terms) {
	for _, w := range c.p.Wishes {
		day := c.firstDay[w.Cell]
		switch {
		case day == math.MaxInt:
			t.Wishes += w.Price
		case day > w.Day:
			t.Wishes += math.Min(w.Price, w.Late*float64(day-w.Day))
		}
	}
}

func daypart(p *Problem, start Tick) int {
	if p.Day == 0 {
		return 0
	}
	part := int(math.Floor(float64(start)/float64(p.Day)*4)) % 4
	return (part + 4) % 4
}

func daypartFactor(c *Cell, part int) float64 {
	if f := c.Dayparts[part]; f != 0 {
		return f
	}
	if c.Dayparts == ([4]float64{}) {
		return 1
	}
	return 0
}

func travelOf(shift *Shift, route Route) int64 {
	if len(route.Visits) == 0 {
		return 0
	}
	total, j := int64(0), setOut(shift)
	for k, v := range route.Visits {
		total += j.visit(shift, v.Place, v.Walked && canWalk(shift, k))
	}
	return total + j.home(shift)
}

// changes counts the visits that were not on the shift before, and those that were
// and are gone.
func changes(before []int, route Route) (n int) {
	for _, v := range route.Visits {
		if !slices.Contains(before, v.Place) {
			n++
		}
	}
	for _, place := range before {
		if !slices.ContainsFunc(route.Visits, func(v Visit) bool { return v.Place == place }) {
			n++
		}
	}
	return n
}
