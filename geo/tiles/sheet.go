package tiles

import (
	"slices"

	"github.com/tidwall/rtree"
)

// sheet holds all that is drawn up to a zoom, in few arrays: a map has one for
// its details and coarser ones from which tiles of low zooms are drawn without
// looking at every house.
type sheet struct {
	top    int // the last zoom that is drawn from it
	shapes []shape
	parts  []part
	points []point
	zooms  []uint8 // for each point, the zoom from which it is drawn
	chunks []box   // of chunkLen points each, part by part
	index  rtree.RTreeGN[int32, int32]
}

// shape is something to draw. Its parts are those from parts on, up to the
// next shape's.
type shape struct {
	attr     int32
	minZoom  uint8
	geometry geometry
	parts    int32
}

// part is one point, line or ring. Its points are those from points on, up to
// the next part's.
type part struct {
	points int32
	chunk  int32
	hole   bool
	box    box
}

// geometry says what the parts of a shape are.
type geometry uint8

const (
	points geometry = iota
	lines           // each part is one line
	areas           // each part is a ring; a ring that is a hole follows its outer ring
)

// chunkLen is how many points are passed over at once where they lie beside a
// tile.
const chunkLen = 32

func (s *sheet) addShape(attr int32, minZoom int, g geometry) {
	s.shapes = append(s.shapes, shape{attr, uint8(minZoom), g, int32(len(s.parts))})
}

// addPart adds to the last shape.
func (s *sheet) addPart(ps []point, zooms []uint8, hole bool) {
	p := part{points: int32(len(s.points)), chunk: int32(len(s.chunks)), hole: hole, box: boxOf(nil)}
	for c := range slices.Chunk(ps, chunkLen) {
		b := boxOf(c)
		s.chunks = append(s.chunks, b)
		p.box = p.box.join(b)
	}
	s.parts = append(s.parts, p)
	s.points = append(s.points, ps...)
	s.zooms = append(s.zooms, zooms...)
}

// partsOf are the indexes of a shape's parts, up to and without to.
func (s *sheet) partsOf(i int) (from, to int) {
	if i+1 < len(s.shapes) {
		return int(s.shapes[i].parts), int(s.shapes[i+1].parts)
	}
	return int(s.shapes[i].parts), len(s.parts)
}

// pointsOf are the indexes of a part's points, up to and without to.
func (s *sheet) pointsOf(i int) (from, to int) {
	if i+1 < len(s.parts) {
		return int(s.parts[i].points), int(s.parts[i+1].points)
	}
	return int(s.parts[i].points), len(s.points)
}

// finish makes the index, after the last part.
func (s *sheet) finish() {
	s.shapes, s.parts = slices.Clip(s.shapes), slices.Clip(s.parts)
	s.points, s.zooms, s.chunks = slices.Clip(s.points), slices.Clip(s.zooms), slices.Clip(s.chunks)
	for i := range s.shapes {
		b := boxOf(nil)
		from, to := s.partsOf(i)
		for _, p := range s.parts[from:to] {
			b = b.join(p.box)
		}
		s.index.Insert(b.lo, b.hi, int32(i))
	}
}

// coarser is the sheet without what is drawn only after a zoom.
func (s *sheet) coarser(top int) *sheet {
	out := &sheet{top: top}
	var ps []point
	var zooms []uint8
	for i, sh := range s.shapes {
		if int(sh.minZoom) > top {
			continue
		}
		out.addShape(sh.attr, int(sh.minZoom), sh.geometry)
		from, to := s.partsOf(i)
		for j := from; j < to; j++ {
			ps, zooms = ps[:0], zooms[:0]
			a, b := s.pointsOf(j)
			for k := a; k < b; k++ {
				if int(s.zooms[k]) <= top {
					ps, zooms = append(ps, s.points[k]), append(zooms, s.zooms[k])
				}
			}
			if len(ps) > 0 {
				out.addPart(ps, zooms, s.parts[j].hole)
			}
		}
	}
	out.finish()
	return out
}

// search finds the shapes that reach a box at a zoom, in the order of drawing.
func (s *sheet) search(z int, b box) []int32 {
	var found []int32
	s.index.Search(b.lo, b.hi, func(_, _ [2]int32, i int32) bool {
		if int(s.shapes[i].minZoom) <= z {
			found = append(found, i)
		}
		return true
	})
	slices.Sort(found)
	return found
}
