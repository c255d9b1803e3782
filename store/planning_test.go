package store_test

import (
	"errors"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/intake"
	"runde/routes"
	"runde/routes/plans"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// A cell without a public place has an area stop, a cell with one has none, and
// asking again changes nothing.
func TestPlanInputHasAreaStops(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	in := w.input(t)
	kinds := map[geo.Cell][]string{}
	for _, p := range in.Places {
		kinds[p.Cell] = append(kinds[p.Cell], p.Kind)
		if cell, inside := w.in.Street.At(p.Point); !inside || cell != p.Cell {
			t.Errorf("the %s of cell %v stands in %v", p.Kind, p.Cell, cell)
		}
	}
	for _, c := range w.in.Street.Cells() {
		areas := 0
		for _, k := range kinds[c.Cell] {
			if k == "area" {
				areas++
			}
		}
		if public := len(kinds[c.Cell]) - areas; public > 0 && areas > 0 || public == 0 && areas != 1 {
			t.Errorf("cell %v has %v; want public places, else one area stop", c.Cell, kinds[c.Cell])
		}
	}
	if diff := cmp.Diff(in, w.input(t), cmpopts.EquateComparable(geo.Week{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("asking again: %s", diff)
	}
}

// What a plan depends on is there: shifts that take place, settings, travel times.
func TestPlanInputOfTheWeek(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	if err := w.db.CancelShift(t.Context(), w.id, w.as(), w.shifts[0].ID, true); err != nil {
		t.Fatal(err)
	}
	s := store.DefaultSettings()
	s.ExplorationShare = 0.35
	if err := w.db.SaveSettings(t.Context(), w.id, w.as(), s); err != nil {
		t.Fatal(err)
	}
	bench := w.place(t, "n2").ID
	if err := w.db.ForbidPlace(t.Context(), w.id, w.as(), townWeek, bench); err != nil {
		t.Fatal(err)
	}
	in := w.input(t)
	if len(in.Shifts) != 4 || in.Shifts[0].ID != w.shifts[1].ID {
		t.Errorf("%d shifts; want the four that are not cancelled", len(in.Shifts))
	}
	if in.Share != 0.35 {
		t.Errorf("share %v; want 0.35", in.Share)
	}
	if diff := cmp.Diff([]plans.Lock{{PlaceID: bench}}, in.Locks); diff != "" {
		t.Errorf("locks: %s", diff)
	}
	n := len(in.Places) + len(in.Shifts)
	if m := in.Matrices[routes.Foot]; m.N != n || m.At(0, 1) <= 0 {
		t.Errorf("matrix of %d points; want %d", m.N, n)
	}
	if len(in.Estimates) != len(w.in.Street.Cells()) {
		t.Errorf("%d estimates for %d cells", len(in.Estimates), len(w.in.Street.Cells()))
	}
	if err := in.Validate(); err != nil {
		t.Error(err)
	}
}

// concernIn stores a decided concern about the cell of the point.
func (w planTown) concernIn(t *testing.T, at orb.Point, decision intake.Decision, visitBy *geo.Date) geo.Cell {
	t.Helper()
	cell, _ := w.in.Street.At(at)
	c := intake.Concern{
		ID: uuid.New(), Context: intake.Street, Cell: cell, Day: w.db.Today(),
		Channel: "neighbour", Worries: []intake.Worry{"cold"},
	}
	if err := w.db.InsertConcern(t.Context(), w.id, c); err != nil {
		t.Fatal(err)
	}
	if decision != "" {
		err := w.db.DecideConcern(t.Context(), w.id, w.as(), c.ID, store.Decision{Code: decision, VisitBy: visitBy})
		if err != nil {
			t.Fatal(err)
		}
	}
	return cell
}

// Concerns decided as a visit reach the plan, by cell, until somebody was there;
// undecided and watched ones do not.
func TestPlanInputHasDecidedConcerns(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	wished := townWeek.Day(time.Thursday)
	cell := w.concernIn(t, townPark, intake.Visit, &wished)
	w.concernIn(t, townPark, intake.Visit, nil)
	w.concernIn(t, townSquare, intake.Watch, nil)
	w.concernIn(t, townSquare, "", nil)
	want := []plans.Concern{{Cell: cell, Count: 2, Since: w.db.Today(), First: w.db.Today()}}
	if diff := cmp.Diff(want, w.input(t).Concerns); diff != "" {
		t.Error(diff)
	}

	p := w.propose(t)
	w.approve(t, p.ID)
	var visited bool
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			if s.Cell == cell {
				w.exec(t, `UPDATE stop SET state = 'visited' WHERE municipality_id = $1 AND stop_id = $2`, w.id, s.ID)
				visited = true
			}
		}
	}
	if !visited {
		t.Fatal("the plan does not visit the cell of two concerns")
	}
	if got := w.input(t).Concerns; len(got) != 0 {
		t.Errorf("after the visit: %v; want none", got)
	}
	if _, err := w.db.Retire(t.Context(), w.id, townWeek.Add(1).Monday()+90); err != nil {
		t.Fatal(err)
	}
	if got := w.input(t).Concerns; len(got) != 0 {
		t.Errorf("when the visited round is a weekly count: %v; want none", got)
	}
}

// Earlier visits count but for those that were skipped, and those of plans that
// nobody approved.
func TestPlanInputHasThePast(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	p := w.propose(t)
	next := func() []plans.Visit {
		in, err := w.db.PlanInput(t.Context(), w.id, townWeek.Add(1))
		if err != nil {
			t.Fatal(err)
		}
		return in.Past
	}
	if got := next(); len(got) != 0 {
		t.Fatalf("%d visits of a proposal", len(got))
	}
	w.approve(t, p.ID)
	planned := 0
	for _, r := range p.Rounds {
		planned += len(r.Stops)
	}
	if got := next(); len(got) != planned {
		t.Errorf("%d visits; want %d", len(got), planned)
	}
	first := p.Rounds[0].Stops[0]
	w.exec(t, `UPDATE stop SET state = 'skipped', skip_reason = 'weather' WHERE municipality_id = $1 AND stop_id = $2`, w.id, first.ID)
	if got := next(); len(got) != planned-1 {
		t.Errorf("%d visits after one was skipped; want %d", len(got), planned-1)
	}
}

// A week across New Year is planned when its covers are ready, and not before.
func TestPlanInputAcrossNewYear(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	newYear := geo.WeekOf(geo.NewDate(2026, time.December, 31))
	p, err := w.db.PlanInput(t.Context(), w.id, newYear)
	if err != nil {
		t.Fatal(err)
	}
	p.Iterations = 50
	plan, err := plans.Propose(t.Context(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.SaveProposal(t.Context(), w.id, w.as(), 1, plan); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("without next year's cover: %v; want not found", err)
	}
	if _, err := w.db.RollCovers(t.Context(), w.id, geo.NewDate(2026, time.December, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.SaveProposal(t.Context(), w.id, w.as(), 1, plan); err != nil {
		t.Errorf("with next year's cover: %v", err)
	}
	if _, err := w.db.PlanInput(t.Context(), w.id, newYear.Add(60)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the year after next: %v; want not found", err)
	}
}

// Two weeks that are planned at once on a new map need the same area stops: the
// second waits for the first and takes over its stop.
func TestTwoWeeksShareTheirAreaStops(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	park, _ := w.in.Street.At(townPark)
	square, _ := w.in.Street.At(townSquare)
	var empty geo.Cell
	for _, c := range w.in.Street.Cells() {
		if c.Cell != park && c.Cell != square && c.Cell != geo.Rest {
			empty = c.Cell
		}
	}
	middle, _ := w.in.Street.Middle(empty)
	stop := uuid.New()
	var in plans.Input
	planned := make(chan error, 1)
	err := w.db.App(t.Context(), w.id, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO place (municipality_id, place_id, source, source_ref, kind, lat, lon)
			VALUES ($1, $2, 'area', $3, 'area', $4, $5)`, w.id, stop, empty.String(), middle.Lat(), middle.Lon())
		if err != nil {
			return err
		}
		go func() {
			var err error
			in, err = w.db.PlanInput(t.Context(), w.id, townWeek)
			planned <- err
		}()
		return untilSomebodyWaits(t, tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-planned; err != nil {
		t.Fatalf("the second week: %v", err)
	}
	for _, p := range in.Places {
		if p.Cell == empty && p.ID != stop {
			t.Errorf("cell %v has the stop %v; want the one of the first week, %v", empty, p.ID, stop)
		}
	}
}

// untilSomebodyWaits returns once another transaction waits for a lock.
func untilSomebodyWaits(t *testing.T, tx pgx.Tx) error {
	t.Helper()
	deadline := time.After(30 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		var waits bool
		err := tx.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
			WHERE NOT l.granted AND a.datname = current_database())`).Scan(&waits)
		if err != nil || waits {
			return err
		}
		select {
		case <-deadline:
			t.Fatal("nobody waits")
		case <-tick.C:
		}
	}
}

// Where a shift drives, the plan gets the ways on foot as well: it may park and walk.
func TestACarBringsTheWaysOnFoot(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	for _, s := range w.shifts {
		if err := w.db.CancelShift(t.Context(), w.id, w.as(), s.ID, true); err != nil {
			t.Fatal(err)
		}
	}
	car := w.shifts[0].Shift
	car.Mode = routes.Car
	if _, err := w.db.AddShift(t.Context(), w.id, w.as(), car); err != nil {
		t.Fatal(err)
	}
	in := w.input(t)
	if len(in.Matrices) != 2 || in.Matrices[routes.Foot].N != in.Matrices[routes.Car].N || in.Matrices[routes.Car].N == 0 {
		t.Errorf("matrices of %d modes, on foot %d points, by car %d", len(in.Matrices), in.Matrices[routes.Foot].N, in.Matrices[routes.Car].N)
	}
}
