package osm

import (
	"slices"
	"testing"

	"github.com/paulmach/osm"
	"pgregory.net/rapid"
)

// kindOf is the kind of an element with these tags, and whether it is public.
func kindOf(tags osm.Tags) (Kind, bool) {
	t := traitsOf(tags)
	return t.kind, t.public
}

func isStreet(tags osm.Tags) bool {
	t := traitsOf(tags)
	return t.street
}

// slowTraits tries every rule of every table from the top.
func slowTraits(tags osm.Tags) traits {
	t := traits{
		settlement: nameKind(tags),
		street:     slices.ContainsFunc(streetRules, func(r rule) bool { return r.holds(tags) }),
		home:       slices.ContainsFunc(homeRules, func(r rule) bool { return r.holds(tags) }),
		address:    tags.Find("addr:housenumber") != "",
		bench:      tags.Find("amenity") == "bench",
		benchYes:   tags.Find("amenity") != "bench" && tags.Find("bench") == "yes",
		barrier:    tags.Find("barrier") != "",
		coast:      tags.Find("natural") == "coastline",
	}
	holds := func(r kindRule) bool { return r.rule.holds(tags) }
	if i := slices.IndexFunc(kindRules, holds); i >= 0 {
		t.kind, t.public = kindRules[i].kind, !slices.ContainsFunc(neverRules, holds)
	}
	for geometry, rule := range map[string]**baseRule{areaGeometry: &t.area, lineGeometry: &t.line} {
		for _, b := range baseRules[geometry] {
			if *rule == nil && b.rule.holds(tags) {
				*rule = b
			}
		}
	}
	return t
}

// Looking rules up by key finds what trying all of them finds, also where a key
// comes twice or a value is empty or a list.
func TestTraitsEqualEveryRule(t *testing.T) {
	words := map[string][]string{"name": {"", "Åen"}, "note": {"x"}}
	learn := func(r rule) {
		for _, term := range r {
			words[term.key] = append(append(words[term.key], term.values...), "yes", "", "other;"+firstValue(term))
		}
	}
	for _, r := range slices.Concat(kindRules, neverRules) {
		learn(r.rule)
	}
	for _, rules := range baseRules {
		for _, r := range rules {
			learn(r.rule)
		}
	}
	for _, r := range slices.Concat(streetRules, homeRules) {
		learn(r)
	}
	for _, special := range []string{"addr:housenumber", "barrier", "place"} {
		words[special] = append(words[special], "town", "7", "")
	}
	words["natural"] = append(words["natural"], "coastline")
	var keys []string
	for k := range words {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	rapid.Check(t, func(t *rapid.T) {
		var tags osm.Tags
		for range rapid.IntRange(0, 6).Draw(t, "tags") {
			k := rapid.SampledFrom(keys).Draw(t, "key")
			tags = append(tags, osm.Tag{Key: k, Value: rapid.SampledFrom(words[k]).Draw(t, "value")})
		}
		if got, want := traitsOf(tags), slowTraits(tags); got != want {
			t.Fatalf("%v: got %+v, want %+v", tags, got, want)
		}
	})
}
