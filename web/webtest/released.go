package webtest

import (
	"fmt"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/intake"
	"runde/geo/osm"
	"runde/routes"
	"runde/routes/simulate"
	"runde/store"
	"runde/store/pgtest"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// ReleasedTown is a made-up municipality in the west of Falster with seven named
// parts, where a team worked alike each week from 10 August to 15 November 2026,
// and all figures published that were due on 18 November: three periods of four
// weeks (2026-P09 to P11) and the weeks until 2026-W45.
type ReleasedTown struct {
	*store.DB
	Municipality int32 // 1, as in Lookup
	History      *simulate.History
	team         uuid.UUID
	street       *cells.Cover
}

// releasedWork is what happens in each part in a week: visits of an hour, each on a
// round of its own, and people met on each.
var releasedWork = map[string]struct{ visits, met int }{
	"Midtby":    {3, 3},
	"Havnen":    {2, 2},
	"Nørrebro":  {3, 1}, // three times as many from 5 October on
	"Østervang": {1, 1},
	"Skovby":    {1, 0},
	"Møllehuse": {1, 2},
	"Strandby":  {1, 1},
}

var releasedArea = orb.Bound{Min: orb.Point{11.83, 54.73}, Max: orb.Point{11.97, 54.81}}

var releasedNames = []osm.Name{
	{Ref: "n1", Name: "Midtby", Kind: "suburb", Point: orb.Point{11.880, 54.770}},
	{Ref: "n2", Name: "Havnen", Kind: "suburb", Point: orb.Point{11.870, 54.762}},
	{Ref: "n3", Name: "Nørrebro", Kind: "suburb", Point: orb.Point{11.886, 54.780}},
	{Ref: "n4", Name: "Østervang", Kind: "neighbourhood", Point: orb.Point{11.905, 54.771}},
	{Ref: "n5", Name: "Skovby", Kind: "village", Point: orb.Point{11.940, 54.795}},
	{Ref: "n6", Name: "Strandby", Kind: "village", Point: orb.Point{11.850, 54.742}},
	{Ref: "n7", Name: "Møllehuse", Kind: "hamlet", Point: orb.Point{11.945, 54.745}},
}

// NewReleasedTown makes the town in a fresh database.
func NewReleasedTown(t testing.TB) *ReleasedTown {
	t.Helper()
	w := &ReleasedTown{DB: pgtest.New(t), History: &simulate.History{}}
	var home *cells.Cover
	w.street, home = releasedCovers()
	done, err := w.ImportMap(t.Context(), w.by(), store.Import{
		Municipality: "Prøvekøbing", Street: w.street, Home: home, DwellingSource: "addresses",
		Boundary: orb.MultiPolygon{releasedArea.ToPolygon()}, Sources: []string{store.FromOSM},
		Places: releasedPlaces(), Names: releasedNames,
		Network: pgtest.Network(t, releasedArea), Basemap: pgtest.Basemap(t, releasedArea), SourceSHA256: make([]byte, 32),
	})
	must(t, err)
	w.Municipality = done.Municipality.ID
	team, err := w.SaveTeam(t.Context(), w.Municipality, w.by(), "Team Midt", releasedNames[0].Point)
	must(t, err)
	w.team = team.ID
	w.work(t)
	must(t, w.SaveHistory(t.Context(), w.Municipality, w.by(), w.History))
	_, err = w.ReleaseDue(t.Context(), w.Municipality, w.Today())
	must(t, err)
	return w
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// work fills the history.
func (w *ReleasedTown) work(t testing.TB) {
	t.Helper()
	places, err := w.Places(t.Context(), w.Municipality, w.Today(), store.PlaceFilter{})
	must(t, err)
	first := geo.WeekOf(geo.NewDate(2026, time.August, 10))
	for week := first; week.Compare(geo.WeekOf(w.Today())) < 0; week = week.Add(1) {
		plan := simulate.Plan{ID: uuid.New(), Week: week}
		w.History.Plans = append(w.History.Plans, plan)
		for _, p := range places {
			work := releasedWork[p.Name]
			if p.Name == "Nørrebro" && week.Monday() >= geo.NewDate(2026, time.October, 5) {
				work.met *= 3
			}
			for n := range work.visits {
				w.visit(plan, p.Place, week.Monday()+geo.Date(n), work.met)
			}
			if p.Name == "Midtby" {
				w.worry(p.Cell, week)
			}
		}
	}
}

// visit is an hour at the place on a round of its own.
func (w *ReleasedTown) visit(plan simulate.Plan, p routes.Place, day geo.Date, met int) {
	round := simulate.Round{
		ID: uuid.New(), PlanID: plan.ID, PatternID: uuid.New(),
		Shift: routes.Shift{ID: uuid.New(), TeamID: w.team, Date: day, Start: 540, End: 660, Mode: routes.Foot, Workers: 2},
		Stops: []simulate.Stop{{ID: uuid.New(), PlaceID: p.ID, Cell: p.Cell, Arrive: 550, Leave: 610, State: simulate.Visited}},
	}
	w.History.Rounds = append(w.History.Rounds, round)
	for i := range met {
		w.History.Encounters = append(w.History.Encounters, simulate.Encounter{
			ID: uuid.New(), RoundID: round.ID, Cell: p.Cell, Day: day, Daypart: geo.Morning, Persons: "one",
			Outcome: []string{"declined", "greeted", "conversation"}[(i+int(day))%3],
		})
	}
}

// worry is a week's three concerns about a cell, each from another channel and
// decided by the coordinator.
func (w *ReleasedTown) worry(cell geo.Cell, week geo.Week) {
	for i, channel := range []intake.Channel{"shop", "relative", "job_centre"} {
		day := week.Monday() + geo.Date(i)
		w.History.Concerns = append(w.History.Concerns, simulate.Concern{
			ID: uuid.New(), Context: intake.Street, Cell: cell, Day: day, Daypart: geo.Morning, Channel: channel,
			Worries: []intake.Worry{"cold"}, State: intake.Decided, Decision: intake.Watch, DecidedOn: day,
		})
	}
}

func (w *ReleasedTown) by() store.By { return store.By{At: w.Now()} }

// releasedCovers have most homes in the middle.
func releasedCovers() (street, home *cells.Cover) {
	homes := map[geo.Cell]int{}
	for _, leaf := range cells.Leaves(orb.MultiPolygon{releasedArea.ToPolygon()}) {
		homes[leaf] = 4
	}
	for _, n := range releasedNames {
		if leaf, ok := cells.Leaf(n.Point); ok {
			homes[leaf] += 60
		}
	}
	return cells.New(homes, 50), cells.New(homes, 500)
}

// releasedPlaces are a square in each part, called like it.
func releasedPlaces() []store.Place {
	var out []store.Place
	for i, n := range releasedNames {
		out = append(out, store.Place{
			Place:  routes.Place{Kind: "square", Name: n.Name, Point: n.Point, Visit: 60, MaxVisits: 3, GapDays: 1},
			Source: store.FromOSM, SourceRef: fmt.Sprintf("n%d", 100+i),
		})
	}
	return out
}
