package store

import (
	"context"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/need"

	"github.com/jackc/pgx/v5"
)

// NeedWeeks is how far back observations are read: after eight half-lives a week
// weighs less than half a percent.
const NeedWeeks = 104

// Observed is what geo/need estimates from.
type Observed struct {
	Weeks    []need.Observation // by cell and week
	Dayparts []need.Presence    // of the last 90 days, by cell and daypart
}

// Observed reads what was seen and reported up to and with the week, in the cells
// of the cover. What was stored in a cell that the cover does not have counts in
// the one that stands for it: see [DB.RollCovers].
func (db *DB) Observed(ctx context.Context, m int32, cover *cells.Cover, now geo.Week) (Observed, error) {
	var out Observed
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = observed(ctx, tx, m, cover, now)
		return err
	})
	return out, err
}

// Needs are what is believed of each cell of the street cover on a day.
type Needs struct {
	Cover     Cover
	Estimates []need.Estimate // in the order of the cover's cells
	Breaks    need.Breaks     // of the day's year
}

// Needs estimates the need on the day. Returns ErrNotFound where the day's year has no
// cover.
func (db *DB) Needs(ctx context.Context, m int32, day geo.Date) (Needs, error) {
	out, _, err := db.needs(ctx, m, day)
	return out, err
}

// needs are what is believed, and what was seen.
func (db *DB) needs(ctx context.Context, m int32, day geo.Date) (out Needs, seen []need.Observation, err error) {
	week := geo.WeekOf(day)
	err = db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		if out.Cover, err = coverOf(ctx, tx, m, StreetLevel, day.Year()); err != nil {
			return err
		}
		seen, err = observations(ctx, tx, m, out.Cover.Cover, week)
		return err
	})
	if err != nil {
		return Needs{}, nil, err
	}
	// The connection is free while the model is fitted.
	ids, p := cellIDs(out.Cover), need.DefaultParams()
	out.Estimates = need.Fit(ids, seen, week, p).Estimates()
	out.Breaks = need.YearBreaks(ids, seen, day.Year(), week, p)
	return out, seen, nil
}

// cellIDs are the cover's cells in its order.
func cellIDs(cover Cover) []geo.Cell {
	list := cover.Cells()
	ids := make([]geo.Cell, len(list))
	for i, c := range list {
		ids[i] = c.Cell
	}
	return ids
}

func observed(ctx context.Context, tx pgx.Tx, m int32, cover *cells.Cover, now geo.Week) (Observed, error) {
	weeks, err := observations(ctx, tx, m, cover, now)
	if err != nil {
		return Observed{}, err
	}
	parts, err := presenceByDaypart(ctx, tx, m, cover, now)
	return Observed{Weeks: weeks, Dayparts: parts}, err
}

// observations joins weekly counts with the rows of the last 90 days; nothing is
// ever in both.
func observations(ctx context.Context, tx pgx.Tx, m int32, cover *cells.Cover, now geo.Week) ([]need.Observation, error) {
	list, err := all[observationRow](ctx, tx, needObservations, m, now.Add(-NeedWeeks), now.Monday()+6)
	if err != nil {
		return nil, err
	}
	type key struct {
		cell geo.Cell
		week geo.Week
	}
	index := make(map[key]int)
	standsFor := standIns(cover)
	var out []need.Observation
	for _, r := range list {
		cell, ok := standsFor(r.Cell)
		if !ok {
			continue
		}
		k := key{cell, r.Week}
		i, ok := index[k]
		if !ok {
			i = len(out)
			index[k] = i
			out = append(out, need.Observation{Cell: cell, Week: r.Week})
		}
		r.addTo(&out[i])
	}
	return out, nil
}

// observationRow is a count of one kind: encounter, unplanned, minutes or concern.
type observationRow struct {
	Cell    geo.Cell
	Week    geo.Week
	Kind    string
	Channel string
	N       int
}

func (r observationRow) addTo(o *need.Observation) {
	switch r.Kind {
	case "encounter":
		o.Encounters += r.N
	case "unplanned":
		o.Unplanned += r.N
	case "minutes":
		o.Hours += float64(r.N) / 60
	case "concern":
		if o.Concerns == nil {
			o.Concerns = make(map[string]int)
		}
		o.Concerns[r.Channel] += r.N
	}
}

func presenceByDaypart(ctx context.Context, tx pgx.Tx, m int32, cover *cells.Cover, now geo.Week) ([]need.Presence, error) {
	rows, _ := tx.Query(ctx, needDayparts, m, now.Monday()+6)
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p need.Presence, err error) {
		var minutes int
		err = row.Scan(&p.Cell, &p.Daypart, &p.Encounters, &minutes)
		p.Hours = float64(minutes) / 60
		return p, err
	})
	standsFor := standIns(cover)
	kept := out[:0]
	for _, p := range out {
		cell, ok := standsFor(p.Cell)
		if p.Cell = cell; ok {
			kept = append(kept, p)
		}
	}
	return kept, err
}

// A meeting on the way, apart from any stop, took no presence. After 90 days
// nobody knows any more which meetings those were.
const needObservations = `
SELECT cell, week, kind, '' AS channel, sum(n)::int AS n FROM (
  SELECT cell, week, 'encounter' AS kind, count AS n FROM weekly_outcome
  WHERE municipality_id = $1 AND outcome <> 'nobody_met' AND week BETWEEN $2::date AND $3::date
  UNION ALL
  SELECT cell, date_trunc('week', day)::date, CASE WHEN unplanned THEN 'unplanned' ELSE 'encounter' END, 1 FROM encounter
  WHERE municipality_id = $1 AND outcome <> 'nobody_met' AND day BETWEEN $2::date AND $3::date) AS e
GROUP BY cell, week, kind
UNION ALL
SELECT cell, week, 'minutes', '', sum(n)::int FROM (
  SELECT cell, week, minutes AS n FROM weekly_presence
  WHERE municipality_id = $1 AND week BETWEEN $2::date AND $3::date
  UNION ALL
  SELECT s.cell, date_trunc('week', r.day)::date, s.leave_minute - s.arrive_minute
  FROM stop s JOIN round r USING (municipality_id, round_id)
  WHERE s.municipality_id = $1 AND s.state = 'visited' AND r.day BETWEEN $2::date AND $3::date) AS p
GROUP BY cell, week
UNION ALL
SELECT cell, week, 'concern', channel, sum(n)::int FROM (
  SELECT cell, week, channel, count AS n FROM weekly_concern
  WHERE municipality_id = $1 AND level = 'street' AND week BETWEEN $2::date AND $3::date
  UNION ALL
  SELECT cell, date_trunc('week', day)::date, channel, 1 FROM concern
  WHERE municipality_id = $1 AND level = 'street' AND day BETWEEN $2::date AND $3::date) AS c
GROUP BY cell, week, channel
ORDER BY 1, 2, 3, 4`

// A visit past midnight belongs to the night. A meeting on the way says nothing of
// what an hour there brings.
const needDayparts = `
SELECT cell, daypart, sum(encounters)::int, sum(minutes)::int FROM (
  SELECT cell, daypart, 1 AS encounters, 0 AS minutes FROM encounter
  WHERE municipality_id = $1 AND outcome <> 'nobody_met' AND NOT unplanned AND day BETWEEN $2::date - 90 AND $2::date
  UNION ALL
  SELECT s.cell, (s.arrive_minute % 1440 / 360)::smallint, 0, s.leave_minute - s.arrive_minute
  FROM stop s JOIN round r USING (municipality_id, round_id)
  WHERE s.municipality_id = $1 AND s.state = 'visited' AND r.day BETWEEN $2::date - 90 AND $2::date) AS seen
GROUP BY cell, daypart ORDER BY cell, daypart`
