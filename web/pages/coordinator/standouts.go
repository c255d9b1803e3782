package coordinator

import (
	"cmp"
	"context"
	"math"
	"net/http"
	"slices"
	"strings"

	"runde/geo"
	"runde/geo/hotspot"
	"runde/geo/need"
	"runde/store"
	"runde/web/auth"
	"runde/web/pages"

	"github.com/paulmach/orb/geojson"
)

// standoutsPath is where need stands out: the week's map shows it, the page says it.
const standoutsPath = weekPath + "/behov"

// standoutsData is what the page says; the island puts its section beside the map.
type standoutsData struct {
	store.Standouts
	Summary string
	Spots   []spot    // hot cells, in the order of their numbers
	Groups  []cluster // clusters, the strongest first
	Top     []spot    // most surely among the ten; none where too few cells are known
	All     []spot    // every cell, those of the highest need first and unknown ones last
	Classes []class
	Blind   blindData
	Draws   int
	Map     *geojson.FeatureCollection
}

// class is one of the year's five of need.
type class struct {
	Number int
	Span   string // in people met per 10 hours
}

// spot is a cell as it is listed.
type spot struct {
	Mark     string // on the map; "": it does not stand out
	Name     string
	Known    bool
	Class    int     // of need, 1 to 5; 0 unknown
	Certain  string  // how sure that is
	Low      float64 // ends of the 80 % interval, people met per 10 hours
	High     float64
	Share    string // probability of being among the ten
	Concerns string // per 100 dwellings
	Hours    string // per 100 dwellings
}

// cluster is a cluster in words.
type cluster struct {
	Mark  string // on the map
	Where string
	Text  string
}

func (h handlers) standouts(w http.ResponseWriter, r *http.Request) error {
	m, l := auth.From(r.Context()).Municipality, h.L(r)
	found, err := h.db.Standouts(r.Context(), m, h.db.Today())
	if err != nil {
		return err
	}
	places, err := h.db.Places(r.Context(), m, h.db.Today(), store.PlaceFilter{Areas: true})
	if err != nil {
		return err
	}
	names, err := h.cellNames(r.Context(), m, l, found.Cover, places)
	if err != nil {
		return err
	}
	data := standoutsMaker{l, found, names}.make()
	if data.Blind, err = h.blind(r, found.Cells, names, places); err != nil {
		return err
	}
	return h.Render(w, r, http.StatusOK, pages.Page{
		Name: "coordinator/standouts", Title: l.T("coordinator.standouts.title"),
		Data: data, Islands: []string{"board"}, Words: []string{"coordinator.board."},
	})
}

// namedPlaces is how many of its places a cell is told by, beside its area.
const namedPlaces = 2

// cellNames tell the cells of a cover apart: by area, and by places in them.
func (h handlers) cellNames(ctx context.Context, m int32, l words, cover store.Cover, places []store.Place) (map[geo.Cell]string, error) {
	areas, err := h.db.AreaNames(ctx, m, cover)
	if err != nil {
		return nil, err
	}
	in := map[geo.Cell][]string{}
	for _, p := range places {
		if p.Name != "" && len(in[p.Cell]) < namedPlaces && !slices.Contains(in[p.Cell], p.Name) {
			in[p.Cell] = append(in[p.Cell], p.Name)
		}
	}
	out := map[geo.Cell]string{}
	for _, c := range cover.Cells() {
		out[c.Cell] = capital(areaText(l, areas[c.Cell].Name, areas[c.Cell].Inside))
		if list := in[c.Cell]; len(list) > 0 {
			out[c.Cell] += " (" + strings.Join(list, ", ") + ")"
		}
	}
	return out, nil
}

// standoutsMaker puts findings into words.
type standoutsMaker struct {
	l     words
	found store.Standouts
	names map[geo.Cell]string
}

func (s standoutsMaker) make() standoutsData {
	out := standoutsData{Standouts: s.found, Draws: need.Draws, Summary: s.summary(), Classes: s.classes(), Map: s.shapes()}
	list := slices.Clone(s.found.Cells)
	slices.SortStableFunc(list, func(a, b store.StandoutCell) int {
		return cmp.Or(cmp.Compare(known(b), known(a)), cmp.Compare(b.Mean*known(b), a.Mean*known(a)), strings.Compare(s.names[a.Cell], s.names[b.Cell]))
	})
	for _, c := range list {
		out.All = append(out.All, s.spot(c))
	}
	for _, c := range s.found.Cells { // by id, as the hot ones are
		if s.found.Hot.Contains(c.Cell) {
			out.Spots = append(out.Spots, s.spot(c))
		}
	}
	if s.found.Known > store.TopCells {
		slices.SortStableFunc(list, func(a, b store.StandoutCell) int { return cmp.Compare(b.TopShare, a.TopShare) })
		for _, c := range list[:store.TopCells] {
			out.Top = append(out.Top, s.spot(c))
		}
	}
	for i, c := range s.found.Clusters {
		out.Groups = append(out.Groups, cluster{s.mark("cluster", i), s.where(c), s.sentence(c)})
	}
	return out
}

// known sorts what is known before what is not.
func known(c store.StandoutCell) float64 {
	if c.Known {
		return 1
	}
	return 0
}

func (s standoutsMaker) summary() string {
	hot, clusters := len(s.found.Hot), len(s.found.Clusters)
	if hot+clusters == 0 {
		return s.l.T("coordinator.standouts.summary.none")
	}
	return s.l.T("coordinator.standouts.summary",
		"Hot", s.l.T("coordinator.standouts.cells", "Count", hot),
		"Clusters", s.l.T("coordinator.standouts.clusters", "Count", clusters))
}

func (s standoutsMaker) spot(c store.StandoutCell) spot {
	out := spot{
		Name: s.names[c.Cell], Known: c.Known, Share: none, Certain: s.certainty(c.Estimate),
		Concerns: s.perHundred(float64(c.Given.Concerns), c.Dwellings), Hours: s.perHundred(c.Given.Hours, c.Dwellings),
	}
	if i, hot := slices.BinarySearch(s.found.Hot, c.Cell); hot {
		out.Mark = s.mark("cell", i)
	}
	if c.Known {
		out.Class = s.found.Breaks.Class(c.Mean)
		out.Low, out.High = math.Round(10*c.Low), math.Round(10*c.High)
		if s.found.Known > store.TopCells {
			out.Share = s.percent(c.TopShare)
		}
	}
	return out
}

// certainty is how sure the need of a cell is, and for an unknown one why that is: how
// long nobody was there.
func (s standoutsMaker) certainty(e need.Estimate) string {
	class := e.Certainty()
	if class == need.Unknown {
		switch {
		case e.WeeksSince < 0:
			return s.l.T("coordinator.board.certainty.never")
		case e.Seen():
			return s.l.T("coordinator.standouts.hours.few")
		}
		class = need.Unseen
	}
	return s.l.T("coordinator.board.certainty."+string(class), "Weeks", e.WeeksSince)
}

// classes are the year's, in words.
func (s standoutsMaker) classes() []class {
	at := func(i int) string { return s.l.Number(10*s.found.Breaks[i], 1) }
	last := len(s.found.Breaks)
	out := []class{{1, s.l.T("coordinator.board.class.first", "To", at(0))}}
	for i := 1; i < last; i++ {
		out = append(out, class{i + 1, s.l.T("coordinator.board.class.between", "From", at(i-1), "To", at(i))})
	}
	return append(out, class{last + 1, s.l.T("coordinator.board.class.last", "From", at(last-1))})
}

// mark is what a cell or a cluster is called in the list and on the map.
func (s standoutsMaker) mark(of string, i int) string {
	return s.l.T("coordinator.standouts.mark."+of, "Number", i+1)
}

// none stands where there is no figure.
const none = "–"

// perHundred is an amount for every hundred dwellings.
func (s standoutsMaker) perHundred(amount float64, dwellings int) string {
	if dwellings == 0 {
		return none
	}
	return s.l.Number(100*amount/float64(dwellings), 1)
}

// percent is in whole ones, and never claims to be certain.
func (s standoutsMaker) percent(p float64) string {
	switch whole := math.Round(100 * p); {
	case whole < 1:
		return s.l.T("coordinator.standouts.under", "Percent", 1)
	case whole > 99:
		return s.l.T("coordinator.standouts.over", "Percent", 99)
	default:
		return s.l.T("coordinator.standouts.percent", "Percent", whole)
	}
}

// clusterNames is how many of a cluster's cells are named.
const clusterNames = 3

func (s standoutsMaker) where(c hotspot.Cluster) string {
	var list []string
	for _, cell := range append(geo.Area{c.Centre}, c.Cells...) {
		if name := s.names[cell]; name != "" && !slices.Contains(list, name) && len(list) < clusterNames {
			list = append(list, name)
		}
	}
	return s.l.T("coordinator.standouts.where", "Names", strings.Join(list, ", "),
		"Cells", s.l.T("coordinator.standouts.cells", "Count", len(c.Cells)))
}

func (s standoutsMaker) sentence(c hotspot.Cluster) string {
	p := s.l.T("coordinator.standouts.p.small")
	if c.P >= 0.01 {
		p = s.l.T("coordinator.standouts.p", "P", s.l.Number(c.P, 2))
	}
	of := s.found.Simulations + 1
	return s.l.T("coordinator.standouts.cluster.text",
		"Met", s.l.T("coordinator.standouts.met", "Count", c.Encounters),
		"Hours", s.l.Number(c.Hours, 0), "Expected", s.l.Number(c.Expected, 0),
		"Times", s.l.Number(math.Round(c.P*float64(of)), 0), "Of", s.l.Number(of, 0), "P", p)
}

// shapes are the outlines that the island draws, with the mark that the list has.
func (s standoutsMaker) shapes() *geojson.FeatureCollection {
	out := geojson.NewFeatureCollection()
	for i, c := range s.found.Hot {
		f := geojson.NewFeature(s.found.Cover.Outline(c))
		f.Properties = geojson.Properties{"cell": c.String(), "mark": s.mark("cell", i)}
		out.Append(f)
	}
	for i, c := range s.found.Clusters {
		f := geojson.NewFeature(s.found.Cover.OutlineOf(c.Cells))
		f.Properties = geojson.Properties{"cluster": true, "mark": s.mark("cluster", i)}
		out.Append(f)
	}
	return out
}
