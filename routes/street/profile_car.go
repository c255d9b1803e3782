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
		speed = ofLimit * limit
		if c := t["highway"]; c == "service" || c == "track" || c == "living_street" {
			speed = min(speed, 1.5*driven[c])
		}
	}
	p.speed = onSurface(t, 2, speed)
	return p
}
