package store_test

import (
	"errors"
	"testing"
	"time"

	"runde/routes/street"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// nodesOf are the nodes of the live map and of the one that is kept.
func nodesOf(t *testing.T, w town) (nodes []int) {
	t.Helper()
	list, err := w.db.MapEditions(t.Context(), w.id)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range list {
		if e.Live != (i == 0) || len(e.Checksum) != 32 {
			t.Errorf("map %d: live %v, checksum %x", i, e.Live, e.Checksum)
		}
		if e.Figures == nil {
			nodes = append(nodes, -1)
			continue
		}
		nodes = append(nodes, e.Figures.Nodes)
	}
	return nodes
}

func wantNodes(t *testing.T, w town, why string, want ...int) {
	t.Helper()
	if diff := cmp.Diff(want, nodesOf(t, w)); diff != "" {
		t.Errorf("%s: nodes of the live and the kept map: %s", why, diff)
	}
}

// otherMap is the town with a grid of streets.
func (w town) otherMap(t testing.TB) store.Import {
	in := w.in
	in.Network, in.AcceptChange, in.SourceSHA256 = townStreets(t), true, []byte("another file")
	return in
}

// The last two maps are kept: a new one sets the live one aside, the same one again
// changes nothing, and going back is undone by going back again.
func TestLastTwoMapsAreKept(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	if err := w.db.RestoreMap(t.Context(), w.id, by(w.db)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("going back from the first map: %v; want not found", err)
	}
	wantNodes(t, w, "first map", 2)
	other := w.otherMap(t)
	w.importMap(t, other)
	wantNodes(t, w, "second map", 195, 2)
	w.importMap(t, other)
	wantNodes(t, w, "second map again", 195, 2)

	restore := func() {
		t.Helper()
		if err := w.db.RestoreMap(t.Context(), w.id, by(w.db)); err != nil {
			t.Fatal(err)
		}
	}
	restore()
	wantNodes(t, w, "back", 2, 195)
	l, err := w.db.Layer(t.Context(), w.id, store.NetworkLayer)
	if err != nil || !cmp.Equal(l.Data, w.in.Network) {
		t.Errorf("the live network after going back has %d bytes, %v; want the first map's", len(l.Data), err)
	}
	if s, err := w.db.Streets(t.Context(), w.id); err != nil || s.Network.Nodes() != 2 {
		t.Errorf("streets after going back: %v", err)
	}
	restore()
	wantNodes(t, w, "forth", 195, 2)

	third := other
	third.Boundary = orb.MultiPolygon{townArea.Pad(0.001).ToPolygon()}
	w.importMap(t, third)
	wantNodes(t, w, "third map", 195, 195)
	if got := w.actions(t)[:3]; !cmp.Equal(got, []string{"map.import", "map.restore", "map.restore"}) {
		t.Errorf("audit log: %v", got)
	}
}

// A list of maps tells where each came from.
func TestMapEditionsTellTheirImport(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	first := w.db.Now()
	w.db.SetClock(func() time.Time { return first.Add(24 * time.Hour) })
	other := w.otherMap(t)
	w.importMap(t, other)
	w.db.SetClock(func() time.Time { return first.Add(48 * time.Hour) })
	w.importMap(t, other) // known already
	list, err := w.db.MapEditions(t.Context(), w.id)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d maps, %v; want 2", len(list), err)
	}
	if !list[0].ImportedAt.Equal(first.Add(24*time.Hour)) || !list[1].ImportedAt.Equal(first) {
		t.Errorf("read at %v and %v; want the day after %v, and that", list[0].ImportedAt, list[1].ImportedAt, first)
	}
	if !cmp.Equal(list[0].SourceSHA256, other.SourceSHA256) || !cmp.Equal(list[1].SourceSHA256, w.in.SourceSHA256) {
		t.Errorf("files %x and %x", list[0].SourceSHA256, list[1].SourceSHA256)
	}
}

// A live map that cannot be loaded does not push out the one that can be gone back
// to; a kept one that cannot be loaded is not gone back to.
func TestOnlyWhatCanBeLoadedIsKept(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.importMap(t, w.otherMap(t))
	w.spoil(t, "map_layer", store.NetworkLayer)
	wantNodes(t, w, "spoiled", -1, 2)
	again := w.otherMap(t)
	again.Boundary = orb.MultiPolygon{townArea.Pad(0.001).ToPolygon()}
	again.AcceptChange = false // nothing is known of the live one
	w.importMap(t, again)
	wantNodes(t, w, "read again", 195, 2)

	w.spoil(t, "kept_layer", store.NetworkLayer)
	if err := w.db.RestoreMap(t.Context(), w.id, by(w.db)); !errors.Is(err, street.ErrFile) {
		t.Errorf("going back to a spoiled map: %v; want it refused", err)
	}
	wantNodes(t, w, "kept is spoiled", 195, -1)
}

// A map that this program cannot use is told from one that is sound, layer by layer,
// and from none; another municipality's does not count.
func TestCheckMap(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	other := townImport(t)
	other.Municipality = "Nabokøbing"
	neighbour := w.importMap(t, other).Municipality.ID
	check := func(m int32, want error) {
		t.Helper()
		if err := w.db.CheckMap(t.Context(), m); !errors.Is(err, want) {
			t.Errorf("municipality %d: %v; want %v", m, err, want)
		}
	}
	check(w.id, nil)
	check(w.id+100, store.ErrNotFound)
	for _, name := range []store.LayerName{store.NetworkLayer, store.BasemapLayer} {
		w.spoil(t, "map_layer", name)
		check(w.id, store.ErrMapUnusable)
		check(neighbour, nil)
		w.importMap(t, w.in)
		check(w.id, nil)
	}
}

// spoil puts bytes that are no layer into the place of one, with a fitting checksum.
func (w town) spoil(t testing.TB, table string, name store.LayerName) {
	t.Helper()
	sql := `UPDATE ` + table + ` SET data = 'spoiled', sha256 = sha256('spoiled') WHERE layer = '` + string(name) + `'`
	if err := w.db.App(t.Context(), w.id, exec(t.Context(), sql)); err != nil {
		t.Fatal(err)
	}
}

// A municipality neither sees another's maps nor goes back on its behalf.
func TestMapsAreApart(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.importMap(t, w.otherMap(t))
	other := townImport(t)
	other.Municipality = "Nabokøbing"
	id := w.importMap(t, other).Municipality.ID
	if list, err := w.db.MapEditions(t.Context(), id); err != nil || len(list) != 1 {
		t.Errorf("the other municipality has %d maps, %v; want 1", len(list), err)
	}
	if err := w.db.RestoreMap(t.Context(), id, by(w.db)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the other municipality goes back: %v; want not found", err)
	}
	wantNodes(t, w, "untouched", 195, 2)
}
