package street

import (
	"slices"
	"strings"
)

// tags of a street or barrier, as OpenStreetMap writes them.
type tags map[string]string

// ladder is the access keys of a mode, the most particular first. The first that
// is set decides (https://wiki.openstreetmap.org/wiki/Key:access).
var ladder = [3][]string{
	{"foot", "access"},
	{"bicycle", "vehicle", "access"},
	{"motorcar", "motor_vehicle", "vehicle", "access"},
}

// refused are values by which the public may not pass.
var refused = []string{
	"no", "private", "agricultural", "forestry", "delivery", "permit", "military", "emergency",
	"psv", "bus", "residents", "employees", "restricted",
}

// granted are values that open what is closed by its kind. Who must use a path
// beside the street (use_sidepath) is not among them: that says nothing.
var granted = []string{"yes", "designated", "permissive", "official", "destination", "customers"}

// permission is what the access tags say.
type permission int

const (
	unsaid permission = iota
	allowed
	denied
)

// may reads the access tags for a mode; values it does not know say nothing. A general tag (access) refuses, but does
// not open what is closed by its kind: access=yes makes no motorway a footpath.
func (t tags) may(mode int) permission {
	for i, key := range ladder[mode] {
		switch says(t[key]) {
		case denied:
			return denied
		case allowed:
			if i < len(ladder[mode])-1 {
				return allowed
			}
		}
	}
	return unsaid
}

// says reads the value of an access tag. Of several, as in agricultural;forestry,
// one that grants is enough.
func says(value string) permission {
	p := unsaid
	for v := range strings.SplitSeq(value, ";") {
		switch v = strings.TrimSpace(v); {
		case slices.Contains(granted, v):
			return allowed
		case slices.Contains(refused, v):
			p = denied
		}
	}
	return p
}
