package store

import (
	"context"

	"runde/geo"

	"github.com/jackc/pgx/v5"
)

// How long what is written stays, in days. What is older is deleted, or becomes a
// weekly count by cell that tells neither day nor daypart.
const (
	DaysOfEvents       = 90  // encounters, walked rounds; concerns from when they were closed, their day and daypart from when they came
	DaysOfTallies      = 365 // what a year's side tables were made of, from when they were published
	DaysOfConcernNotes = 14  // the short text of a concern: gone in the night to the 14th day after the concern's
)

// daysOfWithdrawals is how long after its round the id of a withdrawn encounter
// stays: longer than a phone may send the encounter again.
const daysOfWithdrawals = 60

// Deletion is what was deleted on a day, or in the week that ended on it.
type Deletion struct {
	Day  geo.Date
	What string // encounters, rounds, concerns, concern_notes, tallies
	Rows int
}

// FewDeleted: what a week deleted is told as a number from here on. A smaller one,
// or one of a single day, would tell how many events there were on a day long ago.
const FewDeleted = 10

// Retire deletes what has been kept long enough on the day, and writes down how
// much. Encounters, presence and concerns live on as weekly counts; of a concern
// that is older and still there, the week is kept alone. Running it
// twice on a day deletes nothing twice.
func (db *DB) Retire(ctx context.Context, m int32, today geo.Date) ([]Deletion, error) {
	var out []Deletion
	err := db.App(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = retire(ctx, tx, m, today)
		return err
	})
	return out, err
}

// Deletions are for everybody to see: what was deleted in each week that is over,
// latest first. Rows is 0 for fewer than FewDeleted.
func (db *DB) Deletions(ctx context.Context, m int32) ([]Deletion, error) {
	var out []Deletion
	monday := geo.WeekOf(db.Today()).Monday()
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = all[Deletion](ctx, tx, deletionsByWeek, m, monday, FewDeleted)
		return err
	})
	return out, err
}

func retire(ctx context.Context, tx pgx.Tx, m int32, today geo.Date) ([]Deletion, error) {
	var out []Deletion
	for _, step := range []struct {
		what, sql string
		days      geo.Date
	}{
		{"encounters", retireEncounters, DaysOfEvents},
		{"rounds", retireRounds, DaysOfEvents},
		{"concerns", retireConcerns, DaysOfEvents},
		{"concern_notes", retireNotes, DaysOfConcernNotes},
		{"tallies", retireTallies, DaysOfTallies},
	} {
		rows, err := value[int](ctx, tx, step.sql, m, today-step.days)
		if err != nil {
			return nil, err
		}
		if rows == 0 {
			continue
		}
		if _, err := tx.Exec(ctx, deletionInsert, m, today, step.what, rows); err != nil {
			return nil, err
		}
		out = append(out, Deletion{today, step.what, rows})
	}
	if _, err := tx.Exec(ctx, retireWithdrawn, m, today-daysOfWithdrawals); err != nil {
		return nil, err
	}
	for _, sql := range []string{retirePlans, retireSources, retireDays} {
		if _, err := tx.Exec(ctx, sql, m, today-DaysOfEvents); err != nil {
			return nil, err
		}
	}
	return out, nil
}

const retireEncounters = `
WITH old AS (
  DELETE FROM encounter WHERE municipality_id = $1 AND day < $2::date
  RETURNING cover_version, cell, date_trunc('week', day)::date AS week, outcome, bridge_targets),
outcomes AS (
  INSERT INTO weekly_outcome AS w (municipality_id, cover_version, cell, week, outcome, count)
  SELECT $1, cover_version, cell, week, outcome, count(*) FROM old GROUP BY cover_version, cell, week, outcome
  ON CONFLICT ON CONSTRAINT weekly_outcome_pkey DO UPDATE SET count = w.count + excluded.count),
bridges AS (
  INSERT INTO weekly_bridge AS w (municipality_id, week, target, count)
  SELECT $1, week, target, count(*) FROM old, unnest(bridge_targets) AS target GROUP BY week, target
  ON CONFLICT ON CONSTRAINT weekly_bridge_pkey DO UPDATE SET count = w.count + excluded.count)
SELECT count(*)::int FROM old`

// Of a walked round remain the minutes that were spent in each cell.
const retireRounds = `
WITH old AS (
  DELETE FROM round WHERE municipality_id = $1 AND day < $2::date
  RETURNING round_id, date_trunc('week', day)::date AS week),
presence AS (
  INSERT INTO weekly_presence AS w (municipality_id, cover_version, cell, week, minutes)
  SELECT $1, s.cover_version, s.cell, old.week, sum(s.leave_minute - s.arrive_minute)
  FROM old JOIN stop s ON s.municipality_id = $1 AND s.round_id = old.round_id
  WHERE s.state = 'visited' GROUP BY s.cover_version, s.cell, old.week
  ON CONFLICT ON CONSTRAINT weekly_presence_pkey DO UPDATE SET minutes = w.minutes + excluded.minutes)
SELECT count(*)::int FROM old`

// A concern that something was merged into goes with what was merged into it.
const retireConcerns = `
WITH old AS (
  DELETE FROM concern c WHERE c.municipality_id = $1 AND c.closed_on < $2::date
    AND NOT EXISTS (SELECT FROM concern o
      WHERE o.municipality_id = $1 AND o.merged_into = c.concern_id AND o.closed_on >= $2::date)
  RETURNING c.level, c.cover_version, c.cell, date_trunc('week', c.day)::date AS week, c.channel),
weekly AS (
  INSERT INTO weekly_concern AS w (municipality_id, level, cover_version, cell, week, channel, count)
  SELECT $1, level, cover_version, cell, week, channel, count(*) FROM old
  GROUP BY level, cover_version, cell, week, channel
  ON CONFLICT ON CONSTRAINT weekly_concern_pkey DO UPDATE SET count = w.count + excluded.count)
SELECT count(*)::int FROM old`

const retireNotes = `
WITH old AS (
  UPDATE concern SET note = NULL WHERE municipality_id = $1 AND note IS NOT NULL AND day <= $2::date RETURNING 1)
SELECT count(*)::int FROM old`

// Tallies go with the year that published the family they belong to. Those of concerns
// about homes stay, beside the weekly counts of them: they tell which of these have
// been counted. No other is counted anew: periods are published once, a concern knows
// that it is settled, and the rounds of that time are gone.
const retireTallies = `
WITH old AS (
  DELETE FROM release_tally t USING release.edition e
  WHERE t.municipality_id = $1 AND e.municipality_id = $1 AND e.level = 3 AND e.released_on < $2::date
    AND t.counted_in BETWEEN e.first_day AND e.last_day
    AND (t.family IN ('bridges', 'weekdays') AND e.family = 'encounters' OR t.family IN ('channels', 'waiting') AND e.family = 'concerns')
  RETURNING 1)
SELECT count(*)::int FROM old`

const retireWithdrawn = `
DELETE FROM withdrawn_encounter WHERE municipality_id = $1 AND day < $2::date`

// A plan goes when the last of its rounds has gone.
const retirePlans = `
DELETE FROM plan p WHERE p.municipality_id = $1 AND p.week + 6 < $2::date
  AND NOT EXISTS (SELECT FROM round r WHERE r.municipality_id = $1 AND r.plan_id = p.plan_id)`

// What has been counted forgets the round or day that it came from, and a bridge its
// target.
const retireSources = `
WITH old AS (
  DELETE FROM release_ledger WHERE municipality_id = $1 AND week + 6 < $2::date AND source <> week::text
  RETURNING family, counted_in, cover_version, cell, week, kind, undecided, count, capped)
INSERT INTO release_ledger AS l (municipality_id, family, counted_in, cover_version, cell, week, kind, source, undecided, count, capped)
SELECT $1, family, counted_in, cover_version, cell, week, kind, week::text, undecided, sum(count), sum(capped) FROM old
GROUP BY family, counted_in, cover_version, cell, week, kind, undecided
ON CONFLICT ON CONSTRAINT release_ledger_pkey DO UPDATE SET count = l.count + excluded.count, capped = l.capped + excluded.capped`

// A concern that is kept, since nobody has closed it or not long ago, forgets all
// but its week: its day becomes the first of the week that lies in the year of its
// cover, and its daypart says nothing.
const retireDays = `
UPDATE concern c SET day = w.first, daypart = 0
FROM (SELECT concern_id, greatest(date_trunc('week', day)::date, make_date(cover_version, 1, 1)) AS first
  FROM concern WHERE municipality_id = $1 AND day < $2::date) AS w
WHERE c.municipality_id = $1 AND c.concern_id = w.concern_id AND (c.day <> w.first OR c.daypart <> 0)`

const deletionInsert = `
INSERT INTO deletion AS d (municipality_id, day, what, rows) VALUES ($1, $2, $3, $4)
ON CONFLICT ON CONSTRAINT deletion_pkey DO UPDATE SET rows = d.rows + excluded.rows`

const deletionsByWeek = `
SELECT day, what, CASE WHEN rows < $3::int THEN 0 ELSE rows END AS rows FROM (
  SELECT date_trunc('week', day)::date + 6 AS day, what, sum(rows)::int AS rows FROM deletion
  WHERE municipality_id = $1 AND day < $2::date GROUP BY date_trunc('week', day), what) AS weeks
ORDER BY day DESC, what`
