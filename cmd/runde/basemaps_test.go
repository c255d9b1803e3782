package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"runde/cmd/runde/mapread"
	"runde/store"
	"runde/store/pgtest"

	"github.com/paulmach/orb"
)

// The boxes of two maps of the same town, told apart by their size.
var (
	smallBox = orb.Bound{Min: orb.Point{12.00, 55.00}, Max: orb.Point{12.02, 55.01}}
	largeBox = orb.Bound{Min: orb.Point{12.00, 55.00}, Max: orb.Point{12.03, 55.02}}
)

// twoMaps is the imported town after its base map was read twice: the large box is
// live, the small one is kept.
func twoMaps(t *testing.T) (db *store.DB, clock *time.Time) {
	t.Helper()
	db = pgtest.New(t)
	now := pgtest.Now
	db.SetClock(func() time.Time { return now })
	m := readTown(t)
	for _, box := range []orb.Bound{smallBox, largeBox} {
		m.Basemap = pgtest.Basemap(t, box)
		if _, err := db.ImportMap(t.Context(), store.By{At: db.Now()}, toStore(m, "Prøvekøbing", 20, 20)); err != nil {
			t.Fatal(err)
		}
	}
	return db, &now
}

func readTown(t *testing.T) *mapread.Map {
	t.Helper()
	m, err := mapread.Files{OSM: townOSM}.Read(t.Context(), func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	m.SHA256 = make([]byte, 32)
	return m
}

// A base map that cannot be loaded takes nothing's place: the one in use stays, and a
// server that starts draws the one that is kept. It is told once, without content.
func TestBaseMapsStayWhereANewOneCannotBeLoaded(t *testing.T) {
	t.Parallel()
	db, clock := twoMaps(t)
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, nil))
	running := newBaseMaps(db, logger)
	wantBox := func(b *baseMaps, why string, want orb.Bound) {
		t.Helper()
		*clock = clock.Add(2 * checkEvery)
		maps, err := b.current(t.Context())
		if err != nil || len(maps) != 1 || maps[0].Bound() != want {
			t.Errorf("%s: %d maps, %v; want the one of %v", why, len(maps), err, want)
		}
	}
	wantBox(running, "live", largeBox)
	pgtest.SpoilLayer(t, db, 1, store.BasemapLayer)
	for range 3 {
		wantBox(running, "spoiled", largeBox)
	}
	started := newBaseMaps(db, logger)
	for range 3 {
		wantBox(started, "started since", smallBox)
	}
	if got := log.String(); strings.Count(got, "\n") != 2 || strings.Count(got, "municipality=1 layer=basemap") != 2 {
		t.Errorf("told as follows; want once by each server:\n%s", got)
	}
	m := readTown(t)
	m.Basemap = pgtest.Basemap(t, smallBox)
	if _, err := db.ImportMap(t.Context(), store.By{At: db.Now()}, toStore(m, "Prøvekøbing", 20, 20)); err != nil {
		t.Fatal(err)
	}
	wantBox(running, "read again", smallBox)
}

// A municipality none of whose base maps can be loaded leaves the others theirs.
func TestBaseMapsOfOthersStay(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for _, name := range []string{"Prøvekøbing", "Nabokøbing"} {
		if _, err := db.ImportMap(t.Context(), store.By{At: db.Now()}, toStore(readTown(t), name, 20, 20)); err != nil {
			t.Fatal(err)
		}
	}
	pgtest.SpoilLayer(t, db, 1, store.BasemapLayer)
	maps, err := newBaseMaps(db, slog.New(slog.DiscardHandler)).current(t.Context())
	if err != nil || len(maps) != 1 || maps[0].municipality != 2 {
		t.Errorf("%d maps, %v; want the neighbour's", len(maps), err)
	}
}
