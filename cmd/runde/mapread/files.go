package mapread

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

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"
)

// Files are the files that a municipality's map is read from.
type Files struct {
	OSM       string // map extract
	Boundary  string // GeoJSON; empty: the extract's box stands for the municipality
	GeoFA     string // GeoJSON; empty: none
	Dwellings string // CSV lat,lon,count; empty: counted on the map
	CoverOnly bool   // neither street network nor base map is wanted
}

// Map is what they hold, as far as it is used. It crosses from the process that
// reads to the one that stores: all but the bytes as JSON.
type Map struct {
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
	Steps       Steps

	Network []byte `json:"-"` // as street.Network.Encode gives it
	Basemap []byte `json:"-"` // as tiles.Map.Encode writes it
	SHA256  []byte `json:"-"` // of the map file
	Peak    int64  `json:"-"` // most memory that the reading took, in bytes; 0: unknown

	Began time.Time `json:"-"` // when the work on it did; zero: not known
}

// ErrNoLand is returned for an area so small that no cell's centre lies in it.
var ErrNoLand = errors.New("the municipality's area holds no cell: is the boundary right?")

// Read reads the files and builds what is made of them. Progress is called with the
// share of the map file that is done.
func (f Files) Read(ctx context.Context, progress func(done, total int64)) (*Map, error) {
	var m Map
	var err error
	if f.Boundary != "" {
		if m.Area, err = readFile(f.Boundary, osm.ReadBoundary); err != nil {
			return nil, err
		}
	}
	var e *osm.Extract
	err = m.Steps.Time("read", func() (err error) {
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
func (f Files) build(m *Map, e *osm.Extract) error {
	var network, rest Steps
	var work errgroup.Group
	work.Go(func() error {
		if err := rest.Time("cover", func() error { return f.countCells(m, e) }); err != nil || f.CoverOnly {
			return err
		}
		return rest.Time("base map", func() (err error) {
			m.Basemap, err = tiles.New(e).Encode()
			return err
		})
	})
	if !f.CoverOnly {
		streets, barriers := e.Streets, e.Barriers
		work.Go(func() error {
			return network.Time("network", func() (err error) {
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
func (f Files) countCells(m *Map, e *osm.Extract) error {
	leaves := cells.Leaves(m.Area)
	if len(leaves) == 0 {
		return ErrNoLand
	}
	if err := f.addFacilities(m, e, leaves); err != nil {
		return err
	}
	return f.countHomes(m, e, leaves)
}

// addFacilities merges the places of GeoFA into those of the map.
func (f Files) addFacilities(m *Map, e *osm.Extract, leaves []geo.Cell) error {
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
func (f Files) countHomes(m *Map, e *osm.Extract, leaves []geo.Cell) error {
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

// Step is how long a part of the work took.
type Step struct {
	What    string  `json:"what"`
	Seconds float64 `json:"seconds"`
}

// Steps are parts of the work in the order in which they began; some run side by
// side.
type Steps []Step

// Time runs the work and notes how long it took, unless it failed.
func (s *Steps) Time(what string, work func() error) error {
	began := time.Now()
	if err := work(); err != nil {
		return err
	}
	*s = append(*s, Step{what, time.Since(began).Seconds()})
	return nil
}
