package store_test

import (
	"testing"

	"runde/geo"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
)

// A worker sees today's rounds of the own team: stops in order, with the minutes
// of the way to each.
func TestTodaysRound(t *testing.T) {
	w := newWalkWorld(t)
	rounds, err := w.RoundsOn(t.Context(), w.m, w.workerA, walkDay)
	no(t, err)
	if len(rounds) != 1 || rounds[0].ID != w.round || rounds[0].TeamName != "A" || rounds[0].Shift.Workers != 2 {
		t.Fatalf("rounds: %+v", rounds)
	}
	want := []store.WalkStop{
		{ID: w.stops[0], Position: 1, Name: "Torvet", Kind: "bench", Cell: w.a, Arrive: 550, Leave: 570, Way: 10, State: "planned"},
		{ID: w.stops[1], Position: 2, Name: "Torvet", Kind: "bench", Cell: w.b, Arrive: 590, Leave: 610, Way: 20, State: "planned"},
	}
	if diff := cmp.Diff(want, rounds[0].Stops, cmpopts.IgnoreFields(store.WalkStop{}, "Point", "PlaceID")); diff != "" {
		t.Errorf("stops (-want +got):\n%s", diff)
	}
	for name, c := range map[string]struct {
		staff uuid.UUID
		day   int
		want  int
	}{
		"another team":   {w.otherB, 0, 0},
		"another day":    {w.workerA, 1, 0},
		"coordinator":    {w.coordinator, 0, 1},
		"somebody else":  {uuid.New(), 0, 0},
		"the team's own": {w.workerA, 0, 1},
	} {
		got, err := w.RoundsOn(t.Context(), w.m, c.staff, walkDay+geo.Date(c.day))
		if err != nil || len(got) != c.want {
			t.Errorf("%s: %d rounds, %v; want %d", name, len(got), err, c.want)
		}
	}
}

// Nothing of a plan reaches a worker before it is approved.
func TestProposedPlanIsNotSeen(t *testing.T) {
	w := newWalkWorld(t)
	w.exec(t, `UPDATE plan SET state = 'proposed', approved_at = NULL`)
	rounds, err := w.RoundsOn(t.Context(), w.m, w.workerA, walkDay)
	no(t, err)
	if len(rounds) != 0 {
		t.Errorf("%d rounds of a proposal seen", len(rounds))
	}
	if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, w.encounter("seen")); err == nil {
		t.Error("recorded on a proposal")
	}
}

// A stop is visited, skipped with a reason, or neither; saying so twice is saying
// so once, and a change of mind counts.
func TestMarkingStops(t *testing.T) {
	w := newWalkWorld(t)
	mark := func(stop int, state, reason string) error {
		return w.MarkStop(t.Context(), w.m, w.workerA, w.stops[stop], state, reason)
	}
	for range 2 {
		no(t, mark(0, "visited", ""))
	}
	no(t, mark(1, "visited", ""))
	no(t, mark(1, "skipped", "weather"))
	for _, bad := range [][2]string{{"skipped", ""}, {"visited", "weather"}, {"skipped", "bored"}, {"lost", ""}} {
		if err := mark(0, bad[0], bad[1]); err == nil {
			t.Errorf("marked %q for %q", bad[0], bad[1])
		}
	}
	rounds, err := w.RoundsOn(t.Context(), w.m, w.workerA, walkDay)
	no(t, err)
	var got []string
	for _, s := range rounds[0].Stops {
		got = append(got, s.State+" "+s.SkipReason)
	}
	if diff := cmp.Diff([]string{"visited ", "skipped weather"}, got); diff != "" || rounds[0].State != "walking" {
		t.Errorf("round %s (-want +got):\n%s", rounds[0].State, diff)
	}
	no(t, mark(1, "planned", ""))
	for range 2 {
		no(t, w.FinishRound(t.Context(), w.m, w.workerA, w.round))
	}
	rounds, err = w.RoundsOn(t.Context(), w.m, w.workerA, walkDay)
	no(t, err)
	if rounds[0].State != "finished" || rounds[0].Stops[1].State != "planned" {
		t.Errorf("finished: %+v", rounds[0])
	}
}
