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
		f.Name = clean(tags.Find("name"))
	}
	r.out.Base = append(r.out.Base, f)
}

// layerOrder is the order of drawing.
var layerOrder = []string{Land, Water, Green, Buildings, Rails}

// sortBase puts the features into the order of drawing, the land itself first.
func sortBase(base []Feature) {
	rank := func(f Feature) int {
		if f.Class == Land {
			return -1
		}
		return slices.Index(layerOrder, f.Layer)
	}
	slices.SortStableFunc(base, func(a, b Feature) int { return rank(a) - rank(b) })
}
