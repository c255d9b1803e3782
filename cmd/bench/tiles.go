package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"runde/geo/osm"
	"runde/geo/tiles"
	"runde/web"

	"github.com/go-chi/chi/v5"
	"github.com/paulmach/orb/maptile"
)

// tilesCmd times the base map's tiles as a browser gets them.
type tilesCmd struct {
	OSM   string `name:"osm" help:"Map extract." required:"" type:"existingfile" placeholder:"FILE"`
	Tiles int    `help:"Tiles of each zoom at most." default:"500"`
	Seed  uint64 `help:"Seed of the tiles." default:"1"`
	JSON  bool   `help:"Print JSON."`
}

// Help says what is counted.
func (tilesCmd) Help() string {
	return `Tiles are those that hold random points of streets: where there is a map to
look at, not sea. Each is asked for through the handler and the cache that the server
uses: cold is the first time, drawn and packed; warm the median of five more. Tiles
beyond zoom 14 are never kept and drawn each time. The whole set is what a phone and
the public form fetch at once: every tile of every zoom up to the deepest that keeps
within 120 tiles.`
}

// tilesResult is what was measured; times are in milliseconds, sizes in bytes.
type tilesResult struct {
	Make     float64     `json:"make_ms"`   // the map from the extract
	Encode   float64     `json:"encode_ms"` // for the database
	Encoded  int         `json:"encoded_bytes"`
	Decode   float64     `json:"decode_ms"` // when a server starts
	Warm     float64     `json:"warm_ms"`   // all tiles that are kept
	Zooms    []zoomTimes `json:"zooms"`
	WholeTo  int         `json:"whole_set_zoom"`
	WholeN   int         `json:"whole_set_tiles"`
	WholeAll int         `json:"whole_set_bytes"`
}

// zoomTimes are the times and sizes of one zoom's tiles.
type zoomTimes struct {
	Zoom  int    `json:"zoom"`
	Tiles int    `json:"tiles"`
	Cold  spread `json:"cold_ms"`
	Again spread `json:"warm_ms"`
	Bytes spread `json:"bytes"`
}

type spread struct {
	Median float64 `json:"median"`
	P95    float64 `json:"p95"`
	Most   float64 `json:"max"`
}

func spreadOf(v []float64) spread {
	slices.Sort(v)
	at := func(part float64) float64 { return v[min(len(v)-1, int(part*float64(len(v))))] }
	return spread{at(0.5), at(0.95), v[len(v)-1]}
}

func (r tilesResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "make %.0f ms, encode %.0f ms to %.2f MB, decode %.0f ms, all kept tiles %.0f ms\n",
		r.Make, r.Encode, float64(r.Encoded)/1e6, r.Decode, r.Warm)
	fmt.Fprintf(&b, "%4s %6s  %26s  %26s  %26s\n", "zoom", "tiles", "cold ms: median p95 max", "warm ms: median p95 max", "kB: median p95 max")
	for _, z := range r.Zooms {
		fmt.Fprintf(&b, "%4d %6d  %10.2f %7.2f %7.2f  %10.3f %7.3f %7.3f  %10.1f %7.1f %7.1f\n", z.Zoom, z.Tiles,
			z.Cold.Median, z.Cold.P95, z.Cold.Most, z.Again.Median, z.Again.P95, z.Again.Most,
			z.Bytes.Median/1e3, z.Bytes.P95/1e3, z.Bytes.Most/1e3)
	}
	fmt.Fprintf(&b, "whole set: %d tiles to zoom %d, %.0f kB\n", r.WholeN, r.WholeTo, float64(r.WholeAll)/1e3)
	return b.String()
}

// Run measures and prints.
func (c *tilesCmd) Run(ctx context.Context, out io.Writer) error {
	extract, err := osm.Read(ctx, c.OSM, osm.Options{})
	if err != nil {
		return err
	}
	if len(extract.Streets) == 0 {
		return errors.New("--osm: the extract has no streets")
	}
	var r tilesResult
	m, err := c.prepare(extract, &r)
	if err != nil {
		return err
	}
	if err := c.whole(m, &r); err != nil {
		return err
	}
	for z := tiles.MinZoom; z <= tiles.MaxZoom; z++ {
		times, err := c.zoom(m, extract, z)
		if err != nil {
			return err
		}
		r.Zooms = append(r.Zooms, times)
	}
	return write(out, c.JSON, r)
}

// prepare takes the map through the database's form, as a server would get it.
func (c *tilesCmd) prepare(e *osm.Extract, r *tilesResult) (m *tiles.Map, err error) {
	r.Make = 1e3 * seconds(func() { m = tiles.New(e) })
	var data []byte
	r.Encode = 1e3 * seconds(func() { data, err = m.Encode() })
	if err != nil {
		return nil, err
	}
	r.Encoded = len(data)
	r.Decode = 1e3 * seconds(func() { m, err = tiles.Decode(data) })
	if err != nil {
		return nil, err
	}
	cache := tiles.NewCache(benchCache)
	cache.Serve(m)
	r.Warm = 1e3 * seconds(func() { cache.Warm(m) })
	return m, nil
}

// benchCache is the size of the cache, in bytes.
const benchCache = 64 << 20

// What the pages fetch at once at most, as web/app/src/lib/basemap.ts has it.
const (
	wholeZoom  = 14
	wholeTiles = 120
)

func (c *tilesCmd) whole(m *tiles.Map, r *tilesResult) error {
	for z := tiles.MinZoom; z <= wholeZoom; z++ {
		list, err := m.Tiles(z)
		if err != nil {
			return err
		}
		if z > tiles.MinZoom && r.WholeN+len(list) > wholeTiles {
			return nil
		}
		for _, t := range list {
			data, err := m.Tile(t.Z, t.X, t.Y)
			if err != nil {
				return err
			}
			r.WholeAll += len(data)
		}
		r.WholeN, r.WholeTo = r.WholeN+len(list), z
	}
	return nil
}

// zoom times the tiles of one zoom.
func (c *tilesCmd) zoom(m *tiles.Map, e *osm.Extract, z int) (zoomTimes, error) {
	cache := tiles.NewCache(benchCache)
	cache.Serve(m)
	answer := web.TileHandler(func(_ context.Context, z, x, y int) ([]byte, error) { return cache.Tile(m, z, x, y) })
	var failed error
	server := chi.NewRouter()
	server.Get(web.TilePattern, func(w http.ResponseWriter, r *http.Request) {
		if err := answer(w, r); err != nil {
			failed = err
		}
	})
	var cold, warm, size []float64
	for _, t := range c.sample(e, z) {
		path := fmt.Sprintf("/tiles/%d/%d/%d.mvt", t.Z, t.X, t.Y)
		ask := func() *httptest.ResponseRecorder {
			w := httptest.NewRecorder()
			server.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
			return w
		}
		var got *httptest.ResponseRecorder
		cold = append(cold, 1e3*seconds(func() { got = ask() }))
		warm = append(warm, 1e3*median(5, func() { ask() }))
		size = append(size, float64(got.Body.Len()))
	}
	return zoomTimes{z, len(cold), spreadOf(cold), spreadOf(warm), spreadOf(size)}, failed
}

// sample are the tiles of a zoom that hold random points of streets, each once.
func (c *tilesCmd) sample(e *osm.Extract, z int) []maptile.Tile {
	rng := rand.New(rand.NewPCG(c.Seed, uint64(z)))
	seen := map[maptile.Tile]bool{}
	var list []maptile.Tile
	for range 4 * max(1, c.Tiles) {
		line := e.Streets[rng.IntN(len(e.Streets))].Line
		t := maptile.At(line[rng.IntN(len(line))], maptile.Zoom(z))
		if !seen[t] && len(list) < max(1, c.Tiles) {
			seen[t] = true
			list = append(list, t)
		}
	}
	return list
}
