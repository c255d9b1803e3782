package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"runde/cmd/runde/mapread"
	"runde/geo/cells"
	"runde/geo/osm"
	"runde/routes"
	"runde/store"
)

// importResult is what an import did.
type importResult struct {
	Municipality string         `json:"municipality"`
	Read         mapSummary     `json:"read"`
	Stored       store.Imported `json:"stored"`
	// Steps are parts of the work, some of them side by side; Seconds is all of it.
	Steps   mapread.Steps `json:"steps"`
	Seconds float64       `json:"seconds"`
	Peak    int64         `json:"peak_memory_bytes,omitempty"` // of the reading
}

// write prints the result for a person, or as JSON.
func (r importResult) write(out io.Writer, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	_, err := io.WriteString(out, r.Read.String()+importedText(r.Stored)+r.stepsText())
	return err
}

// stepsText says how long the work took, and its parts.
func (r importResult) stepsText() string {
	var parts []string
	for _, s := range r.Steps {
		parts = append(parts, fmt.Sprintf("%s %.1f", s.What, s.Seconds))
	}
	line := fmt.Sprintf("%-12s %.1f s in all: %s", "took", r.Seconds, strings.Join(parts, ", "))
	if r.Peak > 0 {
		line += fmt.Sprintf("; reading held %d MiB at most", r.Peak>>20)
	}
	return line + "\n"
}

// mapSummary is what a reading of a map found; counts only.
type mapSummary struct {
	Map      osm.Summary  `json:"map"`
	GeoFA    *osm.Report  `json:"geofa,omitempty"`
	Outside  int          `json:"geofa_outside,omitempty"` // facilities in other municipalities
	Doubles  int          `json:"geofa_doubles,omitempty"` // facilities that the map has too
	Inside   int          `json:"places_inside"`           // places in the municipality
	Street   coverSummary `json:"street_cover"`
	Home     coverSummary `json:"home_cover"`
	Source   string       `json:"dwelling_source"`
	Warnings []string     `json:"warnings,omitempty"`
}

type coverSummary struct {
	Cells     int  `json:"cells"`
	Floor     int  `json:"floor"`
	Dwellings int  `json:"dwellings"`
	Below     bool `json:"below_floor,omitempty"`
}

func summaryOf(m *mapread.Map, in store.Import) mapSummary {
	s := mapSummary{
		Map: m.Map, Inside: len(in.Places), Source: m.Source,
		Street: coverOf(in.Street), Home: coverOf(in.Home),
	}
	if m.HasGeoFA {
		s.GeoFA, s.Outside, s.Doubles = &m.GeoFA, m.Outside, m.Doubles
	}
	s.Warnings = coverWarnings(m, in.Street)
	if m.Map.Streets == 0 {
		s.Warnings = append(s.Warnings, "the map holds no street: no round can be planned")
	}
	if len(in.Places) == 0 {
		s.Warnings = append(s.Warnings, "the map holds no public place in the municipality: rounds will have area stops alone")
	}
	return s
}

func coverOf(c *cells.Cover) coverSummary {
	return coverSummary{len(c.Cells()), c.Floor(), c.Dwellings(), c.BelowFloor()}
}

// String writes the summary as lines of a label and what it counts.
func (s mapSummary) String() string {
	var b strings.Builder
	b.WriteString(s.Map.String())
	line := func(label, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s %s\n", label, fmt.Sprintf(format, args...))
	}
	if s.GeoFA != nil {
		line("geofa", "%d facilities, %d of them outside the municipality, %d on the map too", s.GeoFA.Features, s.Outside, s.Doubles)
		for _, d := range s.GeoFA.Dropped {
			line("left out", "%d × %s: %s", d.N, d.What, d.Why)
		}
	}
	line("inside", "%d places in the municipality", s.Inside)
	line("cover", "%d cells of at least %d dwellings (%d in all, by %s)", s.Street.Cells, s.Street.Floor, s.Street.Dwellings, s.Source)
	line("home cover", "%d cells of at least %d dwellings", s.Home.Cells, s.Home.Floor)
	for _, w := range s.Warnings {
		line("warning", "%s", w)
	}
	return b.String()
}

// networkText says what street network is live, what it was before, and what is
// doubtful about it.
func networkText(d store.Imported) string {
	nodes := fmt.Sprint(d.Figures.Nodes, " nodes")
	if d.Before != nil && d.Before.Nodes != d.Figures.Nodes {
		nodes += fmt.Sprintf(", %d before", d.Before.Nodes)
	}
	var parts []string
	for _, mode := range routes.Modes {
		if share, known := d.Figures.Shares[mode]; known {
			parts = append(parts, fmt.Sprintf("%s %.1f %%", mode, 100*share))
		}
	}
	s := fmt.Sprintf("%-12s %s; of them hang together: %s\n", "network", nodes, strings.Join(parts, ", "))
	for _, mode := range d.Figures.LowShares() {
		s += fmt.Sprintf("%-12s only %.0f %% of the %s network hangs together: what lies apart is not planned for; is the extract cut too close?\n",
			"warning", 100*d.Figures.Shares[mode], mode)
	}
	return s
}

// importedText says what the import changed.
func importedText(d store.Imported) string {
	p := d.Places
	s := networkText(d) + fmt.Sprintf("%-12s %s: %d places added, %d changed, %d unchanged, %d retired; %d kept as edited, %d kept on a plan\n",
		"stored", d.Municipality.Name, p.Added, p.Changed, p.Unchanged, p.Retired, p.Edited, p.InUse)
	for _, a := range d.Accepted {
		s += fmt.Sprintf("%-12s %s: %s before, %s in this map (%s)\n", "accepted", a.What, a.Live, a.New, a.Rule)
	}
	for _, year := range d.CoverMade {
		s += fmt.Sprintf("%-12s %d has these cells\n", "cover", year)
	}
	for _, year := range d.CoverKept {
		s += fmt.Sprintf("%-12s %d keeps the cells it had: a year's cells never change\n", "cover", year)
	}
	if len(d.CoverKept) > 0 {
		s += fmt.Sprintf("%-12s %d gets these cells, unless another map is read before\n", "cover", d.CoverNext)
	}
	return s
}

// toStore makes what is stored of the map: covers with the given floors, and the
// places inside them.
func toStore(m *mapread.Map, name string, floor, homeFloor int) store.Import {
	in := store.Import{
		Municipality:   name,
		SourceSHA256:   m.SHA256,
		Street:         cells.New(m.Homes, floor),
		Home:           cells.New(m.Homes, max(floor, homeFloor)),
		DwellingSource: m.Source,
		Boundary:       m.Area,
		Sources:        []string{store.FromOSM},
		Names:          m.Names,
		StreetNames:    m.StreetNames,
		Network:        m.Network,
		Basemap:        m.Basemap,
	}
	if m.HasGeoFA {
		in.Sources = append(in.Sources, store.FromGeoFA)
	}
	for _, p := range m.Places {
		if _, inside := in.Street.At(p.Point); inside {
			in.Places = append(in.Places, placeOf(p))
		}
	}
	in.Summary = summaryOf(m, in)
	return in
}
