package tiles

import (
	"strings"

	"runde/geo/osm"
)

// streetClasses joins OpenStreetMap's classes to those that are drawn, with the
// zoom from which they are.
var streetClasses = map[string]struct {
	class string
	zoom  int
}{
	"motorway":      {"motorway", 6},
	"trunk":         {"trunk", 7},
	"primary":       {"primary", 8},
	"secondary":     {"secondary", 9},
	"tertiary":      {"tertiary", 11},
	"unclassified":  {"residential", 12},
	"residential":   {"residential", 12},
	"road":          {"residential", 12},
	"living_street": {"residential", 13},
	"pedestrian":    {"pedestrian", 13},
	"busway":        {"service", 14},
	"service":       {"service", 14},
	"track":         {"track", 13},
	"cycleway":      {"cycleway", 13},
	"path":          {"path", 14},
	"footway":       {"path", 14},
	"bridleway":     {"path", 14},
	"steps":         {"steps", 15},
}

// classOfStreet is the class a street is drawn in and from which zoom; ok is
// false for one that is not drawn, such as the outline of a square.
func classOfStreet(tags map[string]string) (class string, zoom int, ok bool) {
	if tags["area"] == "yes" {
		return "", 0, false
	}
	c, ok := streetClasses[strings.TrimSuffix(tags["highway"], "_link")]
	if !ok && tags["route"] == "ferry" {
		return "ferry", 8, true
	}
	if c.class == "service" && tags["service"] != "" {
		c.zoom++
	}
	return c.class, c.zoom, ok
}

// passage is whether a street runs over a bridge or through a tunnel.
func passage(tags map[string]string) string {
	if v := tags["tunnel"]; v != "" && v != "no" {
		return "tunnel"
	}
	if v := tags["bridge"]; v != "" && v != "no" {
		return "bridge"
	}
	return ""
}

// nameZooms is the zoom from which settlements are named.
var nameZooms = map[string]int{
	"city": 6, "town": 8, "borough": 10, "village": 10, "suburb": 11, "hamlet": 12, "quarter": 12, "neighbourhood": 13,
}

// lineZooms is the zoom from which lines of the base map are drawn, by class.
var lineZooms = map[string]int{
	"river": 9, "stream": 13, "rail": 9, "siding": 13, "tram": 13, "runway": 11, "pier": 13, "platform": 15,
}

// placeZoom is the zoom from which a public place is drawn. There are so many
// benches and bus stops that they come last, and what has no name says little.
func placeZoom(k osm.Kind, name string) int {
	switch {
	case k == "station":
		return 12
	case k == osm.Bench || k == "bus_stop" || name == "":
		return 15
	}
	return 14
}

// streetNameZoom is the zoom from which streets carry their names.
const streetNameZoom = 13

// firstAreaZoom is the earliest zoom of an area whatever its size, and minArea
// the size in square units of a tile from which it is drawn: a square pixel is
// 64 units where a tile fills 512 pixels.
func firstAreaZoom(layer, class string) (zoom int, minArea float64) {
	switch {
	case class == osm.Land:
		return MinZoom, 0
	case layer == osm.Buildings:
		return 13, 400
	case class == "pedestrian" || class == "platform" || class == "parking":
		return 14, 64
	case class == "pier" || class == "bridge":
		return 12, 64
	case layer == osm.Water:
		return MinZoom, 256
	}
	return 8, 768
}
