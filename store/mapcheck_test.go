package store_test

import (
	"errors"
	"strings"
	"testing"

	"runde/geo/tiles"
	"runde/routes"
	"runde/routes/street"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// wholeMap are the figures of a town's map.
func wholeMap() store.MapFigures {
	return store.MapFigures{
		Nodes:  1000,
		Shares: map[routes.Mode]float64{routes.Foot: 0.98, routes.Bicycle: 0.97, routes.Car: 0.95},
		Places: 40,
		Bound:  townArea,
	}
}

// A map that grew or shrank a little takes the live one's place; each figure that is
// far off is named.
func TestMapDifferences(t *testing.T) {
	t.Parallel()
	aside := orb.Bound{Min: townArea.Min, Max: townArea.Max}
	aside.Min[0] += 0.031 // of 0.06
	aside.Max[0] += 0.031
	inside := townArea
	inside.Max[0] -= 0.05
	for name, c := range map[string]struct {
		change func(*store.MapFigures)
		want   []string
	}{
		"the same":           {func(*store.MapFigures) {}, nil},
		"a fifth more":       {func(f *store.MapFigures) { f.Nodes = 1200 }, nil},
		"more than a fifth":  {func(f *store.MapFigures) { f.Nodes = 1201 }, []string{"nodes of the street network"}},
		"a fifth fewer":      {func(f *store.MapFigures) { f.Nodes = 800 }, nil},
		"fewer still":        {func(f *store.MapFigures) { f.Nodes = 799 }, []string{"nodes of the street network"}},
		"a bridge less":      {func(f *store.MapFigures) { f.Shares[routes.Car] = 0.89 }, []string{"share of the car network that hangs together"}},
		"a lane less":        {func(f *store.MapFigures) { f.Shares[routes.Car] = 0.91 }, nil},
		"no cycling":         {func(f *store.MapFigures) { delete(f.Shares, routes.Bicycle) }, []string{"share of the bicycle network that hangs together"}},
		"hangs together":     {func(f *store.MapFigures) { f.Shares[routes.Foot] = 1 }, nil},
		"half of the places": {func(f *store.MapFigures) { f.Places = 20 }, nil},
		"fewer places":       {func(f *store.MapFigures) { f.Places = 19 }, []string{"public places"}},
		"more places":        {func(f *store.MapFigures) { f.Places = 4000 }, nil},
		"a part of it":       {func(f *store.MapFigures) { f.Bound = inside }, nil},
		"mostly next to it":  {func(f *store.MapFigures) { f.Bound = aside }, []string{"area"}},
		"elsewhere":          {func(f *store.MapFigures) { f.Bound = orb.Bound{Min: orb.Point{9, 56}, Max: orb.Point{10, 57}} }, []string{"area"}},
		"nowhere":            {func(f *store.MapFigures) { f.Bound = orb.Bound{} }, []string{"area"}},
		"nothing": {func(f *store.MapFigures) { *f = store.MapFigures{} }, []string{
			"nodes of the street network", "share of the foot network that hangs together", "share of the bicycle network that hangs together",
			"share of the car network that hangs together", "public places", "area",
		}},
	} {
		f := wholeMap()
		c.change(&f)
		var got []string
		for _, d := range f.Differences(wholeMap()) {
			got = append(got, d.What)
			if d.Live == "" || d.New == "" || d.Rule == "" {
				t.Errorf("%s: %+v does not say how much", name, d)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	village, hamlet := wholeMap(), wholeMap()
	village.Nodes, hamlet.Nodes = 60, 10
	if got := hamlet.Differences(village); got != nil {
		t.Errorf("fifty nodes less in a village: %v, want nothing said of it", got)
	}
	few, none := wholeMap(), wholeMap()
	few.Places, none.Places = 9, 0
	if got := none.Differences(few); len(got) > 0 {
		t.Errorf("nine places went: %v; want it taken", got)
	}
}

// A first map of which too little hangs together is doubtful.
func TestLowShares(t *testing.T) {
	t.Parallel()
	f := wholeMap()
	f.Shares[routes.Car], f.Shares[routes.Foot] = 0.79, 0.5
	if diff := cmp.Diff([]routes.Mode{routes.Foot, routes.Car}, f.LowShares()); diff != "" {
		t.Error(diff)
	}
	if got := wholeMap().LowShares(); got != nil {
		t.Errorf("%v of a whole map are doubtful", got)
	}
}

// A map that differs too much is refused with every figure, and changes nothing,
// unless somebody takes it all the same. A refused map is no obstacle to the next.
func TestImportRefusesADifferentMap(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	before, err := w.db.Layer(t.Context(), w.id, store.NetworkLayer)
	if err != nil {
		t.Fatal(err)
	}
	next := w.in
	next.Network = townStreets(t) // 195 junctions instead of 2
	next.Places = next.Places[:1]
	_, err = w.db.ImportMap(t.Context(), by(w.db), next)
	var different *store.MapDifferentError
	if !errors.As(err, &different) || !errors.Is(err, store.ErrMapDifferent) {
		t.Fatalf("%v; want it refused", err)
	}
	for _, say := range []string{"nodes of the street network: 2 live, 195 in this map"} {
		if !strings.Contains(err.Error(), say) {
			t.Errorf("the refusal does not say %q: %v", say, err)
		}
	}
	after, err := w.db.Layer(t.Context(), w.id, store.NetworkLayer)
	if diff := cmp.Diff(before, after); diff != "" || err != nil {
		t.Errorf("%v: the refused network is live", err)
	}
	if p := w.place(t, "n2"); p.Retired {
		t.Error("the refused map retired a place")
	}
	if diff := cmp.Diff([]string{"map.import"}, w.actions(t)); diff != "" {
		t.Errorf("audit log: %s", diff)
	}
	next.AcceptChange = true
	done := w.importMap(t, next)
	if done.Before == nil || done.Before.Nodes != 2 || done.Figures.Nodes != 195 || done.Figures.Shares[routes.Foot] != 1 {
		t.Errorf("taken with figures %+v after %+v; want 195 nodes after 2, all in one part", done.Figures, done.Before)
	}
	if len(done.Accepted) == 0 || done.Accepted[0].New != "195" {
		t.Errorf("accepted %+v; want the nodes", done.Accepted)
	}
	if diff := cmp.Diff([]string{"map.import_different", "map.import"}, w.actions(t)); diff != "" {
		t.Errorf("the log does not tell what somebody took all the same: %s", diff)
	}
	if again := w.importMap(t, next); again.Accepted != nil || w.actions(t)[0] != "map.import" {
		t.Errorf("the same map again: accepted %+v; want nothing to accept", again.Accepted)
	}
}

// What cannot be loaded is never stored.
func TestImportRefusesWhatCannotBeLoaded(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for name, c := range map[string]struct {
		change func(*store.Import)
		want   error
	}{
		"no network":          {func(in *store.Import) { in.Network = nil }, street.ErrFile},
		"a network cut short": {func(in *store.Import) { in.Network = in.Network[:len(in.Network)-1] }, street.ErrFile},
		"no base map":         {func(in *store.Import) { in.Basemap = nil }, tiles.ErrMap},
		"an altered base map": {func(in *store.Import) { in.Basemap = flipped(in.Basemap) }, tiles.ErrMap},
	} {
		in := w.in
		c.change(&in)
		if _, err := w.db.ImportMap(t.Context(), by(w.db), in); !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
}

// flipped is a copy with a bit in its middle turned.
func flipped(b []byte) []byte {
	b = append([]byte{}, b...)
	b[len(b)/2] ^= 1
	return b
}
