package osm

import (
	_ "embed"
	"slices"
)

// Kind is a kind of public place: bench, shelter, square, … It is the same word
// in the database, in JSON and as a catalogue key. The list is open: it is the
// first column of kinds.tsv.
type Kind string

// Bench is the kind that is counted by how it is mapped, see [Benches].
const Bench Kind = "bench"

// never is the first column of rules for what is no public place.
const never = "never"

//go:embed kinds.tsv
var kindsTable string

type kindRule struct {
	kind Kind
	rule rule
}

var kindRules, neverRules = func() (kinds, nevers []kindRule) {
	for _, row := range readTable("kinds.tsv", kindsTable, 2) {
		r := kindRule{Kind(row[0]), mustRule(row[1])}
		if row[0] == never {
			nevers = append(nevers, r)
		} else {
			kinds = append(kinds, r)
		}
	}
	return kinds, nevers
}()

// Kinds lists every public kind once, in the order of the table.
func Kinds() []Kind {
	var kinds []Kind
	for _, r := range kindRules {
		if !slices.Contains(kinds, r.kind) {
			kinds = append(kinds, r.kind)
		}
	}
	return kinds
}

// Valid reports whether k is in the table.
func (k Kind) Valid() bool {
	return slices.ContainsFunc(kindRules, func(r kindRule) bool { return r.kind == k })
}
