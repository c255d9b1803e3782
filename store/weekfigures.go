package store

import (
	"context"

	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// WeekFigures are the municipality's released weekly figures of every family, of
// so many weeks until the latest that is published, in the order of time. A week
// that was too small to publish is missing.
func (db *DB) WeekFigures(ctx context.Context, m int32, weeks int) ([]release.Figure, error) {
	var out []release.Figure
	err := db.Management(ctx, m, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, weekFigureList, m, weeks)
		var err error
		out, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (release.Figure, error) {
			f := release.Figure{Level: release.ByWeek, Kind: release.AllKinds}
			err := row.Scan(&f.Family, &f.Period, &f.Area.Name, &f.Status, &f.Count)
			return f, err
		})
		return err
	})
	return out, err
}

const weekFigureList = `
WITH latest AS (SELECT max(last_day) AS day FROM release.edition WHERE municipality_id = $1 AND level = 1)
SELECT f.family, f.period, f.area, f.status, coalesce(f.count, 0)
FROM release.figure f JOIN release.edition e USING (municipality_id, family, level, period), latest
WHERE f.municipality_id = $1 AND f.level = 1 AND e.last_day > latest.day - 7 * $2::int
ORDER BY e.last_day, f.family`
