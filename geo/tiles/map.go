package tiles

import (
	"errors"

	"github.com/paulmach/orb"
)

// Map is a base map. It does not change and may be used by any number of
// goroutines.
type Map struct {
	bound orb.Bound
	attrs []attr
	// plain is, for each attribute, the index of the same without a name.
	plain  []int32
	sheets []*sheet // the coarsest first
}

// attr is what a feature says of itself.
type attr struct {
	layer, class, name string
	at                 string // of a street: "bridge", "tunnel" or ""
}

// ErrTile is returned for a zoom or a tile that does not exist.
var ErrTile = errors.New("tile: the zoom must be from 6 to 16, and x and y from 0 to 2^zoom-1")

// sheetTops are the zooms up to which the coarser sheets are drawn from.
var sheetTops = []int{9, 12}

// newMap completes a map from its finest sheet.
func newMap(bound orb.Bound, attrs []attr, detail *sheet) *Map {
	m := &Map{bound: bound, attrs: attrs}
	m.strip()
	detail.finish()
	for _, top := range sheetTops {
		m.sheets = append(m.sheets, detail.coarser(top))
	}
	m.sheets = append(m.sheets, detail)
	return m
}

// strip finds, for each attribute, the same without a name, and adds what is
// missing. Of a map that was encoded nothing is.
func (m *Map) strip() {
	at := map[attr]int32{}
	for i, a := range m.attrs {
		if _, ok := at[a]; !ok && a.name == "" {
			at[a] = int32(i)
		}
	}
	m.plain = make([]int32, 0, len(m.attrs))
	for i := 0; i < len(m.attrs); i++ {
		a := m.attrs[i]
		a.name = ""
		if _, ok := at[a]; !ok {
			at[a] = int32(len(m.attrs))
			m.attrs = append(m.attrs, a)
		}
		m.plain = append(m.plain, at[a])
	}
}

// detail is the finest sheet.
func (m *Map) detail() *sheet { return m.sheets[len(m.sheets)-1] }

// sheet is the one that a zoom is drawn from.
func (m *Map) sheet(z int) *sheet {
	for _, s := range m.sheets {
		if z <= s.top {
			return s
		}
	}
	return m.detail()
}

// Bound is the box of the area, in degrees.
func (m *Map) Bound() orb.Bound { return m.bound }

// Coord names a tile as map libraries do: y grows southwards.
type Coord struct{ Z, X, Y int }

// Tiles lists the tiles of a zoom that cover the whole area, row by row. A page
// that must not reveal where somebody looks fetches all of them.
func (m *Map) Tiles(z int) ([]Coord, error) {
	if z < MinZoom || z > MaxZoom {
		return nil, ErrTile
	}
	lo := toWorld(orb.Point{m.bound.Min[0], m.bound.Max[1]})
	hi := toWorld(orb.Point{m.bound.Max[0], m.bound.Min[1]})
	shift := worldBits - z
	var list []Coord
	for y := int(lo[1]) >> shift; y <= int(hi[1])>>shift; y++ {
		for x := int(lo[0]) >> shift; x <= int(hi[0])>>shift; x++ {
			list = append(list, Coord{z, x, y})
		}
	}
	return list, nil
}

func (c Coord) valid() bool {
	n := 1 << max(0, min(c.Z, 30))
	return c.Z >= MinZoom && c.Z <= MaxZoom && c.X >= 0 && c.X < n && c.Y >= 0 && c.Y < n
}

// ground is the tile with its buffer, and a unit more on each side so that what
// lies beside it does after rounding too, in units of the world.
func (c Coord) ground() box { return c.around(buffer + 1) }

// around is the tile with a margin in units, in units of the world.
func (c Coord) around(margin int64) box {
	side := int64(1) << (worldBits - c.Z)
	margin <<= MaxZoom - c.Z
	x, y := int64(c.X)*side, int64(c.Y)*side
	at := func(v int64) int32 { return int32(max(-1<<worldBits, min(2<<worldBits, v))) }
	return box{point{at(x - margin), at(y - margin)}, point{at(x + side + margin), at(y + side + margin)}}
}
