package street

import (
	"math"

	"runde/geo/osm"

	"github.com/paulmach/orb"
)

// Build makes the network of the streets; barriers are the tags of nodes on them,
// by the node's id. Streets that no mode may use, and pieces without length or
// coordinates, are left out. The same input gives the same network.
func Build(streets []osm.Street, barriers map[int64]map[string]string) *Network {
	b := &builder{n: &Network{bend: []int32{0}}, node: map[int64]int32{}, uses: map[int64]int32{}}
	b.barriers = costs(barriers)
	var used []paced
	for i := range streets {
		if s, ok := newPaced(&streets[i]); ok {
			used = append(used, s)
			b.count(s.Nodes)
		}
	}
	for _, s := range used {
		b.street(s)
	}
	b.joinBarriers()
	n := b.n.alongCurve()
	n.index = newIndex(n)
	n.prepare()
	return n
}

// paced is a street with the pace of each mode.
type paced struct {
	*osm.Street
	pace   [3]pace
	public byte
	metres float64
}

func newPaced(s *osm.Street) (paced, bool) {
	p := paced{Street: s}
	if len(s.Nodes) < 2 || len(s.Nodes) != len(s.Line) {
		return p, false
	}
	any := false
	for mode, of := range profiles {
		p.pace[mode] = of(tags(s.Tags))
		any = any || p.pace[mode].speed > 0 && p.pace[mode].way != neither
	}
	for i := range s.Line {
		if !onEarth(s.Line[i]) {
			return p, false
		}
		if i > 0 {
			p.metres += metres(s.Line[i-1], s.Line[i])
		}
	}
	p.public = isPublic(s.Tags)
	return p, any && p.metres > 0
}

func onEarth(p orb.Point) bool {
	return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 // false for NaN too
}

// isPublic: a street by its class, where an area stop stands at nobody's door.
func isPublic(t tags) byte {
	switch t["highway"] {
	case "primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "pedestrian":
		if t.may(0) != denied {
			return 1
		}
	}
	return 0
}

type builder struct {
	n        *Network
	uses     map[int64]int32 // by map node: how many street ends or passages meet there
	node     map[int64]int32 // by map node: the network's, if it is one
	barriers map[int64][3]int32
	split    []barrier // barriers, in the order in which streets met them
	at       map[int64]int
}

// barrier is a node that was split into one for each street end at it.
type barrier struct {
	cost [3]int32
	ends []int32
}

// costs keeps the barriers that stop or slow somebody.
func costs(all map[int64]map[string]string) map[int64][3]int32 {
	out := map[int64][3]int32{}
	for id, t := range all {
		if c := passage(tags(t)); c != ([3]int32{}) {
			out[id] = c
		}
	}
	return out
}

// count notes which map nodes become nodes: ends, and where streets meet.
func (b *builder) count(nodes []int64) {
	for i, id := range nodes {
		b.uses[id]++
		if i == 0 || i == len(nodes)-1 {
			b.uses[id]++
		}
	}
}

// street cuts a street into edges at nodes.
func (b *builder) street(s paced) {
	from := 0
	for i := 1; i < len(s.Nodes); i++ {
		_, barred := b.barriers[s.Nodes[i]]
		if b.uses[s.Nodes[i]] > 1 || barred {
			b.edge(s, from, i)
			from = i
		}
	}
}

// edge adds the part of a street between two of its points.
func (b *builder) edge(s paced, from, to int) {
	length := 0.0
	for i := from + 1; i <= to; i++ {
		length += metres(s.Line[i-1], s.Line[i])
	}
	if length == 0 && s.Nodes[from] == s.Nodes[to] {
		return
	}
	n := b.n
	n.tail = append(n.tail, b.nodeAt(s.Nodes[from], s.Line[from]))
	n.head = append(n.head, b.nodeAt(s.Nodes[to], s.Line[to]))
	for _, p := range s.Line[from+1 : to] {
		x, y := fixed(p)
		n.bx, n.by = append(n.bx, x), append(n.by, y)
	}
	n.bend = append(n.bend, int32(len(n.bx)))
	n.public = append(n.public, s.public)
	for mode := range s.pace {
		there, back := s.pace[mode].times(length, length/s.metres)
		n.times[mode][0] = append(n.times[mode][0], there)
		n.times[mode][1] = append(n.times[mode][1], back)
	}
}

// times are tenths of a second along a part of a street, there and back; share is
// the part of the street's length that it is.
func (p pace) times(length, share float64) (there, back int32) {
	if p.speed <= 0 || p.way == neither {
		return closed, closed
	}
	t := length / (p.speed / 3.6) * 10
	if p.fixed > 0 {
		t = p.fixed * share
	}
	tenths := int32(min(max(1, math.Round(t+p.once*share)), maxTime))
	there, back = tenths, tenths
	if p.way == forward {
		back = closed
	}
	if p.way == backward {
		there = closed
	}
	return there, back
}

// maxTime bounds the time along an edge: 4.8 days.
const maxTime = 1 << 22

// nodeAt is the network's node for a map node: one for each street end at a
// barrier, else the one that all streets share.
func (b *builder) nodeAt(id int64, p orb.Point) int32 {
	cost, barred := b.barriers[id]
	if !barred {
		if i, ok := b.node[id]; ok {
			return i
		}
	}
	x, y := fixed(p)
	i := int32(len(b.n.x))
	b.n.x, b.n.y = append(b.n.x, x), append(b.n.y, y)
	if !barred {
		b.node[id] = i
		return i
	}
	if b.at == nil {
		b.at = map[int64]int{}
	}
	k, ok := b.at[id]
	if !ok {
		k = len(b.split)
		b.at[id] = k
		b.split = append(b.split, barrier{cost: cost})
	}
	b.split[k].ends = append(b.split[k].ends, i)
	return i
}

// joinBarriers joins the ends at each barrier, each with the first. Where more
// than two meet, a way between two others pays twice.
func (b *builder) joinBarriers() {
	for _, s := range b.split {
		for _, end := range s.ends[1:] {
			b.n.tail = append(b.n.tail, s.ends[0])
			b.n.head = append(b.n.head, end)
			b.n.bend = append(b.n.bend, int32(len(b.n.bx)))
			b.n.public = append(b.n.public, 0)
			for mode, cost := range s.cost {
				if cost != closed {
					cost = max(1, cost)
				}
				for d := range 2 {
					b.n.times[mode][d] = append(b.n.times[mode][d], cost)
				}
			}
		}
	}
}
