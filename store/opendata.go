package store

import (
	"context"
	"crypto/rand"
	"slices"

	"runde/geo"
	"runde/geo/release"
	"runde/geo/release/noise"

	"github.com/jackc/pgx/v5"
)

// OpenFigure is a number with noise as it was drawn, with what it was drawn by.
type OpenFigure struct {
	release.OpenFigure
	Epsilon noise.Epsilon
	DayCap  int // events of a kind in a cell on a day that it counts at most
}

// OpenFigures are all numbers that were ever drawn for open data, as management may
// read them, in the order of time. What was published while the municipality had not
// chosen open data has none.
func (db *DB) OpenFigures(ctx context.Context, m int32) ([]OpenFigure, error) {
	var out []OpenFigure
	err := db.Management(ctx, m, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, openFigureList, m)
		var err error
		out, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (f OpenFigure, err error) {
			var n int
			if err = row.Scan(&f.Family, &n, &f.Period, &f.Node, &f.Kind, &f.Count, &f.Epsilon.S, &f.Epsilon.T, &f.DayCap); err != nil {
				return f, err
			}
			f.Level = steps[n-1]
			return f, nil
		})
		return err
	})
	return out, err
}

// saveOpen draws the open table of an edition that the transaction has saved. The
// numbers are drawn here and nowhere else: what is rolled back nobody has seen, and
// a second table of an edition is refused.
func saveOpen(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear) error {
	if !slices.Contains(staircases, e.Family) {
		return nil
	}
	first, last := geo.WeekOf(e.FirstDay), geo.WeekOf(e.LastDay)
	complete, err := value[bool](ctx, tx, cappedComplete, m, e.Family, first, last)
	if err != nil || !complete {
		return err
	}
	events, err := all[counted](ctx, tx, cappedEvents, m, e.Family, first, last)
	if err != nil {
		return err
	}
	stored, err := blocks(ctx, tx, m, y.year, e.Family)
	if err != nil {
		return err
	}
	of := release.OpenFigure{Family: e.Family, Level: e.Level, Period: e.Period}
	epsilon := release.DefaultBudget().Of(e.Level)
	list, err := release.Open(y.tree, of, ground(stored), parts(events, e.Family, y.cover.Cover), epsilon, rand.Reader)
	if err != nil {
		return err
	}
	return insertOpen(ctx, tx, m, e, epsilon, list)
}

// OpenArea is the ground of a node of open data.
type OpenArea struct {
	Year   int            // of its blocks and cover
	Family release.Family // a node's name is unique in its year, family and level
	Level  release.Level
	release.Block
}

// OpenAreas are the nodes that open figures are about, by year, family and level. The
// municipality's own, [release.ByWeek], is left out: it is all cells.
func (db *DB) OpenAreas(ctx context.Context, m int32) ([]OpenArea, error) {
	var out []OpenArea
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error {
		list, err := all[openYear](ctx, tx, openYears, m)
		if err != nil {
			return err
		}
		for _, of := range list {
			y, err := yearOf(ctx, tx, m, of.Year)
			if err != nil {
				return err
			}
			stored, err := blocks(ctx, tx, m, of.Year, of.Family)
			if err != nil {
				return err
			}
			for _, level := range []release.Level{release.ByPeriod, release.ByYear} {
				for _, b := range release.OpenNodes(y.tree, level, ground(stored)) {
					out = append(out, OpenArea{of.Year, of.Family, level, b})
				}
			}
		}
		return nil
	})
	return out, err
}

// openYear is a year of which open figures of the family were drawn.
type openYear struct {
	Year   int
	Family release.Family
}

func insertOpen(ctx context.Context, tx pgx.Tx, m int32, e Edition, epsilon noise.Epsilon, list []release.OpenFigure) error {
	_, err := tx.Exec(ctx, openEditionInsert, m, e.Family, step(e.Level), e.Period, epsilon.S, epsilon.T, release.DayCap)
	if err != nil {
		return err
	}
	rows := make([]map[string]any, len(list))
	for i, f := range list {
		rows[i] = map[string]any{
			"family": f.Family, "level": step(f.Level), "period": f.Period, "node": f.Node, "kind": f.Kind, "count": f.Count,
		}
	}
	return insertRows(ctx, tx, m, openFigureInsert, rows)
}

// What was counted before the cap was known stays out of open data, and so does a
// period or year that holds some of it.
const cappedComplete = `
SELECT NOT EXISTS (SELECT FROM release_ledger
  WHERE municipality_id = $1 AND family = $2 AND counted_in BETWEEN $3::date AND $4::date AND capped IS NULL)`

const cappedEvents = `
SELECT cover_version, cell, week, kind, detail, source, undecided, capped AS count FROM release_ledger
WHERE municipality_id = $1 AND family = $2 AND counted_in BETWEEN $3::date AND $4::date AND capped > 0`

const openEditionInsert = `
INSERT INTO release.open_edition (municipality_id, family, level, period, epsilon_numerator, epsilon_denominator, day_cap)
VALUES ($1, $2, $3, $4, $5, $6, $7)`

const openFigureInsert = `
INSERT INTO release.open_figure (municipality_id, family, level, period, node, kind, count)
SELECT $1, family, level, period, node, kind, count FROM jsonb_populate_recordset(NULL::release.open_figure, $2)`

const openFigureList = `
SELECT f.family, f.level, f.period, f.node, f.kind, f.count, o.epsilon_numerator, o.epsilon_denominator, o.day_cap
FROM release.open_figure f JOIN release.open_edition o USING (municipality_id, family, level, period)
JOIN release.edition e USING (municipality_id, family, level, period)
WHERE f.municipality_id = $1 ORDER BY e.last_day, f.level, f.family, f.node, f.kind`

const openYears = `
SELECT DISTINCT year, family FROM release.open_edition JOIN release.edition USING (municipality_id, family, level, period)
WHERE municipality_id = $1 ORDER BY year, family`
