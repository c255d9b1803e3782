package osm

import (
	"slices"
	"testing"

	"github.com/paulmach/osm"
)

func tagged(kv ...string) osm.Tags {
	var tags osm.Tags
	for i := 0; i < len(kv); i += 2 {
		tags = append(tags, osm.Tag{Key: kv[i], Value: kv[i+1]})
	}
	return tags
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		tags   osm.Tags
		want   Kind
		public bool
	}{
		{tagged("amenity", "bench"), Bench, true},
		{tagged("bench", "yes"), Bench, true},
		{tagged("bench", "yes", "highway", "bus_stop"), "bus_stop", true},
		{tagged("bench", "yes", "leisure", "picnic_table"), "picnic", true},
		{tagged("amenity", "library;cafe"), "library", true},
		{tagged("highway", "pedestrian", "area", "yes"), "square", true},
		{tagged("highway", "pedestrian"), "", false},
		{tagged("amenity", "social_facility", "social_facility", "soup_kitchen"), "drop_in", true},
		{tagged("leisure", "garden"), "", false}, // mostly somebody's own
		{tagged("leisure", "garden", "name", "Byhaven"), "garden", true},
		{tagged("leisure", "garden", "name", "Byhaven", "access", "private"), "garden", false},
		{tagged("amenity", "cafe"), "", false},
		{nil, "", false},
	} {
		if got, public := kindOf(c.tags); got != c.want || public != c.public {
			t.Errorf("%v: got %q, %v; want %q, %v", c.tags, got, public, c.want, c.public)
		}
	}
}

// No home is a place, whatever else its tags say: every kind's own tags on a
// residential building, a refuge or private ground give nothing public.
func TestHomesAreNeverPlaces(t *testing.T) {
	homes := []osm.Tags{
		tagged("building", "apartments"), tagged("building", "house"), tagged("building", "farm"),
		tagged("building", "dormitory"), tagged("access", "private"), tagged("access", "no"),
		tagged("garden:type", "residential"), tagged("social_facility", "group_home"),
		tagged("social_facility", "shelter"), tagged("social_facility", "nursing_home"),
	}
	for _, r := range kindRules {
		for _, home := range homes {
			tags := slices.Clone(home)
			for _, term := range r.rule {
				if !term.not && tags.Find(term.key) == "" {
					tags = append(tags, osm.Tag{Key: term.key, Value: firstValue(term)})
				}
			}
			if k, public := kindOf(tags); public {
				t.Errorf("%v became the public place %q", tags, k)
			}
		}
	}
}

func firstValue(t term) string {
	if len(t.values) > 0 {
		return t.values[0]
	}
	return "x"
}

// A home gives no name either.
func TestNamesOfHomesAreNotRead(t *testing.T) {
	for _, place := range []string{"isolated_dwelling", "farm", "plot", "house", "allotments", "locality"} {
		if k := nameKind(tagged("place", place, "name", "Enggård")); k != "" {
			t.Errorf("place=%s is named as %q", place, k)
		}
	}
	if nameKind(tagged("place", "hamlet")) != "" {
		t.Error("a hamlet without a name is no name")
	}
}

func TestKindsAreListedOnce(t *testing.T) {
	kinds := Kinds()
	for i, k := range kinds {
		if !k.Valid() || slices.Index(kinds, k) != i || k == never {
			t.Errorf("kind %q is invalid or listed twice", k)
		}
	}
	for _, k := range []Kind{"bench", "shelter", "square", "park", "station", "bus_stop", "library", "supermarket",
		"drop_in", "toilet", "playground", "church", "picnic", "fountain", "kiosk", "sports", "community_centre"} {
		if !slices.Contains(kinds, k) {
			t.Errorf("kind %q is missing", k)
		}
	}
	if Kind("house").Valid() || Kind("").Valid() || Kind(never).Valid() {
		t.Error("a word outside the table is valid")
	}
}

func TestRules(t *testing.T) {
	r := mustRule("a=1|2 !b=*")
	for _, c := range []struct {
		tags osm.Tags
		want bool
	}{
		{tagged("a", "1"), true},
		{tagged("a", "3; 2"), true},
		{tagged("a", "3"), false},
		{tagged("a", "1", "b", "x"), false},
		{tagged("b", "x"), false},
		{nil, false},
	} {
		if got := r.holds(c.tags); got != c.want {
			t.Errorf("%v: got %v, want %v", c.tags, got, c.want)
		}
	}
	for _, bad := range []string{"", "a", "a=", "=b", "!"} {
		if _, err := parseRule(bad); err == nil {
			t.Errorf("rule %q was accepted", bad)
		}
	}
}

// Streets' and barriers' tags are searched by halving: they must be sorted.
func TestTagListsAreSorted(t *testing.T) {
	if !slices.IsSorted(StreetTags) || !slices.IsSorted(barrierTags) {
		t.Error("StreetTags and barrierTags must be sorted")
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"Nygade":            "Nygade",
		"  Ny\tgade\n1 ":    "Ny gade 1",
		"a\x00b\xff\u202ec": "a b c",
		"":                  "",
	} {
		if got := clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	long := clean(string(slices.Repeat([]rune("å"), 500)))
	if n := len([]rune(long)); n != maxText {
		t.Errorf("a long text keeps %d runes, want %d", n, maxText)
	}
}
