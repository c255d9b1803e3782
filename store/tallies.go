package store

import (
	"context"

	"runde/geo"
	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// tally is what a side table is made of, as it is stored: it has no cell. It is
// written once, when the week or period that it counts in is closed.
type tally struct {
	Class     string   // see release.ClassOf; "" in families without classes
	Detail    string   // a target, a channel, days of waiting, or a weekday and a daypart
	Week      geo.Week // of the events, or of a decision
	Undecided bool
	Count     int // events; minutes for weekdays
}

// noVisit is the detail of a concern that nobody visited within daysWatched.
const noVisit = "none"

// daysWatched is how long after its decision a concern's first visit is watched. The
// week in which this ends is closed while the visits of all these days are known.
const daysWatched = 70

// details are the tallies of a family that the days from the first to the last
// counted.
func details(ctx context.Context, tx pgx.Tx, m int32, f release.Family, first, last geo.Date) ([]tally, error) {
	return all[tally](ctx, tx, tallyList, m, f, first, last)
}

// tallyConcerns settles the concerns whose first visit has been watched for long
// enough, and counts those about homes, when a week of concerns is closed.
func tallyConcerns(ctx context.Context, tx pgx.Tx, m int32, w geo.Week) error {
	if _, err := tx.Exec(ctx, tallyWaiting, m, w, daysWatched, DaysOfEvents); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, tallyHomes, m, w)
	return err
}

// tallyDetails counts the events of a period by the class of the row that shows them
// and by their detail, while it is still known.
func tallyDetails(ctx context.Context, tx pgx.Tx, m int32, e Edition, s spanned, rows []release.Figure) error {
	class, partOf := release.ClassOf(rows), partOf(e.Family, s.cover.Cover)
	side := release.Channels
	if e.Family == release.Encounters {
		side = release.Bridges
	}
	sums := map[tally]int{}
	for _, one := range s.events {
		p, ok := partOf(one)
		if !ok {
			continue
		}
		t := tally{Detail: one.Kind, Week: one.Week, Undecided: one.Undecided}
		if t.Class, ok = class(p.Cell, p.Kind); !ok {
			continue
		}
		if side == release.Bridges {
			if !release.HoldsBridges(t.Class) {
				continue
			}
			t.Detail = bridgeDetail(p.Kind, one.Detail)
		}
		sums[t] += one.Count
	}
	list := make([]map[string]any, 0, len(sums))
	for t, n := range sums {
		list = append(list, map[string]any{
			"family": side, "counted_in": e.FirstDay, "class": t.Class, "detail": t.Detail,
			"week": t.Week.Monday(), "undecided": t.Undecided, "count": n,
		})
	}
	return insertRows(ctx, tx, m, tallyInsert, list)
}

func bridgeDetail(kind, target string) string {
	switch {
	case kind != release.Bridged:
		return release.NoBridge
	case target == "":
		return release.UntoldTarget
	}
	return target
}

const tallyList = `
SELECT class, detail, week, undecided, count FROM release_tally
WHERE municipality_id = $1 AND family = $2 AND counted_in BETWEEN $3::date AND $4::date
ORDER BY counted_in, class, detail, week, undecided`

const tallyInsert = `
INSERT INTO release_tally (municipality_id, family, counted_in, class, detail, week, undecided, count)
SELECT $1, family, counted_in, class, detail, week, undecided, count FROM jsonb_populate_recordset(NULL::release_tally, $2)`

// Of a concern whose visits may have been deleted nothing is said: rounds are known
// from so many days before the last deletion.
const tallyWaiting = `
WITH decided AS (
  SELECT c.concern_id, date_trunc('week', c.decided_on)::date AS week,
    (SELECT min(r.day) FROM stop s JOIN round r USING (municipality_id, round_id)
      WHERE s.municipality_id = $1 AND s.level = c.level AND ` + stopOfConcern + ` AND s.state = 'visited'
        AND r.day BETWEEN c.decided_on AND c.decided_on + $3::int) - c.decided_on AS days
  FROM concern c
  WHERE c.municipality_id = $1 AND c.level = 'street' AND c.decision = 'visit' AND c.merged_into IS NULL AND NOT c.settled
    AND c.decided_on < $2::date + 7 - $3::int
    AND c.decided_on >= coalesce((SELECT max(day) FROM deletion WHERE municipality_id = $1 AND what = 'rounds') - $4::int, c.decided_on)),
settled AS (
  UPDATE concern c SET settled = true FROM decided d WHERE c.municipality_id = $1 AND c.concern_id = d.concern_id)
INSERT INTO release_tally (municipality_id, family, counted_in, class, detail, week, undecided, count)
SELECT $1, 'waiting', $2::date, '', coalesce(days::text, 'none'), week, false, count(*) FROM decided GROUP BY days, week`

// Of a week that none has counted, all; of any other, what has been added to it.
const tallyHomes = `
WITH total AS (
  SELECT date_trunc('week', day)::date AS week,
    receipt_hash IS NOT NULL AND (decision IS NULL OR decision = 'not_ours' OR merged_into IS NOT NULL) AS undecided, count(*) AS n
  FROM concern WHERE municipality_id = $1 AND level = 'home' AND day < $2::date + 7
  GROUP BY date_trunc('week', day), undecided
  UNION ALL
  SELECT week, false, count FROM weekly_concern WHERE municipality_id = $1 AND level = 'home' AND week <= $2::date),
open AS (
  SELECT week, sum(n) - sum(known) AS n, sum(known) > 0 AS late FROM (
    SELECT week, n, 0 AS known FROM total
    UNION ALL
    SELECT week, 0, count FROM release_tally WHERE municipality_id = $1 AND family = 'home_concerns') AS both_sides
  GROUP BY week HAVING sum(n) > sum(known))
INSERT INTO release_tally (municipality_id, family, counted_in, class, detail, week, undecided, count)
SELECT $1, 'home_concerns', $2::date, '', '', t.week, bool_or(t.undecided), CASE WHEN o.late THEN o.n ELSE sum(t.n) END
FROM open o JOIN total t USING (week)
GROUP BY t.week, o.late, o.n, NOT o.late AND t.undecided`

// A visit past midnight belongs to the night of its round's day. What came late for
// its week counts in this one.
const tallyWeekdays = `
INSERT INTO release_tally (municipality_id, family, counted_in, class, detail, week, undecided, count)
SELECT $1, 'weekdays', $2::date, '', detail, week, false, sum(n) - sum(known) FROM (
  SELECT date_trunc('week', r.day)::date AS week, extract(isodow FROM r.day) || '-' || (s.arrive_minute % 1440 / 360) AS detail,
    s.leave_minute - s.arrive_minute AS n, 0 AS known
  FROM stop s JOIN round r USING (municipality_id, round_id)
  WHERE s.municipality_id = $1 AND s.state = 'visited' AND r.day < $2::date + 7
  UNION ALL
  SELECT week, detail, 0, count FROM release_tally WHERE municipality_id = $1 AND family = 'weekdays') AS both_sides
GROUP BY week, detail HAVING sum(n) > sum(known)`
