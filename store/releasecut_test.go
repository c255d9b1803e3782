package store_test

import (
	"fmt"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/release"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

// cut makes the n-th write of a transaction to a table of the release fail, as if
// the program had been killed there. 0 takes the failure away.
func (w *walkWorld) cut(t *testing.T, n int) {
	t.Helper()
	w.own(t, fmt.Sprintf(`
		CREATE OR REPLACE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
		DECLARE n int := coalesce(nullif(current_setting('test.writes', true), ''), '0')::int + 1;
		BEGIN
		  PERFORM set_config('test.writes', n::text, true);
		  IF n = %d THEN RAISE EXCEPTION 'cut short'; END IF;
		  RETURN NULL;
		END $$`, n))
}

// own runs a statement as the owner of the tables.
func (w *walkWorld) own(t *testing.T, sql string) {
	t.Helper()
	no(t, w.Owner(t.Context(), w.m, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), sql)
		return err
	}))
}

// A run that is killed half-way publishes nothing of what it was at: no figure, no
// block, no note that a week was counted. The run after it publishes the same as
// one that was never killed.
func TestARunCutShortPublishesNothing(t *testing.T) {
	var want []string
	var days map[geo.Date]release.Level
	cuts := map[release.Level]int{}
	for _, killed := range []bool{false, true} {
		town := newTown(t)
		w := &walkWorld{DB: town.db, m: town.id}
		h := simulated(t, town)
		no(t, w.SaveHistory(t.Context(), w.m, by(w.DB), h))
		w.exec(t, `UPDATE setting SET value = to_jsonb(encode(sha256('both'), 'base64')) WHERE municipality_id = $1 AND key = 'release_key'`, w.m)
		w.own(t, `CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`)
		for _, table := range []string{"release.block", "release.edition", "release.figure", "closed_week", "release_ledger", "release_tally"} {
			w.own(t, `CREATE TRIGGER cut AFTER INSERT ON `+table+` FOR EACH STATEMENT EXECUTE FUNCTION cut()`)
		}
		for on := h.Plans[0].Week.Monday(); on <= w.Today(); on += 7 {
			if level, ok := days[on]; ok && killed {
				cuts[level] += w.cutEverywhere(t, on)
			}
			_, err := w.ReleaseDue(t.Context(), w.m, on)
			no(t, err)
		}
		if !killed {
			want, days = w.releases(t), w.firstDays(t)
		} else if diff := cmp.Diff(want, w.releases(t)); diff != "" {
			t.Errorf("after runs that were cut short (-never cut +cut):\n%s", diff)
		}
	}
	t.Logf("cut short: %v", cuts)
	for _, l := range []release.Level{release.ByWeek, release.ByPeriod, release.ByYear} {
		if cuts[l] < 3 {
			t.Errorf("only %d writes were cut where a %s was due", cuts[l], l)
		}
	}
}

// firstDays are the days on which the first figures of encounters of each level
// were published.
func (w *walkWorld) firstDays(t *testing.T) map[geo.Date]release.Level {
	t.Helper()
	editions, err := w.Editions(t.Context(), w.m)
	no(t, err)
	out, seen := map[geo.Date]release.Level{}, map[release.Level]bool{}
	for _, e := range slices.Backward(editions) {
		if e.Family == release.Encounters && !seen[e.Level] && out[e.ReleasedOn] == "" {
			out[e.ReleasedOn], seen[e.Level] = e.Level, true
		}
	}
	return out
}

// cutEverywhere runs what is due on the day again and again, cut short at one write
// after the other, and gives how often. The transactions that were committed before a
// cut stay, and the runs after them begin with the next.
func (w *walkWorld) cutEverywhere(t *testing.T, on geo.Date) int {
	t.Helper()
	n, cuts := 0, 0
	for {
		before, closed, counted := w.releases(t), w.count(t, "closed_week"), w.count(t, "release_ledger")
		w.cut(t, n+1)
		made, err := w.ReleaseDue(t.Context(), w.m, on)
		w.cut(t, 0)
		if err == nil {
			return cuts
		}
		n, cuts = n+1, cuts+1
		if made > 0 || w.count(t, "closed_week") > closed {
			n = 0 // the transactions before the one that was cut, with figures or too little for one
			continue
		}
		if diff := cmp.Diff(before, w.releases(t)); diff != "" {
			t.Fatalf("cut at write %d (-before +after):\n%s", n, diff)
		}
		if after := w.count(t, "release_ledger"); after != counted {
			t.Fatalf("cut at write %d: %d groups of events are counted, before %d", n, after, counted)
		}
	}
}

// The same question has the same answer, byte for byte, however often it is asked:
// an average of many answers tells no more than one.
func TestTheSameQuestionHasTheSameAnswer(t *testing.T) {
	w := newWalkWorld(t)
	week := geo.WeekOf(walkDay)
	w.met(t, walkDay, 5, 3)
	_, err := w.ReleaseDue(t.Context(), w.m, week.Add(1).Monday()+7)
	no(t, err)
	ask := func() string {
		list, err := w.Figures(t.Context(), w.m, release.Encounters, release.ByWeek, week.String())
		no(t, err)
		return fmt.Sprintf("%#v", list)
	}
	first := ask()
	for i := range 1000 {
		if again := ask(); again != first {
			t.Fatalf("answer %d differs:\n%s\n%s", i, first, again)
		}
	}
}
