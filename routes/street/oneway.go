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

// directed reads the value of a oneway tag; known is false where it says nothing.
// Where the direction alternates by the minute, as at a signal before a narrow
// bridge, both get through.
func directed(value string) (d direction, known bool) {
	switch value {
	case "yes", "true", "1":
		return forward, true
	case "-1", "reverse":
		return backward, true
	case "no", "false", "0", "alternating":
		return both, true
	case "reversible":
		return neither, true
	}
	return both, false
}

// oneway is the direction for vehicles.
func (t tags) oneway() direction {
	if d, known := directed(t["oneway"]); known {
		return d
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
	if d, known := directed(t["oneway:bicycle"]); known {
		return d
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
	d, _ := directed(t["oneway:foot"])
	return d
}
