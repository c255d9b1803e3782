package street

import (
	"testing"

	"runde/routes"
)

func TestPlainStreetByModes(t *testing.T) {
	d := draw(t, "A---------B").way("AB", "highway=residential")
	d.want(routes.Foot, 'A', 'B', metresAt(100, walking))
	d.want(routes.Bicycle, 'A', 'B', metresAt(100, riding))
	d.want(routes.Car, 'A', 'B', metresAt(100, 28))
}

// A one-way street is one-way for cars, for bicycles only without the exception,
// and never for walkers. The way round is longer.
func TestOneway(t *testing.T) {
	picture := `
A-->----B
|       |
|       |
D-------C`
	long := 80 + 2*30.0
	d := draw(t, picture).way("AB", "highway=residential oneway=yes").way("BCDA", "highway=residential")
	d.want(routes.Car, 'A', 'B', metresAt(80, 28))
	d.want(routes.Car, 'B', 'A', metresAt(long, 28))
	d.want(routes.Bicycle, 'B', 'A', metresAt(long, riding))
	d.want(routes.Foot, 'B', 'A', metresAt(80, walking))
}

func TestOnewayWithBicycleException(t *testing.T) {
	for _, exception := range []string{"oneway:bicycle=no", "cycleway=opposite_lane", "cycleway:left=opposite_track"} {
		d := draw(t, "A-->----B\n|       |\nD-------C").
			way("AB", "highway=residential oneway=yes "+exception).way("BCDA", "highway=residential")
		d.want(routes.Bicycle, 'B', 'A', metresAt(80, riding))
		d.want(routes.Car, 'B', 'A', metresAt(120, 28))
	}
}

func TestOnewayBackwards(t *testing.T) {
	d := draw(t, "A--<----B\n|       |\nD-------C").
		way("AB", "highway=residential oneway=-1").way("BCDA", "highway=residential")
	d.want(routes.Car, 'B', 'A', metresAt(80, 28))
	d.want(routes.Car, 'A', 'B', metresAt(120, 28))
}

// A roundabout is driven one way round, in the order of its points.
func TestRoundabout(t *testing.T) {
	d := draw(t, `
P---A---B---Q
    |   |
    D---C`).
		way("ABCDA", "highway=residential junction=roundabout").
		way("PA", "highway=residential").way("BQ", "highway=residential")
	d.want(routes.Car, 'P', 'Q', metresAt(40+40+40, 28))
	d.want(routes.Car, 'Q', 'P', metresAt(40+20+40+20+40, 28))
	d.want(routes.Foot, 'Q', 'P', metresAt(120, walking))
}

// What is private to vehicles or to all is no way; a permissive tag opens it.
func TestPrivateAccess(t *testing.T) {
	picture := "A-------B\n|       |\nD-------C"
	short, long := 80.0, 120.0
	for tag, want := range map[string]map[routes.Mode]float64{
		"access=private":                    {routes.Foot: long, routes.Bicycle: long, routes.Car: long},
		"access=private foot=permissive":    {routes.Foot: short, routes.Bicycle: long, routes.Car: long},
		"motor_vehicle=no":                  {routes.Foot: short, routes.Bicycle: short, routes.Car: long},
		"vehicle=no":                        {routes.Foot: short, routes.Bicycle: long, routes.Car: long},
		"vehicle=no bicycle=yes":            {routes.Foot: short, routes.Bicycle: short, routes.Car: long},
		"motor_vehicle=destination":         {routes.Car: short},
		"access=no motorcar=yes":            {routes.Foot: long, routes.Car: short},
		"access=private bicycle=unheard-of": {routes.Bicycle: long},
	} {
		d := draw(t, picture).way("AB", "highway=residential "+tag).way("BCDA", "highway=residential")
		for mode, metres := range want {
			speed := map[routes.Mode]float64{routes.Foot: walking, routes.Bicycle: riding, routes.Car: 28}[mode]
			t.Run(tag+" "+string(mode), func(t *testing.T) { d.t = t; d.want(mode, 'A', 'B', metresAt(metres, speed)) })
		}
	}
}

// Steps: walkers slowly, bicycles and cars round the block.
func TestSteps(t *testing.T) {
	d := draw(t, "A-------B\n|       |\nD-------C").way("AB", "highway=steps").way("BCDA", "highway=residential")
	d.want(routes.Foot, 'A', 'B', metresAt(120, walking)) // the way round is quicker than 80 m of steps
	d.want(routes.Bicycle, 'A', 'B', metresAt(120, riding))
	d.want(routes.Car, 'A', 'B', metresAt(120, 28))
	d = draw(t, "E---A--B---F").way("EA", "highway=footway").way("AB", "highway=steps").way("BF", "highway=footway")
	d.want(routes.Foot, 'E', 'F', metresAt(80, walking)+metresAt(30, 1.8))
}

// A rider pushes through a walking street, unless bicycles are welcome or banned.
func TestBicycleOnFootway(t *testing.T) {
	for tag, want := range map[string]float64{
		"": metresAt(80, pushing), "bicycle=yes": metresAt(80, 12), "bicycle=dismount": metresAt(80, pushing),
	} {
		d := draw(t, "A-------B").way("AB", "highway=pedestrian "+tag)
		t.Run(tag, func(t *testing.T) { d.t = t; d.want(routes.Bicycle, 'A', 'B', want) })
	}
	d := draw(t, "A-------B\n|       |\nD-------C").way("AB", "highway=footway bicycle=no").way("BCDA", "highway=residential")
	d.want(routes.Bicycle, 'A', 'B', metresAt(120, riding))
	d.want(routes.Foot, 'A', 'B', metresAt(80, walking))
}

// Where riding is banned but pushing is not, one pushes: as a walker, both ways.
func TestBicycleIsPushed(t *testing.T) {
	for _, tag := range []string{
		"highway=residential bicycle=dismount", "highway=residential oneway=yes bicycle=dismount",
		"highway=pedestrian vehicle=no bicycle=dismount", "highway=path access=no foot=yes bicycle=dismount",
	} {
		d := draw(t, "A-------B").way("AB", tag)
		t.Run(tag, func(t *testing.T) { d.t = t; d.want(routes.Bicycle, 'B', 'A', metresAt(80, pushing)) })
	}
	for _, tag := range []string{"highway=footway foot=no bicycle=dismount", "highway=path access=no bicycle=dismount", "highway=trunk motorroad=yes bicycle=dismount"} {
		d := draw(t, "A-------B\n|       |\nD-------C").way("AB", tag).way("BCDA", "highway=residential")
		t.Run(tag, func(t *testing.T) { d.t = t; d.want(routes.Bicycle, 'A', 'B', metresAt(120, riding)) })
	}
}

// Walkers use a trunk road where it has a pavement of its own; one that the map
// draws beside it, or that they must use instead, does not open the road.
func TestWalkingAlongATrunkRoad(t *testing.T) {
	for tag, want := range map[string]float64{
		"": 120, "sidewalk=no": 120, "sidewalk=separate": 120, "foot=use_sidepath": 120,
		"sidewalk=both": 80, "foot=yes": 80, "sidewalk=both foot=no": 120,
	} {
		d := draw(t, "A-------B\n|       |\nD-------C").way("AB", "highway=trunk "+tag).way("BCDA", "highway=residential")
		t.Run(tag, func(t *testing.T) { d.t = t; d.want(routes.Foot, 'A', 'B', metresAt(want, walking)) })
	}
}

// Nobody walks on a motorway or a motor road.
func TestMotorwayIsForCars(t *testing.T) {
	for _, tag := range []string{"highway=motorway oneway=no", "highway=trunk motorroad=yes"} {
		d := draw(t, "A-------B\n|       |\nD-------C").way("AB", tag).way("BCDA", "highway=residential")
		d.want(routes.Foot, 'A', 'B', metresAt(120, walking))
		d.want(routes.Bicycle, 'A', 'B', metresAt(120, riding))
		if got := d.seconds(routes.Car, 'A', 'B'); got > metresAt(80, 60) {
			t.Errorf("%s: a car takes %.1f s", tag, got)
		}
	}
}

func TestMaxspeed(t *testing.T) {
	for tag, limit := range map[string]float64{
		"maxspeed=30": 30, "maxspeed=30_km/h": 30, "maxspeed=20mph": 20 * 1.609344, "maxspeed=DK:urban": 50,
		"maxspeed=DK:rural": 80, "zone:maxspeed=DK:30": 30, "source:maxspeed=DK:zone30": 30,
		"maxspeed:type=DK:urban": 50, "maxspeed=40 zone:maxspeed=DK:30": 40,
	} {
		d := draw(t, "A---------B").way("AB", "highway=secondary "+tag)
		t.Run(tag, func(t *testing.T) { d.t = t; d.want(routes.Car, 'A', 'B', metresAt(100, ofLimit*limit)) })
	}
	for _, tag := range []string{"maxspeed=signals", "maxspeed=-30", "maxspeed=0", "maxspeed=9999", "maxspeed=NaN", "maxspeed=DK:"} {
		d := draw(t, "A---------B").way("AB", "highway=residential "+tag)
		t.Run(tag, func(t *testing.T) { d.t = t; d.want(routes.Car, 'A', 'B', metresAt(100, 28)) })
	}
}

// On a street where one is slow anyway, the town's limit is no reason to drive
// faster than where none is tagged, and a lower one slows.
func TestLimitOnASlowStreet(t *testing.T) {
	for tag, speed := range map[string]float64{"maxspeed=50": 28, "maxspeed=DK:urban": 28, "maxspeed=30": ofLimit * 30, "maxspeed=15": ofLimit * 15} {
		d := draw(t, "A---------B").way("AB", "highway=residential "+tag)
		t.Run(tag, func(t *testing.T) { d.t = t; d.want(routes.Car, 'A', 'B', metresAt(100, speed)) })
	}
}

func TestSurfaces(t *testing.T) {
	d := draw(t, "A---------B").way("AB", "highway=residential surface=cobblestone")
	d.want(routes.Foot, 'A', 'B', metresAt(100, 4.5))
	d.want(routes.Bicycle, 'A', 'B', metresAt(100, 10))
	d = draw(t, "A---------B").way("AB", "highway=track tracktype=grade5")
	d.want(routes.Car, 'A', 'B', metresAt(100, 8))
	d = draw(t, "A---------B\n|         |\nD---------C").way("AB", "highway=track smoothness=impassable").way("BCDA", "highway=residential")
	d.want(routes.Bicycle, 'A', 'B', metresAt(140, riding))
}

// A ferry joins an island to the rest: its duration, and the wait to board.
func TestFerry(t *testing.T) {
	d := draw(t, "A-B~~~~~~~~~C-D").way("AB", "highway=residential").
		way("BC", "route=ferry duration=00:20").way("CD", "highway=residential")
	d.want(routes.Foot, 'A', 'D', metresAt(40, walking)+1200+600)
	d.want(routes.Car, 'A', 'D', metresAt(40, 28)+1200+600)
	d = draw(t, "A-B~~~~~~~~~C-D").way("AB", "highway=residential").
		way("BC", "route=ferry motor_vehicle=no").way("CD", "highway=residential")
	d.want(routes.Foot, 'A', 'D', metresAt(40, walking)+metresAt(100, sailing)+600)
	if r := d.router(routes.Car); r.Graph().Nodes() != 2 {
		t.Errorf("a car reaches %d nodes, want the 2 on one shore", r.Graph().Nodes())
	}
}

func TestDurations(t *testing.T) {
	for s, want := range map[string]float64{
		"00:20": 12000, "1:30": 54000, "00:20:30": 12300, "45": 27000,
		"": 0, "PT20M": 0, "99:99:99:99": 0, "-5": 0, "4000:00": 0,
	} {
		if got := duration(s); got != want {
			t.Errorf("duration(%q) = %v, want %v", s, got, want)
		}
	}
}
