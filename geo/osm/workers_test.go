package osm_test

import (
	"context"
	"slices"
	"testing"

	"runde/geo/osm"
	"runde/geo/osm/osmtest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
)

// The same file gives the same extract, down to the order of everything, for
// any number of workers, with a boundary and without; and what it tells of its
// progress never goes back and ends at the end.
func TestWorkersDoNotMatter(t *testing.T) {
	path := toPBF(t, osmtest.AndorraPath(t))
	south := orb.Bound{Min: orb.Point{1.4, 42.42}, Max: orb.Point{1.6, 42.52}}
	for name, boundary := range map[string]orb.MultiPolygon{"whole": nil, "south": {south.ToPolygon()}} {
		read := func(workers int) *osm.Extract {
			var seen []int64
			e, err := osm.Read(context.Background(), path, osm.Options{
				Boundary: boundary,
				Workers:  workers,
				Progress: func(done, total int64) { seen = append(seen, done, total) },
			})
			if err != nil {
				t.Fatal(err)
			}
			last := int64(0)
			for pair := range slices.Chunk(seen, 2) {
				if pair[0] < last || pair[1] != seen[1] {
					t.Fatalf("%s: %d of %d after %d of %d", name, pair[0], pair[1], last, seen[1])
				}
				last = pair[0]
			}
			if last != seen[1] {
				t.Errorf("%s: ended at %d of %d", name, last, seen[1])
			}
			return e
		}
		want := read(1)
		if len(want.Streets) < 1000 || len(want.Base) < 1000 {
			t.Fatalf("%s: only %d streets and %d features", name, len(want.Streets), len(want.Base))
		}
		for _, workers := range []int{2, 8} {
			if diff := cmp.Diff(want, read(workers), cmpopts.IgnoreUnexported(osm.Report{})); diff != "" {
				t.Errorf("%s, %d workers:\n%.2000s", name, workers, diff)
			}
		}
	}
}
