package main

import (
	"bytes"
	"errors"
	"log/slog"
	"testing"

	"runde/geo/tiles"
	"runde/store"
	"runde/store/pgtest"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

// An import shows within a minute: tiles kept from the map before are let go.
func TestTilesFollowAnImport(t *testing.T) {
	t.Parallel()
	db, clock := twoMaps(t)
	s := newTileServer(newBaseMaps(db, slog.New(slog.DiscardHandler)))
	at := maptile.At(orb.Point{12.015, 55.005}, 13)
	draw := func() []byte {
		t.Helper()
		tile, err := s.tile(t.Context(), int(at.Z), int(at.X), int(at.Y))
		if err != nil {
			t.Fatal(err)
		}
		return tile
	}
	before := draw()
	if again := draw(); !bytes.Equal(again, before) {
		t.Errorf("the same tile has %d and %d bytes", len(before), len(again))
	}
	m := readTown(t)
	m.Basemap = pgtest.Basemap(t, smallBox)
	if _, err := db.ImportMap(t.Context(), store.By{At: db.Now()}, toStore(m, "Prøvekøbing", 20, 20)); err != nil {
		t.Fatal(err)
	}
	*clock = clock.Add(2 * checkEvery)
	if after := draw(); bytes.Equal(after, before) {
		t.Error("the tile is that of the map before")
	}
}

func TestTilesThatThereAreNot(t *testing.T) {
	t.Parallel()
	none := newTileServer(newBaseMaps(pgtest.New(t), slog.New(slog.DiscardHandler)))
	if _, err := none.tile(t.Context(), 8, 1, 2); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("before the first import: got %v, want %v", err, store.ErrNotFound)
	}
	db, _ := twoMaps(t)
	s := newTileServer(newBaseMaps(db, slog.New(slog.DiscardHandler)))
	for _, c := range [][3]int{{5, 0, 0}, {17, 0, 0}, {8, 256, 0}, {8, 0, 1 << 40}} {
		if _, err := s.tile(t.Context(), c[0], c[1], c[2]); !errors.Is(err, tiles.ErrTile) {
			t.Errorf("%v: got %v, want %v", c, err, tiles.ErrTile)
		}
	}
}
