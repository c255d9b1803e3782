package orienteer

// times walks a route in clock time: between two services there must be room for
// the way, beside blocks and the break.
func (c *checker) times(i int) {
	shift, route := &c.p.Shifts[i], c.s.Routes[i]
	leave, j := shift.Start, setOut(shift)
	for k, v := range route.Visits {
		c.way(i, k, v.Place, j.visit(shift, v.Place, v.Walked && canWalk(shift, k)), leave, v.Start)
		leave = v.Start + c.p.Places[v.Place].Service
	}
	c.way(i, len(route.Visits), -1, j.home(shift), leave, route.End)
	if route.End > shift.End {
		c.add(RuleShift, i, len(route.Visits), -1, int(route.End-shift.End))
	}
	c.pause(i)
}

// way checks that a way of so many ticks fits between two moments.
func (c *checker) way(i, k, place int, way int64, leave, until Tick) {
	if way == unreachable {
		c.add(RuleShift, i, k, place, int(way))
	} else if short := way - c.clear(i, leave, until); short > 0 {
		c.add(RuleShift, i, k, place, int(short))
	}
}

// clear is the time from a to b outside blocks and the break, negative if b < a.
func (c *checker) clear(i int, a, b Tick) int64 {
	free := int64(b) - int64(a)
	shift := &c.p.Shifts[i]
	for _, w := range shift.Blocks {
		free -= common(a, b, w)
	}
	if n := shift.Break.Length; n > 0 {
		from := c.s.Routes[i].Break
		free -= common(a, b, Window{from, from + n})
	}
	return free
}

// common is the length that the span a–b shares with a window.
func common(a, b Tick, w Window) int64 {
	return max(0, int64(min(b, w.Close))-int64(max(a, w.Open)))
}

// pause checks that the break lies in its window and the shift, and apart from
// every service and block.
func (c *checker) pause(i int) {
	shift, route := &c.p.Shifts[i], c.s.Routes[i]
	n := shift.Break.Length
	if n == 0 {
		return
	}
	from, to := route.Break, route.Break+n
	if w := shift.Break.Window; from < w.Open || from > w.Close || from < shift.Start || to > shift.End || to > route.End {
		c.add(RuleBreak, i, -1, -1, 0)
	}
	for _, b := range shift.Blocks {
		if from < b.Close && to > b.Open {
			c.add(RuleBreak, i, -1, -1, 0)
		}
	}
	for k, v := range route.Visits {
		if from < v.Start+c.p.Places[v.Place].Service && to > v.Start {
			c.add(RuleBreak, i, k, v.Place, 0)
		}
	}
}
