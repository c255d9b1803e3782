package plans

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A visit that was made earlier in the week keeps its place's gap: no proposal visits the
// place sooner, and a plan by hand that does is told so.
func TestTheGapCountsFromVisitsOfTheWeek(t *testing.T) {
	for name, c := range map[string]struct {
		gap  int
		want int // days too few
	}{"long enough ago": {2, 0}, "too soon": {4, 2}} {
		t.Run(name, func(t *testing.T) {
			w := hamlet(2)
			w.Shifts[0].Date = week.Day(time.Wednesday)
			w.Places[0].GapDays = c.gap
			w.Past = []Visit{{PlaceID: w.Places[0].ID, TeamID: w.Shifts[0].TeamID, Date: week.Monday(), Minute: 600}}
			if _, visited := stopAt(propose(t, w.Input), w.Places[0].ID); visited != (c.want == 0) {
				t.Errorf("the proposal visits the place: %v", visited)
			}
			_, broken, err := Evaluate(w.Input, round(w, 0, 1))
			if err != nil {
				t.Fatal(err)
			}
			var short []int
			for _, v := range broken {
				if v.Rule == RuleGap && v.PlaceID == w.Places[0].ID {
					short = append(short, v.N)
				}
			}
			var want []int
			if c.want > 0 {
				want = []int{c.want}
			}
			if diff := cmp.Diff(want, short); diff != "" {
				t.Errorf("days too few: %s", diff)
			}
		})
	}
}

// A visit of the week itself makes no habit: only last week's does.
func TestVisitsOfTheWeekMakeNoHabit(t *testing.T) {
	w := hamlet(1)
	w.Past = []Visit{{PlaceID: w.Places[0].ID, Date: week.Monday(), Minute: 600}}
	of, err := newWorld(&w.Input)
	if err != nil {
		t.Fatal(err)
	}
	if p := of.problem.Places[0]; p.Habit != nil || !slices.Equal(p.Previous, []int{int(week.Monday())}) {
		t.Errorf("the habit is %+v and the days before %v; want no habit and Monday", p.Habit, p.Previous)
	}
}
