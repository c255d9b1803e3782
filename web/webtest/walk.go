package webtest

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/osm"
	"runde/geo/tiles"
	"runde/routes"
	"runde/routes/plans"
	"runde/routes/rounds"
	"runde/routes/street"
	"runde/store"
	"runde/store/access"
	"runde/store/pgtest"
	"runde/web"
	"runde/web/app"
	"runde/web/auth"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
)

// Walk is Prøvekøbing on the day of pgtest.Now: a municipality of one cell of
// resolution 7 whose seven children are patches of the street cover, a grid of
// streets, and an approved week. Team Midt walks a round of four stops from 9 to 12;
// team Havn has none of today's.
type Walk struct {
	*store.DB
	M      int32
	Cover  *cells.Cover
	Day    geo.Date
	Round  store.WalkRound // as it was planned
	Shift  uuid.UUID
	tiles  *tiles.Map
	people map[string]uuid.UUID
}

// OtherWorker is the login of a worker of team Havn in a [Walk].
const OtherWorker = "havn@example.dk"

// NewWalk builds the world in a database of the test's own.
func NewWalk(t testing.TB) *Walk { return newWalk(t, 10) }

// NewDenseWalk is the same with so many homes that each of the forty-nine leaves is a
// patch.
func NewDenseWalk(t testing.TB) *Walk { return newWalk(t, 60) }

func newWalk(t testing.TB, homes int) *Walk {
	t.Helper()
	w := &Walk{DB: pgtest.New(t), people: map[string]uuid.UUID{}}
	w.Day = w.Today()
	dwellings := map[geo.Cell]int{}
	for _, l := range walkLeaves(t) {
		dwellings[l] = homes
	}
	w.Cover = cells.New(dwellings, 50)
	extract := w.extract()
	w.tiles = tiles.New(extract)
	w.importMap(t, extract, cells.New(dwellings, 400))
	w.plan(t, w.staff(t))
	return w
}

// Tile is one of the world's base map.
func (w *Walk) Tile(_ context.Context, z, x, y int) ([]byte, error) { return w.tiles.Tile(z, x, y) }

// Server serves the world with the built pages.
func (w *Walk) Server(t testing.TB) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(w.Handler(t, nil))
	t.Cleanup(server.Close)
	return server
}

// Handler is the world's server with the given scripts and styles.
func (w *Walk) Handler(t testing.TB, bundle *app.Bundle) *web.Server {
	t.Helper()
	s, err := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), DB: w.DB, Municipality: w.M, Bundle: bundle,
		Tile: w.Tile,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ParkAndWalk makes the round one by car that is left at the first stop, while the
// second and the third are walked to.
func (w *Walk) ParkAndWalk(t testing.TB) {
	t.Helper()
	pgtest.ParkAndWalk(t, w.DB, w.M, w.Shift, w.Round.ID)
}

// Recorded are the encounters of the round as the database has them.
func (w *Walk) Recorded(t testing.TB) []rounds.Encounter {
	t.Helper()
	list, err := w.RoundEncounters(context.Background(), w.M, w.people[People[access.Worker]], w.Round.ID)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Stops are the round's stops as the database has them.
func (w *Walk) Stops(t testing.TB) []store.WalkStop {
	t.Helper()
	return w.walked(t).Stops
}

// State is how far the round has come.
func (w *Walk) State(t testing.TB) rounds.State {
	t.Helper()
	return w.walked(t).State
}

func (w *Walk) walked(t testing.TB) store.WalkRound {
	t.Helper()
	list, err := w.RoundsOn(context.Background(), w.M, w.people[People[access.Worker]], w.Day)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d rounds, %v", len(list), err)
	}
	return list[0]
}

func walkLeaves(t testing.TB) []geo.Cell {
	t.Helper()
	leaf, ok := cells.Leaf(walkCentre)
	if !ok {
		t.Fatal("no leaf at the centre")
	}
	list, err := h3.Cell(leaf.Parent(7)).Children(geo.LeafResolution)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]geo.Cell, len(list))
	for i, c := range list {
		out[i] = geo.Cell(c)
	}
	return out
}

var walkCentre = orb.Point{12, 55}

// Streets of the grid: so many each way, so far apart in degrees.
const (
	gridLines = 15
	gridLat   = 0.0016 // about 180 m
	gridLon   = 0.0028
)

func (w *Walk) extract() *osm.Extract {
	area := w.area()
	corner := area.Bound().Center()
	corner[0] -= gridLon * (gridLines - 1) / 2
	corner[1] -= gridLat * (gridLines - 1) / 2
	e := &osm.Extract{Bound: area.Bound(), Base: []osm.Feature{{Layer: osm.Land, Class: osm.Land, Geometry: area.Bound().Pad(0.05).ToPolygon()}}}
	street := func(id int64, along func(k int) (i, j int)) {
		s := osm.Street{ID: id, Tags: map[string]string{"highway": "residential"}}
		if id%5 == 2 {
			s.Tags["highway"] = "secondary"
		}
		for k := range gridLines {
			i, j := along(k)
			s.Nodes = append(s.Nodes, int64(i*gridLines+j+1))
			s.Line = append(s.Line, orb.Point{corner[0] + float64(i)*gridLon, corner[1] + float64(j)*gridLat})
		}
		e.Streets = append(e.Streets, s)
	}
	for n := range gridLines {
		street(int64(n), func(k int) (int, int) { return k, n })
		street(int64(gridLines+n), func(k int) (int, int) { return n, k })
	}
	return e
}

// area is the municipality's, drawn around its cells.
func (w *Walk) area() orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, c := range w.Cover.Cells() {
		out = append(out, w.Cover.Outline(c.Cell)...)
	}
	return out
}

// walkPlaces are the round's stops in order; one has no name.
var walkPlaces = []struct{ name, kind string }{
	{"Torvet", "square"},
	{"", "bench"}, // with a safety note
	{"Stationen", "station"},
	{"Søparken", "park"},
}

func (w *Walk) importMap(t testing.TB, e *osm.Extract, home *cells.Cover) {
	t.Helper()
	network, err := street.Build(e.Streets, e.Barriers).Encode()
	if err != nil {
		t.Fatal(err)
	}
	basemap, err := w.tiles.Encode()
	if err != nil {
		t.Fatal(err)
	}
	in := store.Import{
		Municipality: "Prøvekøbing", Street: w.Cover, Home: home, DwellingSource: "addresses",
		Boundary: w.area(), Network: network, Basemap: basemap, SourceSHA256: make([]byte, 32),
		Sources: []string{store.FromOSM},
	}
	for i, p := range walkPlaces {
		in.Places = append(in.Places, store.Place{
			Place:  routes.Place{Name: p.name, Kind: p.kind, Point: w.middle(t, i), Visit: 20, MaxVisits: 2},
			Source: store.FromOSM, SourceRef: "n" + p.kind,
		})
	}
	for i, name := range []string{"Midtby", "Nørrebo", "Havnen", "Vestermark", "Østervang", "Sønderlund", "Skovby"} {
		in.Names = append(in.Names, osm.Name{Ref: "n" + name, Name: name, Kind: "suburb", Point: w.middle(t, i)})
	}
	in.Names = append(in.Names, osm.Name{Ref: "nOther", Name: "Midtby", Kind: "neighbourhood", Point: w.middle(t, 6)}) // another of one name
	done, err := w.ImportMap(t.Context(), w.by(), in)
	if err != nil {
		t.Fatal(err)
	}
	w.M = done.Municipality.ID
}

// middle is the middle of the cover's i-th cell.
func (w *Walk) middle(t testing.TB, i int) orb.Point {
	t.Helper()
	p, ok := w.Cover.Middle(w.Cover.Cells()[i].Cell)
	if !ok {
		t.Fatalf("cell %d has no middle", i)
	}
	return p
}

func (w *Walk) by() store.By { return store.By{At: w.Now()} }

// staff makes the logins and returns the team that walks.
func (w *Walk) staff(t testing.TB) store.Team {
	t.Helper()
	hash := auth.HashPassword(Password)
	var teams [2]store.Team
	for i, name := range []string{"Team Midt", "Team Havn"} {
		var err error
		if teams[i], err = w.SaveTeam(t.Context(), w.M, w.by(), name, orb.Point{walkCentre.Lon() + 2*gridLon, walkCentre.Lat() + gridLat}); err != nil {
			t.Fatal(err)
		}
	}
	add := func(login string, role access.Role, team *uuid.UUID) {
		id, err := w.AddStaff(t.Context(), w.M, w.by(), store.NewStaff{Login: login, Role: role, TeamID: team, PasswordHash: &hash})
		if err != nil {
			t.Fatal(err)
		}
		w.people[login] = id
	}
	for role, login := range People {
		if role == access.Worker {
			add(login, role, &teams[0].ID)
		} else {
			add(login, role, nil)
		}
	}
	add(OtherWorker, access.Worker, &teams[1].ID)
	return teams[0]
}

func (w *Walk) plan(t testing.TB, team store.Team) {
	t.Helper()
	var err error
	w.Shift, err = w.AddShift(t.Context(), w.M, w.by(), routes.Shift{
		TeamID: team.ID, Date: w.Day, Start: 540, End: 720, Mode: routes.Foot, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	places, err := w.Places(t.Context(), w.M, w.Day, store.PlaceFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		if p.Kind == "bench" {
			p.SafetyNote = "Gå to sammen efter mørkets frembrud"
			if err := w.EditPlace(t.Context(), w.M, w.by(), p); err != nil {
				t.Fatal(err)
			}
		}
	}
	round := plans.Round{ShiftID: w.Shift, End: 715}
	reasons := []plans.Reason{{Code: plans.ReasonConcerns, N: 2}, {Code: plans.ReasonExploration}, {Code: plans.ReasonHabit}, {}}
	for i, wanted := range walkPlaces {
		for _, p := range places {
			if p.Kind == wanted.kind {
				arrive := 550 + 40*i
				round.Stops = append(round.Stops, plans.Stop{
					PlaceID: p.ID, Cell: p.Cell, Arrive: arrive, Leave: arrive + 20,
					Exploration: i == 1, Reasons: reasons[i : i+1],
				})
			}
		}
	}
	id, err := w.SaveProposal(t.Context(), w.M, w.by(), 1, plans.Plan{Week: geo.WeekOf(w.Day), Rounds: []plans.Round{round}})
	if err != nil {
		t.Fatal(err)
	}
	by := store.By{Actor: w.people[People[access.Coordinator]], At: w.Now()}
	if err := w.ApprovePlan(t.Context(), w.M, by, id); err != nil {
		t.Fatal(err)
	}
	w.Round = w.walked(t)
}
