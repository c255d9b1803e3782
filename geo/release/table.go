package release

import (
	"fmt"
	"slices"

	"runde/geo"
)

// table is the events of one release, by leaf.
type table struct {
	p      Params
	byLeaf [][]Part
}

// tableOf sorts parts by leaf. Every part must lie in the lattice and be of a kind
// of the family.
func tableOf(t *Tree, f Family, parts []Part, p Params) (*table, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	kinds := p.kindsOf(f)
	tab := &table{p: p, byLeaf: make([][]Part, len(t.leaves))}
	for _, one := range parts {
		l, ok := t.leafOf[one.Cell]
		if !ok {
			return nil, fmt.Errorf("%s: %w", f, ErrUnknownCell)
		}
		if !slices.Contains(kinds, one.Kind) {
			return nil, fmt.Errorf("%s: %w", f, ErrUnknownKind)
		}
		tab.byLeaf[l] = append(tab.byLeaf[l], one)
	}
	return tab, nil
}

// parts is the events of some leaves, of one of the kinds or of any if there are
// none.
func (t *table) parts(leaves []int, kinds ...string) []Part {
	var out []Part
	for _, l := range leaves {
		for _, p := range t.byLeaf[l] {
			if len(kinds) == 0 || slices.Contains(kinds, p.Kind) {
				out = append(out, p)
			}
		}
	}
	return out
}

// weigh is the plain and the effective count of some leaves.
func (t *table) weigh(leaves []int, kinds ...string) (n, eff int) {
	parts := t.parts(leaves, kinds...)
	return count(parts), t.p.eff(parts)
}

// tooFew reports whether there is something, but too little to publish at all.
func (t *table) tooFew(leaves []int) bool {
	n, eff := t.weigh(leaves)
	return n > 0 && eff < 2*t.p.K
}

func count(parts []Part) int {
	n := 0
	for _, p := range parts {
		n += p.Count
	}
	return n
}

// Week is the municipality's figure of a week from the events that are open: those
// of the week and all earlier ones that no week has counted yet. It is false where
// there are too few to publish; they stay open.
func Week(t *Tree, f Family, w geo.Week, open []Part, p Params) (Figure, bool, error) {
	tab, err := tableOf(t, f, open, p)
	if err != nil || tab.tooFew(t.all()) {
		return Figure{}, false, err
	}
	n := count(open)
	return Figure{Family: f, Level: ByWeek, Period: w.String(), Area: Area{Name: rootName}, Kind: AllKinds, Count: n, Status: statusOf(n, false)}, true, nil
}
