package plans

import (
	"errors"
	"slices"
	"testing"

	"runde/routes"
)

// round is a plan of the hamlet's one shift with the places in the given order.
func round(w town, places ...int) Plan {
	p := Plan{Week: w.Week, Rounds: []Round{{ShiftID: w.Shifts[0].ID}}}
	for _, i := range places {
		p.Rounds[0].Stops = append(p.Rounds[0].Stops, Stop{PlaceID: w.Places[i].ID})
	}
	return p
}

func evaluate(t *testing.T, w town, p Plan) (Plan, []Violation) {
	t.Helper()
	out, v, err := Evaluate(w.Input, p)
	if err != nil {
		t.Fatal(err)
	}
	return out, v
}

// Times by hand: 4 minutes a kilometre, 20 minutes a visit.
//
//	9:00 base — 9:08 place 1 –9:28 — 9:32 place 0 –9:52 — base 9:56
func TestEvaluateGivesTimes(t *testing.T) {
	w := hamlet(3)
	p, v := evaluate(t, w, round(w, 1, 0))
	if len(v) > 0 {
		t.Errorf("breaks %+v", v)
	}
	a, b := p.Rounds[0].Stops[0], p.Rounds[0].Stops[1]
	if a.Arrive != 548 || a.Leave != 568 || b.Arrive != 572 || b.Leave != 592 || p.Rounds[0].End != 596 {
		t.Errorf("times %d–%d, %d–%d, end %d; want 548–568, 572–592, end 596", a.Arrive, a.Leave, b.Arrive, b.Leave, p.Rounds[0].End)
	}
	if a.Cell != w.Places[1].Cell || len(a.Reasons) == 0 {
		t.Errorf("stop %+v, want its cell and reasons", a)
	}
}

// Each case makes one change by hand and says which rule it breaks, at which stop,
// by how much.
func TestEvaluateNamesEveryBrokenRule(t *testing.T) {
	shift := id("shift")
	for name, c := range map[string]struct {
		spoil func(w *town)
		order []int
		want  Violation
	}{
		"the round ends late": {
			func(w *town) { w.Shifts[0].End = 9*60 + 50 }, []int{1, 0}, // back at 9:56
			Violation{Rule: RuleShift, ShiftID: shift, Stop: 1, PlaceID: id("place 0"), N: 6},
		},
		"the place has closed": {
			func(w *town) { w.Places[0].Windows = everyDay(8*60, 9*60+30) }, []int{1, 0}, // reached at 9:32
			Violation{Rule: RuleWindow, ShiftID: shift, Stop: 1, PlaceID: id("place 0"), N: 2},
		},
		"the place is closed all day": {
			func(w *town) { w.Places[0].Windows[3] = []routes.Window{{Open: 60, Close: 1440}} }, []int{0},
			Violation{Rule: RuleWindow, ShiftID: shift, Stop: 0, PlaceID: id("place 0")},
		},
		"one worker where it takes two": {
			func(w *town) { w.Places[1].TwoWorkers = true }, []int{0, 1},
			Violation{Rule: RuleTwoWorkers, ShiftID: shift, Stop: 1, PlaceID: id("place 1"), N: 1},
		},
		"more visits than allowed": {
			func(w *town) { w.Places[1].MaxVisits = 0 }, []int{0, 1},
			Violation{Rule: RuleMaxVisits, ShiftID: shift, Stop: 1, PlaceID: id("place 1"), N: 1},
		},
		"too soon after the last visit": {
			func(w *town) {
				w.Places[1].GapDays = 4
				w.Past = []Visit{{PlaceID: w.Places[1].ID, Date: week.Monday() - 1}}
			}, []int{0, 1},
			Violation{Rule: RuleGap, ShiftID: shift, Stop: 1, PlaceID: id("place 1"), N: 3},
		},
		"twice in a round": {
			func(w *town) { w.Places[1].MaxVisits = 2 }, []int{1, 0, 1},
			Violation{Rule: RuleRepeat, ShiftID: shift, Stop: 2, PlaceID: id("place 1")},
		},
		"forbidden": {
			func(w *town) { w.Locks = []Lock{{PlaceID: w.Places[1].ID}} }, []int{0, 1},
			Violation{Rule: RuleForbidden, ShiftID: shift, Stop: 1, PlaceID: id("place 1"), N: 1},
		},
		"a lock is not kept": {
			func(w *town) { w.Locks = []Lock{{PlaceID: w.Places[1].ID, ShiftID: shift}} }, []int{0},
			Violation{Rule: RulePinned, ShiftID: shift, Stop: -1, PlaceID: id("place 1"), N: 1},
		},
		"a locked stop is moved": {
			func(w *town) { w.Locks = []Lock{{PlaceID: w.Places[1].ID, ShiftID: shift, Position: 1}} }, []int{0, 1},
			Violation{Rule: RulePosition, ShiftID: shift, Stop: 1, PlaceID: id("place 1"), N: 1},
		},
		"too few explore": {
			func(w *town) { w.Estimates[2].Known = false }, []int{0, 1},
			Violation{Rule: RuleExplore, Stop: -1, N: 1},
		},
		"no way there": {
			func(w *town) { cutOff(w, 0) }, []int{0},
			Violation{Rule: RuleUnreachable, ShiftID: shift, Stop: 0, PlaceID: id("place 0")},
		},
	} {
		w := hamlet(3)
		c.spoil(&w)
		_, got := evaluate(t, w, round(w, c.order...))
		if !slices.Contains(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// The break lies between visits, in the middle half of the shift, and is shown.
func TestTheBreakIsTakenAndShown(t *testing.T) {
	w := hamlet(8)
	w.Shifts[0].Break = 30
	w.Iterations = 100
	p := propose(t, w.Input)
	r := p.Rounds[0]
	if r.Break < 9*60+90 || r.Break > 15*60-90-30 {
		t.Errorf("break at minute %d, want the middle of the shift", r.Break)
	}
	for _, s := range r.Stops {
		if s.Arrive < r.Break+30 && s.Leave > r.Break {
			t.Errorf("break at %d during the visit %d–%d", r.Break, s.Arrive, s.Leave)
		}
	}
}

// A home visit is time without a place: nothing happens in it, and nothing of it is
// in the plan.
func TestBlocksAreTimeWithoutAPlace(t *testing.T) {
	w := hamlet(10)
	w.Shifts[0].Blocks = []routes.Block{{Kind: "home_visit", Start: 10 * 60, End: 11 * 60}}
	w.Iterations = 100
	p := propose(t, w.Input)
	if len(p.Rounds[0].Stops) < 8 {
		t.Fatalf("%d stops, want most of ten", len(p.Rounds[0].Stops))
	}
	for _, s := range p.Rounds[0].Stops {
		if s.Arrive < 11*60 && s.Leave > 10*60 {
			t.Errorf("a visit from %d to %d lies in the block", s.Arrive, s.Leave)
		}
	}
	if _, v := evaluate(t, w, p); len(v) > 0 {
		t.Errorf("breaks %+v", v)
	}
}

// Where blocks fill the middle of a shift the break goes elsewhere; where they fill
// all of it there is none to plan.
func TestBreaksBesideBlocks(t *testing.T) {
	s := routes.Shift{Start: 540, End: 900, Break: 30, Blocks: []routes.Block{{Start: 600, End: 870}}}
	if b := breakOf(s, blocksOf(s)); b.Length != 30*minute || b.Window.Open != 540*minute {
		t.Errorf("break %+v, want one anywhere in the shift", b)
	}
	s.Blocks = append(s.Blocks, routes.Block{Start: 500, End: 1000})
	if b := breakOf(s, blocksOf(s)); b.Length != 0 {
		t.Errorf("break %+v, want none", b)
	}
}

// A round past midnight finds the places open that are open after midnight, by the
// evening's hours or the next day's.
func TestRoundsPastMidnight(t *testing.T) {
	w := hamlet(2)
	w.Shifts[0].Start, w.Shifts[0].End = 23*60, 27*60
	w.Places[0].Windows[1] = []routes.Window{{Open: 20 * 60, Close: 26 * 60}} // Monday until 2
	w.Places[1].Windows[2] = []routes.Window{{Open: 60, Close: 3 * 60}}       // Tuesday from 1
	w.Iterations = 50
	p := propose(t, w.Input)
	if len(stops(p)) != 2 {
		t.Fatalf("%d stops, want both; left out %+v", len(stops(p)), p.LeftOut)
	}
	if s, _ := stopAt(p, w.Places[1].ID); s.Arrive < 25*60 {
		t.Errorf("arrives at minute %d, before it opens on Tuesday at 1", s.Arrive)
	}
}

func TestEvaluateRefusesWhatItDoesNotKnow(t *testing.T) {
	w := hamlet(2)
	for name, p := range map[string]Plan{
		"shift": {Rounds: []Round{{ShiftID: id("gone")}}},
		"twice": {Rounds: []Round{{ShiftID: w.Shifts[0].ID}, {ShiftID: w.Shifts[0].ID}}},
		"place": {Rounds: []Round{{ShiftID: w.Shifts[0].ID, Stops: []Stop{{PlaceID: id("gone")}}}}},
	} {
		if _, _, err := Evaluate(w.Input, p); !errors.Is(err, ErrInput) {
			t.Errorf("%s: error %v, want ErrInput", name, err)
		}
	}
}

// The week opens on last week's rounds: same team, same weekday, places that are
// still there and not forbidden.
func TestRepeatLaysLastWeekOnThisWeek(t *testing.T) {
	w := hamlet(4)
	old := w.Shifts[0]
	old.ID, old.Date = id("old"), old.Date-7
	other := old
	other.ID, other.TeamID = id("other"), id("another team")
	last := Plan{Week: week.Add(-1), Rounds: []Round{
		{ShiftID: other.ID, Stops: []Stop{{PlaceID: w.Places[3].ID}}},
		{ShiftID: old.ID, Stops: []Stop{{PlaceID: w.Places[2].ID}, {PlaceID: id("gone")}, {PlaceID: w.Places[1].ID}, {PlaceID: w.Places[0].ID}}},
	}}
	w.Locks = []Lock{{PlaceID: w.Places[1].ID}}
	got := Repeat(w.Input, last, []routes.Shift{old, other})
	if len(got.Rounds) != 1 || got.Rounds[0].ShiftID != w.Shifts[0].ID || got.Week != w.Week {
		t.Fatalf("rounds %+v, want one on this week's shift", got.Rounds)
	}
	p, v := evaluate(t, w, got)
	if len(v) > 0 || len(p.Rounds[0].Stops) != 2 || p.Rounds[0].Stops[0].PlaceID != w.Places[2].ID {
		t.Errorf("stops %+v breaking %+v, want places 2 and 0", p.Rounds[0].Stops, v)
	}
}

// The first three stops in an unknown cell explore, by day and time; a fourth does
// not: an hour of presence makes a cell known.
func TestOnlyTheFirstStopsInACellExplore(t *testing.T) {
	w := hamlet(5)
	for i := 2; i < 5; i++ {
		w.Places[i].Cell = w.Places[0].Cell
	}
	w.Estimates[0].Known = false
	w.Estimates[1].WeeksSince = 0 // the last to explore
	p, _ := evaluate(t, w, round(w, 2, 1, 0, 3, 4))
	var marks []bool
	for _, s := range p.Rounds[0].Stops {
		marks = append(marks, s.Exploration)
	}
	if !slices.Equal(marks, []bool{true, false, true, true, false}) {
		t.Errorf("marks %v, want the first three in the cell", marks)
	}
}

// Points come in the order that the matrices are read by.
func TestPointsArePlacesThenBases(t *testing.T) {
	w := hamlet(2)
	w.Shifts = append(w.Shifts, w.Shifts[0])
	got := Points(w.Places, w.Shifts)
	if len(got) != 4 || got[1] != w.Places[1].Point || got[3] != w.Shifts[1].Home {
		t.Errorf("points %v", got)
	}
}

// The cells of the cover are of mixed size: one bench does not cover 24 km².
func TestALargeCellIsCoveredInPart(t *testing.T) {
	w := hamlet(2)
	w.AreaKM2[w.cells[0]], w.AreaKM2[w.cells[1]] = 24, 0.7
	in, err := newWorld(&w.Input)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := in.worth(0), in.worth(1); a > b/10 {
		t.Errorf("a stop in 24 km² is worth %v, one in 0.7 km² %v", a, b)
	}
}
