package osm

import (
	_ "embed"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

//go:embed base.tsv
var baseTable string

// The geometries of base.tsv.
const (
	areaGeometry = "area"
	lineGeometry = "line"
)

// baseRule says what an element is drawn as.
type baseRule struct {
	layer, class string
	rule         rule
}

var baseRules = func() map[string][]*baseRule {
	m := map[string][]*baseRule{}
	for _, row := range readTable("base.tsv", baseTable, 4) {
		m[row[2]] = append(m[row[2]], &baseRule{row[0], row[1], mustRule(row[3])})
	}
	return m
}()

// feature draws an element by a rule, if there is one.
func (r *reader) feature(b *baseRule, tags osm.Tags, g orb.Geometry) {
	if b == nil {
		return
	}
	f := Feature{Layer: b.layer, Class: b.class, Geometry: g}
	if b.layer == Water || b.layer == Green {
		f.Name = label(tags)
	}
	r.base[rank(f.Layer)].add(f)
}

// layerOrder is the order of drawing.
var layerOrder = [...]string{Land, Water, Green, Buildings, Rails}

func rank(layer string) int { return slices.Index(layerOrder[:], layer) }

// joinBase puts the features into the order of drawing, the land itself first.
func (r *reader) joinBase(land orb.MultiPolygon) []Feature {
	n := 1
	for i := range r.base {
		n += r.base[i].count
	}
	all := make([]Feature, 0, n)
	if len(land) > 0 {
		all = append(all, Feature{Layer: Land, Class: Land, Geometry: land})
	}
	for i := range r.base {
		all = r.base[i].appendTo(all)
	}
	return all
}
