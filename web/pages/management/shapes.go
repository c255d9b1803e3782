package management

import (
	"cmp"
	"math"
	"slices"

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

// mapArea is one area: its ground, where its figure is written, and its looks.
type mapArea struct {
	ID     string            `json:"id"`
	Name   string            `json:"name"`
	Shape  *geojson.Geometry `json:"shape"`
	Label  [2]float64        `json:"label"` // latitude, longitude: inside its largest part
	Need   look              `json:"need"`
	Effort look              `json:"effort"`
}

// drawAreas outlines each area as the union of its leaves: what is drawn is exactly
// what is counted.
func drawAreas(w words, areas []stats.Area, g ground, layer string) mapData {
	out := mapData{Layer: layer}
	var box orb.Bound
	for _, a := range areas {
		shape := rounded(cells.Union(g[a.Name]))
		if len(shape) == 0 {
			continue
		}
		if len(out.Areas) == 0 {
			box = shape.Bound()
		}
		box = box.Union(shape.Bound())
		at := inside(largest(shape))
		out.Areas = append(out.Areas, mapArea{
			ID: areaID(a), Name: w.name(a), Shape: geojson.NewGeometry(shape),
			Label: [2]float64{degrees(at.Lat()), degrees(at.Lon())},
			Need:  w.needLook(a), Effort: w.effortLook(a),
		})
	}
	out.Box = [4]float64{box.Min.Lat(), box.Min.Lon(), box.Max.Lat(), box.Max.Lon()}
	return out
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
