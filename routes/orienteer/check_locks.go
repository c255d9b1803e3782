package orienteer

import "math"

// locks checks pins, positions and forbidden places.
func (c *checker) locks() {
	for _, lock := range c.p.Locks {
		if lock.Kind == Forbid {
			c.forbidden(lock)
			continue
		}
		at := c.find(lock.Shift, lock.Place)
		switch {
		case at < 0:
			c.add(RulePinned, lock.Shift, -1, lock.Place, 1)
		case lock.Position > 0 && !c.inPosition(lock, at):
			c.add(RulePosition, lock.Shift, at, lock.Place, at+1-lock.Position)
		}
	}
}

func (c *checker) forbidden(lock Lock) {
	for i := range c.s.Routes {
		if lock.Shift >= 0 && lock.Shift != i {
			continue
		}
		if at := c.find(i, lock.Place); at >= 0 {
			c.add(RuleForbidden, i, at, lock.Place, 1)
		}
	}
}

func (c *checker) find(shift, place int) int {
	for k, v := range c.s.Routes[shift].Visits {
		if v.Place == place {
			return k
		}
	}
	return -1
}

// inPosition holds where the stop has its position, or stands before it because
// only stops with later positions follow: the round is too short.
func (c *checker) inPosition(lock Lock, at int) bool {
	if at+1 >= lock.Position {
		return at+1 == lock.Position
	}
	for _, v := range c.s.Routes[lock.Shift].Visits[at+1:] {
		later := false
		for _, o := range c.p.Locks {
			if o.Kind == Pin && o.Shift == lock.Shift && o.Place == v.Place && o.Position > lock.Position {
				later = true
			}
		}
		if !later {
			return false
		}
	}
	return true
}

// exploring checks the share of stops that explore: the first few in cells that ask
// for it. No more is asked than the places that some shift can visit alone allow.
func (c *checker) exploring() {
	stops, explored := 0, 0
	inCell := map[int]int{}
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
	visits := map[int]int{} // by cell: of its places that can be visited
	for place, pl := range c.p.Places {
		if pl.Cell < 0 {
			continue
		}
		for i := range c.p.Shifts {
			if c.visitAlone(i, place) {
				visits[pl.Cell] += pl.Max
				break
			}
		}
	}
	total := 0
	for cell, n := range visits {
		total += min(n, c.p.Cells[cell].Explorers)
	}
	return total
}

// visitAlone reports whether the shift could visit the place and nothing else.
func (c *checker) visitAlone(i, place int) bool {
	for _, lock := range c.p.Locks {
		if lock.Kind == Forbid && lock.Place == place && (lock.Shift < 0 || lock.Shift == i) {
			return false
		}
	}
	pl, shift := c.p.Places[place], c.p.Shifts[i]
	for _, d := range pl.Previous {
		if abs(shift.Day-d) < pl.GapDays {
			return false
		}
	}
	if pl.TwoWorkers && shift.Workers < 2 {
		return false
	}
	_, ok := Time(c.p, i, []int{place})
	return ok
}
