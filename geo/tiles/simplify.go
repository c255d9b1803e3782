package tiles

import "math"

// tolerance in units of a tile to which outlines are simplified. A pixel is 8
// units where a tile fills 512 of them: half of one at the zooms that show the
// lie of the land, less where streets are told apart. The last zoom is enlarged
// and keeps nearly all.
func tolerance(z int) float64 {
	switch {
	case z == MaxZoom:
		return 1
	case z > 13:
		return 2
	}
	return 4
}

// never marks a vertex that no zoom shows.
const never = MaxZoom + 1

// firstZooms is, for each vertex, the zoom from which it is drawn, by the
// algorithm of Ramer (1972), Douglas and Peucker (1973): a vertex matters as far
// as it stands off the chord of the stretch that it divides, and never more
// than the vertex that divided the stretch before. The ends, and of a ring the
// vertex farthest from them, are always drawn.
//
// It looks at the whole line, never at a tile's part of it, so that
// neighbouring tiles draw the same vertices.
func firstZooms(line []point, ring bool) []uint8 {
	zooms := make([]uint8, len(line))
	for i := range zooms {
		zooms[i] = never
	}
	last := len(line) - 1
	zooms[0], zooms[last] = MinZoom, MinZoom
	stack := []stretch{{0, last, math.Inf(1)}}
	if ring && last > 1 {
		far := farthest(line)
		zooms[far] = MinZoom
		stack = []stretch{{0, far, math.Inf(1)}, {far, last, math.Inf(1)}}
	}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		at, off := s.divide(line)
		if off = math.Min(off, s.limit); off <= tolerance(MaxZoom) {
			continue
		}
		zooms[at] = zoomOf(off)
		stack = append(stack, stretch{s.from, at, off}, stretch{at, s.to, off})
	}
	return zooms
}

// stretch is a line between two vertices that are drawn, and how far those
// within may matter.
type stretch struct {
	from, to int
	limit    float64
}

// divide finds the vertex that stands off the most, and how far.
func (s stretch) divide(line []point) (at int, off float64) {
	a, b := line[s.from], line[s.to]
	dx, dy := float64(b[0]-a[0]), float64(b[1]-a[1])
	length := dx*dx + dy*dy
	most := -1.0
	for i := s.from + 1; i < s.to; i++ {
		x, y := float64(line[i][0]-a[0]), float64(line[i][1]-a[1])
		if length > 0 {
			t := math.Max(0, math.Min(1, (x*dx+y*dy)/length))
			x, y = x-t*dx, y-t*dy
		}
		if d := x*x + y*y; d > most {
			at, most = i, d
		}
	}
	return at, math.Sqrt(math.Max(0, most))
}

func farthest(ring []point) int {
	far, most := 1, -1.0
	for i := 1; i < len(ring)-1; i++ {
		x, y := float64(ring[i][0]-ring[0][0]), float64(ring[i][1]-ring[0][1])
		if d := x*x + y*y; d > most {
			far, most = i, d
		}
	}
	return far
}

// thresholds holds, for each zoom, how far off a vertex must stand to be drawn, in
// units of MaxZoom.
var thresholds = func() (t [MaxZoom]float64) {
	for z := range t {
		t[z] = math.Ldexp(tolerance(z), MaxZoom-z)
	}
	return t
}()

// zoomOf is the first zoom at which so many units of MaxZoom exceed the
// tolerance.
func zoomOf(off float64) uint8 {
	for z := MinZoom; z < MaxZoom; z++ {
		if off > thresholds[z] {
			return uint8(z)
		}
	}
	return MaxZoom
}
