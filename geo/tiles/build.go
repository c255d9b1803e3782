package tiles

import (
	"cmp"
	"slices"

	"runde/geo/osm"

	"github.com/paulmach/orb"
)

// New makes the map of an extract.
func New(e *osm.Extract) *Map {
	fs := []feature{outside(e.Bound)}
	for _, b := range e.Base {
		if f, ok := newFeature(b.Layer, b.Class, b.Name, b.Geometry); ok {
			f.minZoom = baseZoom(&f)
			fs = append(fs, f)
		}
	}
	fs = append(fs, streetFeatures(e.Streets)...)
	for _, n := range e.Names {
		fs = append(fs, pointFeature("names", n.Kind, n.Name, n.Point, nameZooms[n.Kind]))
	}
	for _, p := range e.Places {
		fs = append(fs, pointFeature("places", string(p.Kind), p.Name, p.Point, placeZoom(p.Kind)))
	}
	return newMap(e.Bound, fs)
}

// outside is a wide frame around the area. What lies there was not read: it is
// drawn as neither land nor sea, so that no municipality looks like an island.
func outside(area orb.Bound) feature {
	const degrees = 4
	frame := orb.Bound{
		Min: orb.Point{area.Min[0] - degrees, area.Min[1] - degrees},
		Max: orb.Point{area.Max[0] + degrees, area.Max[1] + degrees},
	}
	f, _ := newFeature("land", "outside", "", orb.Polygon{frame.ToRing(), area.ToRing()})
	f.minZoom = MinZoom
	return f
}

func pointFeature(layer, class, name string, p orb.Point, zoom int) feature {
	return feature{layer: layer, class: class, name: name, minZoom: max(zoom, MinZoom), parts: [][]point{{toWorld(p)}}}
}

// baseZoom is the first zoom at which a feature is large enough to be seen.
func baseZoom(f *feature) int {
	if f.geometry == lines {
		return lineZooms[f.class]
	}
	zoom, minArea := firstAreaZoom(f.layer, f.class)
	size := f.area()
	for ; zoom < MaxZoom; zoom++ {
		scale := float64(uint64(1) << (2 * (MaxZoom - zoom)))
		if size/scale >= minArea {
			break
		}
	}
	return zoom
}

// streetFeatures joins the pieces that a street of one class and name is mapped
// in to lines as long as they go: fewer points at low zooms, fewer labels at
// high ones.
func streetFeatures(streets []osm.Street) []feature {
	type key struct {
		class, name string
		zoom        int
	}
	groups := map[key][][]point{}
	var order []key
	for _, s := range streets {
		class, zoom, ok := classOfStreet(s.Tags)
		line := project(s.Line)
		if !ok || len(line) < 2 {
			continue
		}
		k := key{class, s.Tags["name"], zoom}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], line)
	}
	slices.SortStableFunc(order, func(a, b key) int {
		return cmp.Or(cmp.Compare(b.zoom, a.zoom), cmp.Compare(a.class, b.class), cmp.Compare(a.name, b.name))
	})
	var fs []feature
	for _, k := range order {
		for _, line := range joinLines(groups[k]) {
			fs = append(fs, feature{
				layer: "streets", class: k.class, name: k.name, minZoom: k.zoom, geometry: lines, parts: [][]point{line},
			})
		}
	}
	return fs
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
