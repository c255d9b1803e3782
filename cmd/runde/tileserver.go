package main

import (
	"context"
	"slices"
	"sync"

	"runde/geo/tiles"
	"runde/store"

	"github.com/paulmach/orb/maptile"
)

// keptTiles is how much memory drawn tiles may take, in bytes. All of a large
// municipality's to zoom 14 take a tenth of it.
const keptTiles = 64 << 20

// tileServer draws tiles from the base maps of the municipalities. As soon as it
// sees a new map it draws all tiles of it that are kept, so that how quickly one
// comes tells nobody which ones others have looked at.
type tileServer struct {
	maps  *baseMaps
	cache *tiles.Cache

	mu     sync.Mutex
	served []*tiles.Map
}

func newTileServer(maps *baseMaps) *tileServer {
	return &tileServer{maps: maps, cache: tiles.NewCache(keptTiles)}
}

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
	s.serve(maps)
	ground := maptile.New(uint32(x), uint32(y), maptile.Zoom(z)).Bound()
	reaches := func(m loadedMap) bool { return m.Bound().Intersects(ground) }
	return s.cache.Tile(maps[max(slices.IndexFunc(maps, reaches), 0)].Map, z, x, y)
}

// serve lets go of the tiles of maps that are no more, and draws those of new ones
// in the background. It returns when it is known which maps are served.
func (s *tileServer) serve(maps []loadedMap) {
	s.mu.Lock()
	defer s.mu.Unlock()
	same := func(m loadedMap, served *tiles.Map) bool { return m.Map == served }
	if slices.EqualFunc(maps, s.served, same) {
		return
	}
	var all, fresh []*tiles.Map
	for _, m := range maps {
		all = append(all, m.Map)
		if !slices.Contains(s.served, m.Map) {
			fresh = append(fresh, m.Map)
		}
	}
	s.served = all
	s.cache.Serve(all...)
	go func() {
		for _, m := range fresh {
			s.cache.Warm(m)
		}
	}()
}
