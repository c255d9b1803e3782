package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"runde/geo/tiles"
	"runde/store"

	"github.com/paulmach/orb/maptile"
)

// tileServer draws tiles from the base maps of the municipalities. A map is loaded
// when its first tile is asked for, and again after an import.
type tileServer struct {
	db *store.DB

	mu      sync.Mutex
	maps    []loadedMap
	checked time.Time
}

type loadedMap struct {
	municipality int32
	sum          string
	*tiles.Map
}

// checkEvery is how often a map is compared with the one that is stored.
const checkEvery = time.Minute

func newTileServer(db *store.DB) *tileServer { return &tileServer{db: db} }

// tile is that of the municipality whose map reaches it, or what lies outside of
// the first one's. It returns store.ErrNotFound before the first import, and
// tiles.ErrTile.
func (s *tileServer) tile(ctx context.Context, z, x, y int) ([]byte, error) {
	maps, err := s.current(ctx)
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

func (s *tileServer) current(ctx context.Context) ([]loadedMap, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.db.Now(); now.Sub(s.checked) >= checkEvery {
		maps, err := s.load(ctx)
		if err != nil {
			return nil, err
		}
		s.maps, s.checked = maps, now
	}
	return s.maps, nil
}

// load reads the maps that have changed.
func (s *tileServer) load(ctx context.Context) ([]loadedMap, error) {
	list, err := s.db.Municipalities(ctx)
	if err != nil {
		return nil, err
	}
	var out []loadedMap
	for _, m := range list {
		one, err := s.loadOne(ctx, m.ID)
		if errors.Is(err, store.ErrNotFound) {
			continue // before its first import
		}
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (s *tileServer) loadOne(ctx context.Context, m int32) (loadedMap, error) {
	sum, err := s.db.LayerSum(ctx, m, store.BasemapLayer)
	if err != nil {
		return loadedMap{}, err
	}
	for _, known := range s.maps {
		if known.municipality == m && known.sum == string(sum) {
			return known, nil
		}
	}
	layer, err := s.db.Layer(ctx, m, store.BasemapLayer)
	if err != nil {
		return loadedMap{}, err
	}
	drawn, err := tiles.Decode(layer.Data)
	return loadedMap{m, string(layer.SHA256), drawn}, err
}
