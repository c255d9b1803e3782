package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"runde/geo"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// AreaName is what people call the surroundings of a cell.
type AreaName struct {
	Name   string // "" in a municipality without names
	Inside bool   // the name lies in the cell; otherwise it is the nearest one
}

// AreaNames give every cell of the cover a name: the best known one that lies in
// it, or the nearest. They are for staff to read; two cells may have the same.
func (db *DB) AreaNames(ctx context.Context, m int32, cover Cover) (map[geo.Cell]AreaName, error) {
	var names []namedPoint
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		names, err = namedPoints(ctx, tx, m)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := map[geo.Cell]AreaName{}
	for _, n := range names {
		if cell, inside := cover.At(n.point); inside && !out[cell].Inside {
			out[cell] = AreaName{n.name, true}
		}
	}
	for _, c := range cover.Cells() {
		if _, named := out[c.Cell]; named {
			continue
		}
		if middle, ok := cover.Middle(c.Cell); ok {
			out[c.Cell] = AreaName{Name: nearestName(names, middle)}
		}
	}
	return out, nil
}

type namedPoint struct {
	name  string
	rank  int
	point orb.Point
}

// namedPoints are the municipality's names, the best known first.
func namedPoints(ctx context.Context, tx pgx.Tx, m int32) ([]namedPoint, error) {
	var out []namedPoint
	rows, _ := tx.Query(ctx, placeNameList, m)
	var name, kind string
	var lat, lon float64
	_, err := pgx.ForEachRow(rows, []any{&name, &kind, &lat, &lon}, func() error {
		rank := slices.Index(nameRank, kind)
		if rank < 0 {
			rank = len(nameRank)
		}
		out = append(out, namedPoint{name, rank, orb.Point{lon, lat}})
		return nil
	})
	slices.SortStableFunc(out, func(a, b namedPoint) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.name, b.name))
	})
	return out, err
}

// nearestName compares by the equirectangular projection: good enough to say "by".
func nearestName(names []namedPoint, to orb.Point) string {
	best, name := math.Inf(1), ""
	shrink := math.Cos(to.Lat() * math.Pi / 180)
	for _, n := range names {
		d := math.Hypot(n.point.Lat()-to.Lat(), (n.point.Lon()-to.Lon())*shrink)
		if d < best {
			best, name = d, n.name
		}
	}
	return name
}
