package store_test

import (
	"testing"

	"runde/geo"
	"runde/routes/plans"
	"runde/routes/rounds"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
)

// A worker sees today's rounds of the own team: stops in order, with the minutes
// of the way to each, and why each is there.
func TestTodaysRound(t *testing.T) {
	w := newWalkWorld(t)
	w.exec(t, `UPDATE stop SET reasons = '[{"code": "concerns_in_cell", "n": 2}]' WHERE stop_id = $1`, w.stops[0])
	list, err := w.RoundsOn(t.Context(), w.m, w.workerA, walkDay)
	no(t, err)
	if len(list) != 1 || list[0].ID != w.round || list[0].TeamName != "A" || list[0].Shift.Workers != 2 {
		t.Fatalf("rounds: %+v", list)
	}
	want := []store.WalkStop{
		{ID: w.stops[0], Position: 1, Name: "Torvet", Kind: "bench", Cell: w.a, Arrive: 550, Leave: 570, Way: 10, State: "planned",
			Reasons: []plans.Reason{{Code: plans.ReasonConcerns, N: 2}}},
		{ID: w.stops[1], Position: 2, Name: "Torvet", Kind: "bench", Cell: w.b, Arrive: 590, Leave: 610, Way: 20, State: "planned",
			Reasons: []plans.Reason{}},
	}
	one, err := w.WalkedRound(t.Context(), w.m, w.workerA, w.round)
	no(t, err)
	if diff := cmp.Diff(list[0], one); diff != "" {
		t.Errorf("the same round by its id (-list +one):\n%s", diff)
	}
	if bare := one.Bare(); len(bare.Stops) != 2 || bare.Stops[1].Minutes() != 20 || bare.Date != walkDay {
		t.Errorf("bare: %+v", bare)
	}
	if diff := cmp.Diff(want, list[0].Stops, cmpopts.IgnoreFields(store.WalkStop{}, "Point", "PlaceID")); diff != "" {
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
	list, err := w.RoundsOn(t.Context(), w.m, w.workerA, walkDay)
	no(t, err)
	if len(list) != 0 {
		t.Errorf("%d rounds of a proposal seen", len(list))
	}
	if _, err := w.RecordEncounter(t.Context(), w.m, w.workerA, w.encounter("seen")); err == nil {
		t.Error("recorded on a proposal")
	}
}

// A stop is visited, skipped with a reason, or neither; saying so twice is saying
// so once, and a change of mind counts.
func TestMarkingStops(t *testing.T) {
	w := newWalkWorld(t)
	mark := func(stop int, state rounds.StopState, reason rounds.SkipReason) error {
		return w.MarkStop(t.Context(), w.m, w.workerA, rounds.Mark{Stop: w.stops[stop], State: state, Skip: reason})
	}
	for range 2 {
		no(t, mark(0, "visited", ""))
	}
	no(t, mark(1, "visited", ""))
	no(t, mark(1, "skipped", "weather"))
	for _, bad := range [][2]string{{"skipped", ""}, {"visited", "weather"}, {"skipped", "bored"}, {"lost", ""}} {
		if err := mark(0, rounds.StopState(bad[0]), rounds.SkipReason(bad[1])); err == nil {
			t.Errorf("marked %q for %q", bad[0], bad[1])
		}
	}
	list, err := w.RoundsOn(t.Context(), w.m, w.workerA, walkDay)
	no(t, err)
	var got []string
	for _, s := range list[0].Stops {
		got = append(got, string(s.State)+" "+string(s.Skip))
	}
	if diff := cmp.Diff([]string{"visited ", "skipped weather"}, got); diff != "" || list[0].State != "walking" {
		t.Errorf("round %s (-want +got):\n%s", list[0].State, diff)
	}
	no(t, mark(1, "planned", ""))
	for range 2 {
		no(t, w.FinishRound(t.Context(), w.m, w.workerA, w.round))
	}
	list, err = w.RoundsOn(t.Context(), w.m, w.workerA, walkDay)
	no(t, err)
	if list[0].State != "finished" || list[0].Stops[1].State != "planned" {
		t.Errorf("finished: %+v", list[0])
	}
}
