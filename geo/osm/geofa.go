package osm

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

//go:embed geofa.tsv
var geofaTable string

// geofaKinds maps GeoFA's code of a type of facility to a kind.
var geofaKinds = func() map[int]Kind {
	m := map[int]Kind{}
	for _, row := range readTable("geofa.tsv", geofaTable, 3) {
		code, err := strconv.Atoi(row[0])
		if err != nil || !Kind(row[1]).Valid() {
			panic("geofa.tsv: a row must be a code and a kind of kinds.tsv")
		}
		m[code] = Kind(row[1])
	}
	return m
}()

// GeoFA's codes for a facility in force and open to everybody.
const (
	inForce = 3
	public  = 1
)

// facility is what is read of GeoFA's properties. Descriptions, contacts and
// links are not read.
type facility struct {
	ID     string `json:"objekt_id"`
	Status *int   `json:"statuskode"`
	Public *int   `json:"off_kode"`
	Type   *int   `json:"facil_ty_k"`
	Name   string `json:"navn"`
}

// ReadGeoFA reads public places from an extract of GeoFA, the municipalities'
// shared register of outdoor facilities (theme 5800), as GeoJSON. Facilities
// that are not in force, not public, of no public kind or that cannot be read
// are counted in the report. An error that wraps [ErrNotGeoJSON] means that the
// file as a whole is of no use.
func ReadGeoFA(r io.Reader) ([]Place, Report, error) {
	var rep Report
	o, err := readGeoJSON(r)
	if err != nil {
		return nil, rep, err
	}
	if o.Type != "FeatureCollection" {
		return nil, rep, fmt.Errorf("%w: GeoFA must be a FeatureCollection", ErrNotGeoJSON)
	}
	rep.Format = "GeoFA"
	rep.Features = len(o.Features)
	seen := map[string]bool{}
	var places []Place
	for i := range o.Features {
		p, why := readFacility(&o.Features[i])
		if why == "" && seen[p.Ref] {
			why = whyTwice
		}
		if why != "" {
			rep.drop("facility", why)
			continue
		}
		seen[p.Ref] = true
		rep.place(p.Kind)
		places = append(places, p)
	}
	rep.finish()
	return places, rep, nil
}

// readFacility reads one feature; why tells why it was left out.
func readFacility(o *object) (p Place, why string) {
	var f facility
	if o.Type != "Feature" || len(o.Properties) == 0 || json.Unmarshal(o.Properties, &f) != nil {
		return p, whyBroken
	}
	switch {
	case f.Status == nil || f.Type == nil || !validID(f.ID):
		return p, whyBroken
	case *f.Status != inForce:
		return p, whyStatus
	case f.Public != nil && *f.Public != public:
		return p, whyNotPublic
	}
	k, ok := geofaKinds[*f.Type]
	if !ok {
		return p, whyNoKind
	}
	pt, ok := facilityPoint(o.Geometry)
	if !ok {
		return p, whyNoPosition
	}
	return Place{Ref: geofaPrefix + strings.ToLower(f.ID), Kind: k, Name: clean(f.Name), Point: pt}, ""
}

const geofaPrefix = "g"

func isGeoFA(p Place) bool { return strings.HasPrefix(p.Ref, geofaPrefix) }

// validID accepts what a UUID is written with.
func validID(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(strings.ToLower(s), "0123456789abcdef-{}") == ""
}

// facilityPoint is a point on or inside a facility of any geometry.
func facilityPoint(g *object) (orb.Point, bool) {
	if g == nil {
		return orb.Point{}, false
	}
	switch g.Type {
	case "Point":
		p, err := coordinates[lonLat](g)
		return orb.Point(p), err == nil
	case "MultiPoint", "LineString":
		ps, err := coordinates[[]lonLat](g)
		if err != nil || len(ps) == 0 {
			return orb.Point{}, false
		}
		return orb.Point(ps[len(ps)/2]), true
	case "Polygon", "MultiPolygon":
		mp, err := g.polygons()
		if err != nil || len(mp) == 0 {
			return orb.Point{}, false
		}
		return pointOf(mp), true
	}
	return orb.Point{}, false
}
