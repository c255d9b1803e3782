package osm

import (
	"slices"

	"github.com/paulmach/osm"
)

// traits are everything that an element's tags make it.
type traits struct {
	kind       Kind   // of a public place, or ""
	public     bool   // false where a rule says that it is none after all
	settlement string // see nameKind
	area, line *baseRule
	street     bool
	home       bool // a building that may hold homes
	address    bool
	bench      bool // amenity=bench
	benchYes   bool // bench=yes on something else
	barrier    bool
	coast      bool
}

// onNode reports whether a node with these traits is more than a position.
func (t *traits) onNode() bool {
	return t.kind != "" || t.settlement != "" || t.address || t.bench || t.benchYes || t.barrier
}

// shape reports whether a way's geometry is needed besides as a street.
func (t *traits) shape() bool {
	return t.area != nil || t.line != nil || t.kind != "" || t.settlement != "" ||
		t.address || t.bench || t.benchYes || t.coast
}

// candidates are the rules that an element with some key may meet: the indexes
// of those whose first term without "!" has that key.
type candidates struct {
	kinds, areas, lines, streets, homes []int
	other                               bool // a key that traitsOf looks at itself
}

// byKey finds the rules for an element without trying all of them: most keys of
// a map file, such as who surveyed it, have none.
var byKey = func() map[string]*candidates {
	m := map[string]*candidates{}
	at := func(key string) *candidates {
		if m[key] == nil {
			m[key] = &candidates{}
		}
		return m[key]
	}
	for i, r := range kindRules {
		c := at(r.rule.key())
		c.kinds = append(c.kinds, i)
	}
	for i, r := range baseRules[areaGeometry] {
		c := at(r.rule.key())
		c.areas = append(c.areas, i)
	}
	for i, r := range baseRules[lineGeometry] {
		c := at(r.rule.key())
		c.lines = append(c.lines, i)
	}
	for i, r := range streetRules {
		c := at(r.key())
		c.streets = append(c.streets, i)
	}
	for i, r := range homeRules {
		c := at(r.key())
		c.homes = append(c.homes, i)
	}
	for _, k := range []string{"place", "addr:housenumber", "amenity", "bench", "barrier", "natural"} {
		at(k).other = true
	}
	return m
}()

// key is the key of the first term that needs one. A rule that only forbids
// would hold for nearly everything: a mistake in the program.
func (r rule) key() string {
	i := slices.IndexFunc(r, func(t term) bool { return !t.not })
	if i < 0 {
		panic("a rule must ask for a tag")
	}
	return r[i].key
}

// traitsOf looks an element's tags up in every table.
func traitsOf(tags osm.Tags) traits {
	var t traits
	kind, area, line := len(kindRules), len(baseRules[areaGeometry]), len(baseRules[lineGeometry])
	other := false
	for i := range tags {
		c := byKey[tags[i].Key]
		if c == nil {
			continue
		}
		kind = firstRule(c.kinds, kind, func(i int) bool { return kindRules[i].rule.holds(tags) })
		area = firstRule(c.areas, area, func(i int) bool { return baseRules[areaGeometry][i].rule.holds(tags) })
		line = firstRule(c.lines, line, func(i int) bool { return baseRules[lineGeometry][i].rule.holds(tags) })
		t.street = t.street || slices.ContainsFunc(c.streets, func(i int) bool { return streetRules[i].holds(tags) })
		t.home = t.home || slices.ContainsFunc(c.homes, func(i int) bool { return homeRules[i].holds(tags) })
		other = other || c.other
	}
	if kind < len(kindRules) {
		t.kind = kindRules[kind].kind
		t.public = !slices.ContainsFunc(neverRules, func(n kindRule) bool { return n.rule.holds(tags) })
	}
	if area < len(baseRules[areaGeometry]) {
		t.area = baseRules[areaGeometry][area]
	}
	if line < len(baseRules[lineGeometry]) {
		t.line = baseRules[lineGeometry][line]
	}
	if other {
		t.rest(tags)
	}
	return t
}

// firstRule is the smallest candidate below best that holds, else best.
func firstRule(candidates []int, best int, holds func(int) bool) int {
	for _, i := range candidates {
		if i >= best {
			break
		}
		if holds(i) {
			return i
		}
	}
	return best
}

// rest sets the traits that no table decides.
func (t *traits) rest(tags osm.Tags) {
	t.settlement = nameKind(tags)
	t.address = tags.Find("addr:housenumber") != ""
	t.bench = tags.Find("amenity") == "bench"
	t.benchYes = !t.bench && tags.Find("bench") == "yes"
	t.barrier = tags.Find("barrier") != ""
	t.coast = tags.Find("natural") == "coastline"
}
