package store_test

import (
	"errors"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/release"
	"runde/store"

	"github.com/google/go-cmp/cmp"
)

// A year keeps the threshold that it began with; a higher one holds from the next
// year on, and a lower one is refused. Whoever chose it is written down.
func TestThresholdRisesWithTheYearAndNeverFalls(t *testing.T) {
	w := newWalkWorld(t)
	_, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2028, time.March, 1))
	no(t, err)
	choose := func(k int) error {
		s, err := w.Settings(t.Context(), w.m)
		no(t, err)
		s.K = k
		return w.SaveSettings(t.Context(), w.m, w.by(w.coordinator), s)
	}
	publish := func(day geo.Date) {
		week := geo.WeekOf(day)
		w.met(t, week.Monday(), 12, 3)
		_, err := w.ReleaseWeek(t.Context(), w.m, release.Encounters, week, release.WeekDue(week))
		no(t, err)
	}
	publish(geo.NewDate(2026, time.November, 18))
	no(t, choose(8))
	publish(geo.NewDate(2026, time.December, 16))
	publish(geo.NewDate(2027, time.January, 20))
	if err := choose(7); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("a lower threshold: %v, want %v", err, store.ErrInvalid)
	}
	publish(geo.NewDate(2027, time.February, 17))
	publish(geo.NewDate(2028, time.January, 19))

	editions, err := w.Editions(t.Context(), w.m)
	no(t, err)
	got := map[string]int{}
	for _, e := range editions {
		if e.Family == release.Encounters && e.Level == release.ByWeek {
			got[e.Period] = e.Threshold
		}
	}
	want := map[string]int{"2026-W47": 5, "2026-W51": 5, "2027-W03": 8, "2027-W07": 8, "2028-W03": 8}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	log, err := w.Audits(t.Context(), w.m, 0, 100)
	no(t, err)
	chosen := 0
	for _, a := range log {
		if a.ObjectID == "k" {
			chosen++
		}
	}
	if chosen != 1 {
		t.Errorf("the log holds %d choices of k, want 1", chosen)
	}
}
