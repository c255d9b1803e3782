package osm

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"sort"

	"github.com/paulmach/orb"
)

// positions holds the points of nodes by id on the map's own grid of 1e-7
// degrees, which loses nothing. A country has tens of millions of nodes, so
// they are packed as differences in blocks of 64: neighbours in id are
// neighbours on the ground as a rule, and a node takes some 6 bytes. The blocks
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
	blockNodes = 64
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
	var block [blockNodes]spot
	for i := range p.firsts {
		all = append(all, p.block(i, &block)...)
	}
	*p = positions{}
	slices.SortStableFunc(all, func(a, b spot) int { return cmp.Compare(a.id, b.id) })
	for _, s := range all {
		p.add(s)
	}
}

// block unpacks a block into a buffer.
func (p *positions) block(i int, buf *[blockNodes]spot) []spot {
	n := min(blockNodes, p.count-i*blockNodes)
	start := p.starts[i]
	data := p.chunks[start>>32][start&math.MaxUint32:]
	s := spot{id: p.firsts[i]}
	for j := range n {
		id, a := binary.Varint(data)
		x, b := binary.Varint(data[a:])
		y, c := binary.Varint(data[a+b:])
		data = data[a+b+c:]
		s = spot{s.id + id, s.x + int32(x), s.y + int32(y)}
		buf[j] = s
	}
	return buf[:n]
}

// finder looks nodes up. It keeps the block it looked at last, since a way's
// nodes are neighbours in id as a rule. Each goroutine needs its own.
type finder struct {
	of    *positions
	buf   [blockNodes]spot
	block []spot // unpacked
	at    int    // of the node found last
}

// find returns the point of a node that was added.
func (f *finder) find(id int64) (orb.Point, bool) {
	if next := f.at + 1; next < len(f.block) && f.block[next].id == id {
		f.at = next
		return f.block[next].point(), true
	}
	if len(f.block) == 0 || id < f.block[0].id || id > f.block[len(f.block)-1].id {
		i := sort.Search(len(f.of.firsts), func(i int) bool { return f.of.firsts[i] > id }) - 1
		if i < 0 {
			return orb.Point{}, false
		}
		f.block = f.of.block(i, &f.buf)
	}
	i, ok := slices.BinarySearchFunc(f.block, id, func(s spot, id int64) int { return cmp.Compare(s.id, id) })
	if !ok {
		return orb.Point{}, false
	}
	f.at = i
	return f.block[i].point(), true
}
