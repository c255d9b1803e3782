package osm

import (
	"fmt"
	"io"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// ReadBoundary reads the outline of a municipality from GeoJSON: a geometry, a
// feature or a collection of features, such as parishes. The result is all its
// polygons; where they touch or overlap they stand for their union. Coordinates
// are longitude and latitude in degrees; a third number is left out. The error
// wraps [ErrNotGeoJSON] and names the feature, counted from 1, and the rule.
func ReadBoundary(r io.Reader) (orb.MultiPolygon, error) {
	o, err := readGeoJSON(r)
	if err != nil {
		return nil, err
	}
	var mp orb.MultiPolygon
	for i, g := range geometries(o) {
		if g.Type != "Polygon" && g.Type != "MultiPolygon" {
			continue
		}
		polygons, err := g.polygons()
		if err != nil {
			return nil, fmt.Errorf("%w: feature %d: %w", ErrNotGeoJSON, i+1, err)
		}
		mp = append(mp, polygons...)
	}
	if len(mp) == 0 || planar.Area(mp) == 0 {
		return nil, fmt.Errorf("%w: a boundary must hold a polygon with an area", ErrNotGeoJSON)
	}
	return mp, nil
}

// geometries flattens an object to its geometries.
func geometries(o *object) []*object {
	var list []*object
	switch o.Type {
	case "FeatureCollection":
		for i := range o.Features {
			list = append(list, geometries(&o.Features[i])...)
		}
	case "Feature":
		if o.Geometry != nil {
			list = geometries(o.Geometry)
		}
	case "GeometryCollection":
		for i := range o.Geometries {
			list = append(list, geometries(&o.Geometries[i])...)
		}
	default:
		list = []*object{o}
	}
	return list
}
