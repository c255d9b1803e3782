package store_test

import (
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/osm"
	"runde/routes"
	"runde/store"
	"runde/store/pgtest"

	"github.com/paulmach/orb"
)

// town is a made-up municipality of about 16 km² in the west of Falster: ten homes
// in each leaf, sixty in the square's, and three public places.
type town struct {
	db *store.DB
	id int32
	in store.Import
}

var (
	townSquare = orb.Point{11.880, 54.770}
	townBench  = orb.Point{11.8802, 54.7701} // 17 m from the square
	townPark   = orb.Point{11.900, 54.780}
	townArea   = orb.Bound{Min: orb.Point{11.85, 54.75}, Max: orb.Point{11.91, 54.79}}
)

// by is the program itself at the test's time.
func by(db *store.DB) store.By { return store.By{At: db.Now()} }

// newTown imports the town into a fresh database.
func newTown(t testing.TB) town {
	t.Helper()
	w := town{db: pgtest.New(t), in: townImport(t)}
	w.id = w.importMap(t, w.in).Municipality.ID
	return w
}

func (w town) importMap(t testing.TB, in store.Import) store.Imported {
	t.Helper()
	out, err := w.db.ImportMap(t.Context(), by(w.db), in)
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	return out
}

func townImport(t testing.TB) store.Import {
	t.Helper()
	area := orb.MultiPolygon{townArea.ToPolygon()}
	homes := map[geo.Cell]int{}
	for _, leaf := range cells.Leaves(area) {
		homes[leaf] = 10
	}
	centre, _ := cells.Leaf(townSquare)
	homes[centre] = 60
	return store.Import{
		Municipality:   "Prøvekøbing",
		SourceSHA256:   make([]byte, 32),
		Summary:        map[string]int{"benches": 1},
		Street:         cells.New(homes, 50),
		Home:           cells.New(homes, 500),
		DwellingSource: "addresses",
		Boundary:       area,
		Sources:        []string{store.FromOSM},
		Places: []store.Place{
			osmPlace("n1", "square", "Torvet", townSquare),
			osmPlace("n2", "bench", "", townBench),
			osmPlace("w3", "park", "Søparken", townPark),
		},
		Names: []osm.Name{
			{Ref: "n10", Name: "Midtby", Kind: "suburb", Point: townSquare},
			{Ref: "n11", Name: "Fjernby", Kind: "village", Point: orb.Point{12.5, 55.5}},
		},
		StreetNames: []string{"Langgade", "Søvej"},
		Network:     pgtest.Network(t, townArea),
		Basemap:     pgtest.Basemap(t, townArea),
	}
}

func osmPlace(ref, kind, name string, at orb.Point) store.Place {
	return store.Place{
		Place: routes.Place{
			Kind: kind, Name: name, Point: at,
			Visit: 20, MinVisits: 0, MaxVisits: 2, GapDays: 2,
		},
		Source: store.FromOSM, SourceRef: ref,
	}
}

// place is the town's place with that reference.
func (w town) place(t testing.TB, ref string) store.Place {
	t.Helper()
	all, err := w.db.Places(t.Context(), w.id, w.db.Today(), store.PlaceFilter{Retired: true, Areas: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.SourceRef == ref {
			return p
		}
	}
	t.Fatalf("no place %s", ref)
	return store.Place{}
}

// team is a team at the square with one shift a weekday from 9 to 13.
func (w town) team(t testing.TB) store.Team {
	t.Helper()
	team, err := w.db.SaveTeam(t.Context(), w.id, by(w.db), "Team Midt", townSquare)
	if err != nil {
		t.Fatal(err)
	}
	for day := time.Monday; day <= time.Friday; day++ {
		_, err := w.db.AddShiftPattern(t.Context(), w.id, by(w.db), store.ShiftPattern{
			TeamID: team.ID, Weekday: day, StartMinute: 540, EndMinute: 780,
			Mode: routes.Foot, Workers: 2, BreakMinutes: 0,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return team
}

// actions are what the audit log says was done, newest first.
func (w town) actions(t testing.TB) []string {
	t.Helper()
	log, err := w.db.Audits(t.Context(), w.id, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, a := range log {
		out = append(out, a.Action)
	}
	return out
}
