package attack

import "math/bits"

// cuts are ways to part the box that some table suggests: by places, by weeks or by
// kinds that its rows do not hold together.
func (a *attacker) cuts(b *bound) [][]*bound {
	if b.parts != nil {
		return b.parts
	}
	b.parts = [][]*bound{}
	for t := range a.tables {
		c := a.cutBy(t, b.box)
		if len(c.grounds) > 1 {
			b.parts = append(b.parts, each(a, c.grounds, func(g *ground) box { return box{g, b.box.weeks, b.box.kinds} }))
		}
		if len(c.weeks) > 1 {
			b.parts = append(b.parts, each(a, c.weeks, func(w uint64) box { return box{b.box.ground, w, b.box.kinds} }))
		}
		if len(c.kinds) > 1 {
			b.parts = append(b.parts, each(a, c.kinds, func(k uint64) box { return box{b.box.ground, b.box.weeks, k} }))
		}
	}
	return b.parts
}

func each[T any](a *attacker, parts []T, boxOf func(T) box) []*bound {
	out := make([]*bound, len(parts))
	for i, p := range parts {
		out[i] = a.of(boxOf(p))
	}
	return out
}

// cut is the parts of a box along each axis.
type cut struct {
	grounds      []*ground
	weeks, kinds []uint64
}

// cutBy joins what some row of the table holds of the box together. An axis on which
// all is joined has one part, or none was looked for.
func (a *attacker) cutBy(t int, b box) (c cut) {
	places, weeks, kinds := b.ground.n > 1, several(b.weeks), several(b.kinds)
	for _, i := range a.tables[t] {
		if !a.all[i].around.touches(b) {
			continue
		}
		for _, r := range a.all[i].set {
			if !r.touches(b) {
				continue
			}
			if places {
				c.grounds = a.joinGround(c.grounds, a.and(r.ground, b.ground))
				places = c.grounds[0] != b.ground
			}
			if weeks {
				c.weeks = joinMask(c.weeks, r.weeks&b.weeks)
				weeks = c.weeks[0] != b.weeks
			}
			if kinds {
				c.kinds = joinMask(c.kinds, r.kinds&b.kinds)
				kinds = c.kinds[0] != b.kinds
			}
		}
	}
	rest := b.ground
	for _, g := range c.grounds {
		rest = a.minus(rest, g)
	}
	if len(c.grounds) > 0 && rest.n > 0 {
		c.grounds = append(c.grounds, rest)
	}
	c.weeks, c.kinds = withRest(c.weeks, b.weeks), withRest(c.kinds, b.kinds)
	return c
}

func several(mask uint64) bool { return bits.OnesCount64(mask) > 1 }

func (a *attacker) joinGround(list []*ground, g *ground) []*ground {
	out := list[:0]
	for _, o := range list {
		if o == g || o.touches(g) {
			g = a.or(o, g)
		} else {
			out = append(out, o)
		}
	}
	return append(out, g)
}

func joinMask(list []uint64, m uint64) []uint64 {
	out := list[:0]
	for _, o := range list {
		if o&m != 0 {
			m |= o
		} else {
			out = append(out, o)
		}
	}
	return append(out, m)
}

// withRest adds what no part of the list holds, unless the list is empty.
func withRest(list []uint64, all uint64) []uint64 {
	for _, m := range list {
		all &^= m
	}
	if all != 0 && len(list) > 0 {
		list = append(list, all)
	}
	return list
}

// framesOf are the known boxes around this one, each with two boxes in it that share
// it and nothing else, where these may hold more than there is.
func (a *attacker) framesOf(b *bound) []frame {
	if b.framed {
		return b.frames
	}
	b.framed = true
	s := b.box
	for i := range a.all {
		f := &a.all[i]
		if len(f.set) != 1 || f.n == 0 || !s.within(f.around) {
			continue
		}
		u := f.around
		for _, pair := range [][2]box{
			{{s.ground, u.weeks, u.kinds}, {u.ground, s.weeks, s.kinds}},
			{{u.ground, s.weeks, u.kinds}, {s.ground, u.weeks, s.kinds}},
			{{u.ground, u.weeks, s.kinds}, {s.ground, s.weeks, u.kinds}},
		} {
			if pair[0] == s || pair[1] == s {
				continue
			}
			x, y := a.of(pair[0]), a.of(pair[1])
			if a.topOf(x)+a.topOf(y) > f.n {
				b.frames = append(b.frames, frame{x, y, f.n})
			}
		}
	}
	return b.frames
}
