package cells_test

import (
	"testing"

	"runde/geo"
	"runde/geo/cells"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/uber/h3-go/v4"
)

// Leaves that touch are drawn as one shape without inner lines, those that lie
// apart as two, and no ground is lost or drawn twice.
func TestUnionIsWhatItsLeavesAre(t *testing.T) {
	leaf, ok := cells.Leaf(orb.Point{11.88, 54.77})
	if !ok {
		t.Fatal("no leaf at the point")
	}
	disk, err := h3.Cell(leaf).GridDisk(4)
	if err != nil {
		t.Fatal(err)
	}
	near, far := []geo.Cell{leaf}, geo.Cell(disk[len(disk)-1])
	for _, c := range disk[1:7] {
		near = append(near, geo.Cell(c))
	}
	for name, c := range map[string]struct {
		leaves []geo.Cell
		shapes int
	}{
		"none": {nil, 0}, "a flower": {near, 1}, "a flower and one apart": {append(near[:7:7], far), 2},
	} {
		union, sum := cells.Union(c.leaves), 0.0
		for _, l := range c.leaves {
			sum += planar.Area(cells.Union([]geo.Cell{l}))
		}
		if got := planar.Area(union); len(union) != c.shapes || got < sum*(1-1e-9) || got > sum*(1+1e-9) {
			t.Errorf("%s: %d shapes of area %g, want %d of %g", name, len(union), got, c.shapes, sum)
		}
	}
}
