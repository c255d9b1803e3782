package orienteer

import (
	"testing"

	"runde/routes"
)

func TestCheckPassesAWalkFromTheVehicle(t *testing.T) {
	p := square(3)
	s := walked(p, 0, 1, 2)
	if v := Check(p, s); len(v) > 0 || !s.Routes[0].Visits[2].Walked {
		t.Errorf("Check found %v in %+v, want a walk without fault", v, s.Routes[0])
	}
}

func TestCheckFindsAWalkFromTheBase(t *testing.T) {
	p := square(2)
	s := walked(p, 0, 1)
	s.Routes[0].Visits[0].Walked = true
	want(t, p, s, RuleWalk)
}

func TestCheckFindsAWalkOnAShiftThatDoesNotWalk(t *testing.T) {
	p := line(2)
	s := walked(p, 0, 1)
	s.Routes[0].Visits[1].Walked = true
	want(t, p, s, RuleWalk)
}

// The base is ten ticks off, parking takes five: nobody is there before 15.
func TestCheckFindsAVehicleThatNobodyParks(t *testing.T) {
	p := square(2)
	s := walked(p, 0, 1)
	s.Routes[0].Visits[0].Start--
	want(t, p, s, RuleShift)
}

// Place 2 is two ticks on foot from the vehicle at place 0; from there home is ten.
//
//	base ——10—— 0 · 1 · 2     leaves place 2 at 32: back at the vehicle at 34, home at 44
func TestCheckFindsAVehicleLeftBehind(t *testing.T) {
	p := square(3)
	s := walked(p, 0, 1, 2)
	if got := s.Routes[0].End; got != 44 {
		t.Fatalf("back at %d, want 44", got)
	}
	s.Routes[0].End--
	want(t, p, s, RuleShift)
}

// On the way to a stop that is driven to the vehicle is fetched first.
//
//	base ——10—— 0 · 1 · 2     walks to 1, leaves it at 26: vehicle 27, place 2 at 29, parked 34
func TestCheckFindsADriveWithoutItsVehicle(t *testing.T) {
	p := square(3)
	p.Shifts[0].Walk = cut(p.Shifts[0].Walk, 1, 2)
	s := walked(p, 0, 1, 2)
	if got := s.Routes[0].Visits[2]; got.Start != 34 || got.Walked {
		t.Fatalf("place 2 is visited %+v, want driven to at 34", got)
	}
	s.Routes[0].Visits[2].Start--
	want(t, p, s, RuleShift)
}

func TestCheckFindsNoWayOnFoot(t *testing.T) {
	p := square(2)
	s := walked(p, 0, 1)
	p.Shifts[0].Walk = cut(p.Shifts[0].Walk, 1, 0) // back to the vehicle
	want(t, p, s, RuleShift)
	if got := Check(p, s)[0]; got.At != 2 || got.Excess != int(routes.Unreachable) {
		t.Errorf("%v, want the way home without end", got)
	}
}

// A break may lie anywhere on the way back to the vehicle and on.
func TestCheckPassesABreakBesideTheVehicle(t *testing.T) {
	p := square(2)
	p.Shifts[0].Break = Break{10, Window{27, 27}} // leaves place 1 at 26, the vehicle at 27
	s := Solution{Routes: []Route{{Visits: []Visit{{Place: 0, Start: 15}, {Place: 1, Start: 21, Walked: true}}, Break: 27, End: 47}}}
	s.Value = Score(p, s).Total
	if v := Check(p, s); len(v) > 0 {
		t.Errorf("Check found %v", v)
	}
	s.Routes[0].End = 46
	want(t, p, s, RuleShift)
}
