package street

import "testing"

// The most particular key decides; a general one refuses but opens nothing.
func TestAccessLadder(t *testing.T) {
	const foot, bicycle, car = 0, 1, 2
	for _, c := range []struct {
		tags string
		mode int
		want permission
	}{
		{"", foot, unsaid},
		{"access=yes", foot, unsaid},
		{"access=yes", car, unsaid},
		{"access=no", foot, denied},
		{"access=private", car, denied},
		{"access=customers", foot, unsaid},
		{"access=no foot=yes", foot, allowed},
		{"access=no foot=yes", bicycle, denied},
		{"access=no foot=designated", foot, allowed},
		{"access=yes foot=no", foot, denied},
		{"vehicle=no", foot, unsaid},
		{"vehicle=no", bicycle, denied},
		{"vehicle=no", car, denied},
		{"vehicle=no motor_vehicle=yes", car, allowed},
		{"vehicle=no motor_vehicle=yes", bicycle, denied},
		{"motor_vehicle=no motorcar=yes", car, allowed},
		{"motor_vehicle=yes motorcar=no", car, denied},
		{"motor_vehicle=agricultural", car, denied},
		{"motor_vehicle=destination", car, allowed},
		{"bicycle=use_sidepath", bicycle, unsaid},
		{"foot=use_sidepath access=no", foot, denied},
		{"motor_vehicle=agricultural;forestry", car, denied},
		{"motor_vehicle=agricultural;destination", car, allowed},
		{"vehicle=whatever;private", bicycle, denied},
		{"bicycle=dismount", bicycle, unsaid},
		{"bicycle=dismount access=no", bicycle, denied},
		{"foot= access=no", foot, denied},
		{"foot=whatever", foot, unsaid},
	} {
		if got := tags(parseTags(c.tags)).may(c.mode); got != c.want {
			t.Errorf("%q for mode %d: %v, want %v", c.tags, c.mode, got, c.want)
		}
	}
}

func TestOnewayTags(t *testing.T) {
	for _, c := range []struct {
		tags               string
		car, bicycle, foot direction
	}{
		{"highway=residential", both, both, both},
		{"oneway=yes", forward, forward, both},
		{"oneway=1", forward, forward, both},
		{"oneway=-1", backward, backward, both},
		{"oneway=no junction=roundabout", both, both, both},
		{"oneway=reversible", neither, neither, both},
		{"oneway=alternating", both, both, both},
		{"junction=roundabout", forward, forward, both},
		{"junction=circular", forward, forward, both},
		{"highway=motorway", forward, forward, both},
		{"highway=motorway_link oneway=no", both, both, both},
		{"oneway=yes oneway:bicycle=no", forward, both, both},
		{"oneway:bicycle=yes", both, forward, both},
		{"oneway=yes oneway:bicycle=-1", forward, backward, both},
		{"oneway=yes oneway:bicycle=false oneway:foot=true", forward, both, forward},
		{"oneway:bicycle=reverse oneway:foot=reverse", both, backward, backward},
		{"oneway=yes oneway:bicycle=perhaps", forward, forward, both},
		{"oneway=yes cycleway=opposite", forward, both, both},
		{"oneway=yes cycleway:right=lane", forward, forward, both},
		{"oneway=yes cycleway:both=opposite_lane", forward, both, both},
		{"oneway=yes oneway:foot=yes", forward, forward, forward},
		{"oneway:foot=-1", both, both, backward},
		{"oneway=perhaps", both, both, both},
	} {
		got := tags(parseTags(c.tags))
		if a, b, f := got.oneway(), got.onewayBicycle(), got.onewayFoot(); a != c.car || b != c.bicycle || f != c.foot {
			t.Errorf("%q: car %v, bicycle %v, foot %v; want %v, %v, %v", c.tags, a, b, f, c.car, c.bicycle, c.foot)
		}
	}
}

func TestSpeeds(t *testing.T) {
	for s, want := range map[string]float64{
		"50": 50, " 50 ": 50, "50 km/h": 50, "30 mph": 48.28032, "30mph": 48.28032, "10 knots": 18.52,
		"DK:urban": 50, "DK:rural": 80, "DK:motorway": 130, "DK:30": 30, "DK:zone30": 30, "DK:zone:30": 30, "walk": 7, "DK:bicycle_road": 30,
		"": 0, "none": 0, "signals": 0, "variable": 0, "-50": 0, "4": 0, "201": 0, "50;30": 0, "NaN": 0, "Inf": 0, "1e9": 0,
	} {
		if got := speedOf(s); got < want-1e-6 || got > want+1e-6 {
			t.Errorf("speedOf(%q) = %v, want %v", s, got, want)
		}
	}
}

// Whom each kind of barrier stops, and what its tags change.
func TestPassages(t *testing.T) {
	for _, c := range []struct {
		tags  string
		stops [3]bool // foot, bicycle, car
	}{
		{"barrier=gate", [3]bool{}},
		{"barrier=gate access=private", [3]bool{true, true, true}},
		{"barrier=gate locked=yes", [3]bool{true, true, true}},
		{"barrier=gate locked=yes bicycle=yes", [3]bool{true, false, true}},
		{"barrier=bollard", [3]bool{false, false, true}},
		{"barrier=bollard motor_vehicle=yes", [3]bool{}},
		{"barrier=bollard bicycle=no", [3]bool{false, true, true}},
		{"barrier=stile", [3]bool{false, true, true}},
		{"barrier=kissing_gate", [3]bool{false, true, true}},
		{"barrier=wall", [3]bool{true, true, true}},
		{"barrier=wall foot=yes", [3]bool{false, true, true}},
		{"barrier=lift_gate", [3]bool{}},
		{"barrier=cattle_grid", [3]bool{}},
		{"barrier=unheard_of", [3]bool{}},
	} {
		for mode, cost := range passage(tags(parseTags(c.tags))) {
			if (cost == closed) != c.stops[mode] || cost < closed {
				t.Errorf("%q costs mode %d %d, want stopped %v", c.tags, mode, cost, c.stops[mode])
			}
		}
	}
}

// No tags make a pace that is negative, endless or faster than a motorway.
func TestPacesAreBounded(t *testing.T) {
	ways := []string{"motorway", "trunk", "primary", "residential", "service", "track", "path", "footway", "cycleway", "steps", "pedestrian", "bridleway", "busway", "nonsense", ""}
	extras := []string{"", "maxspeed=200", "maxspeed=5", "surface=mud", "surface=unknown", "tracktype=grade5", "smoothness=impassable",
		"foot=yes bicycle=yes motorcar=yes", "motorroad=yes foot=yes", "route=ferry", "route=ferry duration=00:00", "access=no"}
	for _, way := range ways {
		for _, extra := range extras {
			got := tags(parseTags("highway=" + way + " " + extra))
			for mode, of := range profiles {
				if p := of(got); p.speed < 0 || p.speed > 170 || p.once < 0 || p.fixed < 0 {
					t.Errorf("%q: mode %d has the pace %+v", got, mode, p)
				}
			}
		}
	}
}
