package street

import (
	"strconv"
	"strings"
)

// danish are the general speed limits of Denmark, in km/h, as the map names them.
var danish = map[string]float64{
	"urban": 50, "rural": 80, "motorway": 130, "trunk": 80, "living_street": 15, "walk": 7,
	"bicycle_road": 30, "pedestrian_zone": 15,
}

// maxspeed is the limit in km/h, 0 where the tags give none. A number may carry a
// unit (mph, knots); a zone or a source may name a country's rule (DK:urban) or a
// zone's speed (DK:30, DK:zone30, DK:zone:30).
func (t tags) maxspeed() float64 {
	for _, key := range []string{"maxspeed", "zone:maxspeed", "maxspeed:type", "source:maxspeed"} {
		if v := speedOf(t[key]); v > 0 {
			return v
		}
	}
	return 0
}

func speedOf(s string) float64 {
	s = strings.TrimSpace(s)
	if _, rule, found := strings.Cut(s, ":"); found {
		rule = strings.TrimPrefix(strings.TrimPrefix(rule, "zone"), ":")
		if v, ok := danish[rule]; ok {
			return v
		}
		s = rule
	}
	if v, ok := danish[s]; ok {
		return v
	}
	number, unit, _ := strings.Cut(s, " ")
	factor := 1.0
	switch {
	case unit == "mph" || strings.HasSuffix(number, "mph"):
		factor = 1.609344
	case unit == "knots":
		factor = 1.852
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(number, "mph"), 64)
	if err != nil || !(v >= 5) || v > 200 {
		return 0
	}
	return v * factor
}
