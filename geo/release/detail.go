package release

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"runde/geo"
	"runde/geo/intake"
)

// Targets are what an encounter may bridge to, in the order in which they are shown.
var Targets = []string{"doctor", "caseworker", "addiction_treatment", "drop_in", "other"}

// ClassOf tells by which figures of a period an event was counted: the Kind of the
// row that holds its cell and kind. The year's details are split inside such a class
// only. False where no row holds it.
func ClassOf(figures []Figure) func(cell geo.Cell, kind string) (string, bool) {
	at := map[geo.Cell][]Figure{}
	for _, f := range figures {
		for _, c := range f.Area.Cells {
			at[c] = append(at[c], f)
		}
	}
	return func(cell geo.Cell, kind string) (string, bool) {
		for _, f := range at[cell] {
			if holds(f.Kind, kind) {
				return f.Kind, true
			}
		}
		return "", false
	}
}

// HoldsBridges reports whether events of a class may be bridges.
func HoldsBridges(class string) bool { return holds(class, Bridged) }

func holds(class, kind string) bool {
	return class == AllKinds || slices.Contains(strings.Split(class, "+"), kind)
}

// Details is the year's figures of [Bridges] or [Channels]: for each class its
// events by detail. Bridges that any rows show together with other kinds are one class,
// [AllKinds]. Details with too few join others of their class in the order of
// the keyed hash, and the class is not split where none is left outside. What a class
// holds besides bridges is not told again: the periods told it.
func Details(side Family, year int, tallies []Tally, p Params) ([]Figure, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	classes := map[string][]Tally{}
	for _, t := range tallies {
		class := t.Class
		if side == Bridges && class != Bridged {
			class = AllKinds
		}
		classes[class] = append(classes[class], t)
	}
	var rows []Figure
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		rows = append(rows, splitClass(side, year, class, byDetail(classes[class]), p)...)
	}
	return rows, nil
}

func splitClass(side Family, year int, class string, tallies map[string][]Tally, p Params) []Figure {
	names := detailsOf(side, class, tallies)
	pick := func(group []int) []string {
		out := make([]string, len(group))
		for i, g := range group {
			out[i] = names[g]
		}
		return out
	}
	weigh := func(group []int) (n, eff int) { return p.weighTallies(tallies, pick(group)...) }
	together := join(len(names), p.K, func(i int) string {
		return p.prf("detail|"+strconv.Itoa(year)+"|"+class, names[i])
	}, weigh)

	var rows []Figure
	emit := func(group []int) {
		n, _ := weigh(group)
		rows = append(rows, sideFigure(side, year, class, strings.Join(pick(group), "+"), n, len(group) > 1))
	}
	outside := 0
	for i, name := range names {
		if slices.Contains(together, i) {
			continue
		}
		n, _ := weigh([]int{i})
		outside += n
		if name != NoBridge {
			emit([]int{i})
		}
	}
	if outside == 0 {
		return nil
	}
	if len(together) > 0 {
		emit(together)
	}
	return rows
}

// detailsOf is what a class may be split into: all that is known beforehand, so that
// zero is told as well, and what else there is.
func detailsOf(side Family, class string, tallies map[string][]Tally) []string {
	var out []string
	if side == Bridges {
		out = append(slices.Clone(Targets), SeveralTargets)
		if class != Bridged {
			out = append(out, NoBridge)
		}
	} else {
		for _, c := range intake.Channels {
			if holds(class, string(c.Group)) {
				out = append(out, string(c.Channel))
			}
		}
	}
	for _, d := range slices.Sorted(maps.Keys(tallies)) {
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}
