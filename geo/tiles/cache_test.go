package tiles

import (
	"bytes"
	"errors"
	"sync"
	"testing"

	"runde/geo/osm/osmtest"
)

// holds reports whether the cache holds a tile.
func (c *Cache) holds(m *Map, at Coord) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept.Contains(cacheKey{m, at})
}

// weight counts what is kept, to be compared with the cache's own count.
func (c *Cache) weight() (counted, real int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, tile := range c.kept.Values() {
		real += len(tile) + perEntry
	}
	return c.bytes, real
}

// A tile comes the same from the map, drawn into the cache and out of it.
func TestCachedTileIsTheSame(t *testing.T) {
	m := New(nyby())
	c := NewCache(1 << 20)
	c.Serve(m)
	for z := MinZoom; z <= MaxZoom; z++ {
		at := coordOf(z, centre)
		want, err := m.Tile(at.Z, at.X, at.Y)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got, err := c.Tile(m, at.Z, at.X, at.Y)
			if err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%v: %d bytes, want %d; %v", at, len(got), len(want), err)
			}
		}
		if got, want := c.holds(m, at), z <= KeptZoom; got != want {
			t.Errorf("zoom %d: kept %v, want %v", z, got, want)
		}
	}
}

func TestCacheRefusesWhatCannotBe(t *testing.T) {
	m := New(nyby())
	c := NewCache(1 << 20)
	c.Serve(m)
	for _, at := range []Coord{{5, 0, 0}, {17, 0, 0}, {6, -1, 0}, {6, 64, 0}} {
		if _, err := c.Tile(m, at.Z, at.X, at.Y); !errors.Is(err, ErrTile) {
			t.Errorf("%v: got %v, want %v", at, err, ErrTile)
		}
		if c.holds(m, at) {
			t.Errorf("%v is kept", at)
		}
	}
}

// The bound holds whatever is asked for, and the last used tile stays.
func TestCacheIsBounded(t *testing.T) {
	m := New(osmtest.Andorra(t))
	const limit = 50 << 10
	c := NewCache(limit)
	c.Serve(m)
	list, err := m.Tiles(12)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, at := range list {
		tile, err := c.Tile(m, at.Z, at.X, at.Y)
		if err != nil {
			t.Fatal(err)
		}
		sum += len(tile)
		counted, real := c.weight()
		if counted > limit || counted != real {
			t.Fatalf("%d bytes counted, %d kept, at most %d", counted, real, limit)
		}
		if !c.holds(m, at) {
			t.Fatalf("%v was let go before older ones", at)
		}
	}
	if sum <= limit {
		t.Fatalf("only %d bytes were drawn: the bound was not reached", sum)
	}
}

// A tile larger than the bound is drawn and not kept.
func TestTileLargerThanTheCache(t *testing.T) {
	m := New(nyby())
	c := NewCache(10)
	c.Serve(m)
	at := coordOf(12, centre)
	if _, err := c.Tile(m, at.Z, at.X, at.Y); err != nil {
		t.Fatal(err)
	}
	if counted, real := c.weight(); counted != 0 || real != 0 {
		t.Errorf("%d bytes counted, %d kept", counted, real)
	}
}

// After an import the tiles of the map before are gone, also those that were
// being drawn meanwhile.
func TestServeLetsGoOfOthers(t *testing.T) {
	before, after := New(nyby()), New(nyby())
	c := NewCache(1 << 20)
	c.Serve(before)
	at := coordOf(12, centre)
	if _, err := c.Tile(before, at.Z, at.X, at.Y); err != nil {
		t.Fatal(err)
	}
	c.Serve(after)
	if c.holds(before, at) {
		t.Error("the tile of the map before is still kept")
	}
	late, err := c.Tile(before, at.Z, at.X, at.Y)
	if err != nil || len(late) == 0 || c.holds(before, at) {
		t.Errorf("a late tile: %d bytes, %v, kept %v", len(late), err, c.holds(before, at))
	}
	if counted, _ := c.weight(); counted != 0 {
		t.Errorf("%d bytes are counted", counted)
	}
}

// Warming leaves every tile up to the last kept zoom, whatever anybody asked for.
func TestWarm(t *testing.T) {
	m := New(nyby())
	c := NewCache(1 << 20)
	c.Warm(m)
	if counted, _ := c.weight(); counted != 0 {
		t.Errorf("%d bytes of a map that is not served", counted)
	}
	c.Serve(m)
	c.Warm(m)
	for z := MinZoom; z <= KeptZoom; z++ {
		list, err := m.Tiles(z)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range list {
			if !c.holds(m, at) {
				t.Errorf("%v is missing", at)
			}
		}
	}
}

// Warming stops before it lets go of what it drew first.
func TestWarmStopsWhenFull(t *testing.T) {
	m := New(osmtest.Andorra(t))
	const limit = 400 << 10
	c := NewCache(limit)
	c.Serve(m)
	c.Warm(m)
	if counted, _ := c.weight(); counted > limit {
		t.Errorf("%d bytes, at most %d", counted, limit)
	}
	first, err := m.Tiles(MinZoom)
	if err != nil || !c.holds(m, first[0]) {
		t.Errorf("%v is gone, %v", first[0], err)
	}
}

// Many at once get the same tile, and the count stays right.
func TestCacheAtOnce(t *testing.T) {
	m := New(osmtest.Andorra(t))
	c := NewCache(60 << 10)
	c.Serve(m)
	list, err := m.Tiles(11)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for j := range list {
				at := list[(i*3+j)%len(list)]
				if _, err := c.Tile(m, at.Z, at.X, at.Y); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if counted, real := c.weight(); counted != real || counted > 60<<10 {
		t.Errorf("%d bytes counted, %d kept", counted, real)
	}
}
