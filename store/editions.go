package store

import (
	"context"
	"slices"

	"runde/geo"
	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// Edition is one publication: a family's figures at a level of the staircase for a
// closed period.
type Edition struct {
	Family     release.Family
	Level      release.Level
	Period     string // 2026-W07, 2026-P03 or 2026
	Year       int    // of its blocks
	FirstDay   geo.Date
	LastDay    geo.Date
	ReleasedOn geo.Date
	Threshold  int // the smallest figure that stands alone
}

// ReleasedFigure is a figure as it was published, with the ground to draw.
type ReleasedFigure struct {
	release.Figure
	Leaves []geo.Cell // at resolution 9; nil for the whole municipality
}

// Editions are what management may open, latest first.
func (db *DB) Editions(ctx context.Context, m int32) ([]Edition, error) {
	var out []Edition
	err := db.Management(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = editions(ctx, tx, m)
		return err
	})
	return out, err
}

// Figures are those of one edition, by area and kind. ErrNotFound for a period that
// is not published.
func (db *DB) Figures(ctx context.Context, m int32, f release.Family, level release.Level, period string) ([]ReleasedFigure, error) {
	var out []ReleasedFigure
	err := db.Management(ctx, m, func(tx pgx.Tx) error {
		year, err := value[int](ctx, tx, editionYear, m, f, step(level), period)
		if err != nil {
			return err
		}
		list, err := blocks(ctx, tx, m, year, f)
		if err != nil {
			return err
		}
		out, err = figures(ctx, tx, m, release.Figure{Family: f, Level: level, Period: period}, list)
		return err
	})
	return out, err
}

func edition(f release.Family, level release.Level, period string, year int, first, last geo.Week, on geo.Date) Edition {
	return Edition{Family: f, Level: level, Period: period, Year: year,
		FirstDay: first.Monday(), LastDay: last.Monday() + 6, ReleasedOn: on}
}

// saveEdition stores a publication, with its open table where the municipality has
// chosen open data.
func saveEdition(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear, list []release.Figure) error {
	_, err := tx.Exec(ctx, editionInsert, m, e.Family, step(e.Level), e.Period, e.Year, e.FirstDay, e.LastDay, e.ReleasedOn, y.k)
	if err != nil {
		return err
	}
	rows := make([]map[string]any, len(list))
	for i, f := range list {
		rows[i] = map[string]any{
			"family": f.Family, "level": step(f.Level), "period": f.Period, "area": f.Area.Name, "kind": f.Kind, "of_kinds": f.Of,
			"blocks": append([]string{}, f.Area.Blocks...), "status": f.Status, "cells": []string{}, "leaves": []int64{},
		}
		if f.Status != release.Unknown {
			rows[i]["count"] = f.Count
		}
		if f.Level == release.ByYear {
			rows[i]["cells"], rows[i]["leaves"] = cellTexts(f.Area.Cells), signed(groundOf(f.Area.Cells, y.cover))
		}
	}
	if err := insertRows(ctx, tx, m, figureInsert, rows); err != nil || !y.settings.OpenData {
		return err
	}
	return saveOpen(ctx, tx, m, e, y)
}

func editions(ctx context.Context, tx pgx.Tx, m int32) ([]Edition, error) {
	rows, _ := tx.Query(ctx, editionList, m)
	return pgx.CollectRows(rows, scanEdition)
}

func scanEdition(row pgx.CollectableRow) (e Edition, err error) {
	var n int
	if err = row.Scan(&e.Family, &n, &e.Period, &e.Year, &e.FirstDay, &e.LastDay, &e.ReleasedOn, &e.Threshold); err != nil {
		return e, err
	}
	e.Level = steps[n-1]
	return e, nil
}

// figures are those stored of the family, level and period of the given one.
func figures(ctx context.Context, tx pgx.Tx, m int32, of release.Figure, blocks []Block) ([]ReleasedFigure, error) {
	rows, _ := tx.Query(ctx, figureList, m, of.Family, step(of.Level), of.Period)
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (ReleasedFigure, error) {
		f := ReleasedFigure{Figure: of}
		var texts []string
		var leaves []int64
		err := row.Scan(&f.Area.Name, &f.Kind, &f.Of, &f.Area.Blocks, &f.Status, &f.Count, &texts, &leaves)
		if err != nil {
			return f, err
		}
		err = f.ground(texts, leaves, blocks)
		return f, err
	})
}

// ground gives a figure its cells: its own, or else its blocks'.
func (f *ReleasedFigure) ground(texts []string, leaves []int64, blocks []Block) (err error) {
	if len(texts) > 0 {
		f.Leaves = unsigned(leaves)
		f.Area.Cells, err = parseCells(texts)
		return err
	}
	for _, b := range blocks {
		if slices.Contains(f.Area.Blocks, b.Name) {
			f.Leaves = append(f.Leaves, b.Leaves...)
			f.Area.Cells = geo.NewArea(append(f.Area.Cells, b.Cells...)...)
		}
	}
	return nil
}

// steps are the levels in the order of the staircase.
var steps = []release.Level{release.ByWeek, release.ByPeriod, release.ByYear}

func step(l release.Level) int { return slices.Index(steps, l) + 1 }

const editionList = `
SELECT family, level, period, year, first_day, last_day, released_on, threshold FROM release.edition
WHERE municipality_id = $1 ORDER BY last_day DESC, level, family`

const editionYear = `
SELECT year FROM release.edition WHERE municipality_id = $1 AND family = $2 AND level = $3 AND period = $4`

const editionInsert = `
INSERT INTO release.edition (municipality_id, family, level, period, year, first_day, last_day, released_on, threshold)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const figureList = `
SELECT area, kind, of_kinds, blocks, status, coalesce(count, 0), cells, leaves FROM release.figure
WHERE municipality_id = $1 AND family = $2 AND level = $3 AND period = $4 ORDER BY area, of_kinds, kind`

const figureInsert = `
INSERT INTO release.figure (municipality_id, family, level, period, area, kind, of_kinds, blocks, status, count, cells, leaves)
SELECT $1, family, level, period, area, kind, of_kinds, blocks, status, count, cells, leaves
FROM jsonb_populate_recordset(NULL::release.figure, $2)`
