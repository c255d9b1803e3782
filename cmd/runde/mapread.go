package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/osm"
	"runde/geo/tiles"
	"runde/routes/street"
	"runde/store"

	"github.com/paulmach/orb"
)

// mapFiles are the files that a municipality's map is read from.
type mapFiles struct {
	OSM       string // map extract
	Boundary  string // GeoJSON; empty: the extract's box stands for the municipality
	GeoFA     string // GeoJSON; empty: none
	Dwellings string // CSV lat,lon,count; empty: counted on the map
}

// mapRead is what they hold.
type mapRead struct {
	Extract  *osm.Extract
	Area     orb.MultiPolygon
	Leaves   []geo.Cell
	Homes    map[geo.Cell]int // by leaf
	Source   string           // addresses, buildings or register
	HasGeoFA bool
	GeoFA    osm.Report
	Outside  int // facilities in other municipalities
	Doubles  int // facilities that the map has too
	SHA256   []byte
	FromBox  bool // no boundary was given
}

// errNoLand is returned for an area so small that no cell's centre lies in it.
var errNoLand = errors.New("the municipality's area holds no cell: is the boundary right?")

// read reads the files. Progress is called with the share that is done.
func (f mapFiles) read(ctx context.Context, progress func(done, total int64)) (*mapRead, error) {
	var m mapRead
	var err error
	if f.Boundary != "" {
		if m.Area, err = readFile(f.Boundary, osm.ReadBoundary); err != nil {
			return nil, err
		}
	}
	m.Extract, err = osm.Read(ctx, f.OSM, osm.Options{Boundary: m.Area, Progress: progress})
	if err != nil {
		return nil, err
	}
	if m.SHA256, err = readFile(f.OSM, checksum); err != nil {
		return nil, err
	}
	if m.Area == nil {
		m.Area, m.FromBox = orb.MultiPolygon{m.Extract.Bound.ToPolygon()}, true
	}
	if m.Leaves = cells.Leaves(m.Area); len(m.Leaves) == 0 {
		return nil, errNoLand
	}
	if err := f.addFacilities(&m); err != nil {
		return nil, err
	}
	return &m, f.countHomes(&m)
}

// addFacilities merges the places of GeoFA into those of the map.
func (f mapFiles) addFacilities(m *mapRead) error {
	if f.GeoFA == "" {
		return nil
	}
	m.HasGeoFA = true
	list, err := readFile(f.GeoFA, func(r io.Reader) (places []osm.Place, err error) {
		places, m.GeoFA, err = osm.ReadGeoFA(r)
		return places, err
	})
	if err != nil {
		return err
	}
	inside := list[:0]
	for _, p := range list {
		if leaf, ok := cells.Leaf(p.Point); ok && geo.Area(m.Leaves).Contains(leaf) {
			inside = append(inside, p)
		}
	}
	m.Outside = len(list) - len(inside)
	m.Extract.Places, m.Doubles = osm.MergePlaces(m.Extract.Places, inside)
	return nil
}

// countHomes counts dwellings by leaf, from the municipality's list where it gave
// one.
func (f mapFiles) countHomes(m *mapRead) error {
	list, source := m.Extract.Dwellings, m.Extract.DwellingSource
	if f.Dwellings != "" {
		var err error
		if list, err = readFile(f.Dwellings, osm.ReadDwellings); err != nil {
			return err
		}
		source = "register"
	}
	points, counts := make([]orb.Point, len(list)), make([]int, len(list))
	for i, d := range list {
		points[i], counts[i] = d.Point, d.Count
	}
	m.Homes, m.Source = cells.Count(m.Leaves, points, counts), source
	return nil
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

func checksum(r io.Reader) ([]byte, error) {
	h := sha256.New()
	_, err := io.Copy(h, r)
	return h.Sum(nil), err
}

// toStore makes what is stored of the map: covers with the given floors, the
// street network, the base map, and the places inside the cover.
func (m *mapRead) toStore(name string, floor, homeFloor int) (store.Import, error) {
	in := store.Import{
		Municipality:   name,
		SourceSHA256:   m.SHA256,
		Street:         cells.New(m.Homes, floor),
		Home:           cells.New(m.Homes, max(floor, homeFloor)),
		DwellingSource: m.Source,
		Boundary:       m.Area,
		Sources:        []string{store.FromOSM},
		Names:          m.Extract.Names,
		StreetNames:    m.Extract.StreetNames,
	}
	if m.HasGeoFA {
		in.Sources = append(in.Sources, store.FromGeoFA)
	}
	for _, p := range m.Extract.Places {
		if _, inside := in.Street.At(p.Point); inside {
			in.Places = append(in.Places, placeOf(p))
		}
	}
	var network bytes.Buffer
	if _, err := street.Build(m.Extract.Streets, m.Extract.Barriers).WriteTo(&network); err != nil {
		return in, fmt.Errorf("street network: %w", err)
	}
	in.Network = network.Bytes()
	var err error
	if in.Basemap, err = tiles.New(m.Extract).Encode(); err != nil {
		return in, fmt.Errorf("base map: %w", err)
	}
	in.Summary = m.summary(in)
	return in, nil
}
