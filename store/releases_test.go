package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/release"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// met records encounters in cell a on as many rounds of the week of day: what a
// round's encounters count towards a threshold is capped.
func (w *walkWorld) met(t *testing.T, day geo.Date, rounds, each int) {
	t.Helper()
	plan, team := uuid.New(), uuid.New()
	w.exec(t, `INSERT INTO team (municipality_id, team_id, name, base_lat, base_lon) VALUES ($1, $2, $3, 55, 12)`, w.m, team, team.String())
	w.exec(t, `INSERT INTO plan (municipality_id, plan_id, week, state, seed, proposed_at, approved_at)
		VALUES ($1, $2, $3, 'replaced', 1, $4, $4)`, w.m, plan, geo.WeekOf(day), w.Now())
	for range rounds {
		shift, round := uuid.New(), uuid.New()
		w.exec(t, `INSERT INTO shift (municipality_id, shift_id, team_id, day, start_minute, end_minute, mode, workers)
			VALUES ($1, $2, $3, $4, 540, 720, 'foot', 1)`, w.m, shift, team, day)
		w.exec(t, `INSERT INTO round (municipality_id, round_id, plan_id, shift_id, day) VALUES ($1, $2, $3, $4, $5)`, w.m, round, plan, shift, day)
		w.exec(t, `INSERT INTO stop (municipality_id, stop_id, round_id, position, place_id, cover_version, cell, arrive_minute, leave_minute, state)
			VALUES ($1, $2, $3, 1, $4, $5, $6::bigint, 540, 600, 'visited')`, w.m, uuid.New(), round, w.place, day.Year(), int64(w.a))
		for range each {
			w.exec(t, `INSERT INTO encounter (municipality_id, encounter_id, round_id, cover_version, cell, day, daypart, outcome, persons)
				VALUES ($1, $2, $3, $4, $5::bigint, $6, 1, 'declined', 'one')`, w.m, uuid.New(), round, day.Year(), int64(w.a), day)
		}
	}
}

// week reads the published figure of a week, -1 where there is none.
func (w *walkWorld) week(t *testing.T, f release.Family, week geo.Week) int {
	t.Helper()
	list, err := w.Figures(t.Context(), w.m, f, release.ByWeek, week.String())
	if errors.Is(err, store.ErrNotFound) {
		return -1
	}
	no(t, err)
	if len(list) != 1 {
		t.Fatalf("week %s has %d figures, want 1", week, len(list))
	}
	return list[0].Count
}

// The numbers of a week appear when seven days have passed since it ended, and
// not before; what comes later counts in the next week, and the first figure
// stays as it was.
func TestLateEventsCountInTheNextWeek(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	w.met(t, walkDay, 5, 3)
	due := week.Add(1).Monday() + 7

	for day := walkDay; day < due; day++ {
		made, err := w.ReleaseDue(t.Context(), w.m, day)
		if err != nil || made > 0 && w.week(t, release.Encounters, week) >= 0 {
			t.Fatalf("published on %s, before %s: %v", day, due, err)
		}
	}
	_, err := w.ReleaseDue(t.Context(), w.m, due)
	no(t, err)
	if n, h := w.week(t, release.Encounters, week), w.week(t, release.Presence, week); n != 15 || h != 5 {
		t.Errorf("week %s shows %d encounters and %d hours, want 15 and 5", week, n, h)
	}

	w.met(t, walkDay, 1, 2)                // a phone that was without signal
	w.met(t, (week.Add(1)).Monday(), 5, 3) // the week after
	for range 2 {
		_, err = w.ReleaseDue(t.Context(), w.m, due+7)
		no(t, err)
	}
	for _, c := range []struct {
		week       geo.Week
		met, hours int
	}{{week, 15, 5}, {week.Add(1), 17, 6}} {
		if n, h := w.week(t, release.Encounters, c.week), w.week(t, release.Presence, c.week); n != c.met || h != c.hours {
			t.Errorf("week %s shows %d encounters and %d hours, want %d and %d", c.week, n, h, c.met, c.hours)
		}
	}
}

// A withdrawn encounter changes nothing that was published, and does not swallow
// one that comes after it.
func TestWithdrawingChangesNoFigure(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	w.met(t, walkDay, 5, 3)
	due := week.Add(1).Monday() + 7
	_, err := w.ReleaseDue(t.Context(), w.m, due)
	no(t, err)
	w.exec(t, `DELETE FROM encounter WHERE encounter_id IN (SELECT encounter_id FROM encounter LIMIT 4)`)
	w.met(t, week.Add(1).Monday(), 6, 3)
	_, err = w.ReleaseDue(t.Context(), w.m, due+7)
	no(t, err)
	if a, b := w.week(t, release.Encounters, week), w.week(t, release.Encounters, week.Add(1)); a != 15 || b != 18 {
		t.Errorf("figures %d and %d, want 15 and 18", a, b)
	}
}

// A week with too little to publish is no gap that a total would fill: its events
// count in the next week that has enough.
func TestSmallWeekWaits(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	w.met(t, walkDay, 2, 1)
	w.met(t, week.Add(1).Monday(), 5, 3)
	_, err := w.ReleaseDue(t.Context(), w.m, week.Add(2).Monday()+7)
	no(t, err)
	if a, b := w.week(t, release.Encounters, week), w.week(t, release.Encounters, week.Add(1)); a != -1 || b != 17 {
		t.Errorf("figures %d and %d, want none and 17", a, b)
	}
}

// Nobody lifts a figure over the threshold by sending concerns: those that nobody
// in the team has decided count for two at most.
func TestPublicCannotUnlockAFigure(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	var ids []uuid.UUID
	for i := range 30 {
		c := w.concern("neighbour")
		c.Day = week.Monday() + geo.Date(i%7)
		ids = append(ids, c.ID)
		no(t, w.SendConcern(t.Context(), w.m, c, []byte(fmt.Sprint("receipt ", i))))
	}
	_, err := w.ReleaseDue(t.Context(), w.m, week.Add(1).Monday()+7)
	no(t, err)
	if n := w.week(t, release.Concerns, week); n != -1 {
		t.Errorf("thirty undecided concerns are shown as %d", n)
	}
	for _, id := range ids {
		no(t, w.DecideConcern(t.Context(), w.m, w.by(w.coordinator), id, store.Decision{Code: intake.Watch}))
	}
	_, err = w.ReleaseDue(t.Context(), w.m, week.Add(2).Monday()+7)
	no(t, err)
	if n := w.week(t, release.Concerns, week.Add(1)); n != 30 {
		t.Errorf("thirty decided concerns are shown as %d", n)
	}
}

// A flood does not lift a figure by being turned down or merged away either.
func TestDismissedConcernsUnlockNoFigure(t *testing.T) {
	w := newWalkWorld(t)
	week, by := geo.WeekOf(walkDay), w.by(w.coordinator)
	real := w.concern("relative")
	w.inserted(t, real)
	no(t, w.DecideConcern(t.Context(), w.m, by, real.ID, store.Decision{Code: intake.Visit}))
	for i := range 30 {
		c := w.concern("neighbour")
		c.Day = week.Monday() + geo.Date(i%7)
		no(t, w.SendConcern(t.Context(), w.m, c, []byte(fmt.Sprint("receipt ", i))))
		if i%2 == 0 {
			no(t, w.DecideConcern(t.Context(), w.m, by, c.ID, store.Decision{Code: intake.NotOurs}))
		} else {
			no(t, w.MergeConcern(t.Context(), w.m, by, c.ID, real.ID))
		}
	}
	_, err := w.ReleaseDue(t.Context(), w.m, week.Add(1).Monday()+7)
	no(t, err)
	if n := w.week(t, release.Concerns, week); n != -1 {
		t.Errorf("one concern and thirty dismissed ones are shown as %d", n)
	}
}

// A past that begins in the last days of the ISO year before its first cover is
// published: those days count in the first week of the cover's year.
func TestDaysBeforeTheFirstWholeYearAreCounted(t *testing.T) {
	w := newWalkWorld(t)
	made, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2028, time.January, 31))
	no(t, err)
	if diff := cmp.Diff([]int{2027, 2028}, made); diff != "" {
		t.Fatal(diff)
	}
	w.exec(t, `DELETE FROM plan`)
	for _, sql := range []string{`DELETE FROM cover_cell WHERE version < 2027`, `DELETE FROM cover WHERE version < 2027`} {
		no(t, w.Owner(t.Context(), w.m, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		}))
	}
	w.met(t, geo.NewDate(2027, time.January, 2), 5, 3) // the Saturday of 2026-W53
	_, err = w.ReleaseDue(t.Context(), w.m, geo.NewDate(2027, time.January, 18))
	no(t, err)
	if n := w.week(t, release.Encounters, release.WeekOne(2027)); n != 15 {
		t.Errorf("2027-W01 shows %d encounters, want 15", n)
	}
}

// releases is every published row as text.
func (w *walkWorld) releases(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, table := range []string{"release.block", "release.edition", "release.figure"} {
		var rows []string
		w.query(t, &rows, `SELECT coalesce(array_agg(r::text ORDER BY r::text), '{}') FROM `+table+` r`)
		out = append(out, rows...)
	}
	return out
}

// Over a simulated past: every level adds up to what was counted, and publishing
// again, or after what is old has been deleted, changes no byte.
func TestReleasesAddUpAndStay(t *testing.T) {
	town := newTown(t)
	w := &walkWorld{DB: town.db, m: town.id}
	h := simulated(t, town)
	no(t, w.SaveHistory(t.Context(), w.m, by(w.DB), h))
	today := w.Today()
	for on := geo.WeekOf(h.Plans[0].Week.Monday()).Monday(); on <= today; on += 7 {
		_, err := w.ReleaseDue(t.Context(), w.m, on)
		no(t, err)
	}

	editions, err := w.Editions(t.Context(), w.m)
	no(t, err)
	sums := map[string]int{}
	for _, e := range editions {
		list, err := w.Figures(t.Context(), w.m, e.Family, e.Level, e.Period)
		no(t, err)
		for _, f := range list {
			// A week belongs to its period and its year, a period to its year.
			for _, l := range []release.Level{release.ByPeriod, release.ByYear} {
				if name, inside := spanOf(e, l); inside && f.Status != release.Unknown {
					sums[fmt.Sprint(e.Family, " ", name, " by ", e.Level)] += f.Count
				}
			}
			if e.Level != release.ByWeek && !slices.Contains(release.SideTables, e.Family) && len(f.Leaves) == 0 {
				t.Errorf("%s %s: the figure of %s has no ground to draw", e.Family, e.Period, f.Area.Name)
			}
		}
	}
	if a, b := sums["encounters 2026-P05 by period"], sums["encounters 2026-P05 by week"]; a != b || a == 0 {
		t.Errorf("2026-P05 by period %d, by week %d", a, b)
	}
	if a, b := sums["encounters 2025 by year"], sums["encounters 2025 by week"]; a != b || a == 0 {
		t.Errorf("2025 by year %d, by week %d", a, b)
	}

	before := w.releases(t)
	if _, err := w.Retire(t.Context(), w.m, today); err != nil {
		t.Fatal(err)
	}
	made, err := w.ReleaseDue(t.Context(), w.m, today)
	no(t, err)
	if diff := cmp.Diff(before, w.releases(t)); made != 0 || diff != "" {
		t.Errorf("%d editions made again (-before +after):\n%s", made, diff)
	}
}

// spanOf is the period or year that the edition's time lies in.
func spanOf(e store.Edition, l release.Level) (string, bool) {
	p := release.PeriodOf(geo.WeekOf(e.FirstDay))
	switch {
	case l == release.ByYear:
		return fmt.Sprint(p.Year), true
	case e.Level == release.ByYear:
		return "", false
	}
	return p.String(), true
}

// Demos publish alike everywhere; a real municipality's key is its own.
func TestDemosShareTheReleaseKeyAlone(t *testing.T) {
	w := newWalkWorld(t)
	var demo [2]store.Secrets
	for i, name := range []string{"Legekøbing", "Prøvestad"} {
		m, err := w.CreateMunicipality(t.Context(), name, true)
		no(t, err)
		demo[i], err = w.Secrets(t.Context(), m.ID)
		no(t, err)
	}
	own, err := w.Secrets(t.Context(), w.m)
	no(t, err)
	if !cmp.Equal(demo[0].ReleaseKey, demo[1].ReleaseKey) || cmp.Equal(demo[0].ReceiptPepper, demo[1].ReceiptPepper) {
		t.Error("two demos must share the release key and nothing else")
	}
	if cmp.Equal(own.ReleaseKey, demo[0].ReleaseKey) {
		t.Error("a municipality has the demo's release key")
	}
}
