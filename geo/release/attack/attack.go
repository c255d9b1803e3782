package attack

import (
	"cmp"
	"fmt"
	"slices"

	"runde/geo"
	"runde/geo/release"
)

// Year is everything that was ever published about an ISO year. No figure counts
// events of two years, so years are attacked one by one.
type Year struct {
	Year    int
	K       int                                // the threshold, 3 to 20
	Blocks  map[release.Family][]release.Block // of each staircase
	Figures []release.Figure                   // of every family, in any order
}

// Finding is something that the published figures give away, or say twice and
// differently.
type Finding struct {
	What   What           `json:"what"`
	Family release.Family `json:"family"`
	Level  release.Level  `json:"level"` // of the time
	Area   string         `json:"area"`  // name of a node of the lattice, or of a row's ground
	Depth  int            `json:"depth"` // the node's steps below the municipality; 0 for a row
	Period string         `json:"period"`
	Kinds  string         `json:"kinds"` // "" for all; a kind, or a detail of a side table
	Lo     int            `json:"lo"`    // the events are at least
	Hi     int            `json:"hi"`    // and at most
	K      int            `json:"k"`     // the threshold
}

// What is the nature of a finding.
type What string

// The natures of findings.
const (
	// Betrayed: the count of a hidden set is known to be small, or to within fewer
	// than K values.
	Betrayed What = "betrayed"
	// TooSmall: a published row counts fewer than K, and more than none.
	TooSmall What = "too small"
	// Remainder: what others of the rows leave of a published row, or of rows that it
	// takes to cover it, is fewer than K, and more than none.
	Remainder What = "small remainder"
	// Contradiction: what is published cannot all be true; Lo is above Hi.
	Contradiction What = "contradiction"
)

// String is the finding as a line.
func (f Finding) String() string {
	kinds := f.Kinds
	if kinds == release.AllKinds {
		kinds = "all kinds"
	}
	return fmt.Sprintf("%s: %s, %s %s, %s, %s: %d to %d, k %d", f.What, f.Family, f.Level, f.Period, f.Area, kinds, f.Lo, f.Hi, f.K)
}

// Report is the outcome of an attack.
type Report struct {
	Figures  int // with a count, of the families that are attacked
	Nodes    int // of the lattice
	Targets  int // nodes by time and kind that were asked about
	Findings []Finding
}

// Attack asks what the figures of a year tell together, as somebody who has no more
// than them, the lattice and the rules. Errors wrap ErrBadYear, ErrBadFigure,
// release.ErrUnknownCell, release.ErrUnknownBlock or release.ErrUnknownKind: such
// figures no release makes, and what they would tell is not known.
func Attack(y Year) (Report, error) {
	if err := y.check(); err != nil {
		return Report{}, err
	}
	lattice := latticeOf(y.Blocks)
	out := Report{Nodes: len(lattice)}
	for _, name := range alone {
		f, err := newFamily(y, name, lattice)
		if err != nil {
			return Report{}, err
		}
		out.Figures += len(f.rows)
		findings, targets := f.attack(f.spans(), nil)
		out.Targets += targets
		out.Findings = append(out.Findings, findings...)
	}
	slices.SortStableFunc(out.Findings, Finding.compare)
	return out, nil
}

// latticeOf is the lattice of a year's cover: the ground that the blocks of each
// family share out in their own way.
func latticeOf(blocks map[release.Family][]release.Block) []release.Node {
	var cells []geo.Cell
	for _, list := range blocks {
		for _, b := range list {
			cells = append(cells, b.Cells...)
		}
	}
	return release.NewTree(cells).Nodes()
}

// target is a hidden set that is asked about: a node in a time, or, with a class, the
// details of the events that the year's period rows of these kinds count.
type target struct {
	node
	span
	kinds named
	class *string
}

// attack bounds every hidden set of the family in some times. seen, if not nil, is
// told each target's bounds.
func (f *family) attack(spans []span, seen func(t target, lo, hi int)) (out []Finding, targets int) {
	a := newAttacker(f.places.space, f.rows)
	for _, c := range a.conflicts {
		out = append(out, f.ofRow(Contradiction, f.source[c.source], c.lo, c.hi))
	}
	for _, d := range a.all {
		if d.table < 0 && 0 < d.n && d.n < f.year.K {
			out = append(out, f.ofRow(Remainder, f.source[d.source], d.n, d.n))
		}
	}
	for _, fig := range f.figures {
		if 0 < fig.Count && fig.Count < f.year.K {
			out = append(out, f.ofRow(TooSmall, fig.Figure, fig.Count, fig.Count))
		}
	}
	judge := func(t target, lo, hi int) {
		targets++
		if seen != nil {
			seen(t, lo, hi)
		}
		if what, found := f.judge(lo, hi); found {
			out = append(out, f.ofTarget(what, t, lo, hi))
		}
	}
	kinds := f.targets()
	for _, s := range spans {
		for _, n := range f.nodes {
			for _, k := range kinds {
				b := box{n.outer, s.weeks & f.weeks, k.mask}
				if n.outer == n.inner && a.isRow(set{b}) {
					continue
				}
				lo, hi := a.interval(n.outer, n.inner, b.weeks, k.mask, f.year.K)
				judge(target{n, s, k, nil}, lo, hi)
			}
		}
		if s.level == release.ByYear {
			f.attackClasses(a, func(class string, k named, lo, hi int) {
				judge(target{f.nodes[0], s, k, &class}, lo, hi)
			})
		}
	}
	return out, targets
}

// attackClasses bounds each detail of each class of which details are told.
func (f *family) attackClasses(a *attacker, judge func(class string, k named, lo, hi int)) {
	for _, class := range f.classes() {
		for _, k := range f.within(class) {
			s := a.canonical(f.counted(f.refined(k.mask, class)))
			if len(s) == 0 || a.isRow(s) {
				continue
			}
			lo, hi := a.union(s)
			judge(class, k, lo, hi)
		}
	}
}

// judge says whether bounds give something away.
func (f *family) judge(lo, hi int) (What, bool) {
	switch k := f.year.K; {
	case lo > hi:
		return Contradiction, true
	case hi == 0, lo >= k, hi-lo >= k:
		return "", false
	}
	return Betrayed, true
}

// isRow reports whether a canonical set is published as a row.
func (a *attacker) isRow(s set) bool {
	i, ok := a.byKey[s.key()]
	return ok && a.all[i].table >= 0
}

func (f *family) ofTarget(what What, t target, lo, hi int) Finding {
	out := Finding{What: what, Family: f.family, Level: t.level, Area: t.Name, Depth: t.Depth, Period: t.name, Kinds: t.kinds.name, Lo: lo, Hi: hi, K: f.year.K}
	if t.class != nil {
		out.Family, out.Kinds = side[f.family], ofClass(t.kinds.name, *t.class)
	}
	return out
}

// ofClass names details of a class.
func ofClass(details, class string) string {
	if class == release.AllKinds {
		class = "rows that show them together with others"
	}
	return details + " of " + class
}

// ofRow is a finding about a published row.
func (f *family) ofRow(what What, r release.Figure, lo, hi int) Finding {
	kinds := r.Kind
	if r.Family != f.family {
		kinds = ofClass(kinds, r.Of)
	}
	return Finding{What: what, Family: r.Family, Level: r.Level, Area: r.Area.Name, Period: r.Period, Kinds: kinds, Lo: lo, Hi: hi, K: f.year.K}
}

// compare orders findings by family, the longest time first, and then the greatest
// ground.
func (f Finding) compare(o Finding) int {
	return cmp.Or(cmp.Compare(f.Family, o.Family), slices.Index(levels, o.Level)-slices.Index(levels, f.Level),
		cmp.Compare(f.Period, o.Period), cmp.Compare(f.Depth, o.Depth), cmp.Compare(f.Area, o.Area), cmp.Compare(f.Kinds, o.Kinds))
}
