package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/routes"
	"runde/store"
	"runde/store/pgtest"

	"github.com/paulmach/orb"
)

// workingTown is the imported town with a team that walks on Tuesdays.
func workingTown(t *testing.T) *store.DB {
	t.Helper()
	db := pgtest.New(t)
	importTown(t, db, importCmd{OSM: townOSM, Municipality: "Prøvekøbing", MinDwellings: 20})
	by := store.By{At: db.Now()}
	team, err := db.SaveTeam(t.Context(), 1, by, "Team Midt", orb.Point{12.010, 55.002})
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.AddShiftPattern(t.Context(), 1, by, store.ShiftPattern{
		TeamID: team.ID, Weekday: time.Tuesday, StartMinute: 600, EndMinute: 780, Mode: routes.Foot, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// The next week is planned, stored as a proposal and printed with reasons.
func TestPlan(t *testing.T) {
	t.Parallel()
	db := workingTown(t)
	var out strings.Builder
	c := planCmd{Municipality: "prøvekøbing"}
	if err := c.plan(t.Context(), db, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2026-W48", "Tuesday 2026-11-24 10:00–13:00  Team Midt, foot, 2 workers", "library Biblioteket", "exploration"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the plan does not say %q:\n%s", want, out.String())
		}
	}
	week, _ := geo.ParseWeek("2026-W48")
	if p, err := db.PlanOf(t.Context(), 1, week, store.Proposed); err != nil || len(p.Rounds) != 1 {
		t.Errorf("%d rounds are stored as a proposal, %v; want 1", len(p.Rounds), err)
	}
}

// A machine reads the same plan.
func TestPlanAsJSON(t *testing.T) {
	t.Parallel()
	db := workingTown(t)
	var out strings.Builder
	c := planCmd{Municipality: "Prøvekøbing", Week: "2026-W50", JSON: true}
	if err := c.plan(t.Context(), db, &out); err != nil {
		t.Fatal(err)
	}
	var got struct {
		ID, Week string
		Rounds   []struct {
			Stops []struct {
				Arrive  int
				Reasons []struct{ Code string }
			}
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Week != "2026-W50" || len(got.Rounds) != 1 || len(got.Rounds[0].Stops) == 0 {
		t.Fatalf("%+v; want one round with stops in week 50", got)
	}
	if s := got.Rounds[0].Stops[0]; s.Arrive < 600 || len(s.Reasons) == 0 {
		t.Errorf("first stop at %d with %d reasons; want one after 10:00 with a reason", s.Arrive, len(s.Reasons))
	}
}

// What cannot be planned is said in words.
func TestPlanRefuses(t *testing.T) {
	t.Parallel()
	db := workingTown(t)
	importTown(t, db, importCmd{OSM: townOSM, Municipality: "Hvilekøbing", MinDwellings: 20})
	for name, c := range map[string]struct {
		cmd  planCmd
		says string
	}{
		"nobody works":     {planCmd{Municipality: "Hvilekøbing"}, errNoShifts.Error()},
		"no such name":     {planCmd{Municipality: "Ingensteds"}, "--municipality"},
		"no such week":     {planCmd{Municipality: "Prøvekøbing", Week: "2026-W54"}, "--week"},
		"a year too early": {planCmd{Municipality: "Prøvekøbing", Week: "2019-W07"}, store.ErrNotFound.Error()},
	} {
		var out strings.Builder
		err := c.cmd.plan(t.Context(), db, &out)
		if err == nil || !strings.Contains(err.Error(), c.says) || out.Len() > 0 {
			t.Errorf("%s: %v; want it to say %s, and nothing printed", name, err, c.says)
		}
	}
	if _, err := db.PlanOf(t.Context(), 1, geo.WeekOf(db.Today()).Add(1), store.Proposed); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a proposal was stored: %v", err)
	}
}
