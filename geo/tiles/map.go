package tiles

import (
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// Map is a base map. It does not change and may be used by any number of
// goroutines.
type Map struct {
	bound    orb.Bound
	features []feature
	// index holds, for each zoom, the features that first appear there.
	index [MaxZoom + 1]rtree.RTreeGN[int32, int32]
}

// ErrTile is returned for a zoom or a tile that does not exist.
var ErrTile = errors.New("tile: the zoom must be from 6 to 16, and x and y from 0 to 2^zoom-1")

func newMap(bound orb.Bound, features []feature) *Map {
	m := &Map{bound: bound, features: features}
	for i := range features {
		f := &features[i]
		lo, hi := f.bound()
		m.index[f.minZoom].Insert(lo, hi, int32(i))
	}
	return m
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

// search returns the features to draw on a tile, in the order of drawing.
func (m *Map) search(c Coord) []*feature {
	side := int64(1) << (worldBits - c.Z)
	margin := side * buffer / extent
	lo := [2]int32{clampWorld(float64(int64(c.X)*side - margin)), clampWorld(float64(int64(c.Y)*side - margin))}
	hi := [2]int32{clampWorld(float64(int64(c.X+1)*side + margin)), clampWorld(float64(int64(c.Y+1)*side + margin))}
	var found []int32
	for z := MinZoom; z <= c.Z; z++ {
		m.index[z].Search(lo, hi, func(_, _ [2]int32, i int32) bool {
			found = append(found, i)
			return true
		})
	}
	slices.Sort(found)
	out := make([]*feature, len(found))
	for i, j := range found {
		out[i] = &m.features[j]
	}
	return out
}

func (c Coord) valid() bool {
	n := 1 << max(0, min(c.Z, 30))
	return c.Z >= MinZoom && c.Z <= MaxZoom && c.X >= 0 && c.X < n && c.Y >= 0 && c.Y < n
}

// unitsPerWorld is how many of the tile's units a unit of the world is.
func (c Coord) unitsPerWorld() float64 { return math.Ldexp(1, c.Z-MaxZoom) }
