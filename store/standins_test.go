package store_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/store"
	"runde/store/pgtest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// A cell that a new cover splits is stood for by the one of its parts where most
// people live; never by one that has nothing to do with it.
func TestSplitCellCountsWhereMostPeopleLive(t *testing.T) {
	t.Parallel()
	leaves := walkLeaves(t)
	homes := map[geo.Cell]int{}
	for _, l := range leaves {
		homes[l] = 10
	}
	coarse := cells.New(homes, 400)
	whole := coarse.Cells()[0].Cell
	town := leaves[20].Parent(8)
	for _, l := range leaves {
		if l.Parent(8) == town {
			homes[l] = 15
		}
	}
	fine := cells.New(homes, 60)
	if fine.Has(whole) {
		t.Fatalf("the world is wrong: %v was not split", whole)
	}
	if got, ok := store.Within(fine, whole); !ok || got != town {
		t.Errorf("%v counts in %v, %v; want %v", whole, got, ok, town)
	}
	if got, ok := store.Within(coarse, town); !ok || got != whole {
		t.Errorf("%v counts in %v, %v; want %v", town, got, ok, whole)
	}
	far, _ := cells.Leaf(townSquare)
	if got, ok := store.Within(fine, far); ok {
		t.Errorf("ground outside the municipality counts in %v", got)
	}
}

// The rule is held twice, in Go and in SQL: for any two covers both say the same of
// every cell of either, and the answer shares ground with the cell it stands for.
func TestStandInsAreTheSameInSQL(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	old := w.in.Street
	for year := 2027; year < 2031; year++ {
		homes := map[geo.Cell]int{}
		for _, l := range old.AllLeaves() {
			homes[l] = rng.IntN(12) * rng.IntN(12)
		}
		next := w.in
		next.Street = cells.New(homes, 20+rng.IntN(300))
		w.db.SetClock(func() time.Time { return time.Date(year-1, time.December, 5, 9, 0, 0, 0, time.UTC) })
		w.importMap(t, next)
		for _, list := range [][]cells.CellCount{old.Cells(), next.Street.Cells()} {
			for _, k := range list {
				got, err := w.db.CellByVersion(t.Context(), w.id, k.Cell)
				if err != nil {
					t.Fatal(err)
				}
				for version, cover := range map[int]*cells.Cover{2026: w.in.Street, year: next.Street} {
					want, ok := store.Within(cover, k.Cell)
					if cell, have := got[version]; have != ok || cell != want {
						t.Fatalf("%v in %d: %v, %v in SQL; %v, %v in Go", k.Cell, version, cell, have, want, ok)
					}
				}
			}
		}
		old = next.Street
	}
}

// A concern of last year is put on a round and counts as visited by this year's
// stops, though the new cover has split its cell.
func TestConcernIsVisitedInTheNextYearsCover(t *testing.T) {
	w := newWalkWorld(t)
	homes := map[geo.Cell]int{}
	for _, l := range w.street.AllLeaves() {
		homes[l] = 80
	}
	fine := cells.New(homes, 50) // every leaf is a cell now
	_, err := w.ImportMap(t.Context(), w.by(uuid.Nil), store.Import{
		Municipality: "Prøvekøbing", Street: fine, Home: w.home, DwellingSource: "buildings",
		Boundary: fine.Outline(fine.Cells()[0].Cell), Network: pgtest.Network(t, townArea), Basemap: pgtest.Basemap(t, townArea), SourceSHA256: []byte("y"),
		AcceptChange: true,
	})
	no(t, err)
	w.at(60)
	newYear := w.Today()
	_, err = w.RollCovers(t.Context(), w.m, newYear)
	no(t, err)

	standIn, _ := store.Within(fine, w.b)
	ids := w.inserted(t, w.concern("shop"), w.concern("shop"))
	w.exec(t, `UPDATE concern SET cell = $2::bigint WHERE municipality_id = $1`, w.m, int64(w.b))
	w.nextYearStop(t, newYear, standIn)
	for _, id := range ids {
		no(t, w.DecideConcern(t.Context(), w.m, w.by(w.coordinator), id, store.Decision{Code: "visit"}))
	}
	if got := w.get(t, ids[0]); got.State != "on_round" || got.VisitedOn != nil || got.OpenInCell != 2 {
		t.Errorf("%s, visited on %v, %d open; want on a round, not visited, 2 open", got.State, got.VisitedOn, got.OpenInCell)
	}
	w.exec(t, `UPDATE stop SET state = 'visited' WHERE municipality_id = $1 AND cover_version = 2027`, w.m)
	if got := w.get(t, ids[0]); got.VisitedOn == nil || *got.VisitedOn != newYear {
		t.Errorf("visited on %v, want %v", got.VisitedOn, newYear)
	}
	w.offRounds(t, newYear+1)
	if got := w.get(t, ids[0]); got.State != "on_round" {
		t.Errorf("after the visit: %s, want on_round", got.State)
	}
	_, err = w.Retire(t.Context(), w.m, newYear+91) // of the visit remain the week's minutes
	no(t, err)
	w.exec(t, `UPDATE concern SET decided_on = decided_on - 7`)
	w.offRounds(t, newYear+92)
	if got := w.get(t, ids[0]); got.State != "on_round" {
		t.Errorf("after the round was forgotten: %s, want on_round", got.State)
	}
}

// offRounds takes those off their round that no stop answers from the day on.
func (w *walkWorld) offRounds(t *testing.T, from geo.Date) {
	t.Helper()
	no(t, w.App(t.Context(), w.m, func(tx pgx.Tx) error { return store.MarkOnRounds(t.Context(), tx, w.m, from) }))
}

// nextYearStop is an approved round of the day with one stop in the cell.
func (w *walkWorld) nextYearStop(t *testing.T, day geo.Date, cell geo.Cell) {
	t.Helper()
	plan, shift, round := uuid.New(), uuid.New(), uuid.New()
	w.exec(t, `INSERT INTO plan (municipality_id, plan_id, week, state, seed, proposed_at, approved_at)
		VALUES ($1, $2, $3, 'approved', 1, $4, $4)`, w.m, plan, geo.WeekOf(day), w.Now())
	w.exec(t, `INSERT INTO shift (municipality_id, shift_id, team_id, day, start_minute, end_minute, mode, workers)
		SELECT $1, $2, team_id, $3, 540, 720, 'foot', 2 FROM shift WHERE municipality_id = $1 AND shift_id = $4`, w.m, shift, day, w.shift)
	w.exec(t, `INSERT INTO round (municipality_id, round_id, plan_id, shift_id, day) VALUES ($1, $2, $3, $4, $5)`,
		w.m, round, plan, shift, day)
	w.exec(t, `INSERT INTO stop (municipality_id, round_id, position, place_id, cover_version, cell, arrive_minute, leave_minute)
		VALUES ($1, $2, 1, $3, $4, $5::bigint, 550, 570)`, w.m, round, w.place, day.Year(), int64(cell))
}
