package store

import (
	"context"

	"runde/geo"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// PlaceName is a settlement or neighbourhood that stands for its cells where
// there is no map.
type PlaceName struct {
	Name   string
	Kind   string   // suburb, village, neighbourhood, …
	Street geo.Cell // the street cover's cell that holds it
	Home   geo.Cell // the home cover's
}

// PlaceNames are the municipality's names in alphabetical order, with their cells
// on the day. Names outside the municipality are left out. Returns ErrNotFound
// where the day's year has no cover.
func (db *DB) PlaceNames(ctx context.Context, m int32, day geo.Date) ([]PlaceName, error) {
	var out []PlaceName
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error {
		street, err := coverOf(ctx, tx, m, StreetLevel, day.Year())
		if err != nil {
			return err
		}
		home, err := coverOf(ctx, tx, m, HomeLevel, day.Year())
		if err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, placeNameList, m)
		var name, kind string
		var lat, lon float64
		_, err = pgx.ForEachRow(rows, []any{&name, &kind, &lat, &lon}, func() error {
			s, inside := street.At(orb.Point{lon, lat})
			h, _ := home.At(orb.Point{lon, lat})
			if inside {
				out = append(out, PlaceName{name, kind, s, h})
			}
			return nil
		})
		return err
	})
	return out, err
}

// StreetNames are the municipality's street names, sorted: the filter of short
// texts refuses an address by them.
func (db *DB) StreetNames(ctx context.Context, m int32) ([]string, error) {
	var out []string
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		rows, _ := tx.Query(ctx, streetNameList, m)
		out, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	return out, err
}

const placeNameList = `
SELECT name, kind, lat, lon FROM place_name WHERE municipality_id = $1 ORDER BY name, source_ref`

const streetNameList = `
SELECT name FROM street_name WHERE municipality_id = $1 ORDER BY name`
