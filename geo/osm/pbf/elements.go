package pbf

import "github.com/paulmach/osm"

// node reads a node that is written out alone; most are in dense groups.
func (b *block) node(data []byte) error {
	m := message{data: data}
	n := &osm.Node{Visible: true}
	var keys, vals packed
	for m.next() {
		switch {
		case m.is(1, wireVarint):
			n.ID = osm.NodeID(zigzag(m.value))
		case m.is(2, wireBytes):
			keys = m.bytes
		case m.is(3, wireBytes):
			vals = m.bytes
		case m.is(8, wireVarint):
			n.Lat = b.degrees(b.lat0, zigzag(m.value))
		case m.is(9, wireVarint):
			n.Lon = b.degrees(b.lon0, zigzag(m.value))
		}
	}
	if m.bad {
		return altered("a node cannot be read")
	}
	var err error
	n.Tags, err = b.tags(keys, vals)
	b.objects = append(b.objects, n)
	return err
}

// dense reads a group of nodes written as columns of differences. The nodes of
// a group share one allocation.
func (b *block) dense(data []byte) error {
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
	nodes := make([]osm.Node, ids.count())
	var id, lat, lon int64
	tagged := len(keyvals) > 0
	for i := range nodes {
		dID, ok1 := ids.next()
		dLat, ok2 := lats.next()
		dLon, ok3 := lons.next()
		if !ok1 || !ok2 || !ok3 {
			return altered("a group of nodes has columns of different lengths")
		}
		id, lat, lon = id+zigzag(dID), lat+zigzag(dLat), lon+zigzag(dLon)
		n := &nodes[i]
		n.ID, n.Lat, n.Lon, n.Visible = osm.NodeID(id), b.degrees(b.lat0, lat), b.degrees(b.lon0, lon), true
		if tagged {
			var err error
			if n.Tags, err = b.denseTags(&keyvals); err != nil {
				return err
			}
		}
		b.objects = append(b.objects, n)
	}
	return nil
}

// denseTags reads key, value, key, value, …, 0 of one node.
func (b *block) denseTags(p *packed) (osm.Tags, error) {
	var tags osm.Tags
	for {
		ki, ok := p.next()
		if ok && ki == 0 {
			return tags, nil
		}
		vi, ok1 := p.next()
		k, ok2 := b.text(ki)
		v, ok3 := b.text(vi)
		if !ok || !ok1 || !ok2 || !ok3 {
			return nil, altered("a node's tag points outside its block's string table")
		}
		tags = append(tags, osm.Tag{Key: k, Value: v})
	}
}

func (b *block) way(data []byte) error {
	m := message{data: data}
	w := &osm.Way{Visible: true}
	var keys, vals, refs packed
	for m.next() {
		switch {
		case m.is(1, wireVarint):
			w.ID = osm.WayID(m.value)
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
	w.Nodes = make(osm.WayNodes, refs.count())
	id := int64(0)
	for i := range w.Nodes {
		d, ok := refs.next()
		if !ok {
			return altered("a way's list of nodes cannot be read")
		}
		id += zigzag(d)
		w.Nodes[i].ID = osm.NodeID(id)
	}
	var err error
	w.Tags, err = b.tags(keys, vals)
	b.objects = append(b.objects, w)
	return err
}

var memberTypes = [...]osm.Type{osm.TypeNode, osm.TypeWay, osm.TypeRelation}

func (b *block) relation(data []byte) error {
	m := message{data: data}
	r := &osm.Relation{Visible: true}
	var keys, vals, roles, refs, types packed
	for m.next() {
		switch {
		case m.is(1, wireVarint):
			r.ID = osm.RelationID(m.value)
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
	var err error
	if r.Members, err = b.members(roles, refs, types); err != nil {
		return err
	}
	r.Tags, err = b.tags(keys, vals)
	b.objects = append(b.objects, r)
	return err
}

func (b *block) members(roles, refs, types packed) (osm.Members, error) {
	members := make(osm.Members, refs.count())
	id := int64(0)
	for i := range members {
		d, ok1 := refs.next()
		ri, ok2 := roles.next()
		t, ok3 := types.next()
		role, ok4 := b.text(ri)
		if !ok1 || !ok2 || !ok3 || !ok4 || t >= uint64(len(memberTypes)) {
			return nil, altered("a relation's list of members cannot be read")
		}
		id += zigzag(d)
		members[i] = osm.Member{Type: memberTypes[t], Ref: id, Role: role}
	}
	return members, nil
}
