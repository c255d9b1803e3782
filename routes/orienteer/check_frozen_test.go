package orienteer

import (
	"slices"
	"testing"
)

// Whatever a frozen round does in time, by whom, and against which lock: it is over.
func TestCheckLeavesAFrozenRoundAlone(t *testing.T) {
	p := line(3)
	p.Shifts[0].Frozen = true
	p.Shifts[0].Blocks, p.Shifts[0].Break = []Window{{0, 50}}, Break{10, Window{60, 60}}
	p.Places[0].Windows, p.Places[1].TwoWorkers = everyDay(Window{90, 95}), true
	p.Locks = []Lock{
		{Kind: Pin, Place: 2, Shift: 0}, {Kind: Pin, Place: 1, Shift: 0, Position: 1},
		{Kind: Forbid, Place: 0, Shift: -1}, {Kind: Forbid, Place: 1, Shift: 0},
	}
	s := Solution{Routes: []Route{{Visits: []Visit{{Place: 0, Start: -7, Walked: true}, {Place: 1}, {Place: 0}}, End: 2000}}}
	s.Value = Score(p, s).Total
	if v := Check(p, s); len(v) > 0 {
		t.Errorf("Check found %v", v)
	}
	p.Shifts[0].Frozen = false
	found := rules(Check(p, s))
	for _, rule := range []Rule{RuleShift, RuleWindow, RuleBlock, RuleBreak, RuleTwoWorkers, RuleMaxVisits, RuleRepeat, RuleForbidden, RulePinned, RulePosition, RuleWalk} {
		if !slices.Contains(found, rule) {
			t.Errorf("open, the round does not break %s: the test tests too little", rule)
		}
	}
}

// freeze is both with a frozen shift of the two.
func freeze(p *Problem, shift int) (*Problem, Solution) {
	p.Shifts[shift].Frozen = true
	return p, both(p, 0)
}

// A visit of a frozen round counts for the maximum, before or after, and the visit
// that is one too many is the other.
func TestCheckCountsFrozenVisitsForTheMaximum(t *testing.T) {
	for frozen := range 2 {
		p, s := freeze(twoDays(1), frozen)
		want(t, p, s, RuleMaxVisits)
		if got := Check(p, s)[0]; got.Shift != 1-frozen {
			t.Errorf("shift %d is frozen: %v, want it on shift %d", frozen, got, 1-frozen)
		}
	}
}

func TestCheckCountsFrozenVisitsForTheGap(t *testing.T) {
	for frozen := range 2 {
		p := twoDays(1)
		p.Places[0].Max, p.Places[0].GapDays = 2, 2
		p, s := freeze(p, frozen)
		want(t, p, s, RuleGap)
		if got := Check(p, s)[0]; got.Shift != 1-frozen || got.Excess != 1 {
			t.Errorf("shift %d is frozen: %v, want one day too few on shift %d", frozen, got, 1-frozen)
		}
	}
}

// What two frozen rounds have done between them is nobody's fault.
func TestCheckNamesNothingBetweenFrozenRounds(t *testing.T) {
	p := twoDays(1)
	p.Places[0].GapDays = 2
	p.Shifts[1].Frozen = true
	p, s := freeze(p, 0)
	if v := Check(p, s); len(v) > 0 {
		t.Errorf("Check found %v", v)
	}
}

// Two rounds of one day, of which one is over: a place with a gap is visited by one.
func TestCheckFindsAVisitOnTheDayOfAFrozenRound(t *testing.T) {
	p := twoDays(1)
	p.Shifts[1].Day = 0
	p.Places[0].Max, p.Places[0].GapDays = 2, 1
	p, s := freeze(p, 0)
	want(t, p, s, RuleGap)
}

// A frozen round's stops are stops, and explore where others would.
func TestCheckCountsFrozenVisitsForTheShare(t *testing.T) {
	p := twoDays(6)
	p.Cells[4].Explorers, p.Cells[5].Explorers = 1, 1
	p.Explore = 0.5
	p.Shifts[0].Frozen = true
	a, _ := Time(p, 0, []int{0, 4})
	for _, c := range []struct {
		visits []int
		want   int // exploring stops too few
	}{{nil, 0}, {[]int{1}, 1}, {[]int{1, 5}, 0}} {
		b, _ := Time(p, 1, c.visits)
		s := Solution{Routes: []Route{a, b}}
		s.Value = Score(p, s).Total
		short := 0
		for _, v := range Check(p, s) {
			short += v.Excess
		}
		if short != c.want {
			t.Errorf("%v beside the frozen round: %d too few, want %d: %v", c.visits, short, c.want, Check(p, s))
		}
	}
}

// No more exploring is asked than the rounds that are open can do.
func TestCheckAsksNoExploringOfAFrozenRound(t *testing.T) {
	p := line(3)
	p.Cells[2].Explorers, p.Explore = 1, 0.5
	s := walked(p, 0, 1)
	want(t, p, s, RuleExplore)
	p.Shifts[0].Frozen = true
	if v := Check(p, s); len(v) > 0 {
		t.Errorf("Check found %v", v)
	}
}
