package tiles

import "math"

// buffer is how far beyond its edges a tile is drawn, in units, so that wide
// lines and symbols have no seams.
const buffer = 64

// The sides of a tile with its buffer, in units.
const (
	low  = -buffer
	high = extent + buffer
)

// clipLine cuts a line to the tile and its buffer and hands over the pieces.
// A piece is valid during the call.
func clipLine(line []point, scratch []point, emit func([]point)) []point {
	piece := scratch[:0]
	flush := func() {
		if len(piece) >= 2 {
			emit(piece)
		}
		piece = piece[:0]
	}
	for i := 1; i < len(line); i++ {
		a, b, ok := clipSegment(line[i-1], line[i])
		if !ok {
			flush()
			continue
		}
		if len(piece) == 0 {
			piece = append(piece, a)
		}
		if b != piece[len(piece)-1] {
			piece = append(piece, b)
		}
		if b != line[i] {
			flush()
		}
	}
	flush()
	return piece
}

// clipSegment is the part of a segment inside, by Liang and Barsky (1984).
func clipSegment(a, b point) (from, to point, ok bool) {
	if inside(a) && inside(b) {
		return a, b, true
	}
	x, y := float64(a[0]), float64(a[1])
	dx, dy := float64(b[0])-x, float64(b[1])-y
	t0, t1 := 0.0, 1.0
	for _, s := range [4][2]float64{{-dx, x - low}, {dx, high - x}, {-dy, y - low}, {dy, high - y}} {
		switch p, q := s[0], s[1]; {
		case p == 0 && q < 0:
			return a, b, false
		case p < 0:
			t0 = math.Max(t0, q/p)
		case p > 0:
			t1 = math.Min(t1, q/p)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	from, to = a, b
	if t0 > 0 {
		from = point{int32(math.Round(x + t0*dx)), int32(math.Round(y + t0*dy))}
	}
	if t1 < 1 {
		to = point{int32(math.Round(x + t1*dx)), int32(math.Round(y + t1*dy))}
	}
	return from, to, true
}

func inside(p point) bool { return p[0] >= low && p[0] <= high && p[1] >= low && p[1] <= high }

// clipRing cuts a ring, given without its closing point, to the tile and its
// buffer, by Sutherland and Hodgman (1974). Where an outline leaves and returns,
// the ring runs along the buffer's edge, which is never seen; unlike joining the
// pieces around the edge, that cannot flood a tile where an outline crosses
// itself.
func clipRing(ring, scratch []point) (clipped, other []point) {
	in, out := ring, scratch
	for side := range 4 {
		out = clipSide(in, out[:0], side>>1, side&1 == 0)
		in, out = out, in
	}
	return tidy(in), out
}

// clipSide keeps what lies on the inner side of one side of the tile.
func clipSide(in, out []point, axis int, lower bool) []point {
	if len(in) == 0 {
		return out
	}
	edge := int32(high)
	if lower {
		edge = low
	}
	kept := func(p point) bool {
		if lower {
			return p[axis] >= edge
		}
		return p[axis] <= edge
	}
	a := in[len(in)-1]
	for _, b := range in {
		if kept(a) != kept(b) && a[axis] != edge && b[axis] != edge {
			t := (float64(edge) - float64(a[axis])) / (float64(b[axis]) - float64(a[axis]))
			var p point
			p[axis] = edge
			p[1-axis] = int32(math.Round(float64(a[1-axis]) + t*(float64(b[1-axis])-float64(a[1-axis]))))
			out = append(out, p)
		}
		if kept(b) {
			out = append(out, b)
		}
		a = b
	}
	return out
}

// tidy leaves out points that fall together, that lie on a straight run along
// an upright or level line, and the tips of spikes without any width, which
// clipping leaves along the buffer's edge.
func tidy(ring []point) []point {
	out := ring[:0]
	for _, p := range ring {
		for len(out) > 0 && (out[len(out)-1] == p || len(out) > 1 && inLine(out[len(out)-2], out[len(out)-1], p)) {
			out = out[:len(out)-1]
		}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	for len(out) > 2 {
		n := len(out)
		switch {
		case out[0] == out[n-1] || inLine(out[n-2], out[n-1], out[0]):
			out = out[:n-1]
		case inLine(out[n-1], out[0], out[1]):
			out = out[1:]
		default:
			return out
		}
	}
	return out
}

// inLine reports whether three points share a column or a row.
func inLine(a, b, c point) bool {
	return a[0] == b[0] && b[0] == c[0] || a[1] == b[1] && b[1] == c[1]
}
