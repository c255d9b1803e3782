package attack

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"runde/geo"
	"runde/geo/release"
)

// alone are the families that are attacked each by itself, with the side table that
// tells its details.
var alone = []release.Family{release.Encounters, release.Concerns, release.Waiting, release.HomeConcerns}

// family is the figures of one family as rows.
type family struct {
	*axis
	year    Year
	places  *places
	nodes   []node
	figures []placed
	rows    []fact
	source  []release.Figure // by row
	weeks   uint64           // those in which events may be counted
	closed  uint64           // those that have been published or passed over
}

// node is a part of the lattice as places.
type node struct {
	release.Node
	outer, inner *ground
}

// placed is a figure and, in a side table, what it would count on the whole ground.
type placed struct {
	release.Figure
	cells []int
	box   box
}

// newFamily reads the figures of a family. Errors wrap ErrBadFigure,
// release.ErrUnknownCell or release.ErrUnknownKind.
func newFamily(y Year, f release.Family, lattice []release.Node) (*family, error) {
	ax, err := newAxis(f, y.Figures)
	if err != nil {
		return nil, err
	}
	out := &family{axis: ax, year: y}
	number := map[geo.Cell]int{}
	for _, c := range lattice[0].Cells {
		number[c] = len(number)
	}
	var grounds [][]int
	for _, fig := range y.Figures {
		if fig.Family != f && fig.Family != side[f] || isMedian(fig) {
			continue
		}
		ground := fig.Area.Cells
		if ground == nil {
			ground = lattice[0].Cells
		}
		cells, err := numbered(number, ground)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", fig.Family, fig.Level, err)
		}
		out.figures, grounds = append(out.figures, placed{fig, cells, box{}}), append(grounds, cells)
	}
	out.places = newPlaces(len(number), grounds)
	for _, n := range lattice {
		cells, _ := numbered(number, n.Cells)
		outer, inner := out.places.ground(cells)
		out.nodes = append(out.nodes, node{n, outer, inner})
	}
	if err := out.place(); err != nil {
		return nil, err
	}
	out.read()
	return out, nil
}

// isMedian reports whether a figure counts days, and no events.
func isMedian(f release.Figure) bool {
	return f.Family == release.Waiting && f.Kind == release.MedianDays
}

// numbered is the numbers of cells, ErrUnknownCell if one has none.
func numbered(number map[geo.Cell]int, cells geo.Area) ([]int, error) {
	out := make([]int, len(cells))
	for i, c := range cells {
		n, ok := number[c]
		if !ok {
			return nil, release.ErrUnknownCell
		}
		out[i] = n
	}
	return out, nil
}

// place finds the boxes of the figures, and the weeks that they tell of. A week that
// was not published when a later one was, or its period, has been passed over: its
// events count in the next.
func (f *family) place() error {
	for i := range f.figures {
		fig := &f.figures[i]
		weeks, err := weeksOf(fig.Figure, f.year.Year)
		if err != nil {
			return err
		}
		kinds, err := f.mask(fig.Kind)
		if fig.Family != f.family {
			kinds, err = f.details(fig.Kind, fig.Of)
		}
		if err != nil {
			return err
		}
		outer, _ := f.places.ground(fig.cells)
		fig.box = box{outer, weeks, kinds}
		f.closed |= uint64(1)<<bits.Len64(weeks) - 1
		if fig.Level == release.ByWeek {
			f.weeks |= weeks
		}
	}
	if f.weeks == 0 { // they are told nowhere
		f.weeks = f.closed
	}
	return nil
}

// classes are those of which details are told.
func (f *family) classes() []string {
	var out []string
	for _, fig := range f.figures {
		if fig.Family != f.family && !slices.Contains(out, fig.Of) {
			out = append(out, fig.Of)
		}
	}
	return out
}

// read makes the rows. What is unknown has no count and makes none.
func (f *family) read() {
	told := map[string]uint64{} // details, by class
	for _, fig := range f.figures {
		s := set{fig.box}
		if fig.Family != f.family {
			told[fig.Of] |= fig.box.kinds
			s = f.refined(fig.box.kinds, fig.Of)
		}
		if fig.Status != release.Unknown {
			f.row(fig.Figure, s)
		}
	}
	for _, class := range slices.Sorted(maps.Keys(told)) {
		f.untold(class, told[class])
	}
}

// row notes that a figure counts a set.
func (f *family) row(fig release.Figure, s set) {
	table := 2 * slices.Index(levels, fig.Level)
	if fig.Family != f.family {
		table++
	}
	if s = f.counted(s); len(s) > 0 {
		f.rows = append(f.rows, fact{set: s, n: fig.Count, table: table})
		f.source = append(f.source, fig)
	}
}

// untold notes that a class of which details are told has none of the others, except
// what is no bridge: that the periods told.
func (f *family) untold(class string, told uint64) {
	whole, _ := f.mask(class)
	if f.family == release.Encounters {
		whole &= f.of[release.Bridged]
	}
	if rest := whole &^ told; rest != 0 {
		zero := f.figures[len(f.figures)-1].Figure
		zero.Family, zero.Level, zero.Of, zero.Kind, zero.Count = side[f.family], release.ByYear, class, release.AllKinds, 0
		f.row(zero, f.refined(rest, class))
	}
}

// refined is what details of a class are about: its rows of the periods.
func (f *family) refined(details uint64, class string) set {
	var out set
	for _, fig := range f.figures {
		if kinds := details & fig.box.kinds; kinds != 0 && fig.Family == f.family && fig.Level == release.ByPeriod && f.inClass(fig.Kind, class) {
			out = append(out, box{fig.box.ground, fig.box.weeks, kinds})
		}
	}
	return out
}

// inClass reports whether the events of a row with these kinds are of a class. All
// rows that show bridges with others are one.
func (f *family) inClass(kinds, class string) bool {
	if f.family == release.Encounters && class == release.AllKinds {
		return kinds != release.Bridged && release.HoldsBridges(kinds)
	}
	return kinds == class
}

// counted is the set without the weeks that were passed over.
func (f *family) counted(s set) set {
	var out set
	for _, b := range s {
		if b.weeks &= f.weeks; !b.empty() {
			out = append(out, b)
		}
	}
	return out
}
