package attack

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// ground is a set of places. Equal grounds of one space are the same pointer, which
// makes boxes comparable.
type ground struct {
	id   int
	bits []uint64
	n    int // places
}

func (g *ground) touches(o *ground) bool {
	for i, w := range g.bits {
		if w&o.bits[i] != 0 {
			return true
		}
	}
	return false
}

func (g *ground) within(o *ground) bool {
	for i, w := range g.bits {
		if w&^o.bits[i] != 0 {
			return false
		}
	}
	return true
}

func (g *ground) overlap(o *ground) int {
	n := 0
	for i, w := range g.bits {
		n += bits.OnesCount64(w & o.bits[i])
	}
	return n
}

// space makes grounds.
type space struct {
	words int
	byKey map[string]*ground
	key   []byte
	tmp   []uint64
}

func newSpace(places int) *space {
	words := (places + 63) / 64
	return &space{words: words, byKey: map[string]*ground{}, tmp: make([]uint64, words)}
}

// of is the ground with these bits, which it copies.
func (s *space) of(b []uint64) *ground {
	s.key = s.key[:0]
	for _, w := range b {
		s.key = binary.LittleEndian.AppendUint64(s.key, w)
	}
	if g, ok := s.byKey[string(s.key)]; ok {
		return g
	}
	g := &ground{id: len(s.byKey), bits: slices.Clone(b)}
	for _, w := range b {
		g.n += bits.OnesCount64(w)
	}
	s.byKey[string(s.key)] = g
	return g
}

func (s *space) combine(a, b *ground, f func(a, b uint64) uint64) *ground {
	for i := range s.tmp {
		s.tmp[i] = f(a.bits[i], b.bits[i])
	}
	return s.of(s.tmp)
}

func (s *space) and(a, b *ground) *ground {
	return s.combine(a, b, func(a, b uint64) uint64 { return a & b })
}

func (s *space) or(a, b *ground) *ground {
	return s.combine(a, b, func(a, b uint64) uint64 { return a | b })
}

func (s *space) minus(a, b *ground) *ground {
	return s.combine(a, b, func(a, b uint64) uint64 { return a &^ b })
}

// box is a product: every atom of its places, weeks and kinds. The last two are bits.
type box struct {
	ground       *ground
	weeks, kinds uint64
}

func (b box) empty() bool { return b.ground.n == 0 || b.weeks == 0 || b.kinds == 0 }

func (b box) size() int {
	return b.ground.n * bits.OnesCount64(b.weeks) * bits.OnesCount64(b.kinds)
}

func (b box) touches(o box) bool {
	return b.weeks&o.weeks != 0 && b.kinds&o.kinds != 0 && b.ground.touches(o.ground)
}

func (b box) within(o box) bool {
	return b.weeks&^o.weeks == 0 && b.kinds&^o.kinds == 0 && b.ground.within(o.ground)
}

// overlap is the number of atoms in both.
func (b box) overlap(o box) int {
	n := bits.OnesCount64(b.weeks&o.weeks) * bits.OnesCount64(b.kinds&o.kinds)
	if n == 0 {
		return 0
	}
	return n * b.ground.overlap(o.ground)
}

// set is a union of disjoint boxes.
type set []box

func (s set) size() int {
	n := 0
	for _, b := range s {
		n += b.size()
	}
	return n
}

func (s set) touches(o set) bool {
	for _, b := range s {
		for _, c := range o {
			if b.touches(c) {
				return true
			}
		}
	}
	return false
}

// overlap is the number of atoms in both.
func (s set) overlap(o set) int {
	n := 0
	for _, b := range s {
		for _, c := range o {
			n += b.overlap(c)
		}
	}
	return n
}

// within reports whether every atom of s is in o.
func (s set) within(o set) bool {
	if len(o) == 1 {
		for _, b := range s {
			if !b.within(o[0]) {
				return false
			}
		}
		return true
	}
	for _, b := range s {
		if (set{b}).overlap(o) < b.size() {
			return false
		}
	}
	return true
}

// subtract is b without o, in up to three boxes.
func (s *space) subtract(b, o box) set {
	if !b.touches(o) {
		return set{b}
	}
	var out set
	for _, part := range []box{
		{s.minus(b.ground, o.ground), b.weeks, b.kinds},
		{s.and(b.ground, o.ground), b.weeks &^ o.weeks, b.kinds},
		{s.and(b.ground, o.ground), b.weeks & o.weeks, b.kinds &^ o.kinds},
	} {
		if !part.empty() {
			out = append(out, part)
		}
	}
	return out
}

// without is the atoms of a that are not in b.
func (s *space) without(a, b set) set {
	for _, o := range b {
		var next set
		for _, one := range a {
			next = append(next, s.subtract(one, o)...)
		}
		a = next
	}
	return a
}

// intersection is what two sets have in common.
func (s *space) intersection(a, b set) set {
	var out set
	for _, x := range a {
		for _, y := range b {
			if x.touches(y) {
				out = append(out, box{s.and(x.ground, y.ground), x.weeks & y.weeks, x.kinds & y.kinds})
			}
		}
	}
	return s.canonical(out)
}

// canonical is the only way to write a union of boxes, which may overlap: equal
// unions give equal sets.
func (s *space) canonical(boxes set) set {
	if len(boxes) <= 1 {
		return boxes
	}
	type face struct {
		ground *ground
		kinds  uint64
	}
	weeksOf := map[face]uint64{}
	for _, w := range refine(boxes, func(b box) uint64 { return b.weeks }) {
		kindsOf := map[*ground]uint64{}
		for _, k := range refine(boxes, func(b box) uint64 { return b.kinds }) {
			union := make([]uint64, s.words)
			for _, b := range boxes {
				if b.weeks&w != 0 && b.kinds&k != 0 {
					for i, g := range b.ground.bits {
						union[i] |= g
					}
				}
			}
			if g := s.of(union); g.n > 0 {
				kindsOf[g] |= k
			}
		}
		for g, k := range kindsOf {
			weeksOf[face{g, k}] |= w
		}
	}
	out := make(set, 0, len(weeksOf))
	for f, w := range weeksOf {
		out = append(out, box{f.ground, w, f.kinds})
	}
	slices.SortFunc(out, func(a, b box) int {
		return cmp.Or(cmp.Compare(a.ground.id, b.ground.id), cmp.Compare(a.weeks, b.weeks), cmp.Compare(a.kinds, b.kinds))
	})
	return out
}

// refine is the coarsest partition of an axis that every box is a union of.
func refine(boxes set, axis func(box) uint64) []uint64 {
	var parts []uint64
	rest := ^uint64(0)
	seen := map[uint64]bool{}
	for _, b := range boxes {
		m := axis(b)
		if seen[m] {
			continue
		}
		seen[m] = true
		n := len(parts)
		for i := range n {
			if in, out := parts[i]&m, parts[i]&^m; in != 0 && out != 0 {
				parts[i] = in
				parts = append(parts, out)
			}
		}
		if fresh := m & rest; fresh != 0 {
			parts = append(parts, fresh)
			rest &^= fresh
		}
	}
	return parts
}

// key names a canonical set.
func (s set) key() string {
	out := make([]byte, 0, 20*len(s))
	for _, b := range s {
		out = binary.LittleEndian.AppendUint32(out, uint32(b.ground.id))
		out = binary.LittleEndian.AppendUint64(out, b.weeks)
		out = binary.LittleEndian.AppendUint64(out, b.kinds)
	}
	return string(out)
}

// around is the smallest box that holds a set which is not empty.
func (s *space) around(a set) box {
	out := a[0]
	for _, b := range a[1:] {
		out = box{s.or(out.ground, b.ground), out.weeks | b.weeks, out.kinds | b.kinds}
	}
	return out
}
