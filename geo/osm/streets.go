package osm

import (
	"crypto/sha256"
	"encoding/binary"
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

// tagSet names the tags that a street keeps: a SHA-256, since ways may all point
// at the same long strings, and a key of those themselves would multiply them.
type tagSet [sha256.Size]byte

func (b *wayBatch) tagSet(tags osm.Tags) (key tagSet) {
	if b.hash == nil {
		b.hash = sha256.New()
	}
	b.hash.Reset()
	for _, t := range tags {
		if _, ok := slices.BinarySearch(StreetTags, t.Key); !ok {
			continue
		}
		b.text = b.text[:0]
		for _, s := range [2]string{t.Key, t.Value} {
			b.text = append(binary.AppendUvarint(b.text, uint64(len(s))), s...)
		}
		b.hash.Write(b.text)
	}
	b.hash.Sum(key[:0])
	return key
}

// street takes the pieces of a street. Streets with the same tags share one map
// of them: a country's driveways differ in nothing else.
func (r *reader) street(w *way) {
	tags := r.tagSets[w.tagSet]
	if tags == nil {
		tags = keepTags(w.tags, StreetTags)
		r.tagSets[w.tagSet] = tags
	}
	for _, p := range w.pieces {
		r.out.Streets = append(r.out.Streets, Street{ID: w.id, Nodes: p.nodes, Line: p.line, Tags: tags})
	}
	r.reportStreet(w.missing, len(w.pieces))
	if len(w.pieces) > 0 && tags["name"] != "" {
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
