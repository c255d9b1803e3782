package street

import "slices"

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
	"psv", "bus", "residents",
}

// granted are values that open what is closed by its kind.
var granted = []string{"yes", "designated", "permissive", "official", "destination", "customers", "use_sidepath"}

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
		v, set := t[key]
		if !set || v == "" {
			continue
		}
		switch {
		case slices.Contains(refused, v):
			return denied
		case slices.Contains(granted, v) && i < len(ladder[mode])-1:
			return allowed
		}
	}
	return unsaid
}
