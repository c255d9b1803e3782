package osm

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Summary is what an import tells about an extract: what was read, taken and
// left out. It holds counts only.
type Summary struct {
	Report
	Streets        int
	StreetKM       float64
	StreetNames    int
	Barriers       int
	PlacesKept     int
	PlacesByKind   map[Kind]int
	Names          int
	Dwellings      int // homes, not points
	DwellingSource string
	Base           map[string]int // features by layer
}

// Summary counts the extract.
func (e *Extract) Summary() Summary {
	s := Summary{
		Report:         e.Report,
		Streets:        len(e.Streets),
		StreetNames:    len(e.StreetNames),
		Barriers:       len(e.Barriers),
		PlacesKept:     len(e.Places),
		PlacesByKind:   map[Kind]int{},
		Names:          len(e.Names),
		DwellingSource: e.DwellingSource,
		Base:           map[string]int{},
	}
	for _, st := range e.Streets {
		s.StreetKM += lengthM(st.Line) / 1000
	}
	for _, p := range e.Places {
		s.PlacesByKind[p.Kind]++
	}
	for _, d := range e.Dwellings {
		s.Dwellings += d.Count
	}
	for _, f := range e.Base {
		s.Base[f.Layer]++
	}
	return s
}

// String writes the summary as lines of a label and what it counts.
func (s Summary) String() string {
	var b strings.Builder
	line := func(label, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s %s\n", label, fmt.Sprintf(format, args...))
	}
	line("read", "%d nodes, %d ways, %d relations (%s)", s.Nodes, s.Ways, s.Relations, s.Format)
	line("streets", "%d (%.0f km), %d names, %d barriers", s.Streets, s.StreetKM, s.StreetNames, s.Barriers)
	line("places", "%d: %s", s.PlacesKept, countsByKind(s.PlacesByKind))
	line("benches", "%s", s.Benches)
	line("settlements", "%d names", s.Names)
	line("dwellings", "%d, counted by %s (%d addresses; %d of %d possible home buildings carry one)",
		s.Dwellings, s.DwellingSource, s.AddressPoints, s.HomeBuildingsAddressed, s.HomeBuildings)
	line("base map", "%s", baseCounts(s.Base))
	for _, d := range s.Dropped {
		line("left out", "%d × %s: %s", d.N, d.What, d.Why)
	}
	return b.String()
}

// String writes nodes + ways + bench=yes, the last on nodes; those on ways are
// added where there are any.
func (b Benches) String() string {
	s := fmt.Sprintf("%d nodes + %d ways + %d bench=yes", b.Nodes, b.Ways, b.Yes)
	if b.YesOnWays > 0 {
		s += fmt.Sprintf(" (and %d bench=yes on ways)", b.YesOnWays)
	}
	return s
}

// countsByKind lists kinds by falling count.
func countsByKind(counts map[Kind]int) string {
	kinds := slices.SortedFunc(maps.Keys(counts), func(a, b Kind) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	parts := make([]string, len(kinds))
	for i, k := range kinds {
		parts[i] = fmt.Sprintf("%s %d", k, counts[k])
	}
	return strings.Join(parts, ", ")
}

func baseCounts(counts map[string]int) string {
	var parts []string
	for _, l := range layerOrder {
		parts = append(parts, fmt.Sprintf("%s %d", l, counts[l]))
	}
	return strings.Join(parts, ", ")
}
