package orienteer

import (
	"fmt"
	"math"
	"slices"
)

// Rule names a hard rule.
type Rule string

// The hard rules.
const (
	RuleShape      Rule = "shape"       // one route a shift, known places
	RuleShift      Rule = "shift"       // within the shift's start and end, travel included
	RuleWindow     Rule = "window"      // starts while the place is open
	RuleBlock      Rule = "block"       // no service during a block
	RuleBreak      Rule = "break"       // the break is taken, in its window, apart from service and blocks
	RuleTwoWorkers Rule = "two_workers" // enough workers
	RuleMaxVisits  Rule = "max_visits"  // at most so many visits
	RuleGap        Rule = "gap"         // enough days between visits
	RuleRepeat     Rule = "repeat"      // a place at most once a round
	RuleForbidden  Rule = "forbidden"   // a forbidden place is visited
	RulePinned     Rule = "pinned"      // a pinned place is not visited on its shift
	RulePosition   Rule = "position"    // a pinned place stands elsewhere in the round
	RuleExplore    Rule = "explore"     // the exploring share is too small
	RuleValue      Rule = "value"       // the plan's value is not what Score gives
)

// Violation is one broken rule. Shift, At (index in the round) and Place are -1
// where the rule concerns no single one.
type Violation struct {
	Rule             Rule
	Shift, At, Place int
	// Excess is by how much a time is missed, or the visits, days or stops that
	// are missing or too many.
	Excess int
}

// String is for tests and logs.
func (v Violation) String() string {
	return fmt.Sprintf("%s: shift %d stop %d place %d by %d", v.Rule, v.Shift, v.At, v.Place, v.Excess)
}

// Check derives every hard rule of a plan again, in clock time and from the
// problem alone, and lists what is broken, in the order of the routes. An empty
// list means that the plan can be walked as written.
func Check(p *Problem, s Solution) []Violation {
	if len(s.Routes) != len(p.Shifts) {
		return []Violation{{RuleShape, -1, -1, -1, len(s.Routes) - len(p.Shifts)}}
	}
	c := checker{p: p, s: s}
	for i, r := range s.Routes {
		for k, v := range r.Visits {
			if v.Place < 0 || v.Place >= len(p.Places) {
				return []Violation{{RuleShape, i, k, v.Place, 0}}
			}
		}
	}
	for i := range s.Routes {
		c.times(i)
		c.stops(i)
	}
	c.repeats()
	c.locks()
	c.exploring()
	if got := Score(p, s).Total; math.Abs(got-s.Value) > 1e-6*(1+math.Abs(got)) {
		c.add(RuleValue, -1, -1, -1, 0)
	}
	return c.found
}

type checker struct {
	p     *Problem
	s     Solution
	found []Violation
}

func (c *checker) add(rule Rule, shift, at, place int, excess int) {
	c.found = append(c.found, Violation{rule, shift, at, place, excess})
}

// stops checks each visit by itself: window, blocks, workers.
func (c *checker) stops(i int) {
	shift := c.p.Shifts[i]
	for k, v := range c.s.Routes[i].Visits {
		place := c.p.Places[v.Place]
		if miss := missed(place, shift, v.Start); miss != 0 {
			c.add(RuleWindow, i, k, v.Place, miss)
		}
		for _, b := range shift.Blocks {
			if v.Start < b.Close && v.Start+max(place.Service, 1) > b.Open {
				c.add(RuleBlock, i, k, v.Place, 0)
			}
		}
		if place.TwoWorkers && shift.Workers < 2 {
			c.add(RuleTwoWorkers, i, k, v.Place, 2-shift.Workers)
		}
	}
}

// missed is how far a start lies outside the nearest window: negative if too
// early, positive if too late or closed all day.
func missed(place Place, shift Shift, start Tick) int {
	if !keepsHours(place) {
		return 0
	}
	nearest := math.MaxInt32
	for _, w := range place.Windows[shift.Weekday] {
		switch {
		case start < w.Open && int(w.Open-start) < abs(nearest):
			nearest = int(start - w.Open)
		case start > w.Close && int(start-w.Close) < abs(nearest):
			nearest = int(start - w.Close)
		case start >= w.Open && start <= w.Close:
			return 0
		}
	}
	return nearest
}

// keepsHours reports whether the place has windows at all; without, it is always open.
func keepsHours(place Place) bool {
	for _, day := range place.Windows {
		if len(day) > 0 {
			return true
		}
	}
	return false
}

func abs(n int) int { return max(n, -n) }

// repeats checks maximum visits, gaps and once a round.
func (c *checker) repeats() {
	for place := range c.p.Places {
		pl := c.p.Places[place]
		seen, lastShift := 0, -1
		days := slices.Clone(pl.Previous)
		for _, i := range c.byDay() {
			for k, v := range c.s.Routes[i].Visits {
				if v.Place != place {
					continue
				}
				if seen++; seen > pl.Max {
					c.add(RuleMaxVisits, i, k, place, seen-pl.Max)
				}
				if lastShift == i {
					c.add(RuleRepeat, i, k, place, 0)
				} else {
					c.gap(i, k, place, days)
				}
				lastShift = i
				days = append(days, c.p.Shifts[i].Day)
			}
		}
	}
}

func (c *checker) gap(i, k, place int, days []int) {
	for _, d := range days {
		if short := c.p.Places[place].GapDays - abs(c.p.Shifts[i].Day-d); short > 0 {
			c.add(RuleGap, i, k, place, short)
			return
		}
	}
}

// byDay lists the shifts in the order of their days.
func (c *checker) byDay() []int {
	order := make([]int, len(c.p.Shifts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return c.p.Shifts[a].Day - c.p.Shifts[b].Day })
	return order
}
