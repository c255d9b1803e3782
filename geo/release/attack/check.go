package attack

import (
	"errors"
	"fmt"
	"slices"

	"runde/geo/release"
)

// What is wrong with a year that cannot be attacked.
var (
	// ErrBadFigure: no year has such a figure.
	ErrBadFigure = errors.New("figure: not of a family, level, period, ground, kind and count that its year has")
	// ErrBadYear: the threshold is none, or a staircase has figures and no blocks.
	ErrBadYear = errors.New("year: the threshold must be 3 to 20, and a staircase with figures has blocks")
)

const (
	leastThreshold, mostThreshold = 3, 20
	mostEvents                    = 1 << 31 // sums of so many figures as there are stay far from overflow
)

// check refuses what the attack would have to pass over, or read as something else.
// Whatever it has not understood it cannot call safe.
func (y Year) check() error {
	if y.K < leastThreshold || y.K > mostThreshold {
		return ErrBadYear
	}
	for _, fig := range y.Figures {
		if err := y.checkFigure(fig); err != nil {
			return fmt.Errorf("%s %s: %w", fig.Family, fig.Level, err)
		}
	}
	return nil
}

func (y Year) checkFigure(fig release.Figure) error {
	blocks := y.Blocks[fig.Family.Staircase()]
	if len(blocks) == 0 {
		return ErrBadYear
	}
	aside := slices.Contains(release.SideTables, fig.Family)
	switch {
	case !aside && !slices.Contains(release.Families, fig.Family),
		aside && (fig.Level != release.ByYear || fig.Area.Cells != nil),
		fig.Area.Cells != nil && len(fig.Area.Cells) == 0,
		fig.Count < 0 || fig.Count >= mostEvents,
		fig.Family != release.Bridges && fig.Family != release.Channels && fig.Of != "":
		return ErrBadFigure
	}
	if kinds, known := kindsAside[fig.Family]; known && !slices.Contains(kinds, fig.Kind) {
		return release.ErrUnknownKind
	}
	return checkGround(fig.Area, blocks)
}

// kindsAside are the kinds of the side tables that are attacked by themselves.
var kindsAside = map[release.Family][]string{
	release.Waiting:      {release.Within14Days, release.Later, release.Within14Days + "+" + release.Later, release.MedianDays},
	release.HomeConcerns: {release.AllKinds},
}

// checkGround refuses ground outside the blocks that it is said to lie in.
func checkGround(area release.Area, blocks []release.Block) error {
	if len(area.Blocks) == 0 {
		return nil
	}
	if area.Cells == nil {
		return ErrBadFigure
	}
	in := map[uint64]bool{}
	for _, name := range area.Blocks {
		i := slices.IndexFunc(blocks, func(b release.Block) bool { return b.Name == name })
		if i < 0 {
			return release.ErrUnknownBlock
		}
		for _, c := range blocks[i].Cells {
			in[uint64(c)] = true
		}
	}
	for _, c := range area.Cells {
		if !in[uint64(c)] {
			return release.ErrUnknownCell
		}
	}
	return nil
}
