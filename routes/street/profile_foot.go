package street

import "slices"

// noPavement are values of sidewalk by which a street has none of its own; one
// that is drawn beside it (separate) opens nothing.
var noPavement = []string{"", "no", "none", "separate"}

// foot is the pace of a walker.
func foot(t tags) pace {
	p, may, done := start(t, 0, t.onewayFoot())
	if done {
		return p
	}
	speed := walking
	switch t["highway"] {
	case "motorway", "motorway_link":
		speed = 0
	case "trunk", "trunk_link":
		if slices.Contains(noPavement, t["sidewalk"]) {
			speed = 0
		}
	case "busway", "bridleway":
		speed = 0
	case "steps":
		speed = 1.8
	}
	if t["motorroad"] == "yes" {
		speed = 0
	}
	if speed == 0 && may == allowed {
		speed = walking
	}
	p.speed = onSurface(t, 0, speed)
	return p
}
