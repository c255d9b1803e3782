package osm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/paulmach/orb"
)

// ErrNotGeoJSON is wrapped by the error for a file that is not GeoJSON; the
// error names the rule, never the content.
var ErrNotGeoJSON = errors.New("not GeoJSON")

// maxGeoJSON is the largest GeoJSON file read, in bytes.
const maxGeoJSON = 256 << 20

// object is a GeoJSON object of any type: a collection, a feature, a geometry.
type object struct {
	Type        string          `json:"type"`
	Features    []object        `json:"features"`
	Geometry    *object         `json:"geometry"`
	Geometries  []object        `json:"geometries"`
	Coordinates json.RawMessage `json:"coordinates"`
	Properties  json.RawMessage `json:"properties"`
}

// readGeoJSON reads one GeoJSON object and nothing behind it.
func readGeoJSON(r io.Reader) (*object, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxGeoJSON+1))
	if err != nil {
		return nil, err
	}
	switch {
	case len(data) == 0:
		return nil, fmt.Errorf("%w: the file is empty", ErrNotGeoJSON)
	case len(data) > maxGeoJSON:
		return nil, fmt.Errorf("%w: the file is larger than %d MiB", ErrNotGeoJSON, maxGeoJSON>>20)
	}
	if len(data) >= 3 && string(data[:3]) == "\xef\xbb\xbf" {
		data = data[3:]
	}
	o := &object{}
	if err := json.Unmarshal(data, o); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("%w: no valid JSON at byte %d", ErrNotGeoJSON, syntax.Offset)
		}
		return nil, fmt.Errorf("%w: a member has a value of the wrong type", ErrNotGeoJSON)
	}
	if o.Type == "" {
		return nil, fmt.Errorf("%w: the member \"type\" is missing", ErrNotGeoJSON)
	}
	return o, nil
}

// position of a GeoJSON coordinate: the first two numbers, in degrees. Heights,
// also such as -999, are left out.
type lonLat orb.Point

// UnmarshalJSON reads two numbers or more.
func (p *lonLat) UnmarshalJSON(b []byte) error {
	var v []float64
	if err := json.Unmarshal(b, &v); err != nil || len(v) < 2 {
		return errPosition
	}
	if v[0] < -180 || v[0] > 180 || v[1] < -90 || v[1] > 90 {
		return errDegrees
	}
	*p = lonLat{v[0], v[1]}
	return nil
}

var (
	errPosition = errors.New("a position must be at least two numbers")
	errDegrees  = errors.New("positions must be longitude and latitude in degrees (WGS 84)")
)

func coordinates[T any](o *object) (T, error) {
	var v T
	if err := json.Unmarshal(o.Coordinates, &v); err != nil {
		if errors.Is(err, errDegrees) {
			return v, errDegrees
		}
		return v, errors.New("coordinates do not fit the geometry's type")
	}
	return v, nil
}

// polygons reads a Polygon or MultiPolygon.
func (o *object) polygons() (orb.MultiPolygon, error) {
	if o.Type == "Polygon" {
		rings, err := coordinates[[][]lonLat](o)
		if err != nil {
			return nil, err
		}
		return toPolygons([][][]lonLat{rings})
	}
	polygons, err := coordinates[[][][]lonLat](o)
	if err != nil {
		return nil, err
	}
	return toPolygons(polygons)
}

// toPolygons closes rings that are left open and refuses empty ones.
func toPolygons(polygons [][][]lonLat) (orb.MultiPolygon, error) {
	var mp orb.MultiPolygon
	for _, rings := range polygons {
		var p orb.Polygon
		for _, points := range rings {
			ring := make(orb.Ring, len(points))
			for i, pt := range points {
				ring[i] = orb.Point(pt)
			}
			if n := len(ring); n > 0 && ring[0] != ring[n-1] {
				ring = append(ring, ring[0])
			}
			if len(ring) < 4 {
				return nil, errors.New("a ring must have at least three corners")
			}
			p = append(p, ring)
		}
		if len(p) > 0 {
			mp = append(mp, p)
		}
	}
	return mp, nil
}
