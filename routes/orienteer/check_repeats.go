package orienteer

import (
	"cmp"
	"slices"
)

// sighting is a visit of a place within the plan.
type sighting struct{ shift, at, day int }

// repeats checks maximum visits, gaps and once a round. Visits of frozen shifts are
// there before all others and are not named.
func (c *checker) repeats() {
	frozen, open := make([][]sighting, len(c.p.Places)), make([][]sighting, len(c.p.Places))
	for i, r := range c.s.Routes {
		list := open
		if c.p.Shifts[i].Frozen {
			list = frozen
		}
		for k, v := range r.Visits {
			list[v.Place] = append(list[v.Place], sighting{i, k, c.p.Shifts[i].Day})
		}
	}
	for place := range c.p.Places {
		if len(open[place]) > 0 {
			c.repeatsOf(place, frozen[place], open[place])
		}
	}
}

func (c *checker) repeatsOf(place int, frozen, open []sighting) {
	pl := &c.p.Places[place]
	days := append(c.days[:0], pl.Previous...)
	for _, f := range frozen {
		days = append(days, f.day)
	}
	slices.SortStableFunc(open, func(a, b sighting) int { return cmp.Compare(a.day, b.day) })
	last := -1
	for n, v := range open {
		if seen := len(frozen) + n + 1; seen > pl.Max {
			c.add(RuleMaxVisits, v.shift, v.at, place, seen-pl.Max)
		}
		if v.shift == last {
			c.add(RuleRepeat, v.shift, v.at, place, 0)
		} else {
			c.gap(v, place, days)
		}
		last = v.shift
		days = append(days, v.day)
	}
	c.days = days
}

// gap names a visit too soon after, or before, one of the days.
func (c *checker) gap(v sighting, place int, days []int) {
	for _, d := range days {
		if short := c.p.Places[place].GapDays - abs(v.day-d); short > 0 {
			c.add(RuleGap, v.shift, v.at, place, short)
			return
		}
	}
}
