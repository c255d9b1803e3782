package release

import (
	"errors"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
)

// A small cover, with every way in which cells nest:
//
//	R ┬ rest                                     the municipality's remainder
//	  └ 851f… ─ 861f20587 ┬ itself               a cell with cells inside it
//	                      ├ 871f20580 ┬ itself   the same, one finer
//	                      │           ├ 881f205801, itself and 891f2058013: one leaf
//	                      │           └ 891f2058053: refines 881f205805
//	                      └ 871f20583            a coarse cell with nothing inside
const (
	c6  = geo.Cell(0x861f20587ffffff)
	c70 = geo.Cell(0x871f20580ffffff)
	c73 = geo.Cell(0x871f20583ffffff)
	c81 = geo.Cell(0x881f205801fffff)
	c91 = geo.Cell(0x891f2058013ffff)
	c95 = geo.Cell(0x891f2058053ffff)
)

var nested = []geo.Cell{c91, c6, c73, geo.Rest, c81, c70, c95}

func TestTreeOfNestedCells(t *testing.T) {
	tree := NewTree(nested)
	want := []geo.Area{{geo.Rest}, {c6}, {c70}, {c81, c91}, {c95}, {c73}}
	if diff := cmp.Diff(want, tree.Leaves()); diff != "" {
		t.Error(diff)
	}
	for name, leaves := range map[string]int{
		"R": 6, "R-remainder": 1, c6.Parent(5).String(): 5, c6.String(): 5, c6.String() + "-remainder": 1,
		c70.String(): 3, c70.String() + "-remainder": 1, c81.String(): 1, c95.Parent(8).String(): 1, c73.String(): 1,
	} {
		n := tree.byName[name]
		if n == nil || n.hi-n.lo != leaves {
			t.Errorf("node %s: got %+v, want %d leaves", name, n, leaves)
		}
	}
	if n := tree.byName[c73.String()]; n != nil && !n.leaf() {
		t.Error("a coarse cell with nothing inside must be a leaf: its limit is k")
	}
	if len(tree.byName) != 10 {
		t.Errorf("%d nodes, want 10", len(tree.byName))
	}
	shuffled := []geo.Cell{c95, geo.Rest, c81, c6, c70, c73, c91, c91}
	if diff := cmp.Diff(tree.Leaves(), NewTree(shuffled).Leaves()); diff != "" {
		t.Errorf("the lattice depends on the order of its cells: %s", diff)
	}
}

// A municipality of one cell is one leaf, and one block.
func TestTreeOfOneCell(t *testing.T) {
	tree := NewTree([]geo.Cell{geo.Rest})
	blocks, err := Geography(tree, map[geo.Cell]float64{geo.Rest: 9000}, DefaultParams([]byte("k")))
	if err != nil || len(tree.leaves) != 1 || !cmp.Equal(blocks, []Block{{"R", geo.Area{geo.Rest}}}) {
		t.Errorf("%v %v %v", tree.leaves, blocks, err)
	}
}

// Without counts of the year before, blocks follow dwellings; every block is
// expected to hold Factor·k events a period and together they are the municipality.
func TestGeographyFromDwellings(t *testing.T) {
	tree := NewTree(nested)
	homes := map[geo.Cell]int{geo.Rest: 60, c6: 100, c70: 50, c81: 900, c91: 300, c95: 800, c73: 400}
	p := DefaultParams([]byte("k"))
	yearly := FromDwellings(homes, 30000)
	blocks, err := Geography(tree, yearly, p)
	if err != nil {
		t.Fatal(err)
	}
	var all geo.Area
	for _, b := range blocks {
		sum := 0.0
		for _, c := range b.Cells {
			sum += yearly[c]
		}
		if expected := sum / PeriodsInYear; expected < p.Factor*float64(p.K) {
			t.Errorf("block %s expects %.1f events a period, want %v", b.Name, expected, p.Factor*float64(p.K))
		}
		all = append(all, b.Cells...)
	}
	if diff := cmp.Diff(geo.NewArea(nested...), geo.NewArea(all...)); diff != "" || len(all) != len(nested) || len(blocks) < 2 {
		t.Errorf("%d blocks hold %d cells: %s", len(blocks), len(all), diff)
	}
	if _, err := Geography(tree, map[geo.Cell]float64{0x871f20581ffffff: 1}, p); !errors.Is(err, ErrUnknownCell) {
		t.Errorf("a cell outside the cover: got %v", err)
	}
	if got := FromDwellings(map[geo.Cell]int{c6: 0}, 3000); got[c6] != 0 {
		t.Errorf("no dwellings at all: got %v", got)
	}
}

func TestParamsCheck(t *testing.T) {
	good := DefaultParams([]byte("k"))
	for name, c := range map[string]struct {
		p  Params
		ok bool
	}{
		"default":  {good, true},
		"no key":   {DefaultParams(nil), false},
		"k of 2":   {Params{Key: good.Key, K: 2, Factor: 3}, false},
		"k of 3":   {Params{Key: good.Key, K: 3, Factor: 3}, true},
		"k of 21":  {Params{Key: good.Key, K: 21, Factor: 3}, false},
		"factor 0": {Params{Key: good.Key, K: 5}, false},
	} {
		if err := c.p.Check(); (err == nil) != c.ok {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if cmp.Equal(FamilyKey([]byte("s"), "m", Encounters), FamilyKey([]byte("s"), "m", Concerns)) {
		t.Error("two families join alike")
	}
}
