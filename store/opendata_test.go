package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/release"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// chooseOpenData switches open data on or off.
func (w *walkWorld) chooseOpenData(t *testing.T, on bool) {
	t.Helper()
	s, err := w.Settings(t.Context(), w.m)
	no(t, err)
	s.OpenData = on
	no(t, w.SaveSettings(t.Context(), w.m, w.by(uuid.Nil), s))
}

// openRows is every row of open data as text.
func (w *walkWorld) openRows(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, table := range []string{"release.open_edition", "release.open_figure"} {
		var rows []string
		w.query(t, &rows, `SELECT coalesce(array_agg(r::text ORDER BY r::text), '{}') FROM `+table+` r`)
		out = append(out, rows...)
	}
	return out
}

// openTables counts the rows of each open table, as management reads them.
func (w *walkWorld) openTables(t *testing.T) map[string]int {
	t.Helper()
	list, err := w.OpenFigures(t.Context(), w.m)
	no(t, err)
	out := map[string]int{}
	for _, f := range list {
		out[fmt.Sprint(f.Family, " ", f.Period)]++
	}
	return out
}

// autumn is four weeks of encounters, two in each of two periods, and the day on
// which their year is due.
func (w *walkWorld) autumn(t *testing.T) geo.Date {
	t.Helper()
	for i := range 4 {
		w.met(t, walkDay+geo.Date(7*i), 5, 3)
	}
	_, err := w.RollCovers(t.Context(), w.m, geo.NewDate(2027, time.January, 31))
	no(t, err)
	return release.YearDue(2026)
}

// A municipality that chose open data gets a figure for every node of each level,
// whatever happened there; one that did not gets none.
func TestOpenDataHasEveryNode(t *testing.T) {
	for _, on := range []bool{true, false} {
		w := newWalkWorld(t)
		w.chooseOpenData(t, on)
		due := w.autumn(t)
		_, err := w.ReleaseDue(t.Context(), w.m, due)
		no(t, err)
		if n := w.week(t, release.Encounters, geo.WeekOf(walkDay)); n != 15 {
			t.Fatalf("the week shows %d encounters, want 15", n)
		}
		want := map[string]int{}
		if on {
			blocks := map[release.Family]int{}
			for _, f := range []release.Family{release.Encounters, release.Concerns} {
				list, err := w.Blocks(t.Context(), w.m, 2026, f)
				no(t, err)
				blocks[f] = len(list)
			}
			cells := make([]geo.Cell, 0, 7)
			for _, c := range w.street.Cells() {
				cells = append(cells, c.Cell)
			}
			leaves := len(release.NewTree(cells).Leaves())
			editions, err := w.Editions(t.Context(), w.m)
			no(t, err)
			for _, e := range editions {
				if n := blocks[e.Family]; n > 0 {
					nodes := map[release.Level]int{release.ByWeek: 1, release.ByPeriod: 4 * n, release.ByYear: leaves}
					want[fmt.Sprint(e.Family, " ", e.Period)] = nodes[e.Level]
				}
			}
			areas, err := w.OpenAreas(t.Context(), w.m)
			no(t, err)
			got := map[string]int{}
			for _, a := range areas {
				if a.Year == 2026 {
					got[fmt.Sprint(a.Family, " ", a.Level)]++
				}
			}
			if diff := cmp.Diff(map[string]int{
				"encounters period": blocks[release.Encounters], "encounters year": leaves,
				"concerns period": blocks[release.Concerns], "concerns year": leaves,
			}, got); diff != "" || blocks[release.Encounters] == blocks[release.Concerns] {
				t.Errorf("areas (-want +got):\n%s", diff)
			}
			if leaves < 7 || want["encounters 2026"] != leaves || want["encounters 2026-P12"] == 0 {
				t.Fatalf("the world is too small to tell: %d leaves, %v", leaves, want)
			}
		}
		if diff := cmp.Diff(want, w.openTables(t)); diff != "" {
			t.Errorf("open data %v (-want +got):\n%s", on, diff)
		}
	}
}

// An open figure is the capped count with noise: five rounds of three hundred meetings
// on one day are one.
func TestOpenFigureHidesARepeatedMeeting(t *testing.T) {
	w := newWalkWorld(t)
	w.chooseOpenData(t, true)
	w.met(t, walkDay, 5, 300)
	week := geo.WeekOf(walkDay)
	_, err := w.ReleaseWeek(t.Context(), w.m, release.Encounters, week, release.WeekDue(week))
	no(t, err)
	list, err := w.OpenFigures(t.Context(), w.m)
	no(t, err)
	if len(list) != 1 || list[0].Epsilon != release.DefaultBudget().Week || list[0].DayCap != 1 {
		t.Fatalf("%+v, want one figure with the week's epsilon", list)
	}
	// Noise of more than 140 comes up once in 10¹⁵ times.
	if n := list[0].Count; n < -140 || n > 141 {
		t.Errorf("the figure is %d for 1,500 meetings that count as 1", n)
	}
}

// What is published is drawn once: another call, another day and deleted sources
// change no byte, and nobody adds or changes a number.
func TestOpenDataIsDrawnOnce(t *testing.T) {
	w := newWalkWorld(t)
	w.chooseOpenData(t, true)
	due := w.autumn(t)
	_, err := w.ReleaseDue(t.Context(), w.m, due)
	no(t, err)
	before := w.openRows(t)
	week := geo.WeekOf(walkDay)
	for range 2 {
		made, err := w.ReleaseDue(t.Context(), w.m, due)
		if err != nil || made != 0 {
			t.Errorf("%d editions made again, %v", made, err)
		}
		again, err := w.ReleaseWeek(t.Context(), w.m, release.Encounters, week, due)
		if err != nil || again {
			t.Errorf("the week was published again, %v", err)
		}
		again, err = w.ReleaseYear(t.Context(), w.m, release.Encounters, 2026, due)
		if err != nil || again {
			t.Errorf("the year was published again, %v", err)
		}
		_, err = w.Retire(t.Context(), w.m, walkDay+200)
		no(t, err)
	}
	if diff := cmp.Diff(before, w.openRows(t)); diff != "" || len(before) == 0 {
		t.Errorf("open data of %d rows (-before +after):\n%s", len(before), diff)
	}
}

// The database itself keeps a second draw out: beside the first, and for an edition
// that another transaction has published without one.
func TestDatabaseRefusesASecondDraw(t *testing.T) {
	w := newWalkWorld(t)
	w.met(t, walkDay, 5, 3)
	week := geo.WeekOf(walkDay)
	_, err := w.ReleaseWeek(t.Context(), w.m, release.Encounters, week, release.WeekDue(week))
	no(t, err)
	const edition = `INSERT INTO release.edition VALUES ($1, 'encounters', 1, '2026-W40', 2026, '2026-09-28', '2026-10-04', '2026-10-12', 5)`
	const head = `INSERT INTO release.open_edition VALUES ($1, 'encounters', 1, $2, 1, 4, 1)`
	const figure = `INSERT INTO release.open_figure VALUES ($1, 'encounters', 1, $2, 'R', '', 7)`
	run := func(period string, list ...string) error {
		return w.App(t.Context(), w.m, func(tx pgx.Tx) error {
			for _, sql := range list {
				args := []any{w.m, period}
				if _, err := tx.Exec(t.Context(), sql, args[:1+strings.Count(sql, "$2")]...); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := run(week.String(), head); !errors.Is(err, store.ErrForbidden) {
		t.Errorf("a table drawn after its publication: %v, want %v", err, store.ErrForbidden)
	}
	for name, list := range map[string][]string{
		"table": {edition, head, head}, "number": {edition, head, figure, figure},
	} {
		if err := run("2026-W40", list...); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a second %s: %v, want %v", name, err, store.ErrConflict)
		}
	}
	no(t, run("2026-W40", edition, head))
	if err := run("2026-W40", figure); !errors.Is(err, store.ErrForbidden) {
		t.Errorf("a number drawn after its publication: %v, want %v", err, store.ErrForbidden)
	}
}

// What was published before the choice stays without; a period that is published
// after it has its table, also for the weeks before the choice.
func TestOpenDataBeginsWithTheChoice(t *testing.T) {
	w := newWalkWorld(t)
	w.autumn(t)
	first, period := geo.WeekOf(walkDay), release.PeriodOf(geo.WeekOf(walkDay))
	_, err := w.ReleaseDue(t.Context(), w.m, release.WeekDue(first))
	no(t, err)
	w.chooseOpenData(t, true)
	_, err = w.ReleaseDue(t.Context(), w.m, period.Due())
	no(t, err)
	w.chooseOpenData(t, false)
	_, err = w.ReleaseDue(t.Context(), w.m, release.YearDue(2026))
	no(t, err)
	got := w.openTables(t)
	for name, want := range map[string]bool{
		"encounters " + first.String(): false, "encounters " + first.Add(1).String(): true,
		"encounters " + period.String(): true, "encounters " + first.Add(2).String(): false, "encounters 2026": false,
	} {
		if (got[name] > 0) != want {
			t.Errorf("%s is drawn: %v, want %v", name, !want, want)
		}
	}
	var changes int
	w.query(t, &changes, `SELECT count(*) FROM audit WHERE action = 'setting.change' AND object_id = 'open_data'`)
	if changes != 2 {
		t.Errorf("%d changes of the choice are noted, want 2", changes)
	}
}

// A period with a week that was counted before caps were kept has no open table.
func TestOpenDataNeedsEveryCap(t *testing.T) {
	w := newWalkWorld(t)
	w.chooseOpenData(t, true)
	due := w.autumn(t)
	first, period := geo.WeekOf(walkDay), release.PeriodOf(geo.WeekOf(walkDay))
	_, err := w.ReleaseDue(t.Context(), w.m, release.WeekDue(first))
	no(t, err)
	w.exec(t, `UPDATE release_ledger SET capped = NULL WHERE family = 'encounters'`)
	_, err = w.ReleaseDue(t.Context(), w.m, due)
	no(t, err)
	got := w.openTables(t)
	if got["encounters "+period.String()] != 0 || got["encounters 2026"] != 0 || got["encounters "+period.Add(1).String()] == 0 {
		t.Errorf("%v: want the next period and neither this one nor the year", got)
	}
}

// A release that dies while it draws has published nothing; the next one publishes
// all of it.
func TestKilledReleaseDrawsNothing(t *testing.T) {
	w := newWalkWorld(t)
	w.chooseOpenData(t, true)
	w.met(t, walkDay, 5, 3)
	week := geo.WeekOf(walkDay)
	held, free, ended := make(chan struct{}), make(chan struct{}), make(chan error, 2)
	go func() {
		ended <- w.Owner(t.Context(), w.m, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), `LOCK TABLE release.open_figure IN SHARE MODE`)
			close(held)
			<-free
			return err
		})
	}()
	<-held
	dying, kill := context.WithCancel(t.Context())
	died := make(chan error, 1)
	go func() {
		_, err := w.ReleaseWeek(dying, w.m, release.Encounters, week, release.WeekDue(week))
		died <- err
	}()
	for waiting := false; !waiting; { // until all but its last rows are written
		select {
		case err := <-died:
			t.Fatalf("the release did not wait for the table: %v", err)
		default:
		}
		w.query(t, &waiting, `SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'release.open_figure'::regclass)`)
	}
	kill()
	if err := <-died; err == nil {
		t.Fatal("the release was not killed")
	}
	close(free)
	no(t, <-ended)
	for _, table := range []string{"release.edition", "release.figure", "release.open_edition", "release.open_figure", "release_ledger", "closed_week"} {
		if n := w.count(t, table); n != 0 {
			t.Errorf("%d rows of a killed release in %s", n, table)
		}
	}
	made, err := w.ReleaseWeek(t.Context(), w.m, release.Encounters, week, release.WeekDue(week))
	if err != nil || !made || w.count(t, "release.open_figure") != 1 {
		t.Errorf("after it: published %v, %d open figures, %v", made, w.count(t, "release.open_figure"), err)
	}
}
