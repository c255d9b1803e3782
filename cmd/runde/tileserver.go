package main

import (
	"context"
	"slices"

	"runde/geo/tiles"
	"runde/store"

	"github.com/paulmach/orb/maptile"
)

// tileServer draws tiles from the base maps of the municipalities.
type tileServer struct{ maps *baseMaps }

func newTileServer(maps *baseMaps) *tileServer { return &tileServer{maps} }

// tile is that of the municipality whose map reaches it, or what lies outside of
// the first one's. It returns store.ErrNotFound before the first import, and
// tiles.ErrTile.
func (s *tileServer) tile(ctx context.Context, z, x, y int) ([]byte, error) {
	maps, err := s.maps.current(ctx)
	if err != nil {
		return nil, err
	}
	if len(maps) == 0 {
		return nil, store.ErrNotFound
	}
	if z < 0 || z > tiles.MaxZoom {
		return nil, tiles.ErrTile
	}
	ground := maptile.New(uint32(x), uint32(y), maptile.Zoom(z)).Bound()
	reaches := func(m loadedMap) bool { return m.Bound().Intersects(ground) }
	return maps[max(slices.IndexFunc(maps, reaches), 0)].Tile(z, x, y)
}
