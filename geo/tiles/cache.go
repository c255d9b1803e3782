package tiles

import (
	"fmt"
	"slices"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/sync/singleflight"
)

// KeptZoom is the last zoom whose tiles a [Cache] keeps.
const KeptZoom = 14

// Cache keeps tiles that were drawn, the last used ones within a bound of bytes,
// and draws each at most once at a time. Any number of goroutines may use it.
type Cache struct {
	limit   int
	drawing singleflight.Group

	mu    sync.Mutex
	maps  []*Map
	kept  *simplelru.LRU[cacheKey, []byte]
	bytes int
}

// cacheKey names a tile of one edition: a map never changes, and an import makes
// another one.
type cacheKey struct {
	m *Map
	c Coord
}

// cacheEntries is more than fit in any bound in use: the bytes decide.
const cacheEntries = 1 << 20

// perEntry is about what a kept tile needs beside its bytes.
const perEntry = 160

// NewCache makes a cache of at most so many bytes, for the tiles of no map yet.
func NewCache(limit int) *Cache {
	c := &Cache{limit: limit}
	kept, err := simplelru.NewLRU(cacheEntries, func(_ cacheKey, tile []byte) { c.bytes -= len(tile) + perEntry })
	if err != nil {
		panic(err) // the size is a constant
	}
	c.kept = kept
	return c
}

// Serve sets the maps whose tiles are kept. Those of others are let go, as after
// an import.
func (c *Cache) Serve(maps ...*Map) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.maps = maps
	for _, k := range c.kept.Keys() {
		if !slices.Contains(maps, k.m) {
			c.kept.Remove(k)
		}
	}
}

// Warm draws a map's tiles that are kept, zoom by zoom, until all are there, the
// cache is full or the map is no longer served. What it leaves depends on the map
// alone, not on where anybody looks.
func (c *Cache) Warm(m *Map) {
	for z := MinZoom; z <= KeptZoom; z++ {
		list, err := m.Tiles(z)
		if err != nil {
			return
		}
		for _, t := range list {
			if !c.room(m) {
				return
			}
			if _, err := c.Tile(m, t.Z, t.X, t.Y); err != nil {
				return
			}
		}
	}
}

// room reports whether a map is served and one more tile of a good size fits.
func (c *Cache) room(m *Map) bool {
	const good = 128 << 10
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Contains(c.maps, m) && c.bytes+good <= c.limit
}

// Tile is [Map.Tile], from the cache where it is there. The bytes are shared and
// must not be changed.
func (c *Cache) Tile(m *Map, z, x, y int) ([]byte, error) {
	key := cacheKey{m, Coord{z, x, y}}
	if z > KeptZoom || !key.c.valid() {
		return m.Tile(z, x, y)
	}
	if tile, ok := c.find(key); ok {
		return tile, nil
	}
	drawn, err, _ := c.drawing.Do(fmt.Sprintf("%p %d %d %d", m, z, x, y), func() (any, error) {
		tile, err := m.Tile(z, x, y)
		if err == nil {
			c.keep(key, tile)
		}
		return tile, err
	})
	if err != nil {
		return nil, err
	}
	return drawn.([]byte), nil
}

func (c *Cache) find(key cacheKey) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept.Get(key)
}

func (c *Cache) keep(key cacheKey, tile []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	// Its map may have been let go while it was drawn, and another may have kept it.
	if !slices.Contains(c.maps, key.m) || c.kept.Contains(key) {
		return
	}
	c.kept.Add(key, tile)
	c.bytes += len(tile) + perEntry
	for c.bytes > c.limit {
		c.kept.RemoveOldest()
	}
}
