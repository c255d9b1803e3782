package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/osm"

	"github.com/paulmach/orb"
)

// mapFiles are the files that a municipality's map is read from.
type mapFiles struct {
	OSM       string // map extract
	Boundary  string // GeoJSON; empty: the extract's box stands for the municipality
	Dwellings string // CSV lat,lon,count; empty: counted on the map
}

// mapRead is what they hold.
type mapRead struct {
	Homes   map[geo.Cell]int // by leaf
	Source  string           // addresses, buildings or register
	FromBox bool             // no boundary was given
}

// errNoLand is returned for an area so small that no cell's centre lies in it.
var errNoLand = errors.New("the municipality's area holds no cell: is the boundary right?")

// read reads the files.
func (f mapFiles) read(ctx context.Context) (*mapRead, error) {
	var area orb.MultiPolygon
	var err error
	if f.Boundary != "" {
		if area, err = readFile(f.Boundary, osm.ReadBoundary); err != nil {
			return nil, err
		}
	}
	extract, err := osm.Read(ctx, f.OSM, osm.Options{Boundary: area})
	if err != nil {
		return nil, err
	}
	m := mapRead{Source: extract.DwellingSource, FromBox: area == nil}
	if area == nil {
		area = orb.MultiPolygon{extract.Bound.ToPolygon()}
	}
	leaves := cells.Leaves(area)
	if len(leaves) == 0 {
		return nil, errNoLand
	}
	list := extract.Dwellings
	if f.Dwellings != "" {
		m.Source = "register"
		if list, err = readFile(f.Dwellings, osm.ReadDwellings); err != nil {
			return nil, err
		}
	}
	points, counts := make([]orb.Point, len(list)), make([]int, len(list))
	for i, d := range list {
		points[i], counts[i] = d.Point, d.Count
	}
	m.Homes = cells.Count(leaves, points, counts)
	return &m, nil
}

// readFile reads the file by the function, whose error then names the file.
func readFile[T any](path string, read func(io.Reader) (T, error)) (out T, err error) {
	file, err := os.Open(path)
	if err != nil {
		return out, err
	}
	defer file.Close()
	if out, err = read(file); err != nil {
		return out, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return out, nil
}
