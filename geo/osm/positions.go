package osm

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// positions holds the points of nodes by id on the map's own grid of 1e-7
// degrees, which loses nothing. A country has tens of millions of nodes, so
// they are packed as differences in blocks of 16: neighbours in id are
// neighbours on the ground as a rule, and a node takes some 8 bytes. The blocks
// lie in chunks that are never moved, so growing copies nothing.
type positions struct {
	firsts   []int64  // the id of each block's first node
	starts   []uint64 // of each block: the chunk's number and the place in it
	chunks   [][]byte
	count    int
	last     spot // that was added
	unsorted bool
}

// spot is a node on the grid.
type spot struct {
	id   int64
	x, y int32
}

// A block's nodes, the most bytes they take, and the sizes of chunks.
const (
	blockNodes = 16
	blockBytes = blockNodes * (binary.MaxVarintLen64 + 2*binary.MaxVarintLen32)
	firstChunk = 16 << 10
	chunkBytes = 1 << 20
)

func spotOf(id int64, p orb.Point) spot { return spot{id, grid(p[0]), grid(p[1])} }

func (s spot) point() orb.Point { return orb.Point{float64(s.x) / 1e7, float64(s.y) / 1e7} }

func grid(v float64) int32 { return int32(math.Round(v * 1e7)) }

// add takes a node; a later one with the same id does not replace it.
func (p *positions) add(s spot) {
	if p.count > 0 && s.id <= p.last.id {
		if s.id == p.last.id {
			return
		}
		p.unsorted = true
	}
	from := p.last
	if p.count%blockNodes == 0 {
		p.startBlock(s.id)
		from = spot{id: s.id}
	}
	chunk := &p.chunks[len(p.chunks)-1]
	*chunk = binary.AppendVarint(*chunk, s.id-from.id)
	*chunk = binary.AppendVarint(*chunk, int64(s.x)-int64(from.x))
	*chunk = binary.AppendVarint(*chunk, int64(s.y)-int64(from.y))
	p.last = s
	p.count++
}

// startBlock makes room for a block in the last chunk, or in another.
func (p *positions) startBlock(id int64) {
	n := len(p.chunks)
	if n == 0 || cap(p.chunks[n-1])-len(p.chunks[n-1]) < blockBytes {
		size := chunkBytes
		if n == 0 {
			size = firstChunk
		}
		p.chunks = append(p.chunks, make([]byte, 0, size))
		n++
	}
	p.firsts = append(p.firsts, id)
	p.starts = append(p.starts, uint64(n-1)<<32|uint64(len(p.chunks[n-1])))
}

// seal makes find possible. Map files are sorted by id as a rule; one that is
// not costs 16 bytes a node while it is sorted here.
func (p *positions) seal() {
	if !p.unsorted {
		return
	}
	all := make([]spot, 0, p.count)
	for i, first := range p.firsts {
		data, n := p.packed(i)
		s := spot{id: first}
		for range n {
			s, data = next(data, s)
			all = append(all, s)
		}
	}
	*p = positions{}
	slices.SortStableFunc(all, func(a, b spot) int { return cmp.Compare(a.id, b.id) })
	for _, s := range all {
		p.add(s)
	}
}

// packed is a block's data, and how many nodes it holds.
func (p *positions) packed(i int) (data []byte, n int) {
	start := p.starts[i]
	return p.chunks[start>>32][start&math.MaxUint32:], min(blockNodes, p.count-i*blockNodes)
}

// next unpacks the node that comes after another.
func next(data []byte, after spot) (spot, []byte) {
	id, data := varint(data)
	x, data := varint(data)
	y, data := varint(data)
	return spot{after.id + id, after.x + int32(x), after.y + int32(y)}, data
}

// varint is binary.Varint for data that is known to be sound, and faster: it
// runs for every node of every way.
func varint(data []byte) (int64, []byte) {
	v := uint64(0)
	for i, b := range data {
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return int64(v>>1) ^ -int64(v&1), data[i+1:]
		}
	}
	return 0, nil
}

// finder looks nodes up. It keeps the block it looked at last and unpacks it
// only as far as it must, since a way's nodes are neighbours in id as a rule.
// Each goroutine needs its own.
type finder struct {
	of   *positions
	buf  [blockNodes]spot
	n    int    // nodes of the block in buf
	more int    // nodes of the block still packed
	data []byte // those
	at   int    // the node found last
}

// find returns the point of a node that was added.
func (f *finder) find(id int64) (orb.Point, bool) {
	if next := f.at + 1; next < f.n && f.buf[next].id == id {
		f.at = next
		return f.buf[next].point(), true
	}
	if f.n == 0 || id < f.buf[0].id || id > f.buf[f.n-1].id {
		return f.forward(id)
	}
	for i, s := range f.buf[:f.n] {
		if s.id == id {
			f.at = i
			return s.point(), true
		}
	}
	return orb.Point{}, false
}

// forward unpacks more of the block, or of another that may hold the node.
func (f *finder) forward(id int64) (orb.Point, bool) {
	if f.n == 0 || id < f.buf[0].id || f.more == 0 || !f.unpackTo(id) {
		i := blockOf(f.of.firsts, id)
		if i < 0 {
			return orb.Point{}, false
		}
		f.data, f.more = f.of.packed(i)
		f.buf[0], f.data = next(f.data, spot{id: f.of.firsts[i]})
		f.n, f.more = 1, f.more-1
		f.unpackTo(id)
	}
	if last := f.buf[f.n-1]; last.id == id {
		f.at = f.n - 1
		return last.point(), true
	}
	return orb.Point{}, false
}

// unpackTo unpacks the block up to an id; it reports whether it came so far.
func (f *finder) unpackTo(id int64) bool {
	for f.more > 0 && f.buf[f.n-1].id < id {
		f.buf[f.n], f.data = next(f.data, f.buf[f.n-1])
		f.n, f.more = f.n+1, f.more-1
	}
	return f.buf[f.n-1].id >= id
}

// blockOf is the index of the last block that begins at or before an id, or -1.
func blockOf(firsts []int64, id int64) int {
	lo, hi := 0, len(firsts)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); firsts[mid] <= id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}
