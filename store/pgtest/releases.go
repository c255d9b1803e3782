package pgtest

import (
	"context"
	"strconv"
	"testing"

	"runde/geo/release"
	"runde/store"

	"github.com/jackc/pgx/v5"
)

// PublishYear stores made-up figures as those of a year, threshold 5: an edition of
// each family that they belong to. Their level and period are not looked at.
func PublishYear(t testing.TB, db *store.DB, m int32, year int, figures []store.ReleasedFigure) {
	t.Helper()
	err := db.App(t.Context(), m, func(tx pgx.Tx) error {
		published := map[release.Family]bool{}
		for _, f := range figures {
			if !published[f.Family] {
				published[f.Family] = true
				if err := insertEdition(t.Context(), tx, m, f.Family, year); err != nil {
					return err
				}
			}
			if err := insertFigure(t.Context(), tx, m, year, f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func insertEdition(ctx context.Context, tx pgx.Tx, m int32, f release.Family, year int) error {
	first, next := release.WeekOne(year).Monday(), release.WeekOne(year+1).Monday()
	_, err := tx.Exec(ctx, `
		INSERT INTO release.edition (municipality_id, family, level, period, year, first_day, last_day, released_on, threshold)
		VALUES ($1, $2, 3, $3, $4, $5, $6, $7, 5)`,
		m, f, strconv.Itoa(year), year, first, next-1, release.YearDue(year))
	return err
}

func insertFigure(ctx context.Context, tx pgx.Tx, m int32, year int, f store.ReleasedFigure) error {
	cells, leaves := []string{}, []int64{}
	for _, c := range f.Area.Cells {
		cells = append(cells, c.String())
	}
	for _, l := range f.Leaves {
		leaves = append(leaves, int64(l))
	}
	var count *int
	if f.Status != release.Unknown {
		count = &f.Count
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO release.figure (municipality_id, family, level, period, area, kind, of_kinds, blocks, status, count, cells, leaves)
		VALUES ($1, $2, 3, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		m, f.Family, strconv.Itoa(year), f.Area.Name, f.Kind, f.Of, append([]string{}, f.Area.Blocks...), f.Status, count, cells, leaves)
	return err
}
