package attack

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strconv"

	"runde/geo"
	"runde/geo/release"
)

// Year is everything that was ever published about an ISO year. No figure counts
// events of two years, so years are attacked one by one.
type Year struct {
	Year    int
	K       int // the threshold
	Blocks  []release.Block
	Figures []release.Figure // of every family, in any order
}

// ErrBadFigure is returned for figures that no year has: of another time, or of a
// family or level that is not published.
var ErrBadFigure = errors.New("figure: not of a family, level and period of its year")

// alone are the families that are attacked each by itself, with the side table that
// tells its details. Presence is the team's own effort, not events of people: its
// hours have no threshold, and say of encounters only which are not shown.
var alone = []release.Family{release.Encounters, release.Concerns, release.HomeConcerns}

// family is the figures of one family as facts.
type family struct {
	*axis
	year   Year
	places *places
	nodes  []node
	rows   []fact
	source []release.Figure // by row
	weeks  uint64           // those in which events may be counted
	closed uint64           // those that have been published or passed over
}

// node is a part of the lattice as places.
type node struct {
	release.Node
	outer, inner *ground
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
	all, _ := numbered(number, lattice[0].Cells)
	var own []release.Figure
	var grounds [][]int
	for _, fig := range y.Figures {
		if fig.Family != f && fig.Family != side[f] {
			continue
		}
		ground := all
		if fig.Area.Cells != nil {
			if ground, err = numbered(number, fig.Area.Cells); err != nil {
				return nil, fmt.Errorf("%s %s: %w", f, fig.Period, err)
			}
		}
		own, grounds = append(own, fig), append(grounds, ground)
	}
	out.places = newPlaces(len(number), grounds)
	if err := out.read(own, grounds); err != nil {
		return nil, err
	}
	for _, n := range lattice {
		cells, _ := numbered(number, n.Cells)
		outer, inner := out.places.ground(cells)
		out.nodes = append(out.nodes, node{n, outer, inner})
	}
	return out, nil
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

// read makes the rows. What is unknown has no count and makes none.
func (f *family) read(figures []release.Figure, grounds [][]int) error {
	var published uint64
	boxes := make([]box, len(figures))
	for i, fig := range figures {
		weeks, err := f.weeksOf(fig)
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
		outer, _ := f.places.ground(grounds[i])
		boxes[i] = box{outer, weeks, kinds}
		f.closed |= uint64(1)<<bits.Len64(weeks) - 1
		if fig.Level == release.ByWeek {
			published |= weeks
		}
	}
	f.weeks = published
	if published == 0 { // its weeks are told nowhere
		f.weeks = f.closed
	}
	for i, fig := range figures {
		if fig.Status == release.Unknown {
			continue
		}
		s := set{boxes[i]}
		if fig.Family != f.family {
			s = f.refined(figures, boxes, i)
		}
		if s = f.counted(s); len(s) > 0 {
			f.rows = append(f.rows, fact{set: s, n: fig.Count, table: slices.Index(levels, fig.Level)*2 + btoi(fig.Family != f.family)})
			f.source = append(f.source, fig)
		}
	}
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

var levels = []release.Level{release.ByWeek, release.ByPeriod, release.ByYear}

// refined is what figure i of a side table counts: its details on the rows of the
// periods whose kinds it refines.
func (f *family) refined(figures []release.Figure, boxes []box, i int) set {
	var out set
	for k, fig := range figures {
		if fig.Family == f.family && fig.Level == release.ByPeriod && fig.Kind == figures[i].Of {
			out = append(out, box{boxes[k].ground, boxes[k].weeks, boxes[i].kinds})
		}
	}
	return out
}

// counted is the set without the weeks that were passed over: their events count in
// the next week that was published.
func (f *family) counted(s set) set {
	var out set
	for _, b := range s {
		if b.weeks &= f.weeks; !b.empty() {
			out = append(out, b)
		}
	}
	return out
}

// weeksOf is the weeks of a figure's period, the first of the year as bit 0.
func (f *family) weeksOf(fig release.Figure) (uint64, error) {
	bad := fmt.Errorf("%s %s: %w", fig.Family, fig.Level, ErrBadFigure)
	switch fig.Level {
	case release.ByWeek:
		if w, err := geo.ParseWeek(fig.Period); err == nil && isoYear(w) == f.year.Year {
			return weekBit(w), nil
		}
	case release.ByPeriod:
		if p, err := release.ParsePeriod(fig.Period); err == nil && p.Year == f.year.Year {
			return periodBits(p), nil
		}
	case release.ByYear:
		if fig.Period == strconv.Itoa(f.year.Year) {
			return yearBits(f.year.Year), nil
		}
	}
	return 0, bad
}

func isoYear(w geo.Week) int {
	y, _ := w.ISO()
	return y
}

func weekBit(w geo.Week) uint64 {
	_, n := w.ISO()
	return 1 << (n - 1)
}

func periodBits(p release.FourWeeks) (m uint64) {
	for _, w := range p.Weeks() {
		m |= weekBit(w)
	}
	return m
}

func yearBits(year int) uint64 {
	_, n := release.WeekOne(year + 1).Add(-1).ISO()
	return 1<<n - 1
}

// span is a time that an attacker asks about.
type span struct {
	level release.Level
	name  string
	weeks uint64
}

// spans are the times of the year that have passed: the whole first.
func (f *family) spans() []span {
	out := []span{{release.ByYear, strconv.Itoa(f.year.Year), yearBits(f.year.Year)}}
	for n := 1; n <= release.PeriodsInYear; n++ {
		p := release.FourWeeks{Year: f.year.Year, Number: n}
		out = append(out, span{release.ByPeriod, p.String(), periodBits(p)})
	}
	first := release.WeekOne(f.year.Year)
	for i := range bits.Len64(yearBits(f.year.Year)) {
		w := first.Add(i)
		out = append(out, span{release.ByWeek, w.String(), weekBit(w)})
	}
	return slices.DeleteFunc(out, func(s span) bool { return s.weeks&^f.closed != 0 || s.weeks&f.weeks == 0 })
}

// byKind orders findings.
func compareFindings(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Family, b.Family), slices.Index(levels, b.Level)-slices.Index(levels, a.Level),
		cmp.Compare(a.Period, b.Period), cmp.Compare(a.Depth, b.Depth), cmp.Compare(a.Area, b.Area), cmp.Compare(a.Kinds, b.Kinds))
}
