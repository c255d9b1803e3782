package tiles

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/paulmach/orb"
)

// magic begins an encoded map; its last byte is the version.
const magic = "RUNDEMAP\x03"

// maxEncoded is the largest map that is unpacked, in bytes.
const maxEncoded = 1 << 30

// ErrMap is wrapped by the error for bytes that are not an encoded map, or not
// the ones that were written. The map can be made anew from the extract.
var ErrMap = errors.New("encoded map")

// encoded is a map as it is stored: its finest sheet in columns. Coordinates are
// differences, which pack well.
type encoded struct {
	Bound   orb.Bound
	Strings []string
	// Attrs holds, for each attribute: layer, class, name and at as indexes into
	// Strings.
	Attrs []int32
	// Shapes holds, for each shape: its attribute, the first zoom, the geometry
	// and the number of parts.
	Shapes []int32
	// Parts holds, for each part, its number of points, negative for a hole.
	Parts []int32
	// Zooms holds, for each point, the zoom from which it is drawn.
	Zooms  []byte
	Coords []int32
}

// The number of columns of an attribute and of a shape.
const (
	attrLen  = 4
	shapeLen = 4
)

// Encode writes the map: the magic, a SHA-256 of what follows, and the columns
// packed by zlib. The same map gives the same bytes in every process, so that two
// imports of one extract can be compared.
func (m *Map) Encode() ([]byte, error) {
	var body bytes.Buffer
	z := zlib.NewWriter(&body)
	e := m.columns()
	if err := e.write(z); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body.Bytes())
	return append(append([]byte(magic), sum[:]...), body.Bytes()...), nil
}

func (m *Map) columns() encoded {
	s := m.detail()
	e := encoded{Bound: m.bound, Zooms: s.zooms, Coords: make([]int32, 0, 2*len(s.points))}
	at := map[string]int32{}
	id := func(v string) int32 {
		if _, ok := at[v]; !ok {
			at[v] = int32(len(e.Strings))
			e.Strings = append(e.Strings, v)
		}
		return at[v]
	}
	for _, a := range m.attrs {
		e.Attrs = append(e.Attrs, id(a.layer), id(a.class), id(a.name), id(a.at))
	}
	for i, sh := range s.shapes {
		from, to := s.partsOf(i)
		e.Shapes = append(e.Shapes, sh.attr, int32(sh.minZoom), int32(sh.geometry), int32(to-from))
		last := point{}
		for j := from; j < to; j++ {
			a, b := s.pointsOf(j)
			n := int32(b - a)
			if s.parts[j].hole {
				n = -n
			}
			e.Parts = append(e.Parts, n)
			for _, p := range s.points[a:b] {
				e.Coords = append(e.Coords, p[0]-last[0], p[1]-last[1])
				last = p
			}
		}
	}
	return e
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
	plain, err := io.ReadAll(io.LimitReader(z, maxEncoded+1))
	if err != nil || len(plain) > maxEncoded {
		return nil, fmt.Errorf("%w: the content cannot be unpacked", ErrMap)
	}
	e, ok := readColumns(plain)
	if !ok {
		return nil, fmt.Errorf("%w: a column is cut short", ErrMap)
	}
	attrs, ok := e.attrs()
	if !ok {
		return nil, fmt.Errorf("%w: attributes without their words", ErrMap)
	}
	detail, ok := e.sheet()
	if !ok {
		return nil, fmt.Errorf("%w: the columns do not fit each other", ErrMap)
	}
	return newMap(e.Bound, attrs, detail), nil
}

func (e *encoded) attrs() ([]attr, bool) {
	if len(e.Attrs)%attrLen != 0 {
		return nil, false
	}
	for _, i := range e.Attrs {
		if i < 0 || int(i) >= len(e.Strings) {
			return nil, false
		}
	}
	var out []attr
	for a := e.Attrs; len(a) > 0; a = a[attrLen:] {
		out = append(out, attr{e.Strings[a[0]], e.Strings[a[1]], e.Strings[a[2]], e.Strings[a[3]]})
	}
	return out, true
}

func (e *encoded) sheet() (*sheet, bool) {
	if len(e.Shapes)%shapeLen != 0 || len(e.Coords) != 2*len(e.Zooms) {
		return nil, false
	}
	s := &sheet{top: MaxZoom}
	for h := e.Shapes; len(h) > 0; h = h[shapeLen:] {
		if !e.shape(h) {
			return nil, false
		}
		s.addShape(h[0], int(h[1]), geometry(h[2]))
		if !e.addParts(s, geometry(h[2]), int(h[3])) {
			return nil, false
		}
	}
	return s, len(e.Parts) == 0 && len(e.Coords) == 0
}

// shape reports whether a shape's columns are in their ranges.
func (e *encoded) shape(h []int32) bool {
	return h[0] >= 0 && int(h[0]) < len(e.Attrs)/attrLen && h[1] >= MinZoom && h[1] <= MaxZoom &&
		h[2] >= 0 && h[2] <= int32(areas) && h[3] > 0
}

// addParts takes n parts of the columns.
func (e *encoded) addParts(s *sheet, g geometry, n int) bool {
	last := point{}
	for i := range n {
		if len(e.Parts) == 0 {
			return false
		}
		size, hole := int(e.Parts[0]), e.Parts[0] < 0
		e.Parts = e.Parts[1:]
		size = max(size, -size)
		if size == 0 || size > len(e.Zooms) || hole && (g != areas || i == 0) || !drawable(e.Zooms[:size]) {
			return false
		}
		part := make([]point, size)
		for i := range part {
			last = point{last[0] + e.Coords[2*i], last[1] + e.Coords[2*i+1]}
			part[i] = last
		}
		s.addPart(part, e.Zooms[:size], hole)
		e.Coords, e.Zooms = e.Coords[2*size:], e.Zooms[size:]
	}
	return true
}

// drawable reports whether all vertices of a part are drawn at some zoom, and the
// first at all of them, as [firstZooms] says: no sheet has a part without points.
func drawable(zooms []byte) bool {
	return zooms[0] == MinZoom && slices.Min(zooms) == MinZoom && slices.Max(zooms) <= MaxZoom
}
