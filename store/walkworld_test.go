package store_test

import (
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/intake"
	"runde/routes"
	"runde/routes/rounds"
	"runde/store"
	"runde/store/access"
	"runde/store/pgtest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
)

// walkWorld is a municipality of one res-7 cell whose res-8 children all hold
// enough homes, two teams with a worker each, and an approved week: team A walks a
// round of two stops on Wednesday 18 November 2026, which is today.
type walkWorld struct {
	*store.DB
	m               int32
	street, home    *cells.Cover
	a, b            geo.Cell // the cells of the two stops
	coordinator     uuid.UUID
	workerA, otherB uuid.UUID
	shift, round    uuid.UUID
	stops           [2]uuid.UUID
	place           uuid.UUID
}

var walkDay = geo.DateOf(pgtest.Now)

func newWalkWorld(t *testing.T) *walkWorld {
	t.Helper()
	w := &walkWorld{DB: pgtest.New(t)}
	leaves := walkLeaves(t)
	dwellings := make(map[geo.Cell]int)
	for _, l := range leaves {
		dwellings[l] = 10
	}
	w.street, w.home = cells.New(dwellings, 50), cells.New(dwellings, 400)
	w.a, w.b = w.street.Cells()[0].Cell, w.street.Cells()[1].Cell
	middle, _ := w.street.Middle(w.a)
	done, err := w.ImportMap(t.Context(), w.by(uuid.Nil), store.Import{
		Municipality: "Prøvekøbing", Street: w.street, Home: w.home, DwellingSource: "buildings",
		Boundary: w.street.Outline(w.a), Network: pgtest.Network(t, townArea), Basemap: pgtest.Basemap(t, townArea), SourceSHA256: []byte("x"),
		Sources: []string{store.FromOSM},
		Places: []store.Place{{
			Place:  routes.Place{Name: "Torvet", Kind: "bench", Point: middle, Visit: 20, MaxVisits: 2},
			Source: store.FromOSM, SourceRef: "n1",
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.m = done.Municipality.ID
	w.staff(t)
	w.plan(t)
	return w
}

// walkLeaves are the 49 leaves of the res-7 cell at 55° N 12° E.
func walkLeaves(t *testing.T) []geo.Cell {
	t.Helper()
	leaf, ok := cells.Leaf(orb.Point{12, 55})
	if !ok {
		t.Fatal("no leaf at the point")
	}
	list, err := h3.Cell(leaf.Parent(7)).Children(geo.LeafResolution)
	if err != nil || len(list) != 49 {
		t.Fatalf("%d leaves, %v", len(list), err)
	}
	out := make([]geo.Cell, len(list))
	for i, c := range list {
		out[i] = geo.Cell(c)
	}
	return out
}

func (w *walkWorld) by(actor uuid.UUID) store.By { return store.By{Actor: actor, At: w.Now()} }

func (w *walkWorld) staff(t *testing.T) {
	t.Helper()
	add := func(login string, role access.Role, team *uuid.UUID) uuid.UUID {
		id, err := w.AddStaff(t.Context(), w.m, w.by(uuid.Nil), store.NewStaff{Login: login, Role: role, TeamID: team})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	var teams [2]store.Team
	for i, name := range []string{"A", "B"} {
		var err error
		if teams[i], err = w.SaveTeam(t.Context(), w.m, w.by(uuid.Nil), name, orb.Point{12, 55}); err != nil {
			t.Fatal(err)
		}
	}
	w.coordinator = add("koordinator@example.dk", access.Coordinator, nil)
	w.workerA = add("a@example.dk", access.Worker, &teams[0].ID)
	w.otherB = add("b@example.dk", access.Worker, &teams[1].ID)
	var err error
	w.shift, err = w.AddShift(t.Context(), w.m, w.by(uuid.Nil), routes.Shift{
		TeamID: teams[0].ID, Date: walkDay, Start: 540, End: 720, Mode: routes.Foot, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *walkWorld) plan(t *testing.T) {
	t.Helper()
	plan := uuid.New()
	w.round, w.place = uuid.New(), w.placeID(t)
	w.exec(t, `INSERT INTO plan (municipality_id, plan_id, week, state, seed, proposed_at, approved_at)
		VALUES ($1, $2, $3, 'approved', 1, $4, $4)`, w.m, plan, geo.WeekOf(walkDay), w.Now())
	w.exec(t, `INSERT INTO round (municipality_id, round_id, plan_id, shift_id, day) VALUES ($1, $2, $3, $4, $5)`,
		w.m, w.round, plan, w.shift, walkDay)
	for i, c := range []geo.Cell{w.a, w.b} {
		w.stops[i] = uuid.New()
		w.exec(t, `INSERT INTO stop (municipality_id, stop_id, round_id, position, place_id, cover_version, cell, arrive_minute, leave_minute)
			VALUES ($1, $2, $3, $4, $5, $6, $7::bigint, $8, $9)`,
			w.m, w.stops[i], w.round, i+1, w.place, walkDay.Year(), int64(c), 550+40*i, 570+40*i)
	}
}

func (w *walkWorld) placeID(t *testing.T) uuid.UUID {
	t.Helper()
	var id uuid.UUID
	w.query(t, &id, `SELECT place_id FROM place WHERE municipality_id = $1`, w.m)
	return id
}

// exec runs one statement as the program.
func (w *walkWorld) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	err := w.App(t.Context(), w.m, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), sql, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// query reads one value as the program.
func (w *walkWorld) query(t *testing.T, into any, sql string, args ...any) {
	t.Helper()
	err := w.App(t.Context(), w.m, func(tx pgx.Tx) error { return tx.QueryRow(t.Context(), sql, args...).Scan(into) })
	if err != nil {
		t.Fatal(err)
	}
}

// count is the number of rows of a table.
func (w *walkWorld) count(t *testing.T, table string) int {
	t.Helper()
	var n int
	w.query(t, &n, "SELECT count(*) FROM "+table)
	return n
}

// at moves the clock by days.
func (w *walkWorld) at(days int) {
	w.SetClock(func() time.Time { return pgtest.Now.AddDate(0, 0, days) })
}

// encounter is a meeting in cell a of today's round.
func (w *walkWorld) encounter(outcome rounds.Outcome) rounds.Encounter {
	e := rounds.Encounter{ID: uuid.New(), Round: w.round, Cell: w.a, Daypart: geo.Morning, Outcome: outcome}
	if outcome != "nobody_met" {
		e.Persons = "one"
	}
	return e
}

// concern is one about cell a, from today.
func (w *walkWorld) concern(channel intake.Channel) intake.Concern {
	return intake.Concern{
		ID: uuid.New(), Context: "street", Cell: w.a, Day: walkDay,
		Channel: channel, Worries: []intake.Worry{"cold"}, Met: []geo.Daypart{geo.Evening},
	}
}

func no(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
