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
	scratch      packing
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
	a.scratch.sums = make([]int, len(a.tables))
	return a
}

// bound is what is known of a box.
type bound struct {
	box        box
	top, floor int        // by what lies around it and inside it; -1 until computed
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
	out := &bound{box: b, top: -1, floor: -1}
	for d := range depth + 1 {
		out.lo[d], out.hi[d] = -1, -1
	}
	a.bounds[b] = out
	return out
}

func (a *attacker) topOf(b *bound) int {
	if b.top < 0 {
		b.top = a.ceiling(b.box)
	}
	return b.top
}

func (a *attacker) floorOf(b *bound) int {
	if b.floor < 0 {
		b.floor = a.packed(b.box)
	}
	return b.floor
}

// high is the upper bound with d compositions.
func (a *attacker) high(b *bound, d int) int {
	if b.hi[d] >= 0 {
		return b.hi[d]
	}
	out := a.topOf(b)
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
	out := a.floorOf(b)
	if d > 0 && out < a.topOf(b) {
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
	p := a.scratch.empty()
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
	p := a.scratch.empty()
	for _, k := range a.loose[i] {
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
	used    []*fact // scratch
}

func (p *packing) empty() *packing {
	clear(p.sums)
	p.best, p.derived = 0, p.derived[:0]
	return p
}

func (p *packing) add(f *fact) {
	p.best = max(p.best, f.n)
	if f.table >= 0 {
		p.sums[f.table] += f.n
	} else if f.table == difference {
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
	p.used = p.used[:0]
next:
	for _, f := range p.derived {
		if t >= 64 || f.meets>>t&1 == 1 {
			continue
		}
		for _, u := range p.used {
			if u.around.touches(f.around) && u.set.touches(f.set) {
				continue next
			}
		}
		p.used = append(p.used, f)
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

// interval bounds the events of ground that reaches the places of outer and holds
// those of inner whole. Where there may be enough events for an interval of k values
// above or below k, the lower bound is not looked for and 0.
func (a *attacker) interval(outer, inner *ground, weeks, kinds uint64, k int) (lo, hi int) {
	hi = a.high(a.of(box{outer, weeks, kinds}), depth)
	if inner.n > 0 && hi < 2*k-1 {
		lo = a.low(a.of(box{inner, weeks, kinds}), depth)
	}
	return lo, hi
}

// union bounds the events of a set of several boxes.
func (a *attacker) union(s set) (lo, hi int) {
	around := a.around(s)
	for _, b := range s {
		lo, hi = lo+a.low(a.of(b), depth), hi+a.high(a.of(b), depth)
	}
	within := a.scratch.empty()
	for i := range a.all {
		if f := &a.all[i]; f.n > 0 && f.around.within(around) && f.set.within(s) {
			within.add(f)
		}
	}
	lo = max(lo, within.result())
	for i := range a.all {
		if f := &a.all[i]; around.within(f.around) && s.within(f.set) {
			hi = min(hi, f.n-a.besideSet(i, s))
		}
	}
	return lo, max(hi, 0)
}

// besideSet is the most events that disjoint facts put inside fact i and outside the
// set.
func (a *attacker) besideSet(i int, s set) int {
	p := a.scratch.empty()
	for _, k := range a.inside[i] {
		if f := &a.all[k]; !f.set.touches(s) {
			p.add(f)
		}
	}
	return p.result()
}
