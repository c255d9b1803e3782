package orienteer

import (
	"testing"
	"time"
)

// evening is a street of three places with room for one of them in a shift of 40 ticks,
// the second of which has its usual time from 20 to 25.
func evening() *Problem {
	p := line(3)
	p.Shifts[0].End = 40
	p.Places[1].Habit = &Habit{time.Monday, Window{20, 25}, 5}
	for i := range p.Places {
		p.Places[i].Service = 12
	}
	return p
}

// A place is forced in at its usual time where that keeps its habit, and freely where
// another visit keeps it.
func TestForceKeepsAHabit(t *testing.T) {
	for _, kept := range []bool{false, true} {
		p := evening()
		p.Places[1].Max = 2
		p.Shifts = append(p.Shifts, p.Shifts[0])
		p.Shifts[1].Day = 1
		s := built(p)
		if kept {
			s.insert(1, insertion{shift: 0, held: true})
		}
		s.insert(0, insertion{shift: 1})
		s.forceIn(1, 0, newRand(1, 1), make([]bool, 2))
		k := s.routes[1].find(1)
		if k < 0 {
			t.Fatal("the place did not come in")
		}
		if held := s.routes[1].stops[k].held; held == kept {
			t.Errorf("kept elsewhere %v, and forced in at its usual time %v", kept, held)
		}
	}
}

// A place takes the room of a dearer stop where its habit is worth it, and else that of
// the cheapest.
func TestAHabitPaysForTheStopItTakesOut(t *testing.T) {
	for price, shift := range map[float64]int{0.5: 1, 5: 0} {
		p := evening()
		p.Places[1].Habit = &Habit{time.Monday, Window{2, 5}, price}
		p.Cells[0].Prize, p.Cells[2].Prize = 3, 1
		p.Shifts[0].End = 20 // room for one
		second := p.Shifts[0]
		second.Day, second.Weekday = 1, time.Tuesday
		p.Shifts = append(p.Shifts, second)
		s := built(p)
		s.insert(0, insertion{shift: 0})
		s.insert(2, insertion{shift: 1})
		s.forceIn(1, -1, newRand(1, 1), make([]bool, 2))
		if s.routes[shift].find(1) < 0 {
			t.Errorf("a habit of %v: not on shift %d: %+v %+v", price, shift, s.routes[0].stops, s.routes[1].stops)
		}
	}
}

// What a stop waits for its usual time is room for others, and not counted.
func TestAHeldStopPushesByItsVisitAndWay(t *testing.T) {
	s := built(evening())
	l, r := &s.in.shifts[0], &s.routes[0]
	f, ok := s.in.try(l, r, 0, stop{place: 1, held: true})
	if want := Tick(12 + 4); !ok || f.push != want || f.start != 20 {
		t.Errorf("fits %v at %d, pushes by %d; want at 20 by %d", ok, f.start, f.push, want)
	}
	s.in.p.Places[1].Windows = everyDay(Window{20, 25})
	s = built(s.in.p)
	f, ok = s.in.try(&s.in.shifts[0], &s.routes[0], 0, stop{place: 1})
	if want := Tick(20 + 12 + 2); !ok || f.push != want {
		t.Errorf("open from 20 it fits %v and pushes by %d, want by %d", ok, f.push, want)
	}
}

// Every other chain begins with the second plan to start from.
func TestHalfOfTheChainsBeginWithAlso(t *testing.T) {
	p := line(3)
	also := Solution{Routes: []Route{{Visits: []Visit{{Place: 2}, {Place: 0}, {Place: 1}}}}}
	s := newSolver(newInstance(p), Options{Chains: 4, Also: &also})
	for i, c := range s.chains {
		stops := c.current.routes[0].stops
		if began := len(stops) == 3 && stops[0].place == 2 && stops[1].place == 0; began != (i%2 == 1) {
			t.Errorf("chain %d begins with %+v", i, stops)
		}
	}
}
