package orienteer

import "slices"

// span is a closed interval of starts on the working clock.
type span struct{ open, close Tick }

const (
	never Tick = 1 << 28  // later than any time
	past  Tick = -1 << 28 // earlier than any time
)

// earliest is the first start in the spans at or after t, never if there is none.
func earliest(spans []span, t Tick) Tick {
	for _, s := range spans {
		if t <= s.close {
			return max(t, s.open)
		}
	}
	return never
}

// latest is the last start in the spans at or before t, past if there is none.
func latest(spans []span, t Tick) Tick {
	for i := len(spans) - 1; i >= 0; i-- {
		if spans[i].open <= t {
			return min(t, spans[i].close)
		}
	}
	return past
}

// clock turns clock time into working time, which stands still during blocks.
type clock struct{ blocks []Window }

func newClock(blocks []Window) clock {
	b := slices.Clone(blocks)
	slices.SortFunc(b, func(x, y Window) int { return int(x.Open - y.Open) })
	out := b[:0]
	for _, w := range b {
		if n := len(out); n > 0 && w.Open <= out[n-1].Close {
			out[n-1].Close = max(out[n-1].Close, w.Close)
		} else {
			out = append(out, w)
		}
	}
	return clock{out}
}

// working is clock time t on the working clock.
func (c clock) working(t Tick) Tick {
	w := t
	for _, b := range c.blocks {
		if t > b.Open {
			w -= min(t, b.Close) - b.Open
		}
	}
	return w
}

// begin is the clock time at which something that starts at w begins: after a
// block that stands at w.
func (c clock) begin(w Tick) Tick {
	for _, b := range c.blocks {
		if w >= b.Open {
			w += b.Close - b.Open
		}
	}
	return w
}

// end is the clock time at which something that finishes at w ends: before a
// block that stands at w.
func (c clock) end(w Tick) Tick {
	for _, b := range c.blocks {
		if w > b.Open {
			w += b.Close - b.Open
		}
	}
	return w
}

// spans are the starts within the windows at which something of the given length
// fits between lo and hi without touching a block, on the working clock, sorted
// and apart.
func (c clock) spans(windows []Window, length, lo, hi Tick) []span {
	var out []span
	for _, w := range windows {
		open, last := max(w.Open, lo), min(w.Close, hi-length)
		for _, b := range c.blocks {
			if cut := min(last, b.Open-max(length, 1)); open <= cut {
				out = append(out, span{c.working(open), c.working(cut)})
			}
			open = max(open, b.Close)
		}
		if open <= last {
			out = append(out, span{c.working(open), c.working(last)})
		}
	}
	slices.SortFunc(out, func(x, y span) int { return int(x.open - y.open) })
	merged := out[:0]
	for _, s := range out {
		if n := len(merged); n > 0 && s.open <= merged[n-1].close {
			merged[n-1].close = max(merged[n-1].close, s.close)
		} else {
			merged = append(merged, s)
		}
	}
	return merged
}
