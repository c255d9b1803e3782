package orienteer

// locks checks pins, positions and forbidden places.
func (c *checker) locks() {
	for _, lock := range c.p.Locks {
		if lock.Kind == Forbid {
			c.forbidden(lock)
			continue
		}
		if c.p.Shifts[lock.Shift].Frozen {
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
		if lock.Shift >= 0 && lock.Shift != i || c.p.Shifts[i].Frozen {
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
