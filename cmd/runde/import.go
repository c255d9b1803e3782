package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"runde/cmd/runde/download"
	"runde/cmd/runde/mapread"
	"runde/store"
)

// importCmd reads a map into the database.
type importCmd struct {
	database
	mapread.Limits
	OSM          string   `name:"osm" help:"Map extract (.osm.pbf, .osm, also packed by gzip or bzip2): a file or an https address." required:"" placeholder:"FILE-OR-URL"`
	AllowHost    []string `help:"Server that a map may be fetched from, besides those that are known (${map_hosts})." env:"RUNDE_MAP_HOSTS" placeholder:"HOST"`
	Boundary     string   `help:"Outline of the municipality as GeoJSON. Without it the extract's box stands for the municipality." type:"existingfile" placeholder:"FILE"`
	Geofa        string   `help:"Outdoor facilities from GeoFA (theme 5800) as GeoJSON." type:"existingfile" placeholder:"FILE"`
	Dwellings    string   `help:"The municipality's own list of dwellings, CSV with lat,lon,count." type:"existingfile" placeholder:"FILE.csv"`
	Municipality string   `help:"Name of the municipality; made where there is none of that name." required:"" placeholder:"NAME"`
	MinDwellings int      `help:"Least number of dwellings in a cell; 0: the municipality's setting." placeholder:"N"`
	AcceptChange bool     `help:"Take the map though it differs much from the one that is live."`
	JSON         bool     `name:"json" help:"Print what was read and stored as JSON."`
}

// Help is shown by --help.
func (importCmd) Help() string {
	return `Everything is read before anything is stored, and stored at once or not at all.
The map is read in a process of its own, which is ended when it takes more than
--memory or --time-limit. A map whose street network, places or area differ much
from the one that is live is refused: look at it, then say --accept-change. The map
before is kept: "runde map restore" goes back to it.
Reading the same map again changes nothing; places that the coordinator has
changed stay as they are; a year that has its cells keeps them.`
}

// Run reads the map, stores it and says what was read.
func (c *importCmd) Run(ctx context.Context, to streams) error {
	if c.MinDwellings < 0 {
		return errors.New("--min-dwellings: must not be negative")
	}
	began := time.Now()
	var took mapread.Steps
	file, err := c.file(ctx, to.err, &took)
	if err != nil {
		return err
	}
	m, err := c.read(ctx, file)
	if err != nil {
		return err
	}
	m.Began, m.Steps = began, append(took, m.Steps...)
	var db *store.DB
	var closeDB func() error
	err = m.Steps.Time("open the database", func() (err error) {
		db, closeDB, err = c.open(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return errors.Join(c.store(ctx, db, m, to.out), closeDB())
}

func (c *importCmd) read(ctx context.Context, file string) (*mapread.Map, error) {
	bar := newProgress("Reading the map", false)
	defer bar.end()
	return mapread.Reader{Limits: c.Limits}.Read(ctx, c.files(file), bar.set)
}

// files are the command's, with the map's path.
func (c *importCmd) files(osm string) mapread.Files {
	return mapread.Files{OSM: osm, Boundary: c.Boundary, GeoFA: c.Geofa, Dwellings: c.Dwellings}
}

// file is the map's path, after it was fetched where it is an address.
func (c *importCmd) file(ctx context.Context, problems io.Writer, took *mapread.Steps) (path string, err error) {
	if !download.IsURL(c.OSM) {
		return c.OSM, nil
	}
	address, err := download.Parse(c.OSM, c.AllowHost)
	if err != nil {
		return "", err
	}
	dir, err := c.cache("maps")
	if err != nil {
		return "", err
	}
	bar := newProgress("Fetching the map", false)
	var checked bool
	err = took.Time("fetch", func() (err error) {
		path, checked, err = download.New().Fetch(ctx, address, dir, bar.set)
		return err
	})
	bar.end()
	if err == nil && !checked {
		_, err = io.WriteString(problems, "warning: the server has no checksum of the map: a file that was altered on the way is not seen\n")
	}
	return path, err
}

func (c *importCmd) store(ctx context.Context, db *store.DB, m *mapread.Map, out io.Writer) error {
	settings, err := settingsOf(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	floor := settings.MinDwellings
	if c.MinDwellings > 0 {
		floor = c.MinDwellings
	}
	in := toStore(m, c.Municipality, floor, settings.HomeMinDwellings)
	in.AcceptChange = c.AcceptChange
	var done store.Imported
	err = m.Steps.Time("check and store", func() (err error) {
		done, err = db.ImportMap(ctx, store.By{At: db.Now()}, in)
		return err
	})
	if err != nil {
		return explained(err)
	}
	result := importResult{Municipality: done.Municipality.Name, Read: summaryOf(m, in), Stored: done, Steps: m.Steps, Peak: m.Peak}
	if !m.Began.IsZero() {
		result.Seconds = time.Since(m.Began).Seconds()
	}
	return result.write(out, c.JSON)
}

// explained says of a refused map in which figures it differs, a line each, and what
// to do about it.
func explained(err error) error {
	var different *store.MapDifferentError
	if !errors.As(err, &different) {
		return err
	}
	text := ""
	for _, d := range different.Differences {
		text += fmt.Sprintf("\n  %s: %s live, %s in this map (%s)", d.What, d.Live, d.New, d.Rule)
	}
	return fmt.Errorf("%w:%s\nNothing was changed. Where the map is right all the same, say --accept-change", store.ErrMapDifferent, text)
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
