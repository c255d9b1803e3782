package jobs

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/store"
	"runde/store/pgtest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/rivertype"
)

// A planner that breaks off ends its run, and its panic's value reaches no log.
func TestPanicEndsTheRunAndIsNotRepeated(t *testing.T) {
	db := pgtest.New(t)
	m, err := db.CreateMunicipality(t.Context(), "Prøvekøbing", false)
	if err != nil {
		t.Fatal(err)
	}
	week := geo.WeekOf(geo.NewDate(2026, time.November, 23))
	run, err := db.CreatePlanRun(t.Context(), m.ID, week, uuid.Nil, uuid.Nil, func(pgx.Tx, uuid.UUID) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	args, err := json.Marshal(planArgs{m.ID, run})
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	broken := trouble{db, slog.New(slog.NewTextHandler(&log, nil))}
	broken.HandlePanic(t.Context(), &rivertype.JobRow{Kind: "plan", EncodedArgs: args}, "sover bag stationen", "plan.go:1")
	got, err := db.PlanRun(t.Context(), m.ID, run)
	if err != nil || got.State != store.RunFailed || *got.ErrorCode != ErrorFailed {
		t.Errorf("run: %+v, %v", got, err)
	}
	if strings.Contains(log.String(), "stationen") || !strings.Contains(log.String(), "plan.go:1") {
		t.Errorf("logged: %s", log.String())
	}
	broken.HandlePanic(t.Context(), &rivertype.JobRow{Kind: "release", EncodedArgs: []byte("{}")}, "x", "release.go:1")
}
