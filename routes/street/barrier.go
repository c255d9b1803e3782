package street

// stops are the barriers that close a street by their kind, for bicycles and for
// cars; walkers pass all but walls. Of kinds not listed here (gate, lift_gate,
// cattle_grid, entrance, toll_booth …) everybody passes unless the tags refuse.
var stops = map[string][3]bool{
	"bollard": {false, false, true}, "block": {false, false, true}, "cycle_barrier": {false, false, true},
	"motorcycle_barrier": {false, false, true}, "planter": {false, false, true}, "log": {false, true, true},
	"jersey_barrier": {false, false, true}, "debris": {false, true, true}, "chain": {false, false, true},
	"stile": {false, true, true}, "kissing_gate": {false, true, true}, "turnstile": {false, true, true},
	"full-height_turnstile": {false, true, true}, "horse_stile": {false, true, true},
	"wall": {true, true, true}, "fence": {true, true, true}, "hedge": {true, true, true}, "retaining_wall": {true, true, true},
	"bus_trap": {false, false, true}, "sump_buster": {false, false, true},
}

// slows are tenths of a second that a barrier costs who passes it.
var slows = map[string][3]int32{
	"gate": {50, 100, 200}, "lift_gate": {0, 50, 150}, "swing_gate": {30, 100, 200}, "cycle_barrier": {0, 60, 0},
	"kissing_gate": {60, 0, 0}, "stile": {100, 0, 0}, "bollard": {0, 10, 0}, "toll_booth": {0, 0, 150},
	"border_control": {0, 0, 300}, "turnstile": {50, 0, 0},
}

// passage is what a barrier costs each mode, closed where it stops it.
func passage(t tags) [3]int32 {
	kind := t["barrier"]
	cost := slows[kind]
	for mode := range cost {
		may := t.may(mode)
		switch {
		case may == denied, t["locked"] == "yes" && may != allowed:
			cost[mode] = closed
		case stops[kind][mode] && may != allowed:
			cost[mode] = closed
		}
	}
	return cost
}
