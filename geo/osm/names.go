package osm

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/osm"
)

// nameKinds are the values of place=* that name a settlement or a part of one.
// A farm or an isolated dwelling is a home and a locality is empty land.
var nameKinds = []string{"city", "borough", "suburb", "quarter", "neighbourhood", "town", "village", "hamlet"}

// nameKind is the kind of settlement that tags name, or "".
func nameKind(tags osm.Tags) string {
	k := tags.Find("place")
	if !slices.Contains(nameKinds, k) || label(tags) == "" {
		return ""
	}
	return k
}

// label is what something is called in Danish, else what it is called there; ""
// where it has no name. Near the border, and in Greenland, the two differ.
func label(tags osm.Tags) string {
	if name := clean(tags.Find("name:da")); name != "" {
		return name
	}
	return clean(tags.Find("name"))
}

func (r *reader) name(e element) {
	switch {
	case e.settlement == "":
	case !e.inside:
		r.out.Report.drop("name", whyOutside)
	default:
		r.out.Names = append(r.out.Names, Name{
			Ref: e.ref(), Name: label(e.tags), Kind: e.settlement, Point: e.point,
			Population: population(e.tags.Find("population")),
		})
	}
}

// population reads a whole number that may have separators; 0 if it is none.
func population(s string) int {
	s = strings.NewReplacer(".", "", ",", "", " ", "", "\u00a0", "").Replace(s)
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// mergeNames leaves out the second mapping of a settlement: same name and kind.
// The first is kept, with the larger population.
func mergeNames(names []Name) (kept []Name, doubles int) {
	type key struct{ name, kind string }
	at := map[key]int{}
	for _, n := range names {
		k := key{n.Name, n.Kind}
		i, ok := at[k]
		if ok && distanceM(kept[i].Point, n.Point) < 3000 {
			kept[i].Population = max(kept[i].Population, n.Population)
			doubles++
			continue
		}
		at[k] = len(kept)
		kept = append(kept, n)
	}
	return kept, doubles
}
