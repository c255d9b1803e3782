package attack

// depth is how often bounds are composed of the bounds of parts and frames.
const depth = 3

// unbounded stands for the upper bound of what no row covers.
const unbounded = 1 << 40

// attacker knows facts and bounds any box.
type attacker struct {
	*facts
	shared       []atLeast
	insideShared [][]int // by fact: those of shared inside it
	bounds       map[box]*bound
	sums         []int // scratch, by table
}

func newAttacker(sp *space, rows []fact) *attacker {
	a := &attacker{facts: deduce(sp, rows), bounds: map[box]*bound{}}
	a.shared = shares(a.facts)
	a.insideShared = make([][]int, len(a.all))
	for i := range a.all {
		for k, s := range a.shared {
			if s.around.within(a.all[i].around) && s.set.within(a.all[i].set) {
				a.insideShared[i] = append(a.insideShared[i], k)
			}
		}
	}
	a.sums = make([]int, len(a.tables))
	return a
}

// bound is what is known of a box.
type bound struct {
	box        box
	top, floor int        // by what lies around it and inside it
	parts      [][]*bound // ways to cut it
	frames     []frame
	framed     bool
	lo, hi     [depth + 1]int // -1 until computed
}

// frame is a known count n around two boxes that share the box.
type frame struct {
	a, b *bound
	n    int
}

// of is the bound of a box that is not empty.
func (a *attacker) of(b box) *bound {
	if known, ok := a.bounds[b]; ok {
		return known
	}
	out := &bound{box: b, floor: a.packed(b), top: a.ceiling(b)}
	for d := range depth + 1 {
		out.lo[d], out.hi[d] = -1, -1
	}
	a.bounds[b] = out
	return out
}

// high is the upper bound with d compositions.
func (a *attacker) high(b *bound, d int) int {
	if b.hi[d] >= 0 {
		return b.hi[d]
	}
	out := b.top
	if d > 0 && out > 0 {
		for _, cut := range a.cuts(b) {
			sum := 0
			for _, part := range cut {
				if sum += a.high(part, d-1); sum >= out {
					break
				}
			}
			out = min(out, sum)
		}
	}
	b.hi[d] = out
	return out
}

// low is the lower bound with d compositions.
func (a *attacker) low(b *bound, d int) int {
	if b.lo[d] >= 0 {
		return b.lo[d]
	}
	out := b.floor
	if d > 0 && out < b.top {
		for _, cut := range a.cuts(b) {
			sum := 0
			for _, part := range cut {
				sum += a.low(part, d-1)
			}
			out = max(out, sum)
		}
		for _, f := range a.framesOf(b) {
			out = max(out, a.low(f.a, d-1)+a.low(f.b, d-1)-f.n)
		}
	}
	b.lo[d] = out
	return out
}

// packed is the most events that disjoint facts put inside the box.
func (a *attacker) packed(b box) int {
	p := packing{sums: a.sums}
	clear(p.sums)
	for i := range a.all {
		f := &a.all[i]
		if f.n > 0 && f.around.within(b) {
			p.add(f)
		}
	}
	for i := range a.shared {
		if s := &a.shared[i]; s.n > p.best && s.around.within(b) {
			p.best = s.n
		}
	}
	return p.result()
}

// beside is the most events that disjoint facts put inside fact i and outside the
// box.
func (a *attacker) beside(i int, b box) int {
	p := packing{sums: a.sums}
	clear(p.sums)
	for _, k := range a.inside[i] {
		if f := &a.all[k]; !clash(f.around, f.set, b) {
			p.add(f)
		}
	}
	for _, k := range a.insideShared[i] {
		if s := &a.shared[k]; s.n > p.best && !clash(s.around, s.set, b) {
			p.best = s.n
		}
	}
	return p.result()
}

func clash(around box, s set, b box) bool {
	return around.touches(b) && (len(s) == 1 || s.touches(set{b}))
}

// packing collects facts.
type packing struct {
	sums    []int // of rows, by table
	best    int   // of one fact
	derived []*fact
}

func (p *packing) add(f *fact) {
	p.best = max(p.best, f.n)
	if f.table >= 0 {
		p.sums[f.table] += f.n
	} else {
		p.derived = append(p.derived, f)
	}
}

// result is the greatest sum of a table's rows and derived facts beside it.
func (p *packing) result() int {
	best := p.best
	for t, sum := range p.sums {
		best = max(best, sum+p.fill(t))
	}
	return best
}

// fill adds derived facts that touch no row of the table that has events, nor each
// other.
func (p *packing) fill(t int) int {
	sum := 0
	var used []*fact
next:
	for _, f := range p.derived {
		if t >= 64 || f.meets>>t&1 == 1 {
			continue
		}
		for _, u := range used {
			if u.around.touches(f.around) && u.set.touches(f.set) {
				continue next
			}
		}
		used = append(used, f)
		sum += f.n
	}
	return sum
}

// ceiling is the least count of a fact or of rows around the box, without what is
// known to be beside it.
func (a *attacker) ceiling(b box) int {
	out := unbounded
	for i := range a.all {
		if f := &a.all[i]; b.within(f.around) && (len(f.set) == 1 || (set{b}).within(f.set)) {
			if f.n == 0 {
				return 0
			}
			out = min(out, f.n-a.beside(i, b))
		}
	}
	for t := range a.tables {
		n, covered := 0, 0
		for _, i := range a.tables[t] {
			if r := &a.all[i]; r.around.touches(b) {
				if both := r.set.overlap(set{b}); both > 0 {
					n, covered = n+r.n, covered+both
				}
			}
		}
		if covered == b.size() {
			out = min(out, n)
		}
	}
	return max(out, 0)
}

// cuts are ways to part the box that some table suggests: by places, by weeks or by
// kinds that its rows do not hold together.
func (a *attacker) cuts(b *bound) [][]*bound {
	if b.parts != nil {
		return b.parts
	}
	b.parts = [][]*bound{}
	for t := range a.tables {
		var grounds []*ground
		var weeks, kinds []uint64
		for _, i := range a.tables[t] {
			for _, r := range a.all[i].set {
				if !r.touches(b.box) {
					continue
				}
				grounds = a.joinGrounds(grounds, a.and(r.ground, b.box.ground))
				weeks = joinMasks(weeks, r.weeks&b.box.weeks)
				kinds = joinMasks(kinds, r.kinds&b.box.kinds)
			}
		}
		var byGround, byWeeks, byKinds []box
		rest := b.box.ground
		for _, g := range grounds {
			byGround = append(byGround, box{g, b.box.weeks, b.box.kinds})
			rest = a.minus(rest, g)
		}
		if rest.n > 0 {
			byGround = append(byGround, box{rest, b.box.weeks, b.box.kinds})
		}
		for _, w := range withRest(weeks, b.box.weeks) {
			byWeeks = append(byWeeks, box{b.box.ground, w, b.box.kinds})
		}
		for _, k := range withRest(kinds, b.box.kinds) {
			byKinds = append(byKinds, box{b.box.ground, b.box.weeks, k})
		}
		for _, cut := range [][]box{byGround, byWeeks, byKinds} {
			if len(cut) < 2 {
				continue
			}
			var parts []*bound
			for _, c := range cut {
				parts = append(parts, a.of(c))
			}
			b.parts = append(b.parts, parts)
		}
	}
	return b.parts
}

func (a *attacker) joinGrounds(list []*ground, g *ground) []*ground {
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

func joinMasks(list []uint64, m uint64) []uint64 {
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

func withRest(list []uint64, all uint64) []uint64 {
	for _, m := range list {
		all &^= m
	}
	if all != 0 {
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
			if x.top+y.top > f.n {
				b.frames = append(b.frames, frame{x, y, f.n})
			}
		}
	}
	return b.frames
}

// interval bounds the events of ground that reaches the places of outer and holds
// those of inner whole.
func (a *attacker) interval(outer, inner *ground, weeks, kinds uint64) (lo, hi int) {
	if inner.n > 0 {
		lo = a.low(a.of(box{inner, weeks, kinds}), depth)
	}
	return lo, a.high(a.of(box{outer, weeks, kinds}), depth)
}
