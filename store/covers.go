package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"runde/geo"
	"runde/geo/cells"

	"github.com/jackc/pgx/v5"
)

// Level names one of a municipality's two covers.
type Level string

// The levels.
const (
	StreetLevel Level = "street" // where people are met
	HomeLevel   Level = "home"   // concerns about somebody at home
)

// Cover is a frozen cover: what cells may be stored of one calendar year.
type Cover struct {
	*cells.Cover
	Level          Level
	Version        int    // the calendar year
	DwellingSource string // addresses, buildings or register
}

// CoverOn is the cover of the level that holds on the day. Returns ErrNotFound
// where the day's year has none: nothing of that day can be stored.
func (db *DB) CoverOn(ctx context.Context, m int32, level Level, day geo.Date) (Cover, error) {
	var out Cover
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = coverOf(ctx, tx, m, level, day.Year())
		return err
	})
	return out, err
}

// CoverVersions are the years that have a cover of the level, ascending.
func (db *DB) CoverVersions(ctx context.Context, m int32, level Level) ([]int, error) {
	var out []int
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = coverVersions(ctx, tx, m, level)
		return err
	})
	return out, err
}

// RollCovers gives every year of [CoverYears] that has no cover the one that the
// newest map made, or a copy of the latest where there was no map since. It is
// idempotent, and returns the versions it made.
//
// The covers of two years may differ. What was stored keeps the cell it was stored
// in; where it is needed in another year's cover, the cell that stands for it there
// is itself, or the one inside it with the most dwellings where it was split, or
// the nearest around it where it was merged.
func (db *DB) RollCovers(ctx context.Context, m int32, today geo.Date) ([]int, error) {
	var made []int
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		for _, level := range []Level{StreetLevel, HomeLevel} {
			v, err := rollCover(ctx, tx, m, level, today)
			if err != nil {
				return err
			}
			if level == StreetLevel {
				made = v
			}
		}
		return nil
	})
	return made, err
}

// CoverYears are the years whose covers are kept ready on a day: last year, for
// what phones send late, this year and, from December, the next.
func CoverYears(today geo.Date) []int {
	y := today.Year()
	if today.Time().Month() == time.December {
		return []int{y - 1, y, y + 1}
	}
	return []int{y - 1, y}
}

func rollCover(ctx context.Context, tx pgx.Tx, m int32, level Level, today geo.Date) ([]int, error) {
	next, err := nextCover(ctx, tx, m, level)
	if err == nil {
		return saveCovers(ctx, tx, m, level, next.Cover, next.DwellingSource, today)
	}
	if !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	versions, err := coverVersions(ctx, tx, m, level)
	if err != nil || len(versions) == 0 {
		return nil, err
	}
	latest, err := coverOf(ctx, tx, m, level, versions[len(versions)-1])
	if err != nil {
		return nil, err
	}
	return saveCovers(ctx, tx, m, level, latest.Cover, latest.DwellingSource, today)
}

// saveCovers stores the cover for every year of CoverYears that has none, and
// returns those years. A year that has a cover keeps it: what was stored in its
// cells would otherwise be narrowed down by the difference.
func saveCovers(ctx context.Context, tx pgx.Tx, m int32, level Level, c *cells.Cover, source string, today geo.Date) ([]int, error) {
	var made []int
	for _, year := range CoverYears(today) {
		saved, err := saveCover(ctx, tx, m, Cover{c, level, year, source})
		if err != nil {
			return nil, err
		}
		if saved {
			made = append(made, year)
		}
	}
	return made, nil
}

func saveCover(ctx context.Context, tx pgx.Tx, m int32, c Cover) (saved bool, err error) {
	tag, err := tx.Exec(ctx, coverInsert, m, c.Level, c.Version, c.Floor(), c.DwellingSource,
		geo.NewDate(c.Version, time.January, 1), signed(c.AllLeaves()))
	if err != nil || tag.RowsAffected() == 0 {
		return false, err
	}
	ids, counts := cellCounts(c.Cover)
	_, err = tx.Exec(ctx, coverCellsInsert, m, c.Level, c.Version, c.Floor(), ids, counts)
	return err == nil, err
}

// cellCounts are the cover's cells and their dwellings as the database holds them.
func cellCounts(c *cells.Cover) (ids []int64, dwellings []int) {
	for _, k := range c.Cells() {
		ids, dwellings = append(ids, int64(k.Cell)), append(dwellings, k.Dwellings)
	}
	return ids, dwellings
}

// saveNextCover keeps the cover of a map for the next year that needs one, in place
// of an earlier map's.
func saveNextCover(ctx context.Context, tx pgx.Tx, m int32, level Level, c *cells.Cover, source string) error {
	ids, counts := cellCounts(c)
	_, err := tx.Exec(ctx, nextCoverSave, m, level, c.Floor(), source, signed(c.AllLeaves()), list(ids), list(counts))
	return err
}

func nextCover(ctx context.Context, tx pgx.Tx, m int32, level Level) (Cover, error) {
	out := Cover{Level: level}
	var floor int
	var leaves, ids []int64
	var counts []int
	err := tx.QueryRow(ctx, nextCoverSelect, m, level).Scan(&floor, &out.DwellingSource, &leaves, &ids, &counts)
	if err != nil {
		return out, fmt.Errorf("next cover: %w", domainError(err))
	}
	list := make([]cells.CellCount, len(ids))
	for i, c := range unsigned(ids) {
		list[i] = cells.CellCount{Cell: c, Dwellings: counts[i]}
	}
	out.Cover = cells.Load(list, unsigned(leaves), floor)
	return out, nil
}

func coverOf(ctx context.Context, tx pgx.Tx, m int32, level Level, version int) (Cover, error) {
	out := Cover{Level: level, Version: version}
	var floor int
	var leaves []int64
	err := tx.QueryRow(ctx, coverSelect, m, level, version).Scan(&floor, &out.DwellingSource, &leaves)
	if err != nil {
		return out, fmt.Errorf("cover of %d: %w", version, domainError(err))
	}
	list, err := all[cells.CellCount](ctx, tx, coverCells, m, level, version)
	if err != nil {
		return out, err
	}
	out.Cover = cells.Load(list, unsigned(leaves), floor)
	return out, nil
}

func coverVersions(ctx context.Context, tx pgx.Tx, m int32, level Level) ([]int, error) {
	rows, _ := tx.Query(ctx, coverVersionList, m, level)
	return pgx.CollectRows(rows, pgx.RowTo[int])
}

// signed are the ids as the database holds them.
func signed(in []geo.Cell) []int64 {
	out := make([]int64, len(in))
	for i, c := range in {
		out[i] = int64(c)
	}
	return out
}

func unsigned(in []int64) []geo.Cell {
	out := make([]geo.Cell, len(in))
	for i, c := range in {
		out[i] = geo.Cell(c)
	}
	return out
}

const coverInsert = `
INSERT INTO cover (municipality_id, level, version, min_dwellings, dwelling_source, valid_from, leaves)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (municipality_id, level, version) DO NOTHING`

const coverCellsInsert = `
INSERT INTO cover_cell (municipality_id, level, version, min_dwellings, cell, dwellings)
SELECT $1, $2, $3, $4, c.cell, c.dwellings FROM unnest($5::bigint[], $6::int[]) AS c (cell, dwellings)`

const coverSelect = `
SELECT min_dwellings, dwelling_source, leaves FROM cover
WHERE municipality_id = $1 AND level = $2 AND version = $3`

const coverCells = `
SELECT cell, dwellings FROM cover_cell
WHERE municipality_id = $1 AND level = $2 AND version = $3 ORDER BY cell`

const nextCoverSave = `
INSERT INTO next_cover (municipality_id, level, min_dwellings, dwelling_source, leaves, cells, dwellings)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (municipality_id, level) DO UPDATE SET min_dwellings = excluded.min_dwellings,
  dwelling_source = excluded.dwelling_source, leaves = excluded.leaves, cells = excluded.cells, dwellings = excluded.dwellings`

const nextCoverSelect = `
SELECT min_dwellings, dwelling_source, leaves, cells, dwellings FROM next_cover WHERE municipality_id = $1 AND level = $2`

const coverVersionList = `
SELECT version FROM cover WHERE municipality_id = $1 AND level = $2 ORDER BY version`
