package osm

import "github.com/paulmach/orb"

// Extract is what one map file holds of an area. Coordinates are longitude and
// latitude in degrees (WGS 84). Every slice is in the file's order and without
// duplicates unless its field says otherwise.
type Extract struct {
	// Bound is the box of the area: the boundary's with its margin, else the
	// file header's, else the box of the nodes that were read.
	Bound orb.Bound

	Streets []Street
	// Barriers holds the tags of nodes on streets that may stop somebody:
	// gates, bollards, lift gates. The key is the node's id.
	Barriers map[int64]map[string]string
	// StreetNames holds the names of streets and of address streets, sorted.
	StreetNames []string

	Places []Place
	Names  []Name

	Dwellings []Dwelling
	// DwellingSource is "addresses" or "buildings".
	DwellingSource string

	// Base is drawn in order: land, water, green, buildings, rails.
	Base []Feature

	Report Report
}

// Street is a way that somebody may travel on. A way that leaves the area or
// lacks some of its nodes comes as several streets with the same ID. Nodes and
// Line have the same length, at least two. Tags holds only [StreetTags]; streets
// with the same tags share the map, which must not be changed.
type Street struct {
	ID    int64
	Nodes []int64
	Line  orb.LineString
	Tags  map[string]string
}

// Place is a public place. Its point lies on or inside it.
type Place struct {
	Ref          string // "n123", "w45" or "r6" for OpenStreetMap, "g" and an id for GeoFA
	Kind         Kind
	Name         string // in Danish if the map has that; may be empty
	Point        orb.Point
	OpeningHours string // as written in the map; may be empty
}

// Name is a settlement or a part of one, in Danish if the map has that. Its Kind
// is OpenStreetMap's: city, borough, suburb, quarter, neighbourhood, town, village
// or hamlet. Farms and isolated dwellings are left out: such a name points at a
// home.
type Name struct {
	Ref, Name, Kind string
	Point           orb.Point
	Population      int // 0 where unknown
}

// Dwelling is Count homes at a point. It serves only to find the size of cells
// and is never shown nor stored.
type Dwelling struct {
	Point orb.Point
	Count int
}

// The layers of the base map.
const (
	Land      = "land"
	Water     = "water"
	Green     = "green"
	Buildings = "buildings"
	Rails     = "rails"
)

// Feature is a piece of the base map. Geometry is an orb.LineString,
// orb.Polygon or orb.MultiPolygon; Class is a word of base.tsv, or "land" for
// the land itself. Only water and green carry names, in Danish if the map has
// that.
type Feature struct {
	Layer, Class, Name string
	Geometry           orb.Geometry
}

// Sources of dwellings.
const (
	FromAddresses = "addresses"
	FromBuildings = "buildings"
)
