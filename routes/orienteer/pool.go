package orienteer

import (
	"cmp"
	"slices"
)

// column is a route kept from a good plan: what the shifts of its kind may walk.
type column struct {
	kind   int32
	stops  []stop
	places []uint64 // the set of its places
	worth  float64  // what it collects by itself
	key    uint64   // of its kind and places
}

// pool keeps routes of good plans, each set of places once. Once full it keeps the
// better half, and its memory.
type pool struct {
	columns []column
	have    map[uint64]bool // by key
}

// pooled is how many routes a pool holds at most.
const pooled = 3000

func newPool() *pool {
	return &pool{columns: make([]column, 0, pooled), have: make(map[uint64]bool, pooled)}
}

// add keeps the marked routes of a plan, as far as they may be exchanged.
func (p *pool) add(s *state, marked []bool) {
	for i, yes := range marked {
		r := &s.routes[i]
		if !yes || len(r.stops) == 0 || s.in.kinds[i] < 0 {
			continue
		}
		key := mix(uint64(s.in.kinds[i]))
		for k := range r.stops {
			key += mix(uint64(r.stops[k].place) + 1<<32)
		}
		if p.have[key] {
			continue
		}
		c := p.slot(key)
		c.kind, c.key, c.worth = s.in.kinds[i], key, s.worthOf(i)
		c.stops = append(c.stops[:0], r.stops...)
		c.places = resize(c.places, s.in.words)
		clear(c.places)
		for k := range r.stops {
			c.places[r.stops[k].place>>6] |= 1 << (r.stops[k].place & 63)
		}
	}
}

// merge keeps what another pool holds.
func (p *pool) merge(o *pool) {
	for i := range o.columns {
		from := &o.columns[i]
		if p.have[from.key] {
			continue
		}
		c := p.slot(from.key)
		c.kind, c.key, c.worth = from.kind, from.key, from.worth
		c.stops = append(c.stops[:0], from.stops...)
		c.places = append(c.places[:0], from.places...)
	}
}

// slot is a column to fill.
func (p *pool) slot(key uint64) *column {
	if len(p.columns) == cap(p.columns) {
		p.trim()
	}
	p.columns = p.columns[:len(p.columns)+1]
	p.have[key] = true
	return &p.columns[len(p.columns)-1]
}

func (p *pool) empty() {
	p.columns = p.columns[:0]
	clear(p.have)
}

// mix scrambles a number (the finaliser of SplitMix64, Steele et al. 2014).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// trim keeps the better half.
func (p *pool) trim() {
	slices.SortFunc(p.columns, better)
	p.columns = p.columns[:len(p.columns)/2]
	clear(p.have)
	for i := range p.columns {
		p.have[p.columns[i].key] = true
	}
}

// better orders columns by worth, equals by key.
func better(a, b column) int { return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.key, b.key)) }

// worthOf is what a route would collect alone.
func (s *state) worthOf(shift int) float64 {
	r, v := &s.routes[shift], s.routes[shift].bonus
	for k := range r.stops {
		st := &r.stops[k]
		for _, c := range s.in.worth.of(int(st.place)) {
			v += s.in.worth.prize[c.cell] * c.first[st.part&3]
		}
	}
	return v
}
