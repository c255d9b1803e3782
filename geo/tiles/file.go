package tiles

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"

	"github.com/paulmach/orb"
)

// magic begins an encoded map; its last byte is the version.
const magic = "RUNDEMAP\x01"

// maxEncoded is the largest map that is unpacked, in bytes.
const maxEncoded = 1 << 30

// ErrMap is wrapped by the error for bytes that are not an encoded map, or not
// the ones that were written. The map can be made anew from the extract.
var ErrMap = errors.New("encoded map")

// encoded is a map as it is stored. Features are columns; coordinates are
// differences, which pack well.
type encoded struct {
	Bound   orb.Bound
	Strings []string
	// Heads holds, for each feature: layer, class and name as indexes into
	// Strings, the first zoom, the geometry and the number of parts.
	Heads []int32
	// Parts holds, for each part, its number of points, negative for a hole.
	Parts  []int32
	Coords []int32
}

// Encode writes the map with its checksum.
func (m *Map) Encode() ([]byte, error) {
	e := encoded{Bound: m.bound}
	at := map[string]int32{}
	id := func(s string) int32 {
		if _, ok := at[s]; !ok {
			at[s] = int32(len(e.Strings))
			e.Strings = append(e.Strings, s)
		}
		return at[s]
	}
	for i := range m.features {
		f := &m.features[i]
		e.Heads = append(e.Heads, id(f.layer), id(f.class), id(f.name), int32(f.minZoom), int32(f.geometry), int32(len(f.parts)))
		last := point{}
		for j, part := range f.parts {
			n := int32(len(part))
			if f.geometry == areas && f.holes[j] {
				n = -n
			}
			e.Parts = append(e.Parts, n)
			for _, p := range part {
				e.Coords = append(e.Coords, p[0]-last[0], p[1]-last[1])
				last = p
			}
		}
	}
	var body bytes.Buffer
	z := zlib.NewWriter(&body)
	if err := gob.NewEncoder(z).Encode(e); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body.Bytes())
	return append(append([]byte(magic), sum[:]...), body.Bytes()...), nil
}

// Decode reads what Encode wrote. Truncated, altered or foreign bytes give an
// error that wraps [ErrMap].
func Decode(b []byte) (*Map, error) {
	head := len(magic) + sha256.Size
	if len(b) < head || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: not one, or of another version", ErrMap)
	}
	if sha256.Sum256(b[head:]) != [sha256.Size]byte(b[len(magic):head]) {
		return nil, fmt.Errorf("%w: the checksum does not fit", ErrMap)
	}
	z, err := zlib.NewReader(bytes.NewReader(b[head:]))
	if err != nil {
		return nil, fmt.Errorf("%w: not packed by zlib", ErrMap)
	}
	var e encoded
	if err := gob.NewDecoder(io.LimitReader(z, maxEncoded)).Decode(&e); err != nil {
		return nil, fmt.Errorf("%w: the content cannot be read", ErrMap)
	}
	features, ok := e.features()
	if !ok {
		return nil, fmt.Errorf("%w: the columns do not fit each other", ErrMap)
	}
	return newMap(e.Bound, features), nil
}

// headLen is the number of columns of a feature's head.
const headLen = 6

func (e *encoded) features() ([]feature, bool) {
	if len(e.Heads)%headLen != 0 {
		return nil, false
	}
	fs := make([]feature, 0, len(e.Heads)/headLen)
	for h := e.Heads; len(h) > 0; h = h[headLen:] {
		f, ok := e.head(h)
		if !ok || !e.parts(&f, int(h[5])) {
			return nil, false
		}
		fs = append(fs, f)
	}
	return fs, len(e.Parts) == 0 && len(e.Coords) == 0
}

func (e *encoded) head(h []int32) (feature, bool) {
	for _, i := range h[:3] {
		if i < 0 || int(i) >= len(e.Strings) {
			return feature{}, false
		}
	}
	f := feature{
		layer: e.Strings[h[0]], class: e.Strings[h[1]], name: e.Strings[h[2]], minZoom: int(h[3]), geometry: geometry(h[4]),
	}
	return f, f.minZoom >= MinZoom && f.minZoom <= MaxZoom && h[4] >= 0 && f.geometry <= areas && h[5] > 0
}

// parts takes n parts of the columns.
func (e *encoded) parts(f *feature, n int) bool {
	last := point{}
	for range n {
		if len(e.Parts) == 0 {
			return false
		}
		size, hole := int(e.Parts[0]), e.Parts[0] < 0
		e.Parts = e.Parts[1:]
		size = max(size, -size)
		if size == 0 || 2*size > len(e.Coords) || hole && (f.geometry != areas || len(f.parts) == 0) {
			return false
		}
		part := make([]point, size)
		for i := range part {
			last = point{last[0] + e.Coords[2*i], last[1] + e.Coords[2*i+1]}
			part[i] = last
		}
		e.Coords = e.Coords[2*size:]
		f.parts = append(f.parts, part)
		if f.geometry == areas {
			f.holes = append(f.holes, hole)
		}
	}
	return true
}
