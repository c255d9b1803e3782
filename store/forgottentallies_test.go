package store_test

import (
	"slices"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/release"
	"runde/store"

	"github.com/google/go-cmp/cmp"
)

// What a year's side tables were made of goes when a year has passed since they were
// published, and the log tells it; nothing of it is counted anew. Concerns about homes
// stay counted, whatever is forgotten.
func TestTalliesAreForgotten(t *testing.T) {
	w := newWalkWorld(t)
	week, due := geo.WeekOf(walkDay), release.YearDue(2026)
	_, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2028, time.January, 31))
	no(t, err)
	w.own(t, `GRANT UPDATE ON encounter TO runde_app`) // for this test: an encounter is never changed
	w.met(t, walkDay, 8, 3)
	w.bridged(t, walkDay, 7, "doctor")
	w.worried(t, intake.Street, week.Monday(), 6, 3)
	w.worried(t, intake.Home, week.Monday(), 4, 1)
	w.exec(t, `UPDATE concern SET state = 'decided', decision = 'visit', decided_on = day - 70 WHERE level = 'street'`)
	_, err = w.ReleaseDue(t.Context(), w.m, due)
	no(t, err)
	const families = `SELECT DISTINCT family FROM release_tally ORDER BY 1`
	all := w.rows(t, families)
	if diff := cmp.Diff([]string{"bridges", "channels", "home_concerns", "waiting", "weekdays"}, all); diff != "" {
		t.Errorf("before (-want +got):\n%s", diff)
	}
	for _, c := range []struct {
		days geo.Date
		left []string
		gone bool
	}{{365, all, false}, {366, []string{"home_concerns"}, true}, {367, []string{"home_concerns"}, false}} {
		gone, err := w.Retire(t.Context(), w.m, due+c.days)
		no(t, err)
		if diff := cmp.Diff(c.left, w.rows(t, families)); diff != "" {
			t.Errorf("after %d days (-want +got):\n%s", c.days, diff)
		}
		if told := slices.ContainsFunc(gone, func(d store.Deletion) bool { return d.What == "tallies" && d.Rows > 3 }); told != c.gone {
			t.Errorf("after %d days the log tells %v", c.days, gone)
		}
	}
	_, err = w.ReleaseDue(t.Context(), w.m, due+400)
	no(t, err)
	if diff := cmp.Diff([]string{"home_concerns"}, w.rows(t, families)); diff != "" {
		t.Errorf("counted anew (-want +got):\n%s", diff)
	}
	var homes int
	w.query(t, &homes, `SELECT sum(count) FROM release_tally`)
	if homes != 4 {
		t.Errorf("%d concerns about homes are counted, want 4", homes)
	}
}
