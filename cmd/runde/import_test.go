package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runde/cmd/runde/download"
	"runde/cmd/runde/mapread"
	"runde/geo/osm"
	"runde/routes"
	"runde/store"
	"runde/store/pgtest"

	"github.com/google/go-cmp/cmp"
)

const townOSM = "testdata/town.osm"

// readTown reads the town and stores it, and returns what was printed.
func importTown(t *testing.T, db *store.DB, c importCmd) string {
	t.Helper()
	m, err := mapread.Reader{}.Read(t.Context(), c.files(c.OSM), func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := c.store(t.Context(), db, m, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func townPlaces(t *testing.T, db *store.DB) map[string]store.Place {
	t.Helper()
	list, err := db.Places(t.Context(), 1, db.Today(), store.PlaceFilter{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]store.Place{}
	for _, p := range list {
		out[p.SourceRef] = p
	}
	return out
}

// A map becomes a municipality: public places with the hours they are open, names,
// cells of at least the floor, a street network and a base map.
func TestImport(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	printed := importTown(t, db, importCmd{OSM: townOSM, Geofa: "testdata/geofa.geojson", Municipality: "Prøvekøbing", MinDwellings: 20})
	for _, want := range []string{
		"2 nodes + 1 ways + 1 bench=yes",
		"2 facilities, 1 of them outside",
		"5 places in the municipality",
		"at least 20 dwellings (131 in all, by addresses)",
		"at least 500 dwellings",
		"warning      no boundary was given",
		"5 places added",
		"2026 has these cells",
	} {
		if !strings.Contains(printed, want) {
			t.Errorf("the summary does not say %q:\n%s", want, printed)
		}
	}
	places := townPlaces(t, db)
	kinds := map[string]string{}
	for ref, p := range places {
		kinds[ref] = p.Kind
	}
	want := map[string]string{
		"n101": "bench", "n102": "bus_stop", "n103": "library", "w201": "bench",
		"g00000000-0000-4000-8000-000000000001": "shelter",
	}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
	if got := places["n103"].Windows[1]; !cmp.Equal(got, []routes.Window{{Open: 600, Close: 1000}}) {
		t.Errorf("a visit of 20 minutes to the library may start %v on Monday; want 10:00–16:40", got)
	}
	names, err := db.PlaceNames(t.Context(), 1, db.Today())
	if err != nil || len(names) != 1 || names[0].Name != "Midtby" {
		t.Errorf("names %v, %v; want Midtby", names, err)
	}
	streets, err := db.StreetNames(t.Context(), 1)
	if diff := cmp.Diff([]string{"Langgade", "Strandvej", "Vestgade", "Østergade"}, streets); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	for _, name := range []store.LayerName{store.NetworkLayer, store.BasemapLayer, store.BoundaryLayer} {
		if l, err := db.Layer(t.Context(), 1, name); err != nil || len(l.Data) == 0 {
			t.Errorf("layer %s: %d bytes, %v", name, len(l.Data), err)
		}
	}
}

// The same map twice is stored once, and a summary says that nothing changed.
func TestImportAgain(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	c := importCmd{OSM: townOSM, Municipality: "Prøvekøbing", MinDwellings: 20}
	importTown(t, db, c)
	before := townPlaces(t, db)
	c.MinDwellings = 60
	printed := importTown(t, db, c)
	for _, want := range []string{"0 places added, 0 changed, 4 unchanged, 0 retired", "2026 keeps the cells it had"} {
		if !strings.Contains(printed, want) {
			t.Errorf("the summary does not say %q:\n%s", want, printed)
		}
	}
	if diff := cmp.Diff(before, townPlaces(t, db)); diff != "" {
		t.Error(diff)
	}
}

// What somebody took all the same is told with both figures.
func TestImportTellsWhatWasAccepted(t *testing.T) {
	t.Parallel()
	text := importedText(store.Imported{Accepted: []store.MapDifference{{What: "public places", Live: "40", New: "19", Rule: "half of them must stay"}}})
	if want := "accepted     public places: 40 before, 19 in this map (half of them must stay)\n"; !strings.Contains(text, want) {
		t.Errorf("%q; want it to say %q", text, want)
	}
}

// The municipality's own list of homes and its outline stand before the map's.
func TestImportByBoundaryAndRegister(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	dir := t.TempDir()
	boundary := filepath.Join(dir, "boundary.geojson")
	register := filepath.Join(dir, "homes.csv")
	write(t, boundary, `{"type":"Polygon","coordinates":[[[12.000,55.000],[12.020,55.000],[12.020,55.0055],[12.000,55.0055],[12.000,55.000]]]}`)
	write(t, register, "lat,lon,count\n55.002,12.005,70\n55.002,12.015,80\n55.011,12.005,900\n")
	printed := importTown(t, db, importCmd{OSM: townOSM, Boundary: boundary, Dwellings: register, Municipality: "Prøvekøbing"})
	for _, want := range []string{"(150 in all, by register)", "1 places in the municipality"} {
		if !strings.Contains(printed, want) {
			t.Errorf("the summary does not say %q:\n%s", want, printed)
		}
	}
	if strings.Contains(printed, "no boundary was given") {
		t.Error("the summary warns of a missing boundary")
	}
}

// A machine reads what an import did: what it found, what it stored, the figures that
// the next map is held against, and how long each step took.
func TestImportAsJSON(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	printed := importTown(t, db, importCmd{OSM: townOSM, Municipality: "Prøvekøbing", MinDwellings: 20, JSON: true})
	var got importResult
	if err := json.Unmarshal([]byte(printed), &got); err != nil {
		t.Fatal(err)
	}
	if got.Municipality != "Prøvekøbing" || got.Read.Inside != 4 || got.Stored.Places.Added != 4 || got.Stored.Figures.Nodes == 0 || got.Stored.Before != nil {
		t.Errorf("printed %s", printed)
	}
	var what []string
	for _, s := range got.Steps {
		what = append(what, s.What)
	}
	if diff := cmp.Diff([]string{"read", "cover", "base map", "network", "check and store"}, what); diff != "" {
		t.Errorf("steps: %s", diff)
	}
}

// A network of which much lies apart is doubtful, and said to be; it is taken all
// the same where there is none to hold it against.
func TestImportWarnsOfALowShare(t *testing.T) {
	t.Parallel()
	got := networkText(store.Imported{Figures: store.MapFigures{Nodes: 10, Shares: map[routes.Mode]float64{routes.Foot: 0.96, routes.Car: 0.31}}})
	want := "network      10 nodes; of them hang together: foot 96.0 %, car 31.0 %\n" +
		"warning      only 31 % of the car network hangs together: what lies apart is not planned for; is the extract cut too close?\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Homes below the floor make one cell, with a warning.
func TestImportBelowTheFloor(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	printed := importTown(t, db, importCmd{OSM: townOSM, Municipality: "Prøvekøbing", MinDwellings: 200})
	for _, want := range []string{"1 cells of at least 200 dwellings", "warning      the municipality holds fewer dwellings"} {
		if !strings.Contains(printed, want) {
			t.Errorf("the summary does not say %q:\n%s", want, printed)
		}
	}
}

// A file that cannot be used is refused by its name and what is wrong with it,
// before a database is opened.
func TestImportRefuses(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "page.osm.pbf")
	write(t, page, "<!DOCTYPE html><title>Not found</title>")
	cut := filepath.Join(dir, "cut.osm")
	whole, err := os.ReadFile(townOSM)
	if err != nil {
		t.Fatal(err)
	}
	write(t, cut, string(whole[:2000]))
	sea := filepath.Join(dir, "sea.geojson")
	write(t, sea, `{"type":"Polygon","coordinates":[[[5,56],[5.1,56],[5.1,56.1],[5,56.1],[5,56]]]}`)
	list := filepath.Join(dir, "list.csv")
	write(t, list, "lat,lon,count\n55.002,12.005,many\n")
	t.Setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none") // opening it would be another error
	for name, c := range map[string]struct {
		cmd  importCmd
		want error
		says string
	}{
		"an error page":       {importCmd{OSM: page}, osm.ErrNotExtract, "page.osm.pbf"},
		"a file cut off":      {importCmd{OSM: cut}, osm.ErrTruncated, "cut.osm"},
		"no file":             {importCmd{OSM: filepath.Join(dir, "none")}, os.ErrNotExist, "none"},
		"a boundary at sea":   {importCmd{OSM: townOSM, Boundary: sea}, osm.ErrOutside, "town.osm"},
		"a map as boundary":   {importCmd{OSM: townOSM, Boundary: townOSM}, osm.ErrNotGeoJSON, "town.osm"},
		"words for a number":  {importCmd{OSM: townOSM, Dwellings: list}, osm.ErrDwellings, "list.csv"},
		"a map as facilities": {importCmd{OSM: townOSM, Geofa: townOSM}, osm.ErrNotGeoJSON, "town.osm"},
		"a plain address":     {importCmd{OSM: "http://example.dk/map.osm.pbf"}, download.ErrNotHTTPS, "https"},
	} {
		c.cmd.Municipality = "Prøvekøbing"
		err := c.cmd.Run(context.Background(), streams{io.Discard, io.Discard})
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want %v that names %s", name, err, c.want, c.says)
		}
	}
}

// A place that the map says is open too short for a visit has no window there.
func TestStartsWithin(t *testing.T) {
	t.Parallel()
	var week [7][]routes.Window
	week[2] = []routes.Window{{Open: 600, Close: 610}, {Open: 700, Close: 720}, {Open: 800, Close: 900}}
	var want [7][]routes.Window
	want[2] = []routes.Window{{Open: 700, Close: 700}, {Open: 800, Close: 880}}
	if diff := cmp.Diff(want, startsWithin(week, 20)); diff != "" {
		t.Error(diff)
	}
}

// Every kind in the table of visits is a kind of the map.
func TestVisitsAreOfKnownKinds(t *testing.T) {
	t.Parallel()
	for kind := range visits {
		if !osm.Kind(kind).Valid() {
			t.Errorf("%s is no kind of the map", kind)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The program as a whole: it connects where DATABASE_URL says, migrates, imports
// and says what it read.
func TestRunImport(t *testing.T) {
	t.Setenv("DATABASE_URL", pgtest.Empty(t))
	var out, problems strings.Builder
	args := []string{"import", "--osm", townOSM, "--municipality", "Prøvekøbing", "--min-dwellings", "20"}
	if code := run(t.Context(), args, &out, &problems); code != exitOK {
		t.Fatalf("exit code %d: %s", code, problems.String())
	}
	if !strings.Contains(out.String(), "Prøvekøbing: 4 places added") || problems.Len() != 0 {
		t.Errorf("printed %s\nand as problems %s", out.String(), problems.String())
	}
	out.Reset()
	args[2] = "testdata/geofa.geojson"
	if code := run(t.Context(), args, &out, &problems); code != exitFailed || out.Len() != 0 {
		t.Errorf("exit code %d for a file that is no map; want %d, and nothing printed", code, exitFailed)
	}
	if !strings.Contains(problems.String(), "geofa.geojson: not an OpenStreetMap extract") {
		t.Errorf("the problem is told as %s", problems.String())
	}
}
