package plans

import (
	"errors"
	"math"
	"testing"

	"runde/routes"
)

// One visit of twenty minutes in a cell with score 0.8, four minutes from the base:
// a third of an hour's coverage, less eight minutes of travel at 0.3 prizes an hour.
func TestValueByHand(t *testing.T) {
	w := hamlet(1)
	got, err := Value(w.Input, round(w, 0))
	if err != nil {
		t.Fatal(err)
	}
	prize := 0.8 * (1 - math.Exp(-1.0/3))
	travel := 0.8 * travelPrice * 8 / 60
	if math.Abs(got.Prize-prize) > 1e-9 || math.Abs(got.Travel-travel) > 1e-9 || math.Abs(got.Total-(prize-travel)) > 1e-9 {
		t.Errorf("worth %+v, want %v less %v", got, prize, travel)
	}
}

// A round's value does not depend on whose plan it is: a proposal read again by hand
// is worth the same, and a plan without stops nothing.
func TestValueReadsTheOrderAlone(t *testing.T) {
	w := newTown(3, size{20, 30, 4})
	w.Iterations = 40
	p := propose(t, w.Input)
	again, _ := evaluate(t, w, p)
	a, errA := Value(w.Input, p)
	b, errB := Value(w.Input, again)
	if errA != nil || errB != nil || a != b || a.Prize <= 0 {
		t.Errorf("worth %+v (%v), and %+v (%v) when read again", a, errA, b, errB)
	}
	if none, err := Value(w.Input, Plan{}); err != nil || none.Prize != 0 || none.Travel != 0 {
		t.Errorf("no round is worth %+v (%v)", none, err)
	}
}

func TestValueAndProblemRefuseWhatCannotBePlanned(t *testing.T) {
	w := hamlet(1)
	p := round(w, 0)
	w.Share = 2
	if _, err := Value(w.Input, p); !errors.Is(err, ErrInput) {
		t.Errorf("Value: %v, want ErrInput", err)
	}
	if _, err := Problem(w.Input); !errors.Is(err, ErrInput) {
		t.Errorf("Problem: %v, want ErrInput", err)
	}
	w.Share = 0
	p.Rounds[0].ShiftID = id("another")
	if _, err := Value(w.Input, p); !errors.Is(err, ErrInput) {
		t.Errorf("Value of a round that is not the week's: %v, want ErrInput", err)
	}
}

// A habit that the earliest times miss is kept by waiting, or by taking the break
// later, unless that makes the round late.
//
//	9:00 base — 9:04 place 0 –9:24 — 9:28 place 1 –9:48 — base 9:56
func TestValueKeepsHabits(t *testing.T) {
	for name, c := range map[string]struct {
		minute, pause, end int
		kept               bool
		closes             int
	}{
		"waits":                       {11 * 60, 0, 15 * 60, true, 15 * 60},
		"takes the break later":       {9*60 + 20, 60, 10*60 + 57, true, 15 * 60},
		"would be late":               {11 * 60, 0, 10 * 60, false, 15 * 60},
		"is kept without any waiting": {9*60 + 20, 0, 15 * 60, true, 15 * 60},
		"is closed by then":           {11 * 60, 0, 15 * 60, false, 10 * 60},
	} {
		w := hamlet(2)
		w.Shifts[0].End, w.Shifts[0].Break = c.end, c.pause
		w.Places[1].Habit = &routes.Habit{Weekday: 1, Minute: c.minute}
		w.Places[1].Windows[1] = []routes.Window{{Open: 8 * 60, Close: c.closes}}
		got, err := Value(w.Input, round(w, 0, 1))
		if err != nil {
			t.Fatal(err)
		}
		if kept := got.Habits == 0; kept != c.kept {
			t.Errorf("%s: %+v", name, got)
		}
		p, v := evaluate(t, w, round(w, 0, 1))
		if _, kept := reason(p.Rounds[0].Stops[1], ReasonHabit); len(v) > 0 || kept != c.kept {
			t.Errorf("%s: %+v when read, breaking %+v", name, p.Rounds[0].Stops, v)
		}
	}
}
