package intake

import (
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// Without a map a place name stands for its cell: sorted as a Dane sorts, names
// outside the municipality left out, one name in one cell offered once, one name
// in two cells twice.
func TestChoices(t *testing.T) {
	west := func(p orb.Point) (geo.Cell, bool) { // the municipality is 0 ≤ x < 2, a cell to each x
		return map[float64]geo.Cell{0: fine, 1: geo.Rest}[p[0]], p[0] < 2
	}
	names := []PlaceName{
		{"n1", "Ålum", orb.Point{0, 0}}, {"n2", "Bakken", orb.Point{1, 0}}, {"n3", "Udby", orb.Point{2, 0}},
		{"n4", "Bakken", orb.Point{1, 5}}, {"n5", "Bakken", orb.Point{0, 5}}, {"n6", "Ærø", orb.Point{0, 0}}, {"n7", "", orb.Point{0, 0}},
	}
	got := Choices(names, west)
	want := []Choice{{"n2", "Bakken", geo.Rest}, {"n5", "Bakken", fine}, {"n6", "Ærø", fine}, {"n1", "Ålum", fine}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if c, ok := Coarsen(got, "n5"); !ok || c != fine {
		t.Errorf("n5: got %v %v", c, ok)
	}
	if _, ok := Coarsen(got, "n3"); ok {
		t.Error("a name outside the municipality was accepted")
	}
}
