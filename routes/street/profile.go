package street

// pace is how a mode uses a street: its speed in km/h, 0 where it may not go, the
// direction, and tenths of a second once for the whole street.
type pace struct {
	speed float64
	way   direction
	once  float64
	fixed float64 // tenths of a second for the whole street instead of a speed, if above 0
}

// profiles are the three modes, in the order of routes.Modes.
var profiles = [3]func(tags) pace{foot, bicycle, car}

// start is what all modes ask first: may one, on which kind of street. Where the
// answer is settled by that, as on a ferry, done is true.
func start(t tags, mode int, way direction) (p pace, may permission, done bool) {
	may = t.may(mode)
	switch {
	case may == denied:
		return pace{}, may, true
	case t["route"] == "ferry":
		return ferry(t, way), may, true
	case !known[t["highway"]]:
		return pace{}, may, true
	}
	return pace{way: way}, may, false
}

const (
	walking  = 4.8  // km/h
	sailing  = 10   // km/h, where a ferry gives no duration
	boarding = 6000 // tenths of a second, the wait for a ferry
)

// ferry is a pace aboard, the same for everybody whom it takes.
func ferry(t tags, way direction) pace {
	p := pace{speed: sailing, way: way, once: boarding}
	if d := duration(t["duration"]); d > 0 {
		p.fixed = d
	}
	return p
}

// known are the classes of streets that exist: not those proposed, being built or
// inside a building.
var known = map[string]bool{
	"motorway": true, "motorway_link": true, "trunk": true, "trunk_link": true, "primary": true, "primary_link": true,
	"secondary": true, "secondary_link": true, "tertiary": true, "tertiary_link": true, "unclassified": true,
	"residential": true, "living_street": true, "service": true, "pedestrian": true, "track": true, "path": true,
	"footway": true, "cycleway": true, "bridleway": true, "steps": true, "road": true, "busway": true,
}

// rough are speeds in km/h that a surface allows at most, by mode.
var rough = map[string][3]float64{
	"cobblestone": {4.5, 10, 30}, "sett": {4.8, 12, 40}, "unhewn_cobblestone": {4, 7, 20},
	"unpaved": {4.8, 12, 40}, "gravel": {4.6, 11, 35}, "fine_gravel": {4.8, 13, 40},
	"compacted": {4.8, 14, 45}, "pebblestone": {4.4, 10, 30}, "dirt": {4.5, 10, 25}, "earth": {4.5, 10, 25},
	"ground": {4.5, 10, 25}, "grass": {4.3, 7, 15}, "grass_paver": {4.6, 10, 20}, "sand": {3.5, 4, 10},
	"mud": {3, 4, 8}, "woodchips": {4.3, 8, 15}, "wood": {4.8, 12, 30}, "metal": {4.8, 12, 30},
	"rock": {3.5, 4, 8}, "snow": {3, 4, 10}, "ice": {2.5, 4, 10},
}

var tracks = map[string][3]float64{
	"grade2": {4.8, 13, 25}, "grade3": {4.7, 11, 18}, "grade4": {4.5, 9, 12}, "grade5": {4.2, 7, 8},
}

// onSurface caps a speed by surface, track grade and smoothness.
func onSurface(t tags, mode int, speed float64) float64 {
	if cap, ok := rough[t["surface"]]; ok {
		speed = min(speed, cap[mode])
	}
	if cap, ok := tracks[t["tracktype"]]; ok {
		speed = min(speed, cap[mode])
	}
	if mode == 0 {
		return speed
	}
	switch t["smoothness"] {
	case "bad":
		speed = min(speed, [3]float64{0, 11, 30}[mode])
	case "very_bad", "horrible":
		speed = min(speed, [3]float64{0, 7, 10}[mode])
	case "very_horrible", "impassable":
		return 0
	}
	return speed
}
