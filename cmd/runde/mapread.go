package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/osm"
	"runde/geo/tiles"
	"runde/routes/street"
	"runde/store"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"
)

// mapFiles are the files that a municipality's map is read from.
type mapFiles struct {
	OSM       string // map extract
	Boundary  string // GeoJSON; empty: the extract's box stands for the municipality
	GeoFA     string // GeoJSON; empty: none
	Dwellings string // CSV lat,lon,count; empty: counted on the map
	CoverOnly bool   // neither street network nor base map is wanted
}

// mapRead is what they hold, as far as it is used. It crosses from the process that
// reads to the one that stores: all but the bytes as JSON.
type mapRead struct {
	Map         osm.Summary
	Area        orb.MultiPolygon
	Homes       map[geo.Cell]int // by leaf; every leaf of the area has an entry
	Source      string           // addresses, buildings or register
	HasGeoFA    bool
	GeoFA       osm.Report
	Outside     int  // facilities in other municipalities
	Doubles     int  // facilities that the map has too
	FromBox     bool // no boundary was given
	Places      []osm.Place
	Names       []osm.Name
	StreetNames []string
	Steps       steps

	Network []byte `json:"-"` // as street.Network.Encode gives it
	Basemap []byte `json:"-"` // as tiles.Map.Encode writes it
	SHA256  []byte `json:"-"` // of the map file
	Peak    int64  `json:"-"` // most memory that the reading took, in bytes; 0: unknown

	Began time.Time `json:"-"` // when the work on it did; zero: not known
}

// errNoLand is returned for an area so small that no cell's centre lies in it.
var errNoLand = errors.New("the municipality's area holds no cell: is the boundary right?")

// read reads the files and builds what is made of them. Progress is called with the
// share of the map file that is done.
func (f mapFiles) read(ctx context.Context, progress func(done, total int64)) (*mapRead, error) {
	var m mapRead
	var err error
	if f.Boundary != "" {
		if m.Area, err = readFile(f.Boundary, osm.ReadBoundary); err != nil {
			return nil, err
		}
	}
	var e *osm.Extract
	err = m.Steps.time("read", func() (err error) {
		e, err = osm.Read(ctx, f.OSM, osm.Options{Boundary: m.Area, Progress: progress})
		return err
	})
	if err != nil {
		return nil, err
	}
	if m.Area == nil {
		m.Area, m.FromBox = orb.MultiPolygon{e.Bound.ToPolygon()}, true
	}
	if err := f.build(&m, e); err != nil {
		return nil, err
	}
	m.Map, m.Places, m.Names, m.StreetNames = e.Summary(), e.Places, e.Names, e.StreetNames
	return &m, nil
}

// build makes the street network beside the cover and the base map, which waits for
// the cover to know what facilities there are.
func (f mapFiles) build(m *mapRead, e *osm.Extract) error {
	var network, rest steps
	var work errgroup.Group
	work.Go(func() error {
		if err := rest.time("cover", func() error { return f.countCells(m, e) }); err != nil || f.CoverOnly {
			return err
		}
		return rest.time("base map", func() (err error) {
			m.Basemap, err = tiles.New(e).Encode()
			return err
		})
	})
	if !f.CoverOnly {
		streets, barriers := e.Streets, e.Barriers
		work.Go(func() error {
			return network.time("network", func() (err error) {
				m.Network, err = encodeNetwork(streets, barriers)
				return err
			})
		})
	}
	if err := work.Wait(); err != nil {
		return err
	}
	m.Steps = append(append(m.Steps, rest...), network...)
	return nil
}

func encodeNetwork(streets []osm.Street, barriers map[int64]map[string]string) ([]byte, error) {
	data, err := street.Build(streets, barriers).Encode()
	if err != nil {
		return nil, fmt.Errorf("street network: %w", err)
	}
	return data, nil
}

// countCells finds the leaves of the area, the facilities in them and their homes.
func (f mapFiles) countCells(m *mapRead, e *osm.Extract) error {
	leaves := cells.Leaves(m.Area)
	if len(leaves) == 0 {
		return errNoLand
	}
	if err := f.addFacilities(m, e, leaves); err != nil {
		return err
	}
	return f.countHomes(m, e, leaves)
}

// addFacilities merges the places of GeoFA into those of the map.
func (f mapFiles) addFacilities(m *mapRead, e *osm.Extract, leaves []geo.Cell) error {
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
		if leaf, ok := cells.Leaf(p.Point); ok && geo.Area(leaves).Contains(leaf) {
			inside = append(inside, p)
		}
	}
	m.Outside = len(list) - len(inside)
	e.Places, m.Doubles = osm.MergePlaces(e.Places, inside)
	return nil
}

// countHomes counts dwellings by leaf, from the municipality's list where it gave
// one.
func (f mapFiles) countHomes(m *mapRead, e *osm.Extract, leaves []geo.Cell) error {
	list, source := e.Dwellings, e.DwellingSource
	if f.Dwellings != "" {
		var err error
		if list, err = readFile(f.Dwellings, osm.ReadDwellings); err != nil {
			return err
		}
		source = fromRegister
	}
	points, counts := make([]orb.Point, len(list)), make([]int, len(list))
	for i, d := range list {
		points[i], counts[i] = d.Point, d.Count
	}
	m.Homes, m.Source = cells.Count(leaves, points, counts), source
	return nil
}

// fromRegister is the source of dwellings that the municipality listed itself.
const fromRegister = "register"

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

// toStore makes what is stored of the map: covers with the given floors, and the
// places inside them.
func (m *mapRead) toStore(name string, floor, homeFloor int) store.Import {
	in := store.Import{
		Municipality:   name,
		SourceSHA256:   m.SHA256,
		Street:         cells.New(m.Homes, floor),
		Home:           cells.New(m.Homes, max(floor, homeFloor)),
		DwellingSource: m.Source,
		Boundary:       m.Area,
		Sources:        []string{store.FromOSM},
		Names:          m.Names,
		StreetNames:    m.StreetNames,
		Network:        m.Network,
		Basemap:        m.Basemap,
	}
	if m.HasGeoFA {
		in.Sources = append(in.Sources, store.FromGeoFA)
	}
	for _, p := range m.Places {
		if _, inside := in.Street.At(p.Point); inside {
			in.Places = append(in.Places, placeOf(p))
		}
	}
	in.Summary = m.summary(in)
	return in
}

// step is how long a part of the work took.
type step struct {
	What    string  `json:"what"`
	Seconds float64 `json:"seconds"`
}

// steps are parts of the work in the order in which they began; some run side by
// side.
type steps []step

// time runs the work and notes how long it took, unless it failed.
func (s *steps) time(what string, work func() error) error {
	began := time.Now()
	if err := work(); err != nil {
		return err
	}
	*s = append(*s, step{what, time.Since(began).Seconds()})
	return nil
}
