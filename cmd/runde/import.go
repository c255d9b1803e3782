package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"runde/geo/cells"
	"runde/geo/osm"
	"runde/store"
)

// importCmd reads a map into the database.
type importCmd struct {
	database
	readLimits
	OSM          string `name:"osm" help:"Map extract (.osm.pbf, .osm, also packed by gzip or bzip2): a file or an https address." required:"" placeholder:"FILE-OR-URL"`
	Boundary     string `help:"Outline of the municipality as GeoJSON. Without it the extract's box stands for the municipality." type:"existingfile" placeholder:"FILE"`
	Geofa        string `help:"Outdoor facilities from GeoFA (theme 5800) as GeoJSON." type:"existingfile" placeholder:"FILE"`
	Dwellings    string `help:"The municipality's own list of dwellings, CSV with lat,lon,count." type:"existingfile" placeholder:"FILE.csv"`
	Municipality string `help:"Name of the municipality; made where there is none of that name." required:"" placeholder:"NAME"`
	MinDwellings int    `help:"Least number of dwellings in a cell; 0: the municipality's setting." placeholder:"N"`
}

// Help is shown by --help.
func (importCmd) Help() string {
	return `Everything is read before anything is stored, and stored at once or not at all.
Reading the same map again changes nothing; places that the coordinator has
changed stay as they are; a year that has its cells keeps them.`
}

// Run reads the map, stores it and says what was read.
func (c *importCmd) Run(ctx context.Context, to streams) error {
	if c.MinDwellings < 0 {
		return errors.New("--min-dwellings: must not be negative")
	}
	file, err := c.file(ctx)
	if err != nil {
		return err
	}
	bar := newProgress("Reading the map", false)
	m, err := mapReader{readLimits: c.readLimits}.read(ctx, c.files(file), bar.set)
	bar.end()
	if err != nil {
		return err
	}
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.store(ctx, db, m, to.out), closeDB())
}

// files are the command's, with the map's path.
func (c *importCmd) files(osm string) mapFiles {
	return mapFiles{OSM: osm, Boundary: c.Boundary, GeoFA: c.Geofa, Dwellings: c.Dwellings}
}

// file is the map's path, after it was fetched where it is an address.
func (c *importCmd) file(ctx context.Context) (string, error) {
	if !isURL(c.OSM) {
		return c.OSM, nil
	}
	address, err := parseAddress(c.OSM)
	if err != nil {
		return "", err
	}
	dir, err := c.cache("maps")
	if err != nil {
		return "", err
	}
	bar := newProgress("Fetching the map", false)
	defer bar.end()
	return newDownloader().fetch(ctx, address, dir, bar.set)
}

func (c *importCmd) store(ctx context.Context, db *store.DB, m *mapRead, out io.Writer) error {
	settings, err := settingsOf(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	floor := settings.MinDwellings
	if c.MinDwellings > 0 {
		floor = c.MinDwellings
	}
	in := m.toStore(c.Municipality, floor, settings.HomeMinDwellings)
	done, err := db.ImportMap(ctx, store.By{At: db.Now()}, in)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, m.summary(in).String()+importedText(done))
	return err
}

// settingsOf are the settings of the municipality, the defaults where there is
// none of that name.
func settingsOf(ctx context.Context, db *store.DB, name string) (store.Settings, error) {
	m, err := db.MunicipalityByName(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		return store.DefaultSettings(), nil
	}
	if err != nil {
		return store.Settings{}, err
	}
	return db.Settings(ctx, m.ID)
}

// mapSummary is what a reading of a map found; counts only.
type mapSummary struct {
	Map      osm.Summary  `json:"map"`
	GeoFA    *osm.Report  `json:"geofa,omitempty"`
	Outside  int          `json:"geofa_outside,omitempty"` // facilities in other municipalities
	Doubles  int          `json:"geofa_doubles,omitempty"` // facilities that the map has too
	Inside   int          `json:"places_inside"`           // places in the municipality
	Street   coverSummary `json:"street_cover"`
	Home     coverSummary `json:"home_cover"`
	Source   string       `json:"dwelling_source"`
	Warnings []string     `json:"warnings,omitempty"`
}

type coverSummary struct {
	Cells     int  `json:"cells"`
	Floor     int  `json:"floor"`
	Dwellings int  `json:"dwellings"`
	Below     bool `json:"below_floor,omitempty"`
}

func (m *mapRead) summary(in store.Import) mapSummary {
	s := mapSummary{
		Map: m.Map, Inside: len(in.Places), Source: m.Source,
		Street: coverOf(in.Street), Home: coverOf(in.Home),
	}
	if m.HasGeoFA {
		s.GeoFA, s.Outside, s.Doubles = &m.GeoFA, m.Outside, m.Doubles
	}
	s.Warnings = coverWarnings(m, in.Street)
	if m.Map.Streets == 0 {
		s.Warnings = append(s.Warnings, "the map holds no street: no round can be planned")
	}
	if len(in.Places) == 0 {
		s.Warnings = append(s.Warnings, "the map holds no public place in the municipality: rounds will have area stops alone")
	}
	return s
}

func coverOf(c *cells.Cover) coverSummary {
	return coverSummary{len(c.Cells()), c.Floor(), c.Dwellings(), c.BelowFloor()}
}

// String writes the summary as lines of a label and what it counts.
func (s mapSummary) String() string {
	var b strings.Builder
	b.WriteString(s.Map.String())
	line := func(label, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s %s\n", label, fmt.Sprintf(format, args...))
	}
	if s.GeoFA != nil {
		line("geofa", "%d facilities, %d of them outside the municipality, %d on the map too", s.GeoFA.Features, s.Outside, s.Doubles)
		for _, d := range s.GeoFA.Dropped {
			line("left out", "%d × %s: %s", d.N, d.What, d.Why)
		}
	}
	line("inside", "%d places in the municipality", s.Inside)
	line("cover", "%d cells of at least %d dwellings (%d in all, by %s)", s.Street.Cells, s.Street.Floor, s.Street.Dwellings, s.Source)
	line("home cover", "%d cells of at least %d dwellings", s.Home.Cells, s.Home.Floor)
	for _, w := range s.Warnings {
		line("warning", "%s", w)
	}
	return b.String()
}

// importedText says what the import changed.
func importedText(d store.Imported) string {
	p := d.Places
	s := fmt.Sprintf("%-12s %s: %d places added, %d changed, %d unchanged, %d retired; %d kept as edited, %d kept on a plan\n",
		"stored", d.Municipality.Name, p.Added, p.Changed, p.Unchanged, p.Retired, p.Edited, p.InUse)
	for _, year := range d.CoverMade {
		s += fmt.Sprintf("%-12s %d has these cells\n", "cover", year)
	}
	for _, year := range d.CoverKept {
		s += fmt.Sprintf("%-12s %d keeps the cells it had: a year's cells never change\n", "cover", year)
	}
	if len(d.CoverKept) > 0 {
		s += fmt.Sprintf("%-12s %d gets these cells, unless another map is read before\n", "cover", d.CoverNext)
	}
	return s
}
