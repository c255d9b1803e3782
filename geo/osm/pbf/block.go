package pbf

import (
	"slices"
	"unicode/utf8"

	"github.com/paulmach/osm"
)

// Visitor is called for the elements of a block in the file's order. Kinds
// without a function are passed over undecoded. An element is valid only during
// its call.
type Visitor struct {
	Node     func(*Node)
	Way      func(*Way)
	Relation func(*Relation)
}

// Node is a point. Its position is in nanodegrees and may be out of range, see
// [Placed].
type Node struct {
	ID, Lat, Lon int64
	Tags         Tags
}

// Way is a row of nodes.
type Way struct {
	ID   int64
	Refs []int64
	Tags Tags
}

// Relation is a group of elements.
type Relation struct {
	ID      int64
	Members []Member
	Tags    Tags
}

// Member is an element of a relation.
type Member struct {
	Kind Kinds
	Ref  int64
	Role string
}

// Tags are an element's, not yet copied out of the block.
type Tags struct {
	strings []string
	at      []uint32 // key, value, key, value, …
}

// Len is the number of tags.
func (t Tags) Len() int { return len(t.at) / 2 }

// AppendTo adds the tags to a list. Their strings may be kept; they share the
// memory of the block's string table.
func (t Tags) AppendTo(list osm.Tags) osm.Tags {
	list = slices.Grow(list, t.Len())
	for i := 0; i+1 < len(t.at); i += 2 {
		list = append(list, osm.Tag{Key: t.strings[t.at[i]], Value: t.strings[t.at[i+1]]})
	}
	return list
}

// Block is a PrimitiveBlock being decoded. It is used again for the next one
// with the buffers it has.
type Block struct {
	strings     []string
	groups      [][]byte
	granularity int64
	lat0, lon0  int64

	visit    Visitor
	elements int
	rows     int
	at       []uint32
	node     Node
	way      Way
	relation Relation
}

// reset takes the next block's bytes, which must not change while it is visited.
func (b *Block) reset(data []byte) error {
	b.strings, b.groups = b.strings[:0], b.groups[:0]
	b.granularity, b.lat0, b.lon0 = 100, 0, 0
	m := message{data: data}
	for m.next() {
		switch {
		case m.is(1, wireBytes):
			if err := b.stringTable(m.bytes); err != nil {
				return err
			}
		case m.is(2, wireBytes):
			if len(b.groups) >= maxElements {
				return errCount
			}
			b.groups = append(b.groups, m.bytes)
		case m.is(17, wireVarint):
			b.granularity = int64(m.value)
		case m.is(19, wireVarint):
			b.lat0 = int64(m.value)
		case m.is(20, wireVarint):
			b.lon0 = int64(m.value)
		}
	}
	if m.bad {
		return altered("a block cannot be read")
	}
	return nil
}

// stringTable copies the table once, not string by string. Long strings are cut:
// every element may point at the same one, and what it costs must be its own.
func (b *Block) stringTable(data []byte) error {
	text := string(data)
	m := message{data: data}
	for m.next() {
		if !m.is(1, wireBytes) {
			continue
		}
		if len(b.strings) >= maxStrings {
			return errCount
		}
		end := len(data) - len(m.data)
		b.strings = append(b.strings, cut(text[end-len(m.bytes):end]))
	}
	if m.bad {
		return altered("a block's string table cannot be read")
	}
	return nil
}

// cut leaves no part of a letter.
func cut(s string) string {
	if len(s) <= maxString {
		return s
	}
	n := maxString
	for n > maxString-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Visit calls v for the block's elements. It may be called again.
func (b *Block) Visit(v Visitor) error {
	b.visit, b.elements, b.rows = v, 0, 0
	for _, g := range b.groups {
		if err := b.group(g); err != nil {
			return err
		}
	}
	return nil
}

func (b *Block) group(data []byte) error {
	m := message{data: data}
	for m.next() {
		var err error
		switch {
		case m.wire != wireBytes:
		case m.num == 1 && b.visit.Node != nil:
			err = b.plainNode(m.bytes)
		case m.num == 2 && b.visit.Node != nil:
			err = b.dense(m.bytes)
		case m.num == 3 && b.visit.Way != nil:
			err = b.oneWay(m.bytes)
		case m.num == 4 && b.visit.Relation != nil:
			err = b.oneRelation(m.bytes)
		}
		if err != nil {
			return err
		}
	}
	if m.bad {
		return altered("a group of elements cannot be read")
	}
	return nil
}

// count adds elements, and numbers in their rows, to the block's.
func (b *Block) count(elements, rows int) error {
	b.elements += elements
	b.rows += rows
	if b.elements > maxElements || b.rows > maxRows {
		return errCount
	}
	return nil
}

// known reports whether a string of that number exists.
func (b *Block) known(i uint64) bool { return i < uint64(len(b.strings)) }

func (b *Block) nano(origin, v int64) int64 { return origin + b.granularity*v }

// tags joins the parallel rows of string indexes for keys and values.
func (b *Block) tags(keys, vals packed) (Tags, error) {
	b.at = b.at[:0]
	for len(keys) > 0 {
		k, ok1 := keys.next()
		v, ok2 := vals.next()
		if !ok1 || !ok2 || !b.known(k) || !b.known(v) {
			return Tags{}, altered("a tag points outside its block's string table")
		}
		b.at = append(b.at, uint32(k), uint32(v))
	}
	return Tags{b.strings, b.at}, b.count(0, len(b.at))
}
