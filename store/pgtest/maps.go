package pgtest

import (
	"testing"

	"runde/geo/osm"
	"runde/geo/tiles"
	"runde/routes/street"
	"runde/store"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Network is a saved street network of one street along the bottom of the box, for
// tests in which no street matters.
func Network(t testing.TB, box orb.Bound) []byte {
	t.Helper()
	data, err := street.Build(oneStreet(box), nil).Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Basemap is an encoded base map of that street alone.
func Basemap(t testing.TB, box orb.Bound) []byte {
	t.Helper()
	b, err := tiles.New(&osm.Extract{Bound: box, Streets: oneStreet(box)}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func oneStreet(box orb.Bound) []osm.Street {
	return []osm.Street{{
		ID: 1, Nodes: []int64{1, 2}, Line: orb.LineString{box.Min, {box.Max[0], box.Min[1]}},
		Tags: map[string]string{"highway": "residential"},
	}}
}

// SpoilLayer puts bytes that nothing can load in the place of a live layer of the
// map, with a checksum that fits them: what a program of another version leaves.
func SpoilLayer(t testing.TB, db *store.DB, m int32, name store.LayerName) {
	t.Helper()
	err := db.App(t.Context(), m, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), spoilLayer, m, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

const spoilLayer = `
UPDATE map_layer SET data = 'spoiled', sha256 = sha256('spoiled') WHERE municipality_id = $1 AND layer = $2`
