package orienteer

import (
	"math"
	"slices"
	"testing"
	"time"
)

// Two places that cover one cell are worth less than places in two cells: the
// plan spreads.
func TestCoverageSaturates(t *testing.T) {
	p := line(3)
	p.Places[1].Cover[0].Cell, p.Places[1].Cell = 0, 0
	p.Cells[2].Prize = 7 // below the first visit to cell 0, above the second
	p.Shifts[0].End = 18 // time for two places
	s := solve(t, p, 1, 50)
	if got := order(s, 0); len(got) != 2 || !slices.Contains(got, 2) {
		t.Errorf("round is %v, want place 2 and one of the others", got)
	}
	if want := (10 + 7) * -math.Expm1(-1); !nearly(s.Value, want) {
		t.Errorf("value %v, want %v", s.Value, want)
	}
}

// A published TOPTW instance is a special case: one cell a place, linear
// saturation, m equal shifts.
//
//	m = 2, limit 30:  a(0,5) prize 3   b(0,-5) prize 4   c(14,0) prize 10
//	c alone fills a tour (28); a and b fit into one (20). Best: all, 17.
//	m = 1: c alone, 10, beats a and b, 7.
func TestPublishedInstancesAreASpecialCase(t *testing.T) {
	p := &Problem{Saturation: Linear}
	for i, prize := range []float64{3, 4, 10} {
		p.Cells = append(p.Cells, Cell{Prize: prize})
		p.Places = append(p.Places, Place{Cover: []Coverage{{i, 1}}, Cell: i, Max: 1, Windows: everyDay(Window{0, 30})})
	}
	tour := Shift{End: 30, From: 3, To: 3, Travel: manhattan(at{0, 5}, at{0, -5}, at{14, 0}, at{0, 0})}
	for m, want := range []float64{0, 10, 17} {
		p.Shifts = nil
		for range m {
			p.Shifts = append(p.Shifts, tour)
		}
		s := solve(t, p, 1, 50)
		if s.Value != want {
			t.Errorf("m = %d: collected %v, want %v", m, s.Value, want)
		}
		if v := Check(p, s); len(v) > 0 {
			t.Errorf("m = %d: %v", m, v)
		}
	}
}

// A habit is worth waiting for when its price is, and not when it is not.
func TestAHabitIsKeptForItsPrice(t *testing.T) {
	for price, kept := range map[float64]bool{30: true, 0.5: false} {
		p := line(8)
		p.Shifts[0].End = 60 // all eight take 8·5 + 16 = 56
		p.Places[0].Habit = &Habit{Weekday: time.Monday, Window: Window{30, 31}, Price: price}
		s := solve(t, p, 1, 300)
		got := false
		for _, v := range s.Routes[0].Visits {
			got = got || v.Place == 0 && v.Start >= 30 && v.Start <= 31
		}
		if got != kept {
			t.Errorf("price %v: habit kept %v, want %v: %+v", price, got, kept, s.Routes[0].Visits)
		}
		if v := Check(p, s); len(v) > 0 {
			t.Errorf("price %v: %v", price, v)
		}
	}
}

// A wish pulls a stop into its cell, and to its day where lateness costs.
func TestAWishPullsAStopToItsDay(t *testing.T) {
	p := twoDays(2)
	p.Cells[1].Prize = 0
	p.Prices.Travel = 0.1
	if s := solve(t, p, 1, 100); len(order(s, 0))+len(order(s, 1)) != 1 {
		t.Fatalf("without a wish the plan visits %v and %v, want place 0 alone", order(s, 0), order(s, 1))
	}
	p.Wishes = []Wish{{Cell: 1, Day: 0, Price: 20, Late: 5}}
	s := solve(t, p, 1, 100)
	if got := order(s, 0); len(got) == 0 || got[len(got)-1] != 1 && got[0] != 1 {
		t.Errorf("on the wished day the round is %v, want place 1 in it", got)
	}
	if terms := Score(p, s); terms.Wishes != 0 {
		t.Errorf("pays %v for the wish, want nothing", terms.Wishes)
	}
}

// Another team's place goes to its own team where both could visit.
func TestAPlaceStaysWithItsTeam(t *testing.T) {
	p := twoDays(3)
	p.Prices.Handover = 2
	p.Shifts[0].Team, p.Shifts[1].Team = 1, 2
	for i := range p.Places {
		p.Places[i].Team = 2
	}
	s := solve(t, p, 1, 100)
	if got := order(s, 1); len(got) != 3 {
		t.Errorf("team 2 visits %v, want all three", got)
	}
}

// A minimum of visits is reached where it pays, over days that keep the gap.
func TestMinimumVisitsArePaidFor(t *testing.T) {
	p := twoDays(2)
	p.Prices.MinVisit, p.Prices.Travel = 10, 0.5
	p.Saturation = Linear // a second visit collects nothing
	p.Places[0].Min, p.Places[0].Max, p.Places[0].GapDays = 2, 2, 1
	s := solve(t, p, 1, 100)
	if terms := Score(p, s); terms.MinVisit != 0 {
		t.Errorf("pays %v for missing visits: %v, %v", terms.MinVisit, order(s, 0), order(s, 1))
	}
}

// The share explores though exploring is worth nothing, and only as much.
func TestTheShareExplores(t *testing.T) {
	p := line(15)
	p.Explore = 0.2
	for i := 10; i < 15; i++ {
		p.Cells[i] = Cell{Explorers: 1}
	}
	p.Shifts[0].End = 1000
	p.Prices.Travel = 0.01
	s := solve(t, p, 1, 200)
	explored := 0
	for _, place := range order(s, 0) {
		if place >= 10 {
			explored++
		}
	}
	if n := len(order(s, 0)); explored*5 < n || n < 12 {
		t.Errorf("%d of %d stops explore: %v", explored, n, order(s, 0))
	}
}

// A visit in a daypart with more need is worth more: the plan waits for it.
func TestDaypartsWeighCoverage(t *testing.T) {
	p := line(1)
	p.Day = 100
	p.Cells[0].Dayparts = [4]float64{0.1, 0.1, 1, 0.1}
	p.Places[0].Windows = everyDay(Window{0, 10}, Window{55, 60})
	early, _ := Time(p, 0, []int{0})
	late := early
	late.Visits = []Visit{{Place: 0, Start: 55}}
	a := Score(p, Solution{Routes: []Route{early}}).Total
	b := Score(p, Solution{Routes: []Route{late}}).Total
	if want := 10 * -math.Expm1(-0.1); !nearly(a, want) {
		t.Errorf("a morning visit is worth %v, want %v", a, want)
	}
	if want := 10 * -math.Expm1(-1); !nearly(b, want) {
		t.Errorf("an afternoon visit is worth %v, want %v", b, want)
	}
}
