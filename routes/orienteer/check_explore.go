package orienteer

import (
	"math"
	"slices"
)

// exploring checks the share of stops that explore: the first few in cells that ask
// for it. No more is asked than the visits of frozen shifts and the places that some
// other shift can visit alone allow.
func (c *checker) exploring() {
	stops, explored := 0, 0
	inCell := make([]int, len(c.p.Cells))
	for _, r := range c.s.Routes {
		for _, v := range r.Visits {
			stops++
			cell := c.p.Places[v.Place].Cell
			if cell < 0 {
				continue
			}
			if inCell[cell]++; inCell[cell] <= c.p.Cells[cell].Explorers {
				explored++
			}
		}
	}
	want := int(math.Ceil(c.p.Explore*float64(stops) - 1e-9))
	if explored >= want {
		return
	}
	if short := min(want, c.couldExplore()) - explored; short > 0 {
		c.add(RuleExplore, -1, -1, -1, short)
	}
}

func (c *checker) couldExplore() int {
	visits := make([]int, len(c.p.Cells))
	for place := range c.p.Places {
		pl := &c.p.Places[place]
		if pl.Cell < 0 || c.p.Cells[pl.Cell].Explorers == 0 {
			continue
		}
		most := c.frozenVisits(place)
		for i := range c.p.Shifts {
			if !c.p.Shifts[i].Frozen && c.visitAlone(i, place) {
				most = max(most, pl.Max)
				break
			}
		}
		visits[pl.Cell] += most
	}
	total := 0
	for cell, n := range visits {
		total += min(n, c.p.Cells[cell].Explorers)
	}
	return total
}

func (c *checker) frozenVisits(place int) (n int) {
	for i, r := range c.s.Routes {
		if !c.p.Shifts[i].Frozen {
			continue
		}
		for _, v := range r.Visits {
			if v.Place == place {
				n++
			}
		}
	}
	return n
}

// visitAlone reports whether the shift could visit the place and nothing else.
func (c *checker) visitAlone(i, place int) bool {
	for _, lock := range c.p.Locks {
		if lock.Kind == Forbid && lock.Place == place && (lock.Shift < 0 || lock.Shift == i) {
			return false
		}
	}
	pl, shift := &c.p.Places[place], &c.p.Shifts[i]
	if slices.ContainsFunc(pl.Previous, func(d int) bool { return abs(shift.Day-d) < pl.GapDays }) {
		return false
	}
	if pl.TwoWorkers && shift.Workers < 2 {
		return false
	}
	return Alone(c.p, i, place)
}
