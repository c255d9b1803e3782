package management

import (
	"cmp"
	"math"
	"slices"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/stats"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
)

// mapData is what the island draws.
type mapData struct {
	Box   [4]float64 `json:"box"` // south, west, north, east
	Layer string     `json:"layer"`
	Areas []mapArea  `json:"areas"`
}

// mapArea is one area: its ground, where its figure is written, and how each layer
// shows it; a layer without a look does not.
type mapArea struct {
	ID    string            `json:"id"`
	Name  string            `json:"name"`
	Shape *geojson.Geometry `json:"shape"`
	Label [2]float64        `json:"label"` // latitude, longitude: inside its largest part
	Looks map[string]look   `json:"looks"`
}

// draw outlines each area as the union of its leaves: what is drawn is exactly what
// is counted. as gives the id, the name and the looks.
func (m *mapData) draw(areas []stats.Area, g ground, as func(stats.Area) mapArea) {
	for _, a := range areas {
		shape := g[a.Name]
		if len(shape) == 0 {
			continue
		}
		box := shape.Bound()
		if len(m.Areas) > 0 {
			box = box.Union(orb.Bound{Min: orb.Point{m.Box[1], m.Box[0]}, Max: orb.Point{m.Box[3], m.Box[2]}})
		}
		m.Box = [4]float64{box.Min.Lat(), box.Min.Lon(), box.Max.Lat(), box.Max.Lon()}
		at := inside(largest(shape))
		one := as(a)
		one.Shape, one.Label = geojson.NewGeometry(shape), [2]float64{degrees(at.Lat()), degrees(at.Lon())}
		m.Areas = append(m.Areas, one)
	}
}

// ground is what is drawn of an area, by the area's name.
type ground map[string]orb.MultiPolygon

// add outlines leaves, unless the area is there already.
func (g ground) add(name string, leaves []geo.Cell) {
	if _, ok := g[name]; !ok {
		g[name] = rounded(cells.Union(leaves))
	}
}

// rounded is the shape to a metre, which is finer than a line on the map.
func rounded(shape orb.MultiPolygon) orb.MultiPolygon {
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i, p := range ring {
				ring[i] = orb.Point{degrees(p[0]), degrees(p[1])}
			}
		}
	}
	return shape
}

func degrees(v float64) float64 { return math.Round(v*1e5) / 1e5 }

func largest(shape orb.MultiPolygon) orb.Polygon {
	return slices.MaxFunc(shape, func(a, b orb.Polygon) int {
		return cmp.Compare(planar.Area(a), planar.Area(b))
	})
}

// inside is the middle of the widest stretch of the polygon at the height of its
// centroid, which lies inside also where the centroid itself does not.
func inside(p orb.Polygon) orb.Point {
	centre, _ := planar.CentroidArea(p)
	var crossings []float64
	for _, ring := range p {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > centre[1]) != (b[1] > centre[1]) {
				crossings = append(crossings, a[0]+(centre[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]))
			}
		}
	}
	slices.Sort(crossings)
	widest := 0.0
	for i := 0; i+1 < len(crossings); i += 2 {
		if width := crossings[i+1] - crossings[i]; width > widest {
			widest, centre[0] = width, (crossings[i]+crossings[i+1])/2
		}
	}
	return centre
}
