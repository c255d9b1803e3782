package store_test

import (
	"slices"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/release"
	"runde/routes/rounds"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The targets that the side table lists are those that an encounter may have.
func TestTargetsOfBridges(t *testing.T) {
	var want []string
	for _, target := range rounds.Targets {
		want = append(want, string(target))
	}
	if diff := cmp.Diff(want, release.Targets); diff != "" {
		t.Error(diff)
	}
}

// rows reads a table's rows as text, in order.
func (w *walkWorld) rows(t *testing.T, sql string, args ...any) []string {
	t.Helper()
	var out []string
	no(t, w.App(t.Context(), w.m, func(tx pgx.Tx) (err error) {
		rows, _ := tx.Query(t.Context(), sql, args...)
		out, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	}))
	return out
}

// bridged turns so many encounters of a day that are no bridge into bridges.
func (w *walkWorld) bridged(t *testing.T, day geo.Date, n int, targets ...string) {
	t.Helper()
	w.exec(t, `UPDATE encounter SET outcome = 'bridged', bridge_targets = $3 WHERE encounter_id IN (
		SELECT encounter_id FROM encounter WHERE day = $1 AND outcome = 'declined' LIMIT $2)`, day, n, targets)
}

// Each bridge counts once: by its target, as several, or as untold where it came too
// late for its week. After 90 days what was counted tells no target any more.
func TestBridgesAreCountedOnceAndForgotten(t *testing.T) {
	w := newWalkWorld(t)
	grant := func(sql string) {
		no(t, w.Owner(t.Context(), w.m, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		}))
	}
	grant(`GRANT UPDATE ON encounter TO runde_app`) // for this test: an encounter is never changed
	_, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2027, time.January, 31))
	no(t, err)
	week := geo.WeekOf(walkDay)
	period := release.PeriodOf(week)
	w.met(t, walkDay, 8, 3)
	w.bridged(t, walkDay, 7, "doctor")
	w.bridged(t, walkDay, 6, "doctor", "drop_in")
	w.bridged(t, walkDay, 5, "drop_in")
	_, err = w.ReleaseDue(t.Context(), w.m, release.WeekDue(week))
	no(t, err)
	const ledger = `SELECT kind || ' ' || detail || ' ' || sum(count) FROM release_ledger
		WHERE family = 'encounters' GROUP BY kind, detail ORDER BY kind, detail`
	if diff := cmp.Diff([]string{"bridged doctor 7", "bridged drop_in 5", "bridged several 6", "declined  6"}, w.rows(t, ledger)); diff != "" {
		t.Errorf("counted in its week (-want +got):\n%s", diff)
	}

	w.met(t, week.Add(1).Monday(), 5, 3)
	w.met(t, walkDay, 1, 3) // a phone that was without signal
	w.exec(t, `UPDATE encounter SET outcome = 'bridged', bridge_targets = '{caseworker}' WHERE outcome = 'declined'
		AND day = $1 AND round_id IN (SELECT round_id FROM encounter WHERE day = $1 GROUP BY round_id HAVING bool_and(outcome = 'declined'))`, walkDay)
	_, err = w.ReleaseDue(t.Context(), w.m, period.Due()+7)
	no(t, err)
	var late, bridges, tallied int
	w.query(t, &late, `SELECT sum(count) FROM release_ledger WHERE kind = 'bridged' AND detail = ''`)
	w.query(t, &bridges, `SELECT count(*) FROM encounter WHERE outcome = 'bridged'`)
	w.query(t, &tallied, `SELECT sum(count) FROM release_tally WHERE family = 'bridges' AND detail <> 'none'`)
	if late < 3 || tallied != bridges {
		t.Errorf("%d of %d bridges came late; %d are tallied", late, bridges, tallied)
	}
	var doctors int
	w.query(t, &doctors, `SELECT sum(count) FROM release_tally WHERE detail = 'doctor'`)
	if doctors != 7 {
		t.Errorf("%d were followed to a doctor alone, want 7", doctors)
	}

	before := w.rows(t, `SELECT family || counted_in || kind || sum(count) FROM release_ledger GROUP BY family, counted_in, kind ORDER BY 1`)
	tallies := w.rows(t, `SELECT t::text FROM release_tally t ORDER BY 1`)
	_, err = w.Retire(t.Context(), w.m, walkDay+120)
	no(t, err)
	var told int
	w.query(t, &told, `SELECT count(*) FROM release_ledger WHERE detail <> ''`)
	after := w.rows(t, `SELECT family || counted_in || kind || sum(count) FROM release_ledger GROUP BY family, counted_in, kind ORDER BY 1`)
	if diff := cmp.Diff(before, after); told != 0 || diff != "" {
		t.Errorf("%d rows still tell a target; counts (-before +after):\n%s", told, diff)
	}
	_, err = w.ReleaseDue(t.Context(), w.m, walkDay+121)
	no(t, err)
	if diff := cmp.Diff(tallies, w.rows(t, `SELECT t::text FROM release_tally t ORDER BY 1`)); diff != "" {
		t.Errorf("counted again after forgetting (-before +after):\n%s", diff)
	}
}

// waitingTally is what is known of the time to the first visit.
func (w *walkWorld) waitingTally(t *testing.T) []string {
	t.Helper()
	return w.rows(t, `SELECT detail || ' of ' || week || ' x' || count FROM release_tally WHERE family = 'waiting' ORDER BY 1`)
}

// A concern is settled once, when the week ten weeks after its decision is closed:
// with the days until the first visit to its cell, or none.
func TestEachConcernIsSettledOnce(t *testing.T) {
	w := newWalkWorld(t)
	week, by := geo.WeekOf(walkDay), w.by(w.coordinator)
	seen, unseen, watched, merged := w.concern("shop"), w.concern("shop"), w.concern("shop"), w.concern("shop")
	unseen.Cell = w.b
	ids := w.inserted(t, seen, unseen, watched, merged)
	for i, decision := range []intake.Decision{intake.Visit, intake.Visit, intake.Watch, intake.Visit} {
		no(t, w.DecideConcern(t.Context(), w.m, by, ids[i], store.Decision{Code: decision}))
	}
	no(t, w.MergeConcern(t.Context(), w.m, by, ids[3], ids[0]))
	w.met(t, walkDay+6, 1, 1)
	_, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2027, time.January, 31))
	no(t, err)
	w.met(t, walkDay+71, 1, 1) // too late to be watched
	w.exec(t, `UPDATE stop s SET cell = $1::bigint FROM round r WHERE r.round_id = s.round_id AND r.day = $2`, int64(w.b), walkDay+71)

	_, err = w.ReleaseDue(t.Context(), w.m, release.WeekDue(week.Add(9)))
	no(t, err)
	if got := w.waitingTally(t); len(got) != 0 {
		t.Errorf("settled before ten weeks were over: %v", got)
	}
	want := []string{"6 of 2026-11-16 x1", "none of 2026-11-16 x1"}
	for range 2 {
		_, err = w.ReleaseDue(t.Context(), w.m, release.WeekDue(week.Add(10)))
		no(t, err)
		if diff := cmp.Diff(want, w.waitingTally(t)); diff != "" {
			t.Errorf("after ten weeks (-want +got):\n%s", diff)
		}
	}
	w.at(80)
	no(t, w.ReopenConcern(t.Context(), w.m, w.by(w.coordinator), ids[0]))
	no(t, w.DecideConcern(t.Context(), w.m, w.by(w.coordinator), ids[0], store.Decision{Code: intake.Visit}))
	_, err = w.ReleaseDue(t.Context(), w.m, release.WeekDue(week.Add(30)))
	no(t, err)
	if diff := cmp.Diff(want, w.waitingTally(t)); diff != "" {
		t.Errorf("settled twice (-want +got):\n%s", diff)
	}
}

// Of a concern whose visits were deleted before it could be settled nothing is
// claimed, least of all that nobody came.
func TestDeletedVisitsAreNotTakenForNone(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	ids := w.inserted(t, w.concern("shop"))
	no(t, w.DecideConcern(t.Context(), w.m, w.by(w.coordinator), ids[0], store.Decision{Code: intake.Visit}))
	w.met(t, walkDay+3, 1, 1)
	_, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2027, time.January, 31))
	no(t, err)
	_, err = w.Retire(t.Context(), w.m, walkDay+100)
	no(t, err)
	_, err = w.ReleaseDue(t.Context(), w.m, release.WeekDue(week.Add(20)))
	no(t, err)
	if got := w.waitingTally(t); len(got) != 0 {
		t.Errorf("settled without its visits: %v", got)
	}
}

// worried stores concerns of one context, so many on each of the days from the first.
func (w *walkWorld) worried(t *testing.T, context intake.Context, first geo.Date, days, each int) {
	t.Helper()
	cell := w.a
	if context == intake.Home {
		cell = w.home.Cells()[0].Cell
	}
	for day := first; day < first+geo.Date(days); day++ {
		for range each {
			w.exec(t, `INSERT INTO concern (municipality_id, concern_id, context, level, cover_version, cell, day, daypart, channel, worries)
				VALUES ($1, $2, $3::text, $3::text, $4, $5::bigint, $6, 1, 'shop', '{cold}')`, w.m, uuid.New(), context, day.Year(), int64(cell), day)
		}
	}
}

// Concerns about homes are counted once, whatever is withdrawn; a year with too few
// of them leaves them to the next, and then they are published.
func TestFewHomeConcernsWaitForTheNextYear(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	_, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2028, time.January, 31))
	no(t, err)
	w.worried(t, intake.Street, week.Monday(), 6, 3)
	w.worried(t, intake.Home, week.Monday(), 4, 1)
	_, err = w.ReleaseDue(t.Context(), w.m, release.WeekDue(week))
	no(t, err)
	w.exec(t, `DELETE FROM concern WHERE concern_id IN (SELECT concern_id FROM concern WHERE level = 'home' LIMIT 2)`)
	_, err = w.ReleaseDue(t.Context(), w.m, release.YearDue(2026))
	no(t, err)
	editions, err := w.Editions(t.Context(), w.m)
	no(t, err)
	year := false
	for _, e := range editions {
		year = year || e.Family == release.Concerns && e.Level == release.ByYear
		if e.Family == release.HomeConcerns {
			t.Errorf("four concerns about homes were published on %s", e.ReleasedOn)
		}
	}
	if !year {
		t.Error("the year of concerns was not published")
	}

	next := release.WeekOne(2027).Add(10)
	w.worried(t, intake.Street, next.Monday(), 6, 3)
	for i := range 6 {
		w.worried(t, intake.Home, next.Add(i).Monday(), 1, 3)
	}
	_, err = w.ReleaseDue(t.Context(), w.m, release.YearDue(2027))
	no(t, err)
	if list := w.side(t, release.HomeConcerns, 2027); len(list) != 1 || list[0].Count != 22 || list[0].Status != release.OwnFigure {
		t.Errorf("two years' concerns about homes: %+v, want 4 + 18", list)
	}

	_, err = w.RollCovers(t.Context(), w.m, geo.NewDate(2029, time.January, 31))
	no(t, err)
	w.worried(t, intake.Street, release.WeekOne(2028).Add(10).Monday(), 6, 3)
	_, err = w.ReleaseDue(t.Context(), w.m, release.YearDue(2028))
	no(t, err)
	if list := w.side(t, release.HomeConcerns, 2028); len(list) != 1 || list[0].Status != release.Zero {
		t.Errorf("a year without concerns about homes: %+v, want 0", list)
	}
}

// What the public sends and nobody has taken up lifts no figure of a side table,
// however much it is.
func TestTalliesKnowWhatNobodyHasTakenUp(t *testing.T) {
	w := newWalkWorld(t)
	_, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2027, time.January, 31))
	no(t, err)
	first := release.PeriodOf(geo.WeekOf(walkDay)).Weeks()[0]
	for i := range 3 {
		w.worried(t, intake.Street, first.Add(i).Monday(), 6, 3)
		w.worried(t, intake.Home, first.Add(i).Monday(), 6, 3)
	}
	w.exec(t, `UPDATE concern SET receipt_hash = sha256(concern_id::text::bytea) WHERE level = 'home' OR day < $1`, first.Add(1).Monday())
	_, err = w.ReleaseDue(t.Context(), w.m, release.YearDue(2026))
	no(t, err)
	got := w.rows(t, `SELECT family || ' ' || undecided || ' ' || sum(count) FROM release_tally
		WHERE family IN ('channels', 'home_concerns') GROUP BY family, undecided ORDER BY 1`)
	if diff := cmp.Diff([]string{"channels false 36", "channels true 18", "home_concerns true 54"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	editions, err := w.Editions(t.Context(), w.m)
	no(t, err)
	if slices.ContainsFunc(editions, func(e store.Edition) bool { return e.Family == release.HomeConcerns }) {
		t.Error("a flood of concerns about homes was published")
	}
}
