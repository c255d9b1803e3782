package attack

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"runde/geo/intake"
	"runde/geo/release"
)

// side is the side table that tells the details of a family's kinds.
var side = map[release.Family]release.Family{
	release.Encounters: release.Bridges,
	release.Concerns:   release.Channels,
}

// axis is the finest kinds that figures tell apart, as bits: details where a side
// table has them, else the family's kinds.
type axis struct {
	family release.Family
	kinds  []string
	of     map[string]uint64 // by kind: its details
	detail map[string]uint64 // by detail of a side table: the kinds that it may lie in
	all    uint64
}

// maxKinds is the number of kinds and details that bits are enough for.
const maxKinds = 64

// newAxis is the axis of a family, whose side figures may be none.
func newAxis(f release.Family, figures []release.Figure) (*axis, error) {
	a := &axis{family: f, kinds: f.Kinds(), of: map[string]uint64{}, detail: map[string]uint64{}}
	var details []string // in the order of the side table
	for _, fig := range figures {
		if fig.Family == side[f] {
			for _, d := range fig.KindList() {
				if !slices.Contains(details, d) {
					details = append(details, d)
				}
			}
		}
	}
	if len(a.kinds) == 0 { // a side table by itself
		for _, fig := range figures {
			if fig.Family == f && !isMedian(fig) {
				a.kinds = append(a.kinds, fig.KindList()...)
			}
		}
		slices.Sort(a.kinds)
		a.kinds = slices.Compact(a.kinds)
	}
	bits := 0
	next := func() uint64 { bits++; return 1 << (bits - 1) }
	for _, k := range a.kinds {
		for _, d := range details {
			if a.lies(d, k) {
				bit := next()
				a.of[k] |= bit
				a.detail[d] |= bit
			}
		}
		if a.of[k] == 0 {
			a.of[k] = next()
		}
		a.all |= a.of[k]
	}
	if len(a.kinds) == 0 {
		a.all = next()
	}
	if bits >= maxKinds {
		return nil, fmt.Errorf("%s: more than %d kinds", f, maxKinds)
	}
	for _, d := range details {
		if a.detail[d] == 0 {
			return nil, fmt.Errorf("%s: %w", side[f], release.ErrUnknownKind)
		}
	}
	return a, nil
}

// lies reports whether events of the kind may have the detail.
func (a *axis) lies(detail, kind string) bool {
	if a.family == release.Concerns {
		return string(intake.Channel(detail).Group()) == kind
	}
	return (detail == release.NoBridge) != (kind == release.Bridged)
}

// mask is the bits of kinds joined by "+".
func (a *axis) mask(kinds string) (uint64, error) {
	if kinds == release.AllKinds {
		return a.all, nil
	}
	m := uint64(0)
	for _, k := range strings.Split(kinds, "+") {
		if a.of[k] == 0 {
			return 0, fmt.Errorf("%s: %w", a.family, release.ErrUnknownKind)
		}
		m |= a.of[k]
	}
	return m, nil
}

// details is the bits of details joined by "+", within kinds joined by "+".
func (a *axis) details(details, kinds string) (uint64, error) {
	within, err := a.mask(kinds)
	if err != nil || details == release.AllKinds {
		return within, err
	}
	m := uint64(0)
	for _, d := range strings.Split(details, "+") {
		m |= a.detail[d]
	}
	return m & within, nil
}

// named is what an attacker asks about: all kinds, each kind, each detail.
type named struct {
	name string
	mask uint64
}

func (a *axis) targets() []named {
	out := []named{{release.AllKinds, a.all}}
	for _, k := range a.kinds {
		out = append(out, named{k, a.of[k]})
	}
	for d, m := range a.detail {
		if !slices.ContainsFunc(out, func(n named) bool { return n.mask == m }) {
			out = append(out, named{d, m})
		}
	}
	slices.SortStableFunc(out[1+len(a.kinds):], func(x, y named) int { return strings.Compare(x.name, y.name) })
	return out
}

// within is the targets among the details of a class: each detail, and what is no
// bridge.
func (a *axis) within(class string) (out []named) {
	whole, _ := a.mask(class)
	rest := whole
	for _, d := range slices.Sorted(maps.Keys(a.detail)) {
		if m := a.detail[d] & whole; m != 0 {
			out = append(out, named{d, m})
			rest &^= m
		}
	}
	if rest != 0 {
		out = append(out, named{release.NoBridge, rest})
	}
	return out
}
