package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"runde/geo/tiles"
	"runde/store"
)

// baseMaps holds the base maps of the municipalities ready to be drawn from. A map is
// loaded when it is first asked for and again after an import, beside the one that
// is in use: that one stays where the other cannot be loaded, and the one that the
// store keeps stands in where there is none.
type baseMaps struct {
	db  *store.DB
	log *slog.Logger

	loading sync.Mutex       // held by whoever loads
	told    map[refusal]bool // guarded by loading
	state   sync.Mutex       // guards what follows
	maps    []loadedMap      // by name of the municipality
	checked time.Time        // when they were last held against the store
}

type loadedMap struct {
	municipality int32
	sum          string // of the stored bytes
	*tiles.Map
}

// refusal is a stored map that cannot be loaded.
type refusal struct {
	municipality int32
	sum          string
}

// checkEvery is how often a map is compared with the one that is stored.
const checkEvery = time.Minute

func newBaseMaps(db *store.DB, log *slog.Logger) *baseMaps {
	return &baseMaps{db: db, log: log, told: map[refusal]bool{}}
}

// current are the maps of all municipalities that have one. Whoever asks while
// another loads gets the maps from before; the first wait.
func (b *baseMaps) current(ctx context.Context) ([]loadedMap, error) {
	maps, age := b.known()
	if age < checkEvery {
		return maps, nil
	}
	if maps == nil {
		b.loading.Lock()
	} else if !b.loading.TryLock() {
		return maps, nil
	}
	defer b.loading.Unlock()
	if maps, age = b.known(); age < checkEvery { // somebody else was first
		return maps, nil
	}
	maps, err := b.load(ctx, maps)
	if err != nil {
		return nil, err
	}
	b.state.Lock()
	defer b.state.Unlock()
	b.maps, b.checked = maps, b.db.Now()
	return maps, nil
}

// known are the maps as they were last loaded, and how long ago that was.
func (b *baseMaps) known() ([]loadedMap, time.Duration) {
	b.state.Lock()
	defer b.state.Unlock()
	return b.maps, b.db.Now().Sub(b.checked)
}

// load loads the maps that differ from those before.
func (b *baseMaps) load(ctx context.Context, before []loadedMap) ([]loadedMap, error) {
	list, err := b.db.Municipalities(ctx)
	if err != nil {
		return nil, err
	}
	out := []loadedMap{}
	for _, m := range list {
		var was *loadedMap
		for i := range before {
			if before[i].municipality == m.ID {
				was = &before[i]
			}
		}
		one, err := b.loadOne(ctx, m.ID, was)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, tiles.ErrMap) {
			continue // before its first import, or nothing that can be drawn
		}
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// loadOne is the live map of the municipality, else the one that was loaded before,
// else the one that is kept.
func (b *baseMaps) loadOne(ctx context.Context, m int32, was *loadedMap) (loadedMap, error) {
	sum, err := b.db.LayerSum(ctx, m, store.BasemapLayer)
	if err != nil {
		return loadedMap{}, err
	}
	if was != nil && was.sum == string(sum) {
		return *was, nil
	}
	live, err := decodeMap(m)(b.db.Layer(ctx, m, store.BasemapLayer))
	if !errors.Is(err, tiles.ErrMap) {
		return live, err
	}
	if bad := (refusal{m, string(sum)}); !b.told[bad] {
		b.told[bad] = true
		b.log.WarnContext(ctx, "a layer of the map cannot be used: read the map again; until then the one before stands in, if there is one", "municipality", m, "layer", store.BasemapLayer)
	}
	if was != nil {
		return *was, nil
	}
	return decodeMap(m)(b.db.KeptLayer(ctx, m, store.BasemapLayer))
}

// decodeMap makes a map of what the store answers.
func decodeMap(m int32) func(store.Layer, error) (loadedMap, error) {
	return func(l store.Layer, err error) (loadedMap, error) {
		if err != nil {
			return loadedMap{}, err
		}
		drawn, err := tiles.Decode(l.Data)
		return loadedMap{m, string(l.SHA256), drawn}, err
	}
}
