package orienteer

import (
	"slices"
	"testing"
	"time"

	"runde/routes"
)

// walked is the plan of line(n) that visits the places in the given order on its
// one shift, timed as early as possible, with the right value.
func walked(p *Problem, places ...int) Solution {
	r, _ := Time(p, 0, places)
	s := Solution{Routes: []Route{r}}
	for range p.Shifts[1:] {
		s.Routes = append(s.Routes, Route{})
	}
	s.Value = Score(p, s).Total
	return s
}

func rules(found []Violation) (out []Rule) {
	for _, v := range found {
		out = append(out, v.Rule)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// want fails unless the plan breaks exactly the one rule.
func want(t *testing.T, p *Problem, s Solution, rule Rule) {
	t.Helper()
	if got := rules(Check(p, s)); !slices.Equal(got, []Rule{rule}) {
		t.Errorf("Check found %v, want %s alone", got, rule)
	}
}

func TestCheckPassesASoundPlan(t *testing.T) {
	p := line(3)
	s := walked(p, 0, 1, 2)
	if v := Check(p, s); len(v) > 0 {
		t.Errorf("Check found %v in a sound plan", v)
	}
	if got := s.Routes[0].End; got != 1+1+1+3+3*5 {
		t.Errorf("back at %d, want 21", got)
	}
}

func TestCheckFindsAMissingRoute(t *testing.T) {
	want(t, line(1), Solution{}, RuleShape)
}

func TestCheckFindsAnUnknownPlace(t *testing.T) {
	want(t, line(1), Solution{Routes: []Route{{Visits: []Visit{{Place: 4}}}}}, RuleShape)
}

func TestCheckFindsAnArrivalSoonerThanTheWayTakes(t *testing.T) {
	p := line(2)
	s := walked(p, 0, 1)
	s.Routes[0].Visits[1].Start--
	want(t, p, s, RuleShift)
}

func TestCheckFindsALateReturn(t *testing.T) {
	p := line(2)
	p.Shifts[0].End = 13
	s := walked(p, 0, 1) // back at 14
	want(t, p, s, RuleShift)
}

func TestCheckFindsAWayThatDoesNotExist(t *testing.T) {
	p := line(2)
	p.Shifts[0].Travel.Times[1] = routes.Unreachable
	want(t, p, walked(p, 0, 1), RuleShift)
}

func TestCheckFindsAClosedPlace(t *testing.T) {
	p := line(2)
	p.Places[1].Windows = everyDay(Window{50, 60}, Window{80, 90})
	s := walked(p, 0, 1)
	if v := Check(p, s); len(v) > 0 || s.Routes[0].Visits[1].Start != 50 {
		t.Fatalf("waiting until 50 breaks %v", v)
	}
	s.Routes[0].Visits[1].Start, s.Routes[0].End = 61, 68
	want(t, p, s, RuleWindow)
	if got := Check(p, s)[0].Excess; got != 1 {
		t.Errorf("missed by %d, want 1", got)
	}
	s.Routes[0].Visits[1].Start = 48
	if got := Check(p, s)[0].Excess; got != -2 {
		t.Errorf("missed by %d, want -2", got)
	}
}

func TestCheckFindsAPlaceClosedThatWeekday(t *testing.T) {
	p := line(1)
	p.Places[0].Windows[time.Tuesday] = []Window{{0, 100}}
	want(t, p, walked(p, 0), RuleWindow)
}

func TestCheckFindsServiceDuringABlock(t *testing.T) {
	p := line(1)
	p.Shifts[0].Blocks = []Window{{3, 20}}
	s := walked(p, 0)
	if s.Routes[0].Visits[0].Start != 20 {
		t.Fatalf("starts at %d, want 20, after the block", s.Routes[0].Visits[0].Start)
	}
	s.Routes[0].Visits[0].Start = 1
	want(t, p, s, RuleBlock)
}

func TestCheckFindsABlockThatTheWayIgnores(t *testing.T) {
	p := line(2)
	p.Shifts[0].Blocks = []Window{{6, 20}}
	s := walked(p, 0, 1) // leaves place 0 at 6, the way waits for the block
	if s.Routes[0].Visits[1].Start != 21 {
		t.Fatalf("starts at %d, want 21", s.Routes[0].Visits[1].Start)
	}
	s.Routes[0].Visits[1].Start = 20
	want(t, p, s, RuleShift)
}

func TestCheckFindsABreakNotTaken(t *testing.T) {
	p := line(2)
	p.Shifts[0].Break = Break{Length: 10, Window: Window{5, 40}}
	s := walked(p, 0, 1)
	if v := Check(p, s); len(v) > 0 {
		t.Fatalf("a plan with its break breaks %v", v)
	}
	s.Routes[0].Break = 0 // outside its window
	if got := rules(Check(p, s)); !slices.Contains(got, RuleBreak) {
		t.Errorf("Check found %v, want %s", got, RuleBreak)
	}
}

func TestCheckFindsABreakDuringAVisit(t *testing.T) {
	p := line(2)
	p.Shifts[0].Break = Break{Length: 3, Window: Window{0, 60}}
	s := walked(p, 0, 1)
	s.Routes[0].Break = s.Routes[0].Visits[1].Start + 1
	if got := rules(Check(p, s)); !slices.Contains(got, RuleBreak) {
		t.Errorf("Check found %v, want %s", got, RuleBreak)
	}
}

func TestCheckFindsTooFewWorkers(t *testing.T) {
	p := line(1)
	p.Places[0].TwoWorkers = true
	want(t, p, walked(p, 0), RuleTwoWorkers)
}

// twoDays is line(n) with a second shift a day later.
func twoDays(n int) *Problem {
	p := line(n)
	later := p.Shifts[0]
	later.Day, later.Weekday = 1, time.Tuesday
	p.Shifts = append(p.Shifts, later)
	return p
}

// both visits the place on both shifts.
func both(p *Problem, place int) Solution {
	a, _ := Time(p, 0, []int{place})
	b, _ := Time(p, 1, []int{place})
	s := Solution{Routes: []Route{a, b}}
	s.Value = Score(p, s).Total
	return s
}

func TestCheckFindsTooManyVisits(t *testing.T) {
	p := twoDays(1)
	want(t, p, both(p, 0), RuleMaxVisits)
}

func TestCheckFindsAGapTooShort(t *testing.T) {
	p := twoDays(1)
	p.Places[0].Max, p.Places[0].GapDays = 2, 2
	want(t, p, both(p, 0), RuleGap)
}

func TestCheckFindsAGapTooShortAfterLastWeek(t *testing.T) {
	p := line(1)
	p.Places[0].GapDays, p.Places[0].Previous = 3, []int{-2}
	want(t, p, walked(p, 0), RuleGap)
}

func TestCheckFindsAPlaceTwiceInARound(t *testing.T) {
	p := line(2)
	p.Places[0].Max = 2
	want(t, p, walked(p, 0, 1, 0), RuleRepeat)
}

func TestCheckFindsAForbiddenPlace(t *testing.T) {
	p := line(2)
	p.Locks = []Lock{{Kind: Forbid, Place: 1, Shift: -1}}
	want(t, p, walked(p, 0, 1), RuleForbidden)
	p.Locks[0].Shift = 0
	want(t, p, walked(p, 0, 1), RuleForbidden)
}

func TestCheckFindsAPinLeftOut(t *testing.T) {
	p := line(2)
	p.Locks = []Lock{{Kind: Pin, Place: 1, Shift: 0}}
	want(t, p, walked(p, 0), RulePinned)
}

func TestCheckFindsAPinOutOfPosition(t *testing.T) {
	p := line(3)
	p.Locks = []Lock{{Kind: Pin, Place: 2, Shift: 0, Position: 1}}
	want(t, p, walked(p, 0, 2, 1), RulePosition)
}

func TestCheckFindsTooLittleExploration(t *testing.T) {
	p := line(5)
	p.Cells[4].Explorers = 1
	p.Explore = 0.2
	want(t, p, walked(p, 0, 1), RuleExplore)
	if v := Check(p, walked(p, 0, 1, 2, 4)); len(v) > 0 {
		t.Errorf("one of four explores, Check found %v", v)
	}
}

func TestCheckAsksForNoExplorationThatNobodyCanReach(t *testing.T) {
	p := line(5)
	p.Cells[4].Explorers = 1
	p.Places[4].TwoWorkers = true
	p.Explore = 0.2
	if v := Check(p, walked(p, 0, 1)); len(v) > 0 {
		t.Errorf("Check found %v", v)
	}
}

func TestCheckFindsAWrongValue(t *testing.T) {
	p := line(2)
	s := walked(p, 0)
	s.Value++
	want(t, p, s, RuleValue)
}
