package tiles

import (
	"bytes"
	"compress/gzip"
	"math"
	"slices"
	"sync"
)

// layerNames is the order of the layers in a tile.
var layerNames = []string{"land", "water", "green", "streets", "buildings", "rails", "names", "places"}

// Tile returns a vector tile (version 2), packed by gzip. The same map gives the
// same bytes. A tile that nothing lies on has no layers. It returns [ErrTile]
// for a tile that cannot exist.
func (m *Map) Tile(z, x, y int) ([]byte, error) {
	c := Coord{z, x, y}
	if !c.valid() {
		return nil, ErrTile
	}
	d := pencils.Get().(*pencil)
	defer pencils.Put(d)
	d.start(m, c)
	d.draw()
	return pack(d.bytes())
}

// pencil draws one tile; its memory serves the next.
type pencil struct {
	m        *Map
	c        Coord
	sheet    *sheet
	ground   box // what may reach the tile
	inner    box // what needs no cutting
	features map[featureKey]*mvtFeature
	layers   map[string][]*mvtFeature
	line     []point // in units of the tile
	scratch  []point
	tile     []byte
}

var pencils = sync.Pool{New: func() any { return new(pencil) }}

type featureKey struct {
	attr     int32
	geometry geometry
}

func (d *pencil) start(m *Map, c Coord) {
	d.m, d.c, d.sheet, d.ground, d.inner = m, c, m.sheet(c.Z), c.ground(), c.around(buffer)
	d.features, d.layers = map[featureKey]*mvtFeature{}, map[string][]*mvtFeature{}
	d.tile = d.tile[:0]
}

func (d *pencil) draw() {
	for _, i := range d.sheet.search(d.c.Z, d.ground) {
		s := &d.sheet.shapes[i]
		attr := s.attr
		if d.m.attrs[attr].layer == "streets" && d.c.Z < streetNameZoom {
			attr = d.m.plain[attr]
		}
		from, to := d.sheet.partsOf(int(i))
		switch s.geometry {
		case points:
			d.point(attr, from)
		case lines:
			d.lines(attr, from, to)
		case areas:
			d.areas(attr, from, to)
		}
	}
}

// feature is the one that shapes of the same attributes are gathered in. Each
// point is a feature of its own.
func (d *pencil) feature(attr int32, g geometry) *mvtFeature {
	k := featureKey{attr, g}
	if f := d.features[k]; f != nil && g != points {
		return f
	}
	f := &mvtFeature{attr: attr, geometry: g}
	d.features[k] = f
	layer := d.m.attrs[attr].layer
	d.layers[layer] = append(d.layers[layer], f)
	return f
}

func (d *pencil) bytes() []byte {
	for _, name := range layerNames {
		fs := slices.DeleteFunc(d.layers[name], func(f *mvtFeature) bool { return len(f.shape) == 0 })
		if len(fs) > 0 {
			d.tile = d.m.appendLayer(d.tile, name, fs)
		}
	}
	return d.tile
}

// on is a point in units of the tile, rounded.
func (d *pencil) on(p point) point {
	shift := MaxZoom - d.c.Z
	half := int32(1) << shift >> 1
	return point{(p[0]+half)>>shift - int32(d.c.X)<<extentBits, (p[1]+half)>>shift - int32(d.c.Y)<<extentBits}
}

// point is drawn by both tiles where it lies in the buffer, so that no symbol
// is cut.
func (d *pencil) point(attr int32, i int) {
	if p := d.on(d.sheet.points[d.sheet.parts[i].points]); inside(p) {
		d.feature(attr, points).addPoint(p)
	}
}

func (d *pencil) lines(attr int32, from, to int) {
	for i := from; i < to; i++ {
		if d.sheet.parts[i].box.beside(d.ground) {
			continue
		}
		d.scratch = clipLine(d.gather(i), d.scratch, func(piece []point) {
			d.feature(attr, lines).addLine(piece)
		})
	}
}

// areas draws outer rings clockwise on the screen and holes the other way, as
// the format asks. A ring smaller than a pixel is left out, and with an outer
// ring its holes; so is an area of which the tile shows only a hole.
func (d *pencil) areas(attr int32, from, to int) {
	for i := from; i < to; {
		next := i + 1
		for next < to && d.sheet.parts[next].hole {
			next++
		}
		if !d.sheet.parts[i].box.beside(d.ground) {
			d.area(attr, i, next)
		}
		i = next
	}
}

// area draws an outer ring and its holes.
func (d *pencil) area(attr int32, from, to int) {
	outer, size := d.ring(from)
	if outer == nil {
		return
	}
	f := d.feature(attr, areas)
	start, cursor := len(f.shape), f.cursor
	f.addRing(outer, size < 0)
	rest := math.Abs(size)
	for i := from + 1; i < to; i++ {
		if d.sheet.parts[i].box.beside(d.ground) {
			continue
		}
		if hole, size := d.ring(i); hole != nil {
			f.addRing(hole, size > 0)
			rest -= math.Abs(size)
		}
	}
	if rest < minRing {
		f.shape, f.cursor = f.shape[:start], cursor
	}
}

// minRing is the area in square units below which a ring is left out.
const minRing = 32

// ring is a ring in units of the tile and its signed area, or nil where it is
// too small to be seen.
func (d *pencil) ring(i int) (ring []point, size float64) {
	ring = d.gather(i)
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	if !d.sheet.parts[i].box.within(d.inner) {
		ring, d.scratch = clipRing(ring, d.scratch)
		d.line = ring
	}
	if len(ring) < 3 {
		return nil, 0
	}
	if size = ringArea(ring); math.Abs(size) < minRing {
		return nil, 0
	}
	return ring, size
}

// gather takes from a part the points that the zoom shows. Of a chunk beside
// the tile it takes the first and the last: the line between them lies beyond
// one side of the tile, as all did that was left out, and clipping removes it.
func (d *pencil) gather(i int) []point {
	s, z := d.sheet, uint8(d.c.Z)
	from, to := s.pointsOf(i)
	line := d.line[:0]
	add := func(j int) {
		if p := d.on(s.points[j]); len(line) == 0 || line[len(line)-1] != p {
			line = append(line, p)
		}
	}
	for chunk := int(s.parts[i].chunk); from < to; chunk++ {
		end := min(from+chunkLen, to)
		if s.chunks[chunk].beside(d.ground) {
			first, last := from, end-1
			for first < end && s.zooms[first] > z {
				first++
			}
			for last > first && s.zooms[last] > z {
				last--
			}
			if first < end {
				add(first)
				add(last)
			}
		} else {
			for j := from; j < end; j++ {
				if s.zooms[j] <= z {
					add(j)
				}
			}
		}
		from = end
	}
	d.line = line
	return line
}

// packers are kept because each needs much memory.
var packers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, packing)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

// packing is the level of gzip: a fifth smaller than the quickest, at half the
// time of the tightest.
const packing = 6

func pack(tile []byte) ([]byte, error) {
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	var out bytes.Buffer
	w.Reset(&out)
	if _, err := w.Write(tile); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
