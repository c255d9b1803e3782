package plans

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// twoDays is a hamlet with the same shift on Tuesday.
func twoDays(places int) town {
	w := hamlet(places)
	tuesday := w.Shifts[0]
	tuesday.ID, tuesday.Date = id("tuesday"), week.Monday()+1
	w.Shifts = append(w.Shifts, tuesday)
	w.street()
	w.Iterations = 200
	return w
}

// byHand is a plan of places on the two days.
func byHand(w town, monday, tuesday []int) Plan {
	p := round(w, monday...)
	p.Rounds = append(p.Rounds, Round{ShiftID: w.Shifts[1].ID})
	for _, i := range tuesday {
		p.Rounds[1].Stops = append(p.Rounds[1].Stops, Stop{PlaceID: w.Places[i].ID})
	}
	return p
}

func replan(t *testing.T, w town, from Plan) Plan {
	t.Helper()
	p, err := Replan(t.Context(), w.Input, from, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, v := evaluate(t, w, p); len(v) > 0 {
		t.Errorf("the new plan breaks %+v", v)
	}
	return p
}

// Where another plan is hardly better, the week stays as it is: one round to all four
// places would save half an hour's way, and take two teams' habits.
func TestReplanKeepsTheRounds(t *testing.T) {
	w := twoDays(4)
	from := byHand(w, []int{0, 2}, []int{1, 3})
	if diff := cmp.Diff(Difference{}, Changes(from, replan(t, w, from))); diff != "" {
		t.Errorf("changes:\n%s", diff)
	}
}

// Places and shifts that are gone fall out, and the rest stays.
func TestReplanDropsWhatIsGone(t *testing.T) {
	w := twoDays(4)
	from := byHand(w, []int{0, 2}, []int{1, 3})
	from.Rounds[0].Stops = append(from.Rounds[0].Stops, Stop{PlaceID: id("gone")})
	from.Rounds = append(from.Rounds, Round{ShiftID: id("cancelled"), Stops: slices.Clone(from.Rounds[0].Stops)})
	got := Changes(from, replan(t, w, from))
	if len(got.Added)+len(got.Moved) > 0 || len(got.Removed) != 4 {
		t.Errorf("%+v, want four stops that are gone", got)
	}
}

// A concern is worth a change: a stop comes, and no other goes.
func TestReplanTakesAConcernIn(t *testing.T) {
	w := twoDays(5)
	w.Estimates[4].Score, w.Estimates[4].Mean = 0, 0
	from := byHand(w, []int{0, 2}, []int{1, 3})
	w.Concerns = []Concern{{Cell: w.Places[4].Cell, Count: 1, Since: week.Monday() - 4, First: week.Monday()}}
	got := Changes(from, replan(t, w, from))
	if len(got.Removed)+len(got.Moved) > 0 || len(got.Added) != 1 || got.Added[0].PlaceID != w.Places[4].ID {
		t.Errorf("%+v, want a stop at the concern", got)
	}
}

// What would fit and is worth its way, but not the change, is explained by that.
func TestWhyNotOfAChangeThatIsNotWorthIt(t *testing.T) {
	w := hamlet(3)
	w.Estimates[0].WeeksSince = 9 // explores
	w.Estimates[1].Score, w.Estimates[1].Mean = 0.05, 0.02
	w.Iterations = 50
	p := replan(t, w, round(w, 0, 2))
	if got := whyNot(t, p, w.Places[1].ID); got != (WhyNot{Code: WhyNotChange, ShiftID: w.Shifts[0].ID}) {
		t.Errorf("%+v, want %s", got, WhyNotChange)
	}
	if got := leftOutOf(t, w, round(w, 0, 2), 1); got.Code != WhyNotFits {
		t.Errorf("by hand: %+v, want %s", got, WhyNotFits)
	}
}
