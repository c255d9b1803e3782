package orienteer

import (
	"fmt"
	"math"
	"time"
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
	RuleWalk       Rule = "walk"        // walked to from the base, or on a shift that does not walk
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
// list means that the plan can be walked as written. Of a frozen shift it names
// nothing: its visits count for the maximum, the gap and the exploring share of the
// others.
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
		if !p.Shifts[i].Frozen {
			c.times(i)
			c.stops(i)
		}
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
	days  []int // memory
}

func (c *checker) add(rule Rule, shift, at, place int, excess int) {
	c.found = append(c.found, Violation{rule, shift, at, place, excess})
}

// stops checks each visit by itself: window, blocks, workers, and that one may walk.
func (c *checker) stops(i int) {
	shift := &c.p.Shifts[i]
	for k, v := range c.s.Routes[i].Visits {
		place := &c.p.Places[v.Place]
		if miss := missed(place, shift.Weekday, v.Start); miss != 0 {
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
		if v.Walked && !canWalk(shift, k) {
			c.add(RuleWalk, i, k, v.Place, 0)
		}
	}
}

// missed is how far a start lies outside the nearest window: negative if too
// early, positive if too late or closed all day.
func missed(place *Place, day time.Weekday, start Tick) int {
	if !keepsHours(place) {
		return 0
	}
	nearest := math.MaxInt32
	for _, w := range place.Windows[day] {
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
func keepsHours(place *Place) bool {
	for day := range place.Windows {
		if len(place.Windows[day]) > 0 {
			return true
		}
	}
	return false
}

func abs(n int) int { return max(n, -n) }
