package street

const (
	riding  = 15.0 // km/h
	pushing = 4.0  // km/h, as a walker beside the bicycle
)

// bicycle is the pace of a rider, who pushes where only walking is meant.
func bicycle(t tags) pace {
	if t["bicycle"] == "dismount" && t["highway"] != "steps" && t["route"] != "ferry" {
		return pushed(t)
	}
	p, may, done := start(t, 1, t.onewayBicycle())
	if done {
		return p
	}
	speed := riding
	switch t["highway"] {
	case "cycleway":
		speed = 16
	case "path", "track":
		speed = 13
	case "living_street", "service":
		speed = 13
	case "footway", "pedestrian":
		if may != allowed {
			return pushed(t)
		}
		speed = 12
	case "steps":
		if may != allowed {
			return pace{}
		}
		speed = 1.5
	case "motorway", "motorway_link", "busway", "bridleway":
		speed = 0
	}
	if t["motorroad"] == "yes" {
		speed = 0
	}
	if speed == 0 && may == allowed {
		speed = riding
	}
	p.speed = onSurface(t, 1, speed)
	return p
}

// pushed is the pace beside the bicycle: a walker's, but slower.
func pushed(t tags) pace {
	p := foot(t)
	p.speed = min(pushing, p.speed)
	return p
}
