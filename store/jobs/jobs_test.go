package jobs_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/intake"
	"runde/geo/osm"
	"runde/routes"
	"runde/routes/street"
	"runde/store"
	"runde/store/jobs"
	"runde/store/pgtest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// village is a municipality with one street, a place at each end, and a team that
// walks on Wednesdays.
type village struct {
	*store.DB
	m    int32
	week geo.Week
}

var (
	west = orb.Point{11.880, 54.770}
	east = orb.Point{11.890, 54.770}
)

func newVillage(t *testing.T, shifts bool) village {
	t.Helper()
	v := village{DB: pgtest.New(t)}
	v.week = geo.WeekOf(v.Today()).Add(1)
	area := orb.MultiPolygon{orb.Bound{Min: orb.Point{11.87, 54.76}, Max: orb.Point{11.90, 54.78}}.ToPolygon()}
	homes := map[geo.Cell]int{}
	for _, leaf := range cells.Leaves(area) {
		homes[leaf] = 10
	}
	network, err := street.Build([]osm.Street{{
		ID: 1, Nodes: []int64{1, 2, 3}, Line: orb.LineString{west, {11.885, 54.770}, east}, Tags: map[string]string{"highway": "residential"},
	}}, nil).Encode()
	if err != nil {
		t.Fatal(err)
	}
	place := func(ref, kind string, p orb.Point) store.Place {
		return store.Place{Place: routes.Place{Kind: kind, Point: p, Visit: 20, MaxVisits: 2}, Source: store.FromOSM, SourceRef: ref}
	}
	by := store.By{At: v.Now()}
	done, err := v.ImportMap(t.Context(), by, store.Import{
		Municipality: "Prøvekøbing", SourceSHA256: []byte("x"), Street: cells.New(homes, 50), Home: cells.New(homes, 50),
		DwellingSource: "buildings", Boundary: area, Sources: []string{store.FromOSM},
		Places:  []store.Place{place("n1", "square", west), place("n2", "bench", east)},
		Network: network, Basemap: pgtest.Basemap(t, area.Bound()),
	})
	if err != nil {
		t.Fatal(err)
	}
	v.m = done.Municipality.ID
	if !shifts {
		return v
	}
	team, err := v.SaveTeam(t.Context(), v.m, by, "A", west)
	if err != nil {
		t.Fatal(err)
	}
	_, err = v.AddShiftPattern(t.Context(), v.m, by, store.ShiftPattern{
		TeamID: team.ID, Weekday: time.Wednesday, StartMinute: 540, EndMinute: 720, Mode: routes.Foot, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// runner is one that works until the test ends.
func (v village) runner(t *testing.T) *jobs.Runner {
	t.Helper()
	r, err := jobs.New(v.DB, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return r
}

// until asks again and again, as a page does.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-deadline:
			t.Fatalf("%s did not happen", what)
		case <-tick.C:
		}
	}
}

func (v village) run(t *testing.T, id uuid.UUID) store.PlanRun {
	t.Helper()
	run, err := v.PlanRun(t.Context(), v.m, id)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// do runs one statement under the role that as takes on.
func (v village) do(t *testing.T, as func(context.Context, int32, func(pgx.Tx) error) error, sql string) {
	t.Helper()
	err := as(t.Context(), v.m, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), sql)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// note is a concern of today with a short text.
func (v village) note(t *testing.T) uuid.UUID {
	t.Helper()
	cover, err := v.CoverOn(t.Context(), v.m, store.StreetLevel, v.Today())
	if err != nil {
		t.Fatal(err)
	}
	c := intake.Concern{
		ID: uuid.New(), Context: intake.Street, Cell: cover.Cells()[0].Cell, Day: v.Today(), Channel: intake.Shop, Note: "fryser",
	}
	if err := v.InsertConcern(t.Context(), v.m, c); err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// A run that is queued becomes a proposal that the workers do not see.
func TestPlanRunBecomesAProposal(t *testing.T) {
	v := newVillage(t, true)
	id, err := v.runner(t).Plan(t.Context(), v.m, v.week, uuid.Nil)
	if err != nil {
		t.Fatal(err)
	}
	until(t, "the end of the run", func() bool { return v.run(t, id).State.Over() })
	run := v.run(t, id)
	if run.State != store.RunDone || run.Progress != 1 {
		t.Fatalf("run: %+v", run)
	}
	plan, err := v.PlanOf(t.Context(), v.m, v.week, store.Proposed)
	if err != nil || plan.ID != *run.PlanID || len(plan.Rounds) != 1 || len(plan.Rounds[0].Stops) == 0 {
		t.Errorf("proposal: %+v, %v", plan, err)
	}
}

// A run that cannot be planned says why, and the week keeps the plan that it has.
func TestFailedRunKeepsTheLastPlan(t *testing.T) {
	v := newVillage(t, true)
	r := v.runner(t)
	propose := func() store.PlanRun {
		id, err := r.Plan(t.Context(), v.m, v.week, uuid.Nil)
		if err != nil {
			t.Fatal(err)
		}
		until(t, "the end of the run", func() bool { return v.run(t, id).State.Over() })
		return v.run(t, id)
	}
	first := propose()
	shifts, err := v.Shifts(t.Context(), v.m, v.week)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shifts {
		if err := v.CancelShift(t.Context(), v.m, store.By{At: v.Now()}, s.ID, true); err != nil {
			t.Fatal(err)
		}
	}
	second := propose()
	if second.State != store.RunFailed || *second.ErrorCode != jobs.ErrorNoShift {
		t.Errorf("without shifts: %+v", second)
	}
	plan, err := v.PlanOf(t.Context(), v.m, v.week, store.Proposed)
	if err != nil || plan.ID != *first.PlanID {
		t.Errorf("the week's plan is %v, %v; want %v", plan.ID, err, *first.PlanID)
	}
}

// A run that was cancelled before anybody worked on it makes nothing.
func TestCancelledRunMakesNothing(t *testing.T) {
	v := newVillage(t, true)
	r, err := jobs.New(v.DB, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	id, err := r.Plan(t.Context(), v.m, v.week, uuid.Nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.CancelPlanRun(t.Context(), v.m, id); err != nil {
		t.Fatal(err)
	}
	if err := jobs.Propose(t.Context(), v.DB, v.m, id); err != nil {
		t.Fatal(err)
	}
	if _, err := v.PlanOf(t.Context(), v.m, v.week, store.Proposed); err == nil {
		t.Error("a plan was made")
	}
}

// A run that a machine left behind when it stopped has failed once another starts.
func TestStartEndsLostRuns(t *testing.T) {
	v := newVillage(t, true)
	r, err := jobs.New(v.DB, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Plan(t.Context(), v.m, v.week, uuid.Nil); err != nil {
		t.Fatal(err)
	}
	v.do(t, v.App, `UPDATE river.river_job SET state = 'running', attempt = 1, attempted_at = '2026-01-01Z' WHERE kind = 'plan'`)
	v.runner(t)
	var state store.RunState
	err = v.App(t.Context(), v.m, func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT state FROM plan_run`).Scan(&state)
	})
	if err != nil || state != store.RunFailed {
		t.Errorf("the run is %s, %v; want it failed", state, err)
	}
}

// A run that lost against another transaction while it read its input has failed,
// and says so: nobody has cancelled it.
func TestRunThatLosesIsNotCancelled(t *testing.T) {
	v := newVillage(t, true)
	r, err := jobs.New(v.DB, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	id, err := r.Plan(t.Context(), v.m, v.week, uuid.Nil)
	if err != nil {
		t.Fatal(err)
	}
	v.do(t, v.Owner, `CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = 'deadlock_detected'; END $$`)
	v.do(t, v.Owner, `GRANT EXECUTE ON FUNCTION lose() TO runde_app`)
	v.do(t, v.Owner, `CREATE TRIGGER lose BEFORE INSERT ON shift FOR EACH ROW EXECUTE FUNCTION lose()`)
	if err := jobs.Propose(t.Context(), v.DB, v.m, id); err != nil {
		t.Fatal(err)
	}
	if run := v.run(t, id); run.State != store.RunFailed || *run.ErrorCode != jobs.ErrorFailed {
		t.Errorf("run: %+v", run)
	}
}

// What cannot be published keeps nothing from being deleted.
func TestNightDeletesWithoutPublishing(t *testing.T) {
	v := newVillage(t, false)
	note := v.note(t)
	v.do(t, v.App, `DELETE FROM setting WHERE key = 'release_key'`)
	v.SetClock(func() time.Time { return pgtest.Now.AddDate(0, 0, 20) })
	if _, err := v.ReleaseDue(t.Context(), v.m, v.Today()); err == nil {
		t.Fatal("published without a key")
	}
	if err := v.runner(t).Retain(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "the deletion of the note", func() bool {
		c, err := v.Concern(t.Context(), v.m, note)
		return err == nil && c.Note == nil
	})
}

// The night deletes what is old and prepares the covers of the year.
func TestNight(t *testing.T) {
	v := newVillage(t, false)
	note := v.note(t)
	v.SetClock(func() time.Time { return pgtest.Now.AddDate(0, 0, 20) })
	if err := v.runner(t).Retain(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "the deletion of the note", func() bool {
		c, err := v.Concern(t.Context(), v.m, note)
		return err == nil && c.Note == nil
	})
	until(t, "next year's cover", func() bool {
		_, err := v.CoverOn(t.Context(), v.m, store.StreetLevel, geo.NewDate(2027, time.January, 1))
		return err == nil
	})
}
