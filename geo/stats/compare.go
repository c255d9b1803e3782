package stats

import "slices"

// Direction is how a rate went, and is a catalogue key under "change.".
type Direction string

// The directions.
const (
	Up      Direction = "up"
	Down    Direction = "down"
	Same    Direction = "same"    // no change larger than its uncertainty
	NoBasis Direction = "unknown" // unknown in one of the periods, or not comparable
)

// Change compares the smallest ground that two periods have in common.
type Change struct {
	Areas       []string // names of the rows of the later period that it covers
	Now, Before Rate
	Direction   Direction
}

// Compare holds the areas of a period against those of an earlier one. Every area
// of now is in exactly one change, in the order of now.
func Compare(now, before []Area) []Change {
	groups := commonGrounds(now, before)
	out := make([]Change, 0, len(groups))
	for _, g := range groups {
		a, b := total(g.now), total(g.before)
		c := Change{Direction: NoBasis}
		for _, area := range g.now {
			c.Areas = append(c.Areas, area.Name)
		}
		if a.Rate.Known {
			c.Now = a.Rate
		}
		if b.Rate.Known {
			c.Before = b.Rate
		}
		if a.Rate.Known && b.Rate.Known && sameBlocks(a.Blocks, b.Blocks) {
			c.Direction = direction(a, b)
		}
		out = append(out, c)
	}
	return out
}

func direction(a, b Area) Direction {
	switch {
	case !differ(a.Count, a.Hours, b.Count, b.Hours):
		return Same
	case a.Rate.Mean > b.Rate.Mean:
		return Up
	}
	return Down
}

// ground is the rows of two periods that share blocks, directly or through others.
type ground struct{ now, before []Area }

func commonGrounds(now, before []Area) []ground {
	var out []ground
	taken := make([]bool, len(now))
	for i := range now {
		if taken[i] {
			continue
		}
		taken[i] = true
		g := ground{now: []Area{now[i]}}
		blocks := slices.Clone(now[i].Blocks)
		for grown := true; grown; {
			grown = false
			for _, b := range before {
				if touches(b.Blocks, blocks) && !slices.ContainsFunc(g.before, named(b.Name)) {
					g.before, blocks, grown = append(g.before, b), append(blocks, b.Blocks...), true
				}
			}
			for j := range now {
				if !taken[j] && touches(now[j].Blocks, blocks) {
					taken[j], grown = true, true
					g.now, blocks = append(g.now, now[j]), append(blocks, now[j].Blocks...)
				}
			}
		}
		out = append(out, g)
	}
	return out
}

func named(name string) func(Area) bool { return func(a Area) bool { return a.Name == name } }

func touches(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func sameBlocks(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// total is several rows as one; its rate is unknown if one of theirs is.
func total(areas []Area) Area {
	var t Area
	known := len(areas) > 0
	for _, a := range areas {
		t.Blocks = append(t.Blocks, a.Blocks...)
		t.Count += a.Count
		t.Hours += a.Hours
		known = known && a.Rate.Known
	}
	if known {
		t.Rate = RateOf(t.Count, t.Hours)
	}
	return t
}
