package pbf

// plainNode reads a node that is written out alone; most are in dense groups.
func (b *Block) plainNode(data []byte) error {
	m := message{data: data}
	b.node = Node{}
	var keys, vals packed
	for m.next() {
		switch {
		case m.is(1, wireVarint):
			b.node.ID = zigzag(m.value)
		case m.is(2, wireBytes):
			keys = m.bytes
		case m.is(3, wireBytes):
			vals = m.bytes
		case m.is(8, wireVarint):
			b.node.Lat = b.nano(b.lat0, zigzag(m.value))
		case m.is(9, wireVarint):
			b.node.Lon = b.nano(b.lon0, zigzag(m.value))
		}
	}
	if m.bad {
		return altered("a node cannot be read")
	}
	var err error
	if b.node.Tags, err = b.tags(keys, vals); err != nil {
		return err
	}
	b.visit.Node(&b.node)
	return b.count(1, 0)
}

// dense reads a group of nodes written as columns of differences.
func (b *Block) dense(data []byte) error {
	m := message{data: data}
	var ids, lats, lons, keyvals packed
	for m.next() {
		switch {
		case m.is(1, wireBytes):
			ids = m.bytes
		case m.is(8, wireBytes):
			lats = m.bytes
		case m.is(9, wireBytes):
			lons = m.bytes
		case m.is(10, wireBytes):
			keyvals = m.bytes
		}
	}
	if m.bad {
		return altered("a group of nodes cannot be read")
	}
	if err := b.count(ids.count(), 0); err != nil {
		return err
	}
	var id, lat, lon int64
	tagged := len(keyvals) > 0
	for len(ids) > 0 {
		dID, ok1 := ids.next()
		dLat, ok2 := lats.next()
		dLon, ok3 := lons.next()
		if !ok1 || !ok2 || !ok3 {
			return altered("a group of nodes has columns of different lengths")
		}
		id, lat, lon = id+zigzag(dID), lat+zigzag(dLat), lon+zigzag(dLon)
		b.at = b.at[:0]
		if tagged {
			if err := b.denseTags(&keyvals); err != nil {
				return err
			}
		}
		b.node = Node{id, b.nano(b.lat0, lat), b.nano(b.lon0, lon), Tags{b.strings, b.at}}
		b.visit.Node(&b.node)
	}
	return nil
}

// denseTags reads key, value, key, value, …, 0 of one node.
func (b *Block) denseTags(p *packed) error {
	for {
		k, ok := p.next()
		if ok && k == 0 {
			return b.count(0, len(b.at))
		}
		v, ok2 := p.next()
		if !ok || !ok2 || !b.known(k) || !b.known(v) {
			return altered("a node's tag points outside its block's string table")
		}
		b.at = append(b.at, uint32(k), uint32(v))
	}
}

func (b *Block) oneWay(data []byte) error {
	m := message{data: data}
	b.way = Way{Refs: b.way.Refs[:0]}
	var keys, vals, refs packed
	for m.next() {
		switch {
		case m.is(1, wireVarint):
			b.way.ID = int64(m.value)
		case m.is(2, wireBytes):
			keys = m.bytes
		case m.is(3, wireBytes):
			vals = m.bytes
		case m.is(8, wireBytes):
			refs = m.bytes
		}
	}
	if m.bad {
		return altered("a way cannot be read")
	}
	if err := b.count(1, refs.count()); err != nil {
		return err
	}
	id := int64(0)
	for len(refs) > 0 {
		d, ok := refs.next()
		if !ok {
			return altered("a way's list of nodes cannot be read")
		}
		id += zigzag(d)
		b.way.Refs = append(b.way.Refs, id)
	}
	var err error
	if b.way.Tags, err = b.tags(keys, vals); err != nil {
		return err
	}
	b.visit.Way(&b.way)
	return nil
}

func (b *Block) oneRelation(data []byte) error {
	m := message{data: data}
	b.relation = Relation{Members: b.relation.Members[:0]}
	var keys, vals, roles, refs, types packed
	for m.next() {
		switch {
		case m.is(1, wireVarint):
			b.relation.ID = int64(m.value)
		case m.is(2, wireBytes):
			keys = m.bytes
		case m.is(3, wireBytes):
			vals = m.bytes
		case m.is(8, wireBytes):
			roles = m.bytes
		case m.is(9, wireBytes):
			refs = m.bytes
		case m.is(10, wireBytes):
			types = m.bytes
		}
	}
	if m.bad {
		return altered("a relation cannot be read")
	}
	if err := b.members(roles, refs, types); err != nil {
		return err
	}
	var err error
	if b.relation.Tags, err = b.tags(keys, vals); err != nil {
		return err
	}
	b.visit.Relation(&b.relation)
	return nil
}

func (b *Block) members(roles, refs, types packed) error {
	if err := b.count(1, refs.count()); err != nil {
		return err
	}
	id := int64(0)
	for len(refs) > 0 {
		d, ok1 := refs.next()
		role, ok2 := roles.next()
		t, ok3 := types.next()
		if !ok1 || !ok2 || !ok3 || !b.known(role) || t > 2 {
			return altered("a relation's list of members cannot be read")
		}
		id += zigzag(d)
		b.relation.Members = append(b.relation.Members, Member{Nodes << t, id, b.strings[role]})
	}
	return nil
}
