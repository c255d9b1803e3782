package tiles

import (
	"cmp"
	"math"
	"slices"

	"runde/geo/osm"
)

// streets joins the pieces that a street of one class and name is mapped in to
// lines as long as they go: fewer points at low zooms, fewer labels at high
// ones. The longest street of a class is named first.
func (b *builder) streets(streets []osm.Street) {
	groups := map[roadKey]*road{}
	var order []*road
	for _, s := range streets {
		class, zoom, ok := classOfStreet(s.Tags)
		if !ok {
			continue
		}
		k := roadKey{attr{"streets", class, s.Tags["name"], passage(s.Tags)}, zoom}
		r := groups[k]
		if r == nil {
			r = &road{roadKey: k}
			groups[k] = r
			order = append(order, r)
		}
		for _, line := range b.cut(s.Line) {
			r.pieces = append(r.pieces, line)
			r.length += length(line)
		}
	}
	slices.SortFunc(order, compareRoads)
	for _, r := range order {
		for _, line := range joinLines(r.pieces) {
			b.addLine(r.attr, r.zoom, line)
		}
	}
}

// road is the pieces of a street of one class and name.
type road struct {
	roadKey
	pieces [][]point
	length float64
}

type roadKey struct {
	attr attr
	zoom int
}

// compareRoads puts what is drawn late, and so is small, first: what comes later
// lies on top. No two roads are equal.
func compareRoads(x, y *road) int {
	return cmp.Or(
		cmp.Compare(y.zoom, x.zoom), cmp.Compare(x.attr.class, y.attr.class), cmp.Compare(y.length, x.length),
		cmp.Compare(x.attr.name, y.attr.name), cmp.Compare(x.attr.at, y.attr.at),
	)
}

// length in units of MaxZoom.
func length(line []point) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += math.Hypot(float64(line[i][0]-line[i-1][0]), float64(line[i][1]-line[i-1][1]))
	}
	return sum
}

// joinLines joins lines at points where exactly two ends meet.
func joinLines(pieces [][]point) [][]point {
	ends := map[point][]int{}
	for i, l := range pieces {
		ends[l[0]] = append(ends[l[0]], i)
		ends[l[len(l)-1]] = append(ends[l[len(l)-1]], i)
	}
	used := make([]bool, len(pieces))
	next := func(p point) int {
		if at := ends[p]; len(at) == 2 {
			for _, i := range at {
				if !used[i] {
					return i
				}
			}
		}
		return -1
	}
	extend := func(line []point) []point {
		for {
			i := next(line[len(line)-1])
			if i < 0 {
				return line
			}
			used[i] = true
			piece := slices.Clone(pieces[i])
			if piece[0] != line[len(line)-1] {
				slices.Reverse(piece)
			}
			line = append(line, piece[1:]...)
		}
	}
	var out [][]point
	for i := range pieces {
		if used[i] {
			continue
		}
		used[i] = true
		line := extend(slices.Clone(pieces[i]))
		slices.Reverse(line)
		out = append(out, extend(line))
	}
	return out
}
