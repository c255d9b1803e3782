package street

// driven are mean speeds in km/h by class, where no limit is tagged: the Danish
// limits less what crossings and parked cars cost.
var driven = map[string]float64{
	"motorway": 110, "motorway_link": 60, "trunk": 75, "trunk_link": 50,
	"primary": 60, "primary_link": 45, "secondary": 55, "secondary_link": 40,
	"tertiary": 45, "tertiary_link": 35, "unclassified": 40, "residential": 28, "road": 28,
	"living_street": 12, "service": 14, "track": 12,
}

// ofLimit is the share of a tagged limit that one drives on average.
const ofLimit = 0.85

// car is the pace of a driver.
func car(t tags) pace {
	p, may, done := start(t, 2, t.oneway())
	if done {
		return p
	}
	speed := driven[t["highway"]]
	if speed == 0 {
		if may != allowed || t["highway"] == "steps" {
			return pace{}
		}
		speed = 8 // a path that a tag opens
	}
	if limit := t.maxspeed(); limit > 0 {
		speed = within(t["highway"], ofLimit*limit, speed)
	}
	p.speed = onSurface(t, 2, speed)
	return p
}

// within is the speed on a street with a limit, of what the limit and what the
// class alone would give. Where crossings, bends and parked cars slow more than the
// law does, a limit only makes slower.
func within(class string, byLimit, byClass float64) float64 {
	switch class {
	case "residential", "road", "living_street", "service", "track":
		return min(byLimit, byClass)
	}
	return byLimit
}
