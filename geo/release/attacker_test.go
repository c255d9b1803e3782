package release

import "math/bits"

// An attacker knows every figure ever released, the lattice and the rules, and
// bounds the hidden counts. They treat a figure as an equation over the finest
// counts, the atoms (leaf × week × kind), and use three means:
//
//   - differences: a figure minus all the figures of one table inside it;
//   - hulls: the sum of the figures of one table that touch a set covers it;
//   - Fréchet bounds: two known sets A and B inside a known U share at least
//     n(A) + n(B) − n(U).
//
// For two-way tables these bounds are exact.

// set is a set of atoms.
type set []uint64

func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }

func (s set) map2(o set, f func(a, b uint64) uint64) set {
	out := make(set, len(s))
	for i := range s {
		out[i] = f(s[i], o[i])
	}
	return out
}

func (s set) and(o set) set   { return s.map2(o, func(a, b uint64) uint64 { return a & b }) }
func (s set) or(o set) set    { return s.map2(o, func(a, b uint64) uint64 { return a | b }) }
func (s set) minus(o set) set { return s.map2(o, func(a, b uint64) uint64 { return a &^ b }) }

func (s set) within(o set) bool {
	for i := range s {
		if s[i]&^o[i] != 0 {
			return false
		}
	}
	return true
}

func (s set) touches(o set) bool {
	for i := range s {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

func (s set) size() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// known is a set whose count is known exactly, or at least n for a lower bound.
type known struct {
	set set
	n   int
}

// attacker is what follows from the tables: disjoint figures each.
type attacker struct {
	tables [][]known
	exact  []known
	least  []known // lower bounds by Fréchet, without those of 0
}

func newAttacker(tables [][]known) *attacker {
	a := &attacker{tables: tables}
	for _, t := range tables {
		a.exact = append(a.exact, t...)
	}
	for _, p := range a.exact {
		for _, t := range tables {
			if d := difference(p, t); d.set.size() > 0 && d.set.size() < p.set.size() {
				a.exact = append(a.exact, d)
			}
			if h, ok := hull(p.set, t); ok && h.set.size() > p.set.size() {
				a.exact = append(a.exact, h)
			}
		}
	}
	a.exact = distinct(a.exact)
	for i, p := range a.exact {
		for _, q := range a.exact[:i] {
			if !p.set.touches(q.set) || p.n == 0 || q.n == 0 {
				continue
			}
			if u, ok := a.smallest(p.set.or(q.set)); ok && p.n+q.n > u {
				a.least = append(a.least, known{p.set.and(q.set), p.n + q.n - u})
			}
		}
	}
	a.least = distinct(a.least)
	return a
}

// distinct keeps one entry for each set: the greatest, which for exact counts is
// the only one.
func distinct(in []known) []known {
	at := map[string]int{}
	var out []known
	for _, k := range in {
		key := ""
		for _, w := range k.set {
			for b := range 8 {
				key += string(rune(byte(w >> (8 * b))))
			}
		}
		if i, ok := at[key]; ok {
			out[i].n = max(out[i].n, k.n)
			continue
		}
		at[key] = len(out)
		out = append(out, k)
	}
	return out
}

// difference is a known set without the figures of a table that lie inside it.
func difference(p known, table []known) known {
	out := p
	for _, k := range table {
		if k.set.within(p.set) {
			out = known{out.set.minus(k.set), out.n - k.n}
		}
	}
	return out
}

// hull is the sum of the figures of a table that touch a set, if they cover it.
func hull(s set, table []known) (known, bool) {
	out := known{set: make(set, len(s))}
	for _, k := range table {
		if k.set.touches(s) {
			out = known{out.set.or(k.set), out.n + k.n}
		}
	}
	return out, s.within(out.set)
}

// smallest is the least known count of a set that contains s.
func (a *attacker) smallest(s set) (int, bool) {
	best, ok := 0, false
	for _, k := range a.exact {
		if (!ok || k.n < best) && s.within(k.set) {
			best, ok = k.n, true
		}
	}
	for _, t := range a.tables {
		if h, covers := hull(s, t); covers && (!ok || h.n < best) {
			best, ok = h.n, true
		}
	}
	return best, ok
}

// atLeast is the best lower bound of a set's count.
func (a *attacker) atLeast(s set) int {
	best := 0
	for _, list := range [][]known{a.exact, a.least} {
		for _, k := range list {
			if k.n > best && k.set.within(s) {
				best = k.n
			}
		}
	}
	for _, t := range a.tables {
		sum := 0
		for _, k := range t {
			if k.set.within(s) {
				sum += k.n
			}
		}
		best = max(best, sum)
	}
	return best
}

// bounds is what the attacker can say about a set's count.
func (a *attacker) bounds(s set) (lo, hi int) {
	lo, hi = a.atLeast(s), 1<<30
	for _, k := range a.exact {
		if s.within(k.set) {
			hi = min(hi, k.n-a.atLeast(k.set.minus(s)))
		}
	}
	for _, t := range a.tables {
		if h, ok := hull(s, t); ok {
			hi = min(hi, h.n-a.atLeast(h.set.minus(s)))
		}
	}
	return lo, hi
}
