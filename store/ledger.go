package store

import (
	"context"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/intake"
	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// counted is what has been, or is to be, counted for release: some events of one
// kind, cell, week and source.
type counted struct {
	CoverVersion int
	Cell         geo.Cell
	Week         geo.Week // their own
	Kind         string   // an outcome or a channel; "" for minutes of presence
	Detail       string   // of a bridge: its target, or several; "" where that is not told any more, and for what is no bridge
	Source       string   // a round, a day, or a week
	Undecided    bool     // sent by the public, and the team has not taken it up
	Count        int
}

// openEvents are a family's events until the end of the week that no closed week
// has counted. Those that came too late for theirs have their week as source and no
// detail: which of the stored rows they are is not known.
func openEvents(ctx context.Context, tx pgx.Tx, m int32, f release.Family, week geo.Week) ([]counted, error) {
	query := map[release.Family]string{
		release.Encounters: ledgerOpenEncounters,
		release.Concerns:   ledgerOpenConcerns,
		release.Presence:   ledgerOpenPresence,
	}[f]
	return all[counted](ctx, tx, query, m, week)
}

// countedEvents are those that the closed weeks from the first to the last have
// counted.
func countedEvents(ctx context.Context, tx pgx.Tx, m int32, f release.Family, first, last geo.Week) ([]counted, error) {
	return all[counted](ctx, tx, ledgerCounted, m, f, first, last)
}

// closeWeek says that a week has been closed for the family. False where it was
// closed before.
func closeWeek(ctx context.Context, tx pgx.Tx, m int32, f release.Family, week geo.Week) (bool, error) {
	tag, err := tx.Exec(ctx, ledgerClose, m, f, week)
	return tag.RowsAffected() == 1, err
}

// count writes down that the events count in the closed week.
func countEvents(ctx context.Context, tx pgx.Tx, m int32, f release.Family, week geo.Week, events []counted) error {
	open, err := capped(ctx, tx, m, f, week, events)
	if err != nil {
		return err
	}
	rows := make([]map[string]any, len(events))
	for i, e := range events {
		rows[i] = map[string]any{
			"family": f, "counted_in": week.Monday(), "cover_version": e.CoverVersion, "cell": int64(e.Cell),
			"week": e.Week.Monday(), "kind": e.Kind, "detail": e.Detail, "source": e.Source, "undecided": e.Undecided, "count": e.Count,
			"capped": open[i],
		}
	}
	return insertRows(ctx, tx, m, ledgerInsert, rows)
}

// parts are the events as geo/release takes them, in the cells of the cover.
func parts(events []counted, f release.Family, cover *cells.Cover) []release.Part {
	var out []release.Part
	partOf := partOf(f, cover)
	for _, e := range events {
		if p, ok := partOf(e); ok {
			out = append(out, p)
		}
	}
	return out
}

// partOf is false for an event whose ground has left the municipality, or that
// counts as nothing.
func partOf(f release.Family, cover *cells.Cover) func(counted) (release.Part, bool) {
	standsFor := standIns(cover)
	return func(e counted) (release.Part, bool) {
		cell, ok := standsFor(e.Cell)
		kind := kindOf(f, e.Kind)
		return release.Part{Cell: cell, Kind: kind, Round: e.Source, Public: e.Undecided, Count: e.Count}, ok && kind != ""
	}
}

// kindOf is the kind of a family that an outcome or a channel counts under, "" for
// none.
func kindOf(f release.Family, name string) string {
	if f == release.Encounters {
		kind, _ := release.KindOfOutcome(name)
		return kind
	}
	return string(intake.Channel(name).Group())
}

// hours are the events' minutes by cell of the cover.
func hours(presence []counted, cover *cells.Cover) map[geo.Cell]float64 {
	out := make(map[geo.Cell]float64)
	standsFor := standIns(cover)
	for _, e := range presence {
		if cell, ok := standsFor(e.Cell); ok {
			out[cell] += float64(e.Count) / 60
		}
	}
	return out
}

// What is open: of a group that no week has counted, each source; of any other,
// what has been added to it. Sums are compared and not joined: most groups are
// counted long ago.
const ledgerOpen = `, open AS (
  SELECT cover_version, cell, week, kind, sum(n) - sum(known) AS n, sum(known) > 0 AS late FROM (
    SELECT cover_version, cell, week, kind, n, 0 AS known FROM total
    UNION ALL
    SELECT cover_version, cell, week, kind, 0, count FROM release_ledger
    WHERE municipality_id = $1 AND family = (SELECT name FROM family)) AS both_sides
  GROUP BY cover_version, cell, week, kind HAVING sum(n) > sum(known))
SELECT t.cover_version, t.cell, t.week, t.kind, CASE WHEN o.late THEN '' ELSE t.detail END AS detail,
  CASE WHEN o.late THEN t.week::text ELSE t.source END AS source,
  bool_or(t.undecided) AS undecided, CASE WHEN o.late THEN o.n ELSE sum(t.n) END::int AS count
FROM open o JOIN total t USING (cover_version, cell, week, kind)
GROUP BY t.cover_version, t.cell, t.week, t.kind, o.late, o.n, CASE WHEN o.late THEN '' ELSE t.detail END,
  CASE WHEN o.late THEN t.week::text ELSE t.source END, NOT o.late AND t.undecided
ORDER BY 1, 2, 3, 4, 5, 6, 7`

const ledgerOpenEncounters = `
WITH family AS (SELECT 'encounters' AS name), total AS (
  SELECT cover_version, cell, date_trunc('week', day)::date AS week, outcome AS kind,
    CASE cardinality(bridge_targets) WHEN 0 THEN '' WHEN 1 THEN bridge_targets[1] ELSE 'several' END AS detail,
    round_id::text AS source, false AS undecided, count(*) AS n
  FROM encounter WHERE municipality_id = $1 AND outcome <> 'nobody_met' AND day < $2::date + 7
  GROUP BY cover_version, cell, date_trunc('week', day), outcome, detail, round_id
  UNION ALL
  SELECT cover_version, cell, week, outcome, '', week::text, false, count
  FROM weekly_outcome WHERE municipality_id = $1 AND outcome <> 'nobody_met' AND week <= $2::date)` + ledgerOpen

// A day's concerns have one source: who sent them is not known. What the public sent
// is taken up once it is decided as the team's own matter; a flood that is merged
// away, or turned down as not ours, lifts no figure.
const ledgerOpenConcerns = `
WITH family AS (SELECT 'concerns' AS name), total AS (
  SELECT cover_version, cell, date_trunc('week', day)::date AS week, channel AS kind, '' AS detail, day::text AS source,
    receipt_hash IS NOT NULL AND (decision IS NULL OR decision = 'not_ours' OR merged_into IS NOT NULL) AS undecided, count(*) AS n
  FROM concern WHERE municipality_id = $1 AND level = 'street' AND day < $2::date + 7
  GROUP BY cover_version, cell, day, channel, undecided
  UNION ALL
  SELECT cover_version, cell, week, channel, '', week::text, false, count
  FROM weekly_concern WHERE municipality_id = $1 AND level = 'street' AND week <= $2::date)` + ledgerOpen

const ledgerOpenPresence = `
WITH family AS (SELECT 'presence' AS name), total AS (
  SELECT s.cover_version, s.cell, date_trunc('week', r.day)::date AS week, '' AS kind, '' AS detail, r.round_id::text AS source,
    false AS undecided, sum(s.leave_minute - s.arrive_minute) AS n
  FROM stop s JOIN round r USING (municipality_id, round_id)
  WHERE s.municipality_id = $1 AND s.state = 'visited' AND r.day < $2::date + 7
  GROUP BY s.cover_version, s.cell, date_trunc('week', r.day), r.round_id
  UNION ALL
  SELECT cover_version, cell, week, '', '', week::text, false, minutes
  FROM weekly_presence WHERE municipality_id = $1 AND week <= $2::date)` + ledgerOpen

const ledgerCounted = `
SELECT cover_version, cell, week, kind, detail, source, undecided, count FROM release_ledger
WHERE municipality_id = $1 AND family = $2 AND counted_in BETWEEN $3::date AND $4::date
ORDER BY counted_in, cover_version, cell, week, kind, detail, source, undecided`

const ledgerClose = `
INSERT INTO closed_week (municipality_id, family, week) VALUES ($1, $2, $3)
ON CONFLICT ON CONSTRAINT closed_week_pkey DO NOTHING`

const ledgerInsert = `
INSERT INTO release_ledger (municipality_id, family, counted_in, cover_version, cell, week, kind, detail, source, undecided, count, capped)
SELECT $1, family, counted_in, cover_version, cell, week, kind, detail, source, undecided, sum(count), sum(capped)
FROM jsonb_populate_recordset(NULL::release_ledger, $2)
GROUP BY family, counted_in, cover_version, cell, week, kind, detail, source, undecided`
