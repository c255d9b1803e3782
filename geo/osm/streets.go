package osm

import (
	"maps"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// StreetTags are the tags of a street that routing or the base map reads.
var StreetTags = []string{
	"access", "area", "bicycle", "bridge", "cycleway", "cycleway:both", "cycleway:left", "cycleway:right",
	"duration", "foot", "ford", "highway", "junction", "layer", "maxspeed", "maxspeed:type", "motor_vehicle",
	"motorcar", "motorroad", "name", "oneway", "oneway:bicycle", "oneway:foot", "route", "service", "sidewalk",
	"smoothness", "source:maxspeed", "surface", "tracktype", "tunnel", "vehicle", "zone:maxspeed",
}

// barrierTags are the tags of a barrier that routing reads.
var barrierTags = []string{
	"access", "barrier", "bicycle", "foot", "locked", "maxwidth:physical", "motor_vehicle", "motorcar", "vehicle",
}

// streetRules hold for ways that somebody may travel on.
var streetRules = []rule{
	mustRule("highway=motorway|trunk|primary|secondary|tertiary|unclassified|residential|living_street|service" +
		"|pedestrian|track|path|footway|cycleway|bridleway|steps|road|busway|motorway_link|trunk_link|primary_link" +
		"|secondary_link|tertiary_link"),
	mustRule("route=ferry"),
}

func isStreet(tags osm.Tags) bool {
	return slices.ContainsFunc(streetRules, func(r rule) bool { return r.holds(tags) })
}

// keepTags picks the listed tags.
func keepTags(tags osm.Tags, keys []string) map[string]string {
	m := map[string]string{}
	for _, t := range tags {
		if _, ok := slices.BinarySearch(keys, t.Key); ok {
			m[clean(t.Key)] = clean(t.Value)
		}
	}
	return m
}

// street takes a way's runs of nodes that are in the area. A gap splits it: a
// bridge over missing nodes would invent a street.
func (r *reader) street(s shape) {
	tags := keepTags(s.tags, StreetTags)
	missing, kept := 0, 0
	run := Street{ID: s.id, Tags: tags}
	flush := func() {
		if len(run.Nodes) >= 2 {
			r.out.Streets = append(r.out.Streets, run)
			kept++
		}
		run = Street{ID: s.id, Tags: tags}
	}
	for _, id := range s.ids {
		p, ok := r.pos.find(id)
		if !ok {
			missing++
			flush()
			continue
		}
		run.Nodes = append(run.Nodes, id)
		run.Line = append(run.Line, p)
	}
	flush()
	r.reportStreet(missing, kept)
	if kept > 0 && tags["name"] != "" {
		r.names[tags["name"]] = struct{}{}
	}
}

func (r *reader) reportStreet(missing, kept int) {
	switch {
	case kept == 0:
		r.out.Report.drop("street", whyTooShort)
	case missing > 0 && r.area == nil:
		r.out.Report.drop("street", whyMissing+", shortened")
	case missing > 0:
		r.out.Report.drop("street", whyOutside+" or "+whyMissing+", shortened")
	}
}

// finishStreets keeps the barriers that stand on a street, and sorts the names.
func (r *reader) finishStreets() {
	r.out.Barriers = map[int64]map[string]string{}
	for _, s := range r.out.Streets {
		for _, id := range s.Nodes {
			if t := r.barriers[id]; t != nil {
				r.out.Barriers[id] = t
			}
		}
	}
	r.barriers = nil
	r.out.StreetNames = slices.Sorted(maps.Keys(r.names))
}

// lengthM is the length of a line in metres.
func lengthM(l orb.LineString) float64 {
	sum := 0.0
	for i := 1; i < len(l); i++ {
		sum += distanceM(l[i-1], l[i])
	}
	return sum
}
