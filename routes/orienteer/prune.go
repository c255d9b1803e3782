package orienteer

// prune takes out of the best plan stops without which it is worth more: one that
// pushes others into another daypart or off their usual time, or that explores for a
// stop which is gone. Insertion does not see these costs. Best and trial are equal
// before and after.
func (c *chain) prune() {
	for pruned := true; pruned; {
		pruned = false
		for i := range c.best.routes {
			for k := len(c.best.routes[i].stops) - 1; k >= 0; k-- {
				pruned = c.pruneStop(i, k) || pruned
			}
		}
	}
}

// pruneStop takes one stop out, if there is one and the plan is worth more without it.
func (c *chain) pruneStop(i, k int) bool {
	if k >= len(c.best.routes[i].stops) || !c.trial.remove(i, k) {
		return false
	}
	clear(c.touched)
	c.touched[i] = true
	if c.trial.retime(i) && c.value(c.trial) > c.value(c.best)+1e-9 {
		c.best.copyTouched(c.trial, c.touched)
		return true
	}
	c.trial.copyTouched(c.best, c.touched)
	return false
}
