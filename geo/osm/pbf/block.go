package pbf

import "github.com/paulmach/osm"

// want tells a decoder which elements to pass over without decoding them.
type want struct{ nodes, ways, relations bool }

// block is a PrimitiveBlock being decoded.
type block struct {
	want
	strings     []string
	granularity int64
	lat0, lon0  int64
	objects     []osm.Object
}

// decodeBlock reads a PrimitiveBlock's elements in the file's order.
func decodeBlock(data []byte, w want) ([]osm.Object, error) {
	b := block{want: w, granularity: 100}
	m := message{data: data}
	var groups [][]byte
	for m.next() {
		switch {
		case m.is(1, wireBytes):
			if err := b.stringTable(m.bytes); err != nil {
				return nil, err
			}
		case m.is(2, wireBytes):
			groups = append(groups, m.bytes)
		case m.is(17, wireVarint):
			b.granularity = int64(m.value)
		case m.is(19, wireVarint):
			b.lat0 = int64(m.value)
		case m.is(20, wireVarint):
			b.lon0 = int64(m.value)
		}
	}
	if m.bad {
		return nil, altered("a block cannot be read")
	}
	for _, g := range groups {
		if err := b.group(g); err != nil {
			return nil, err
		}
	}
	return b.objects, nil
}

func (b *block) stringTable(data []byte) error {
	m := message{data: data}
	for m.next() {
		if m.is(1, wireBytes) {
			b.strings = append(b.strings, string(m.bytes))
		}
	}
	if m.bad {
		return altered("a block's string table cannot be read")
	}
	return nil
}

func (b *block) group(data []byte) error {
	m := message{data: data}
	for m.next() {
		var err error
		switch {
		case m.wire != wireBytes:
		case m.num == 1 && b.nodes:
			err = b.node(m.bytes)
		case m.num == 2 && b.nodes:
			err = b.dense(m.bytes)
		case m.num == 3 && b.ways:
			err = b.way(m.bytes)
		case m.num == 4 && b.relations:
			err = b.relation(m.bytes)
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

func (b *block) text(i uint64) (string, bool) {
	if i >= uint64(len(b.strings)) {
		return "", false
	}
	return b.strings[i], true
}

func (b *block) degrees(origin, v int64) float64 {
	return float64(origin+b.granularity*v) / 1e9
}

// tags joins the parallel rows of string indexes for keys and values.
func (b *block) tags(keys, vals packed) (osm.Tags, error) {
	n := keys.count()
	if n == 0 {
		return nil, nil
	}
	tags := make(osm.Tags, 0, n)
	for range n {
		ki, ok1 := keys.next()
		vi, ok2 := vals.next()
		k, ok3 := b.text(ki)
		v, ok4 := b.text(vi)
		if !ok1 || !ok2 || !ok3 || !ok4 {
			return nil, altered("a tag points outside its block's string table")
		}
		tags = append(tags, osm.Tag{Key: k, Value: v})
	}
	return tags, nil
}
