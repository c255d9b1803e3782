package intake

import (
	"cmp"
	"slices"

	"runde/geo"

	"github.com/paulmach/orb"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// PlaceName is a named part of the municipality: a suburb, a village. Ref is its
// stable name in the map, as n123.
type PlaceName struct {
	Ref, Name string
	Point     orb.Point
}

// Choice is a place name that stands for a cell, for a form without a map.
type Choice struct {
	Ref, Name string
	Cell      geo.Cell
}

// Choices turns place names into cells, sorted by name as a Dane sorts. at is the
// cover's own rule from point to cell; names outside the municipality are left
// out, and of two with one name in one cell the first is kept.
func Choices(names []PlaceName, at func(orb.Point) (geo.Cell, bool)) []Choice {
	var out []Choice
	seen := map[Choice]bool{}
	for _, n := range names {
		cell, ok := at(n.Point)
		if key := (Choice{Name: n.Name, Cell: cell}); ok && n.Name != "" && !seen[key] {
			seen[key] = true
			out = append(out, Choice{n.Ref, n.Name, cell})
		}
	}
	order := collate.New(language.Danish)
	slices.SortStableFunc(out, func(a, b Choice) int {
		return cmp.Or(order.CompareString(a.Name, b.Name), cmp.Compare(a.Ref, b.Ref))
	})
	return out
}

// Coarsen is the cell of the chosen place name; false where the form sent a ref
// that was not offered.
func Coarsen(choices []Choice, ref string) (geo.Cell, bool) {
	for _, c := range choices {
		if c.Ref == ref {
			return c.Cell, true
		}
	}
	return geo.Rest, false
}
