package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// LayerName names what an import leaves of the map as one file.
type LayerName string

// The layers.
const (
	NetworkLayer  LayerName = "network"  // the street network, as street.Network.Encode gives it
	BasemapLayer  LayerName = "basemap"  // what vector tiles are drawn from, as tiles.Map.Encode writes it
	BoundaryLayer LayerName = "boundary" // the municipality, as a GeoJSON geometry
)

// Layer is a file of the map with its checksum.
type Layer struct {
	SHA256 []byte `db:"sha256"`
	Data   []byte
}

// Layer is the municipality's file of that name, or ErrNotFound before the first
// import.
func (db *DB) Layer(ctx context.Context, m int32, name LayerName) (Layer, error) {
	var out Layer
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = layer(ctx, tx, m, name)
		return err
	})
	return out, err
}

// KeptLayer is the file of that name of the map before the live one, or ErrNotFound
// where none is kept.
func (db *DB) KeptLayer(ctx context.Context, m int32, name LayerName) (Layer, error) {
	var out Layer
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = one[Layer](ctx, tx, keptLayerSelect, m, name)
		return err
	})
	return out, err
}

// LayerSum is the SHA-256 of the file, to tell whether one that was loaded before
// still holds. Returns ErrNotFound before the first import.
func (db *DB) LayerSum(ctx context.Context, m int32, name LayerName) ([]byte, error) {
	var out []byte
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = value[[]byte](ctx, tx, layerSum, m, name)
		return err
	})
	return out, err
}

// Boundary is the area of the municipality, or ErrNotFound before the first
// import.
func (db *DB) Boundary(ctx context.Context, m int32) (orb.MultiPolygon, error) {
	l, err := db.Layer(ctx, m, BoundaryLayer)
	if err != nil {
		return nil, err
	}
	return decodeBoundary(l.Data)
}

func layer(ctx context.Context, tx pgx.Tx, m int32, name LayerName) (Layer, error) {
	return one[Layer](ctx, tx, layerSelect, m, name)
}

func saveLayer(ctx context.Context, tx pgx.Tx, m int32, name LayerName, data []byte) error {
	_, err := tx.Exec(ctx, layerUpsert, m, name, data)
	return err
}

func encodeBoundary(area orb.MultiPolygon) ([]byte, error) {
	return geojson.NewGeometry(area).MarshalJSON()
}

func decodeBoundary(data []byte) (orb.MultiPolygon, error) {
	g, err := geojson.UnmarshalGeometry(data)
	if err != nil {
		return nil, err
	}
	area, ok := g.Geometry().(orb.MultiPolygon)
	if !ok {
		return nil, invalid("boundary", "must be a MultiPolygon")
	}
	return area, nil
}

const layerSelect = `
SELECT sha256, data FROM map_layer WHERE municipality_id = $1 AND layer = $2`

const keptLayerSelect = `
SELECT sha256, data FROM kept_layer WHERE municipality_id = $1 AND layer = $2`

const layerSum = `
SELECT sha256 FROM map_layer WHERE municipality_id = $1 AND layer = $2`

const layerUpsert = `
INSERT INTO map_layer (municipality_id, layer, sha256, data) VALUES ($1, $2, sha256($3), $3)
ON CONFLICT (municipality_id, layer) DO UPDATE SET sha256 = excluded.sha256, data = excluded.data`
