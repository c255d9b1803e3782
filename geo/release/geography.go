package release

import (
	"slices"
	"strings"

	"runde/geo"
)

// Block is a part of the municipality whose figures of a family are shown by period.
// The blocks of a family and year are disjoint, cover the municipality, and are fixed
// before the year begins.
type Block struct {
	Name  string // of a node, or "<node>-rest"; unique among the family's blocks of the year
	Cells geo.Area
}

// Geography is the blocks of a family and year, sorted by name, from the events of
// the family that a year expects of each cell: those of the year before, or
// [FromDwellings] in the first year. A block is expected to hold Factor·K events a
// period; where the municipality as a whole is not, it is one block.
func Geography(t *Tree, yearly map[geo.Cell]float64, p Params) ([]Block, error) {
	return geography(t, yearly, PeriodsInYear, p)
}

func geography(t *Tree, counts map[geo.Cell]float64, periods float64, p Params) ([]Block, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	expected := make([]float64, len(t.leaves))
	for c, n := range counts {
		l, ok := t.leafOf[c]
		if !ok {
			return nil, ErrUnknownCell
		}
		expected[l] += n / periods / p.Factor
	}
	var blocks []Block
	r := rollup{
		k:   float64(p.K),
		prf: func(id string) string { return p.prf("geo", id) },
		weigh: func(leaves []int) (n, eff float64) {
			sum := 0.0
			for _, l := range leaves {
				sum += expected[l]
			}
			return sum, sum
		},
		emit: func(name string, _ *node, leaves []int) {
			blocks = append(blocks, Block{name, t.cells(leaves)})
		},
	}
	r.run(t.root, t.root.name, t.all())
	sortBlocks(blocks)
	return blocks, nil
}

// FromDwellings shares the events expected in a year by the dwellings of each
// cell, for the first year, which has no year before it.
func FromDwellings(dwellings map[geo.Cell]int, eventsPerYear float64) map[geo.Cell]float64 {
	total := 0
	for _, n := range dwellings {
		total += n
	}
	out := make(map[geo.Cell]float64, len(dwellings))
	for c, n := range dwellings {
		if total > 0 {
			out[c] = eventsPerYear * float64(n) / float64(total)
		}
	}
	return out
}

// sortBlocks orders blocks by name: the order of rows must not depend on how
// they were stored.
func sortBlocks(blocks []Block) {
	slices.SortFunc(blocks, func(a, b Block) int { return strings.Compare(a.Name, b.Name) })
}
