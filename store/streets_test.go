package store_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"runde/routes"
	"runde/routes/street"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// times are the travel times between the town's public places.
func (w town) times(t testing.TB) routes.Matrix {
	t.Helper()
	s, err := w.db.Streets(t.Context(), w.id)
	if err != nil {
		t.Fatal(err)
	}
	return s.Router(routes.Foot).Matrix([]orb.Point{townSquare, townBench, townPark})
}

// Where the live network cannot be loaded, the one that answered before goes on
// answering; in a program that was started since, the one that is kept. It is told
// once. A sound one takes over at once.
func TestStreetsGoOnAnswering(t *testing.T) { // alone: it reads the log
	var log bytes.Buffer
	usual := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(usual)

	w := newTown(t)
	first := w.times(t)
	w.importMap(t, w.otherMap(t))
	second := w.times(t)
	if cmp.Equal(first, second) {
		t.Fatal("the world is wrong: both networks answer alike")
	}
	w.spoil(t, "map_layer", store.NetworkLayer)
	for range 3 {
		if diff := cmp.Diff(second, w.times(t)); diff != "" {
			t.Fatalf("the live network is spoiled: %s", diff)
		}
	}
	store.ForgetStreets()
	for range 3 {
		if diff := cmp.Diff(first, w.times(t)); diff != "" {
			t.Fatalf("started again: %s", diff)
		}
	}
	if n := strings.Count(log.String(), "municipality=1 layer=network"); n != 2 || strings.Count(log.String(), "\n") != 2 {
		t.Errorf("told %d times; want once by each program:\n%s", n, log.String())
	}
	w.importMap(t, w.otherMap(t))
	if diff := cmp.Diff(second, w.times(t)); diff != "" {
		t.Errorf("read again: %s", diff)
	}
}

// Where nothing can be loaded, the error says what to do; before the first import
// there is nothing.
func TestStreetsThatAreGone(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.spoil(t, "map_layer", store.NetworkLayer)
	for range 2 {
		if _, err := w.db.Streets(t.Context(), w.id); !errors.Is(err, street.ErrFile) || !errors.Is(err, store.ErrMapUnusable) {
			t.Errorf("%v; want %v", err, store.ErrMapUnusable)
		}
	}
	if _, err := w.db.Streets(t.Context(), w.id+1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a municipality without a map: %v; want not found", err)
	}
}
