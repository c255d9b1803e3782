package street

import "strings"

// direction says which way along a street's points one may go.
type direction int

const (
	both direction = iota
	forward
	backward
	neither // reversible by the hour: nobody can rely on it
)

// oneway is the direction for vehicles. Where it alternates by the minute, as at
// a signal before a narrow bridge, both get through.
func (t tags) oneway() direction {
	switch t["oneway"] {
	case "yes", "true", "1":
		return forward
	case "-1", "reverse":
		return backward
	case "no", "false", "0", "alternating":
		return both
	case "reversible":
		return neither
	}
	switch {
	case t["junction"] == "roundabout", t["junction"] == "circular":
		return forward
	case t["highway"] == "motorway", t["highway"] == "motorway_link":
		return forward
	}
	return both
}

// onewayBicycle adds the exceptions for bicycles.
func (t tags) onewayBicycle() direction {
	switch t["oneway:bicycle"] {
	case "no":
		return both
	case "yes":
		return forward
	case "-1":
		return backward
	}
	for _, key := range []string{"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"} {
		if strings.HasPrefix(t[key], "opposite") {
			return both
		}
	}
	return t.oneway()
}

// onewayFoot: walkers go both ways unless a tag for them says otherwise.
func (t tags) onewayFoot() direction {
	switch t["oneway:foot"] {
	case "yes":
		return forward
	case "-1":
		return backward
	}
	return both
}
