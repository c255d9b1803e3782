package webtest

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/osm"
	"runde/geo/tiles"
	"runde/routes"
	"runde/store"
	"runde/store/pgtest"
	"runde/web"
	"runde/web/app"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/paulmach/orb"
)

// Town is a made-up municipality of about 16 km² in the west of Falster, in a
// database of its own: ten homes in each leaf, sixty in the middle's, two named
// parts, two streets, a wood, and a base map that shows them.
type Town struct {
	DB           *store.DB
	ID           int32
	Street, Home *cells.Cover
	Map          *tiles.Map
	reads        time.Duration // how often the map was read: the clock of a test stands still
}

// Points of the town, all inside it.
var (
	TownMiddle = orb.Point{11.880, 54.770} // also the name Midtby
	TownEdge   = orb.Point{11.905, 54.785} // also the name Østby
	TownArea   = orb.Bound{Min: orb.Point{11.85, 54.75}, Max: orb.Point{11.91, 54.79}}
)

// NewTown imports the town into a fresh database.
func NewTown(t testing.TB) *Town {
	t.Helper()
	area := orb.MultiPolygon{TownArea.ToPolygon()}
	homes := map[geo.Cell]int{}
	for _, leaf := range cells.Leaves(area) {
		homes[leaf] = 10
	}
	middle, _ := cells.Leaf(TownMiddle)
	homes[middle] = 60
	w := &Town{DB: pgtest.New(t), Street: cells.New(homes, 50), Home: cells.New(homes, 500), Map: tiles.New(townExtract())}
	w.ReadMap(t, "Bag Hegnet", "Langgade")
	return w
}

// ReadMap imports the town's map with these street names, a second after the one before.
func (w *Town) ReadMap(t testing.TB, streets ...string) {
	t.Helper()
	drawn, err := w.Map.Encode()
	if err != nil {
		t.Fatal(err)
	}
	at := w.DB.Now().Add(w.reads * time.Second)
	w.reads++
	done, err := w.DB.ImportMap(t.Context(), store.By{At: at}, store.Import{
		Municipality: "Prøvekøbing", Demo: true, SourceSHA256: make([]byte, 32),
		Street: w.Street, Home: w.Home, DwellingSource: "addresses", Boundary: orb.MultiPolygon{TownArea.ToPolygon()},
		Sources: []string{store.FromOSM},
		Places: []store.Place{{
			Place:  routes.Place{Kind: "square", Name: "Torvet", Point: TownMiddle, Visit: 20, MaxVisits: 2, GapDays: 2},
			Source: store.FromOSM, SourceRef: "n1",
		}},
		Names:       townExtract().Names,
		StreetNames: streets,
		Network:     pgtest.Network(t, TownArea), Basemap: drawn,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.ID = done.Municipality.ID
}

// townExtract is the town as a map reader would have read it.
func townExtract() *osm.Extract {
	return &osm.Extract{
		Bound: TownArea,
		Names: []osm.Name{
			{Ref: "n10", Name: "Midtby", Kind: "suburb", Point: TownMiddle},
			{Ref: "n11", Name: "Østby", Kind: "village", Point: TownEdge},
		},
		Base: []osm.Feature{
			{Layer: osm.Land, Class: osm.Land, Geometry: TownArea.ToPolygon()},
			{Layer: osm.Green, Class: "forest", Geometry: orb.Bound{Min: orb.Point{11.89, 54.775}, Max: orb.Point{11.908, 54.788}}.ToPolygon()},
		},
		Streets: []osm.Street{
			{ID: 1, Nodes: []int64{1, 2}, Line: orb.LineString{{11.852, 54.770}, {11.908, 54.770}}, Tags: map[string]string{"highway": "primary", "name": "Langgade"}},
			{ID: 2, Nodes: []int64{3, 4}, Line: orb.LineString{{11.880, 54.752}, {11.880, 54.788}}, Tags: map[string]string{"highway": "residential", "name": "Bag Hegnet"}},
		},
	}
}

// Config is what a server of the town needs, with the logins of [People]. bundle
// may be nil for the built pages.
func (w *Town) Config(t testing.TB, bundle *app.Bundle) web.Config {
	return web.Config{
		Log: slog.New(slog.DiscardHandler), Sessions: memstore.New(), Lookup: Lookup(t), Demo: Demo(),
		DB: w.DB, Municipality: w.ID, Bundle: bundle,
		Tile: func(_ context.Context, z, x, y int) ([]byte, error) { return w.Map.Tile(z, x, y) },
	}
}

// Server is Runde in the town. bundle may be nil for the built pages.
func (w *Town) Server(t testing.TB, bundle *app.Bundle) *httptest.Server {
	t.Helper()
	s, err := web.New(w.Config(t, bundle))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server
}
