package street

const (
	riding  = 15.0 // km/h
	pushing = 4.0  // km/h, as a walker beside the bicycle
)

// bicycle is the pace of a rider, who pushes where only walking is meant.
func bicycle(t tags) pace {
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
	if t["bicycle"] == "dismount" {
		return pushed(t)
	}
	if speed == 0 && may == allowed {
		speed = riding
	}
	p.speed = onSurface(t, 1, speed)
	return p
}

// pushed is the pace beside the bicycle: a walker's rights.
func pushed(t tags) pace {
	if t.may(0) == denied {
		return pace{}
	}
	return pace{speed: onSurface(t, 0, pushing), way: t.onewayFoot()}
}
