package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/release"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	geodesy "github.com/paulmach/orb/geo"
)

// Block is one of a family's static blocks of a year: the ground that its figures by
// period are about.
type Block struct {
	Name   string // unique in its family and year
	Label  string // what people call it; "" for the whole municipality
	Cells  geo.Area
	Leaves []geo.Cell // its ground at resolution 9, to be drawn
}

// Blocks are those that the family's figures of the year are about, by label, as
// management sees them: encounters and presence have the same, concerns their own.
// None before the family's first week of the year is closed.
func (db *DB) Blocks(ctx context.Context, m int32, year int, f release.Family) ([]Block, error) {
	var out []Block
	err := db.Management(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = blocks(ctx, tx, m, year, f)
		return err
	})
	return out, err
}

func blocks(ctx context.Context, tx pgx.Tx, m int32, year int, f release.Family) ([]Block, error) {
	rows, _ := tx.Query(ctx, blockList, m, year, f.Staircase())
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (b Block, err error) {
		var texts []string
		var leaves []int64
		if err = row.Scan(&b.Name, &b.Label, &texts, &leaves); err != nil {
			return b, err
		}
		b.Leaves = unsigned(leaves)
		b.Cells, err = parseCells(texts)
		return b, err
	})
}

// ground is the blocks as geo/release takes them.
func ground(list []Block) []release.Block {
	out := make([]release.Block, len(list))
	for i, b := range list {
		out[i] = release.Block{Name: b.Name, Cells: b.Cells}
	}
	return out
}

// geography is the family's blocks of the year; they are made and frozen where there
// are none. They come from the family's events that the year before counted, or from
// dwellings where that year has too few weeks to tell.
func geography(ctx context.Context, tx pgx.Tx, m int32, y releaseYear, f release.Family) ([]Block, error) {
	f = f.Staircase()
	list, err := blocks(ctx, tx, m, y.year, f)
	if err != nil || len(list) > 0 {
		return list, err
	}
	expected, err := expectedEvents(ctx, tx, m, y, f)
	if err != nil {
		return nil, err
	}
	made, err := release.Geography(y.tree, expected, y.params(f))
	if err != nil {
		return nil, err
	}
	names, err := labels(ctx, tx, m, made, y.cover)
	if err != nil {
		return nil, err
	}
	for i, b := range made {
		list = append(list, Block{b.Name, names[i], b.Cells, groundOf(b.Cells, y.cover)})
	}
	return list, insertBlocks(ctx, tx, m, y.year, f, list)
}

// enoughWeeks of a year tell how its events are spread.
const enoughWeeks = 26

// expectedEvents are the family's events that the year expects of each cell.
func expectedEvents(ctx context.Context, tx pgx.Tx, m int32, y releaseYear, f release.Family) (map[geo.Cell]float64, error) {
	first, last := release.WeekOne(y.year-1), release.WeekOne(y.year).Add(-1)
	weeks, err := value[int](ctx, tx, closedWeeks, m, f, first, last)
	if err != nil {
		return nil, err
	}
	if weeks < enoughWeeks {
		dwellings := make(map[geo.Cell]int)
		for _, c := range y.cover.Cells() {
			dwellings[c.Cell] = c.Dwellings
		}
		return release.FromDwellings(dwellings, float64(y.settings.expected(f))), nil
	}
	events, err := countedEvents(ctx, tx, m, f, first, last)
	out := make(map[geo.Cell]float64)
	for _, p := range parts(events, f, y.cover.Cover) {
		out[p.Cell] += float64(p.Count) * 52 / float64(weeks)
	}
	return out, err
}

func insertBlocks(ctx context.Context, tx pgx.Tx, m int32, year int, f release.Family, list []Block) error {
	rows := make([]map[string]any, len(list))
	for i, b := range list {
		rows[i] = map[string]any{
			"year": year, "family": f, "block": b.Name, "label": b.Label, "cells": cellTexts(b.Cells), "leaves": signed(b.Leaves),
		}
	}
	return insertRows(ctx, tx, m, blockInsert, rows)
}

// groundOf is every leaf of the cells, sorted.
func groundOf(area geo.Area, cover Cover) []geo.Cell {
	var out []geo.Cell
	for _, c := range area {
		out = append(out, cover.Leaves(c)...)
	}
	slices.Sort(out)
	return out
}

// nameRank orders the kinds of names by how well people know them; others come
// last.
var nameRank = []string{"city", "town", "borough", "suburb", "quarter", "neighbourhood", "village", "hamlet"}

type namedCell struct {
	name string
	rank int
	cell geo.Cell
	at   orb.Point
}

// labels call each block by the best known name in it that no block before has. One
// without a name is called by the nearest and a number, as in Skovby (2), or by its
// number alone where the map knows no names. A block that is all there is has none.
func labels(ctx context.Context, tx pgx.Tx, m int32, list []release.Block, cover Cover) ([]string, error) {
	if len(list) == 1 {
		return []string{""}, nil
	}
	names, err := namedCells(ctx, tx, m, cover.Cover)
	if err != nil {
		return nil, err
	}
	used := make(map[string]int)
	out := make([]string, len(list))
	for i, b := range list {
		for _, n := range names {
			if b.Cells.Contains(n.cell) && used[n.name] == 0 {
				out[i] = n.name
				break
			}
		}
		used[out[i]]++
	}
	for i, b := range list {
		if out[i] != "" {
			continue
		}
		if len(names) == 0 {
			out[i] = fmt.Sprintf("Område %d", i+1)
			continue
		}
		near := nearest(names, b, cover.Cover)
		used[near] = max(used[near], 1) + 1 // the first is where the place lies
		out[i] = fmt.Sprintf("%s (%d)", near, used[near])
	}
	return out, nil
}

// nearest is the name that lies nearest to the middle of the block.
func nearest(names []namedCell, b release.Block, cover *cells.Cover) string {
	var middle orb.Point
	for _, c := range b.Cells {
		at, _ := cover.Middle(c)
		middle[0] += at[0] / float64(len(b.Cells))
		middle[1] += at[1] / float64(len(b.Cells))
	}
	return slices.MinFunc(names, func(a, b namedCell) int {
		return cmp.Compare(geodesy.Distance(a.at, middle), geodesy.Distance(b.at, middle))
	}).name
}

// namedCells are the municipality's names, the best known first.
func namedCells(ctx context.Context, tx pgx.Tx, m int32, cover *cells.Cover) ([]namedCell, error) {
	var out []namedCell
	rows, _ := tx.Query(ctx, placeNameList, m)
	var name, kind string
	var lat, lon float64
	_, err := pgx.ForEachRow(rows, []any{&name, &kind, &lat, &lon}, func() error {
		cell, inside := cover.At(orb.Point{lon, lat})
		rank := slices.Index(nameRank, kind)
		if rank < 0 {
			rank = len(nameRank)
		}
		if inside {
			out = append(out, namedCell{name, rank, cell, orb.Point{lon, lat}})
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b namedCell) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.name, b.name))
	})
	return out, err
}

func cellTexts(a geo.Area) []string {
	out := make([]string, len(a))
	for i, c := range a {
		out[i] = c.String()
	}
	return out
}

func parseCells(texts []string) (geo.Area, error) {
	out := make([]geo.Cell, len(texts))
	for i, s := range texts {
		var err error
		if out[i], err = geo.ParseCell(s); err != nil {
			return nil, err
		}
	}
	return geo.NewArea(out...), nil
}

const blockList = `
SELECT block, label, cells, leaves FROM release.block
WHERE municipality_id = $1 AND year = $2 AND family = $3 ORDER BY label, block`

const blockInsert = `
INSERT INTO release.block (municipality_id, year, family, block, label, cells, leaves)
SELECT $1, year, family, block, label, cells, leaves FROM jsonb_populate_recordset(NULL::release.block, $2)`

const closedWeeks = `
SELECT count(*)::int FROM closed_week WHERE municipality_id = $1 AND family = $2 AND week BETWEEN $3::date AND $4::date`
