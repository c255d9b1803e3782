package release

import (
	"io"
	"slices"

	"runde/geo"
	"runde/geo/release/noise"
)

// DayCap is how many events of one kind in one cell on one day the open tables
// count: a person who is met again and again on a day is one event there. Of events
// that count in a later week than their own it is how many of a kind in a cell and
// that week of theirs each later week counts, beside what their own week counted.
const DayCap = 1

// Budget is the epsilon of each level's open tables. An event is in one figure of
// each level, so what all of them together tell of it is at most the sum.
type Budget struct{ Week, Period, Year noise.Epsilon }

// DefaultBudget is 1/4 for a week, 1/2 for a period and 3/4 for a year: 3/2 for an
// event. Finer figures, which are smaller, get more of it.
func DefaultBudget() Budget {
	return Budget{Week: noise.Epsilon{S: 1, T: 4}, Period: noise.Epsilon{S: 1, T: 2}, Year: noise.Epsilon{S: 3, T: 4}}
}

// Of is the epsilon of a level.
func (b Budget) Of(l Level) noise.Epsilon {
	switch l {
	case ByWeek:
		return b.Week
	case ByPeriod:
		return b.Period
	}
	return b.Year
}

// OpenFigure is a number that anybody may have: a capped count with its noise. It
// is drawn once and never again.
type OpenFigure struct {
	Family Family // Encounters or Concerns
	Level  Level
	Period string
	Node   string // the municipality, a block or a leaf of the lattice
	Kind   string // AllKinds but by period
	Count  int    // with its noise; may be negative
}

// Shown is what a reader sees of the figure, and whether it is too small beside
// noise of that epsilon to say more than "few".
func (f OpenFigure) Shown(e noise.Epsilon) (count int, uncertain bool) {
	return max(f.Count, 0), float64(f.Count) < 2*e.SD()
}

// Open is the open table of the publication that of names by family, level and
// period: every node of the level, also the empty ones, so that which rows there
// are tells nothing. Kinds are split by period alone. capped are the events that
// the publication counted, at most DayCap by cell, day and kind; blocks those of
// its year. Each number is drawn from r with the epsilon e. Errors are those of the
// source of noise, [ErrUnknownCell] and [ErrUnknownKind]; there is no table then.
func Open(t *Tree, of OpenFigure, blocks []Block, capped []Part, e noise.Epsilon, r io.Reader) ([]OpenFigure, error) {
	counts, err := openCounts(t, of.Family, capped)
	if err != nil {
		return nil, err
	}
	source := noise.NewSource(r)
	var out []OpenFigure
	for _, n := range OpenNodes(t, of.Level, blocks) {
		leaves, err := t.leavesOf(n.Cells)
		if err != nil {
			return nil, err
		}
		for _, kinds := range openKinds(of.Family, of.Level) {
			x, err := source.Draw(e)
			if err != nil {
				return nil, err
			}
			one := of
			one.Node, one.Count = n.Name, x
			if len(kinds) == 1 {
				one.Kind = kinds[0]
			}
			for _, l := range leaves {
				for _, k := range kinds {
					one.Count += counts[leafKind{l, k}]
				}
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// leafKind is what events are counted by.
type leafKind struct {
	leaf int
	kind string
}

func openCounts(t *Tree, f Family, parts []Part) (map[leafKind]int, error) {
	kinds, out := f.Kinds(), map[leafKind]int{}
	for _, p := range parts {
		l, ok := t.leafOf[p.Cell]
		if !ok {
			return nil, ErrUnknownCell
		}
		if !slices.Contains(kinds, p.Kind) {
			return nil, ErrUnknownKind
		}
		out[leafKind{l, p.Kind}] += p.Count
	}
	return out, nil
}

// openKinds are the groups of kinds that a level counts together.
func openKinds(f Family, l Level) [][]string {
	if l != ByPeriod {
		return [][]string{f.Kinds()}
	}
	var out [][]string
	for _, k := range f.Kinds() {
		out = append(out, []string{k})
	}
	return out
}

// OpenNodes are the nodes of a level's open tables with their ground, in the order of
// the tables. blocks are those of the year.
func OpenNodes(t *Tree, l Level, blocks []Block) []Block {
	switch l {
	case ByWeek:
		var all geo.Area
		for _, cells := range t.leaves {
			all = append(all, cells...)
		}
		return []Block{{Name: rootName, Cells: all}}
	case ByPeriod:
		blocks = slices.Clone(blocks)
		sortBlocks(blocks)
		return blocks
	}
	out := make([]Block, len(t.leaves))
	for name, n := range t.byName {
		if n.leaf() {
			out[n.lo] = Block{Name: name, Cells: t.leaves[n.lo]}
		}
	}
	return out
}
