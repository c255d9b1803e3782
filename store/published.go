package store

import (
	"context"

	"runde/geo/release"
	"runde/geo/release/attack"

	"github.com/jackc/pgx/v5"
)

// Published is everything that was ever published, as management could see it.
type Published struct {
	Editions []Edition // by year, family, level and period
	Years    []PublishedYear
}

// PublishedYear is what was published of an ISO year, in the order of its editions.
type PublishedYear struct {
	Year      int
	Threshold int                        // the greatest of its editions: they have the same
	Blocks    map[release.Family][]Block // of each staircase
	Figures   []ReleasedFigure
}

// Published reads every row that was ever published, with management's rights alone.
// Rows are ordered by all that names them.
func (db *DB) Published(ctx context.Context, m int32) (Published, error) {
	var out Published
	err := db.Management(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = published(ctx, tx, m)
		return err
	})
	return out, err
}

func published(ctx context.Context, tx pgx.Tx, m int32) (out Published, err error) {
	rows, _ := tx.Query(ctx, publishedEditions, m)
	if out.Editions, err = pgx.CollectRows(rows, scanEdition); err != nil {
		return out, err
	}
	for _, e := range out.Editions {
		if n := len(out.Years); n == 0 || out.Years[n-1].Year != e.Year {
			out.Years = append(out.Years, PublishedYear{Year: e.Year})
		}
		y := &out.Years[len(out.Years)-1]
		y.Threshold = max(y.Threshold, e.Threshold)
	}
	for i := range out.Years {
		y := &out.Years[i]
		y.Blocks = map[release.Family][]Block{}
		for _, f := range staircases {
			if y.Blocks[f], err = blocks(ctx, tx, m, y.Year, f); err != nil {
				return out, err
			}
		}
		if y.Figures, err = publishedFigures(ctx, tx, m, *y); err != nil {
			return out, err
		}
	}
	return out, nil
}

func publishedFigures(ctx context.Context, tx pgx.Tx, m int32, y PublishedYear) ([]ReleasedFigure, error) {
	rows, _ := tx.Query(ctx, publishedOfYear, m, y.Year)
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (f ReleasedFigure, err error) {
		var n int
		var texts []string
		var leaves []int64
		err = row.Scan(&f.Family, &n, &f.Period, &f.Area.Name, &f.Kind, &f.Of, &f.Area.Blocks, &f.Status, &f.Count, &texts, &leaves)
		if err != nil {
			return f, err
		}
		f.Level = steps[n-1]
		err = f.ground(texts, leaves, y.Blocks[f.Family.Staircase()])
		return f, err
	})
}

// ToAttack is the year as an attacker takes it.
func (y PublishedYear) ToAttack() attack.Year {
	out := attack.Year{Year: y.Year, K: y.Threshold, Blocks: map[release.Family][]release.Block{}}
	for f, list := range y.Blocks {
		out.Blocks[f] = ground(list)
	}
	for _, f := range y.Figures {
		out.Figures = append(out.Figures, f.Figure)
	}
	return out
}

const publishedEditions = `
SELECT family, level, period, year, first_day, last_day, released_on, threshold FROM release.edition
WHERE municipality_id = $1 ORDER BY year, family, level, period`

const publishedOfYear = `
SELECT family, level, period, area, kind, of_kinds, blocks, status, coalesce(count, 0), cells, leaves
FROM release.figure JOIN release.edition USING (municipality_id, family, level, period)
WHERE municipality_id = $1 AND year = $2 ORDER BY family, level, period, area, of_kinds, kind`
